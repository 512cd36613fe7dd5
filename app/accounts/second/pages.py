"""The addresses of the second step, and of the page where one settles how one signs in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.accounts.passkeys.pages import TAGS, for_scripts
from app.accounts.second import step, switching
from app.accounts.security import security_page
from app.web.action import action
from app.web.routing import twin

if TYPE_CHECKING:
    from litestar.handlers import HTTPRouteHandler

ROUTES: list[list[HTTPRouteHandler]] = [
    twin("/settings/security", public=False, tags=TAGS)(security_page),
    twin("/signin/second", public=False, tags=TAGS)(step.second_page),
    action("/signin/second", page=step.second_page, tags=TAGS)(step.take_second_step),
    for_scripts(action("/passkeys/second/options", tags=TAGS)(step.second_options)),
    action("/settings/second-step", page=security_page, method="PUT", tags=TAGS)(switching.switch_on),
    action(
        "/settings/second-step/off",
        api="/api/settings/second-step",
        page=security_page,
        method="DELETE",
        tags=TAGS,
    )(switching.switch_off),
    action("/settings/recovery-codes", page=security_page, tags=TAGS)(switching.make_codes),
]
