"""Tessera: a self-hosted gallery and studio for AI images."""

__version__ = "0.1.0"
