"""Hiding renders from everyone, and showing them again."""

from app.gallery.hiding.sight import hide, mend, unhide

__all__ = ["hide", "mend", "unhide"]
