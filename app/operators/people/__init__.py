"""`python -m app user …`: accounts from the command line. The server may run beside it."""
