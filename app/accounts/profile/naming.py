"""What people may call themselves."""

from __future__ import annotations

from typing import Final
from unicodedata import category, normalize

from app.errors import BadRequest, FieldError

LONGEST: Final = 80
JOINERS: Final = frozenset("\u200c\u200d")  # Persian and emoji are written with them
UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


class BadName(BadRequest):
    """A name that can't be taken; its field error says why."""

    default_code = "bad_name"


def name_from(given: str) -> str:
    """The name as it is kept: composed (NFC), with single spaces between its words. May be empty.

    Raises BadName for more than `LONGEST` characters, and for characters that nobody sees, as those that turn the
    direction of what stands after them.
    """
    name = normalize("NFC", given)
    if any(category(letter) in UNSEEN and letter not in JOINERS for letter in name):
        raise _bad("A name can’t hold control characters or line breaks.")
    name = " ".join(name.split())
    if len(name) > LONGEST:
        raise _bad(f"A name has at most {LONGEST} characters; this one has {len(name)}.")
    return name if name.strip("".join(JOINERS)) else ""


def _bad(why: str) -> BadName:
    return BadName(f"{why} Nothing was changed.", errors=(FieldError("name", why),))
