"""The addresses of the operators' room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.operators.audit import listing
from app.web.routing import twin

if TYPE_CHECKING:
    from litestar.handlers import HTTPRouteHandler

ROUTES: list[list[HTTPRouteHandler]] = [
    twin(listing.PLACE, public=False, tags=["operator"])(listing.audit_page),
]
