"""The addresses of sessions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.accounts.sessions import listing
from app.web.action import action
from app.web.routing import twin

if TYPE_CHECKING:
    from litestar.handlers import HTTPRouteHandler

TAGS = ["account"]
ONE = "/settings/sessions/{session_id:str}"

ROUTES: list[list[HTTPRouteHandler]] = [
    twin(listing.PLACE, public=False, tags=TAGS)(listing.sessions_page),
    action(
        "/settings/sessions/end-others",
        api="/api/settings/sessions",
        method="DELETE",
        page=listing.sessions_page,
        tags=TAGS,
    )(listing.end_others),
    action(ONE + "/end", api="/api" + ONE, method="DELETE", page=listing.sessions_page, tags=TAGS)(listing.end_session),
]
