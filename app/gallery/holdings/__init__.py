"""What the gallery keeps of a person: handed over to them, and erased with their account."""

from app.gallery.holdings.holding import GalleryHolding

__all__ = ["GalleryHolding"]
