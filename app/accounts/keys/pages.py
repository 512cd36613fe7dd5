"""The addresses of API keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.accounts.keys import making
from app.web.action import action
from app.web.routing import twin

if TYPE_CHECKING:
    from litestar.handlers import HTTPRouteHandler

TAGS = ["account"]
ONE = "/settings/keys/{key_id:str}"

ROUTES: list[list[HTTPRouteHandler]] = [
    twin(making.PLACE, public=False, tags=TAGS)(making.keys_page),
    action(making.PLACE, page=making.keys_page, tags=TAGS)(making.make_key),
    action(ONE + "/revoke", api="/api" + ONE, method="DELETE", page=making.keys_page, tags=TAGS)(making.revoke_key),
]
