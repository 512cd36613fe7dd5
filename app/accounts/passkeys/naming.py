"""What a passkey is called."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from app.accounts.sessions.devices import device_of
from app.errors import BadRequest, FieldError

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from app.accounts.passkeys.schemas import Registration

LONGEST: Final = 60
CARRIED: Final = frozenset({"usb", "nfc", "ble", "smart-card"})


class BadPasskeyName(BadRequest):
    """A name that can't be taken."""

    default_code = "bad_passkey_name"


def good_name(given: str) -> str:
    """The name without space around it. Raises BadPasskeyName."""
    name = " ".join(given.split())
    if not name or len(name) > LONGEST or not name.isprintable():
        why = f"Take 1 to {LONGEST} characters."
        raise BadPasskeyName(f"{why} Nothing was changed.", errors=(FieldError("name", why),))
    return name


def default_name(registration: Registration, agent: str) -> str:
    """What a passkey is called until its owner knows better: for where it is kept, as far as the browser tells."""
    ways = frozenset(registration.response.transports)
    if registration.attachment == "platform":
        return device_of(agent)[:LONGEST]
    if "hybrid" in ways:
        return "Phone or tablet"
    return "Security key" if ways & CARRIED else "Passkey"


def free_name(wanted: str, taken: AbstractSet[str]) -> str:
    """The name, with a number when another passkey of this person has it."""
    number, name = 1, wanted
    while name in taken:
        number += 1
        name = f"{wanted[: LONGEST - 4]} {number}"
    return name
