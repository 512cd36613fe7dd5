"""The addresses of passkeys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.accounts.passkeys import keeping, registering, signing
from app.accounts.security import security_page
from app.accounts.signing.again import again_page
from app.accounts.signing.signin import sign_in_page
from app.web.action import action

if TYPE_CHECKING:
    from litestar.handlers import HTTPRouteHandler

TAGS = ["account"]


def for_scripts(handlers: list[HTTPRouteHandler]) -> list[HTTPRouteHandler]:
    """The address below `/api` alone: nobody sends a form for what only a script can use."""
    return handlers[1:]


ROUTES: list[list[HTTPRouteHandler]] = [
    for_scripts(action("/passkeys/signin/options", tags=TAGS)(signing.sign_in_options)),
    action("/signin/passkey", api="/api/passkeys/signin", page=sign_in_page, tags=TAGS)(signing.sign_in_by_passkey),
    for_scripts(action("/passkeys/again/options", tags=TAGS)(signing.again_options)),
    action("/signin/again/passkey", api="/api/passkeys/again", page=again_page, tags=TAGS)(
        signing.prove_again_by_passkey
    ),
    for_scripts(action("/settings/passkeys/options", tags=TAGS)(registering.new_options)),
    action("/settings/passkeys", page=security_page, tags=TAGS)(registering.add_passkey),
    action(
        "/settings/passkeys/{passkey_id:str}/rename",
        api="/api/settings/passkeys/{passkey_id:str}",
        page=security_page,
        method="PATCH",
        tags=TAGS,
    )(keeping.rename_passkey),
    action(
        "/settings/passkeys/{passkey_id:str}/remove",
        api="/api/settings/passkeys/{passkey_id:str}",
        page=security_page,
        method="DELETE",
        tags=TAGS,
    )(keeping.remove_passkey),
]
