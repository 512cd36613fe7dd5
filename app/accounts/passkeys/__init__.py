"""Passkeys (WebAuthn, W3C): a whole sign-in by themselves, and a second step after a password."""
