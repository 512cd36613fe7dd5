"""Signing in, signing up, and signing out."""
