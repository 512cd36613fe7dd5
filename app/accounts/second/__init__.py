"""The second step of a sign-in, and the recovery codes for whoever has no passkey at hand."""
