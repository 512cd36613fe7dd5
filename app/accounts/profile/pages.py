"""The addresses of profile and mails."""

from __future__ import annotations

from litestar import Response
from litestar.di import NamedDependency
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from app.accounts.accounts import Accounts
from app.accounts.caller import Caller
from app.accounts.profile import mails, profile
from app.accounts.profile.picture import picture_file
from app.web.action import action
from app.web.handler import Handler
from app.web.routing import ViewHandler, twin

LASTING = "private, max-age=31536000, immutable"
TAGS = ["account"]


def show_picture(
    person: NamedDependency[Caller], accounts: NamedDependency[Accounts], file: FromPath[str]
) -> Response[bytes]:
    """A person's own picture. Each has an address of its own, so the browser may keep it."""
    content = picture_file(accounts, person.user, file)
    return Response(content, media_type="image/webp", headers={"cache-control": LASTING})


ROUTES: list[list[HTTPRouteHandler]] = [
    twin("/settings", public=False, tags=TAGS)(profile.show_profile),
    action("/settings", page=profile.show_profile, method="PUT", tags=TAGS)(profile.save_profile),
    action("/settings/theme", method="PUT", tags=TAGS)(profile.save_theme),
    action("/settings/picture", page=profile.show_profile, tags=TAGS)(profile.save_picture),
    action(
        "/settings/picture/remove",
        api="/api/settings/picture",
        page=profile.show_profile,
        method="DELETE",
        tags=TAGS,
    )(profile.remove_picture),
    [
        Handler(
            "/me/picture/{file:str}",
            http_method="GET",
            sync_to_thread=True,
            include_in_schema=False,
            opt={"public": False},
        )(show_picture)
    ],
    twin("/settings/mails", public=False, tags=TAGS)(mails.show_mails),
    action("/settings/mails", page=mails.show_mails, method="PUT", tags=TAGS)(mails.save_mails),
    twin("/unsubscribe/{token:str}", public=False, tags=TAGS)(mails.show_unsubscribe),
    [
        ViewHandler(
            ["/unsubscribe/{token:str}"],
            http_method="POST",
            status_code=200,
            sync_to_thread=True,
            include_in_schema=False,
            opt={"public": False},
        )(mails.unsubscribe)
    ],
]
