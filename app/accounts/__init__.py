"""People: how they sign in, stay signed in, and leave."""
