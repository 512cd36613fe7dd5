"""The addresses of the accounts room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.accounts.dashboard import dashboard
from app.accounts.keys import pages as keys
from app.accounts.linking import pages as linking
from app.accounts.me import me
from app.accounts.passkeys import pages as passkeys
from app.accounts.privacy import pages as privacy
from app.accounts.profile import pages as profile
from app.accounts.second import pages as second
from app.accounts.sessions import pages as sessions
from app.accounts.signing import pages as signing
from app.web.routing import twin

if TYPE_CHECKING:
    from litestar.handlers import HTTPRouteHandler

ROUTES: list[list[HTTPRouteHandler]] = [
    twin("/dashboard", public=False, tags=["account"])(dashboard),
    twin("/me", api="/api/auth/me", public=False, tags=["account"])(me),
    *signing.ROUTES,
    *linking.ROUTES,
    *passkeys.ROUTES,
    *second.ROUTES,
    *sessions.ROUTES,
    *keys.ROUTES,
    *profile.ROUTES,
    *privacy.ROUTES,
]
