"""What the pages on the way in have in common: the ways that are open, where one wants to go, links that are dead."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final, Literal

from litestar.params import QueryParameter

from app.accounts.passkeys.domain import domain_of
from app.errors import Gone
from app.web.returning import here_only

if TYPE_CHECKING:
    from app.accounts.accounts import Accounts
    from app.web.action import Refusal

Way = Literal["google", "github", "passkey"]
Next = Annotated[str, QueryParameter(name="next", description="The address here to go to afterwards.")]
Token = Annotated[str, QueryParameter(name="token", description="What the link in the letter has.")]
LANDING: Final = "/dashboard"


class LinkDead(Gone):
    """The link of a letter was used, or is too old, or was cut short on its way."""

    default_code = "link_expired"


def link_dead() -> LinkDead:
    """The refusal of such a link."""
    return LinkDead("This link was used already, or is too old. Nothing was changed.")


def ways(accounts: Accounts) -> tuple[Way, ...]:
    """The ways in beside a password that this instance offers to everybody."""
    settings = accounts.settings
    open_ways: list[Way] = []
    if settings.google_client_id and settings.google_client_secret:
        open_ways.append("google")
    if settings.github_client_id and settings.github_client_secret:
        open_ways.append("github")
    if domain_of(accounts.site) is not None:
        open_ways.append("passkey")
    return tuple(open_ways)


def wanted(refusal: Refusal, back: str) -> str:
    """Where a form leads to, as its address or its own hidden field says; nothing for nowhere in particular."""
    return here_only(refusal.value("next") or back, "")
