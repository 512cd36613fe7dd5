"""Single-use secrets that live for minutes or days: links in mails, half-done sign-ins, challenges."""
