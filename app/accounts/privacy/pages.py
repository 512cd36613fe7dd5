"""The addresses of exports and of leaving."""

from __future__ import annotations

from litestar.di import NamedDependency
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath
from litestar.response import File

from app.accounts.accounts import Accounts
from app.accounts.caller import Caller
from app.accounts.privacy import privacy
from app.accounts.privacy.exporting import fetch_export
from app.web.action import action
from app.web.handler import Handler
from app.web.routing import twin

TAGS = ["account"]


def download(person: NamedDependency[Caller], accounts: NamedDependency[Accounts], token: FromPath[str]) -> File:
    """A person's export, from disk piece by piece."""
    path = fetch_export(accounts, person, token)
    return File(
        path,
        filename=f"{accounts.site.partition('://')[2].partition(':')[0]}-export.zip",
        media_type="application/zip",
        headers={"cache-control": "private, no-store"},
    )


ROUTES: list[list[HTTPRouteHandler]] = [
    twin("/settings/privacy", public=False, tags=TAGS)(privacy.show_privacy),
    action("/settings/privacy/export", page=privacy.show_privacy, tags=TAGS)(privacy.order),
    action("/settings/privacy/delete", page=privacy.show_privacy, tags=TAGS)(privacy.delete),
    action("/settings/privacy/keep", page=privacy.show_privacy, tags=TAGS)(privacy.stay),
    [
        Handler(
            "/settings/privacy/export/{token:str}",
            http_method="GET",
            sync_to_thread=True,
            include_in_schema=False,
            opt={"public": False},
        )(download)
    ],
]
