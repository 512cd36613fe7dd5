"""The catalogue: image models, styles and subjects as data."""

from app.providers.catalog.loading import CatalogError, load_catalog
from app.providers.catalog.schema import Catalog, Family, ImageModel, Offer, Parameter, Style, Subject

__all__ = ["Catalog", "CatalogError", "Family", "ImageModel", "Offer", "Parameter", "Style", "Subject", "load_catalog"]
