"""The people themselves."""
