"""Who did what from where, for the operator."""
