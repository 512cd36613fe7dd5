"""Staying signed in."""
