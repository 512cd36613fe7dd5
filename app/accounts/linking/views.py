"""What the pages on the way to a provider and back show."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final, Literal

import msgspec

from app.accounts.door_picture import DoorPicture
from app.accounts.linking.identity import NAMES, Provider
from app.accounts.linking.linked import SECURITY
from app.web.returning import by_way_of
from app.web.view import View

if TYPE_CHECKING:
    from app.accounts.accounts import Accounts

HEADINGS: Final = {
    "oauth_state": "This sign-in can’t be finished",
    "oauth_denied": "You went back",
    "oauth_refused": "{name} did not confirm it",
    "bad_credential": "{name} did not confirm it",
    "provider_email_unverified": "Your address is not confirmed at {name}",
    "account_unconfirmed": "Confirm your address first",
    "address_unconfirmed": "Confirm your address first",
    "another_linked": "Another {name} account is linked",
    "identity_taken": "This {name} account opens another account",
    "identity_differs": "This is another {name} account",
    "provider_unreachable": "{name} does not answer",
    "account_disabled": "This account is locked",
}
OTHERWISE: Final = "{name} can’t sign you in"


class WayOn(msgspec.Struct, frozen=True):
    """Where to go from here."""

    label: str
    url: str


class Leaving(View, kw_only=True):
    """The address at the provider where a browser goes next, with the cookie that came with this."""

    template: ClassVar[str] = "accounts/leaving.html"

    provider: Provider
    name: str
    url: str


class TurnedBack(View, kw_only=True):
    """A way in through a provider that did not lead in: why, and the ways on, the best of them first."""

    template: ClassVar[str] = "accounts/turned_back.html"

    heading: str
    detail: str
    code: str
    ways: tuple[WayOn, ...]
    picture: DoorPicture | None


def turned_back(
    accounts: Accounts,
    provider: Provider,
    detail: str,
    *,
    code: str,
    purpose: Literal["signin", "again", "link"] = "signin",
    back: str = "",
) -> TurnedBack:
    """The page of an error on a journey for `purpose`, which was to lead to `back`."""
    return TurnedBack(
        heading=HEADINGS.get(code, OTHERWISE).format(name=NAMES[provider]),
        detail=detail,
        code=code,
        ways=tuple(_ways(provider, code, purpose, back)),
        picture=accounts.picture(),
    )


def _ways(provider: Provider, code: str, purpose: str, back: str) -> list[WayOn]:
    if purpose == "link":
        return [WayOn("Back to how you sign in", SECURITY)]
    if purpose == "again":
        return [WayOn("Confirm another way", by_way_of("/signin/again", back))]
    sign_in = WayOn("Sign in another way", by_way_of("/signin", back))
    if code == "account_unconfirmed":
        return [WayOn("Sign in", by_way_of("/signin", back)), WayOn("Set a new password", "/reset")]
    if code in ("account_disabled", "another_linked", "provider_email_unverified"):
        return [sign_in]
    return [WayOn("Start again", by_way_of(f"/auth/{provider}", back)), sign_in]
