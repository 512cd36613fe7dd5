"""Who somebody is at Google or GitHub."""

from __future__ import annotations

from typing import Final, Literal

import msgspec

Provider = Literal["google", "github"]
NAMES: Final[dict[Provider, str]] = {"google": "Google", "github": "GitHub"}


class Identity(msgspec.Struct, frozen=True, kw_only=True):
    """An account at a provider. `sub` names it there for ever; everything else may change, and be another's tomorrow.

    `email` is its address, which counts for something here only if it is `verified` there; `name` what it calls its
    owner, `called` what its owner knows it by: the address at Google, the login at GitHub.
    """

    provider: Provider
    sub: str
    email: str
    verified: bool
    name: str
    called: str

    @property
    def at(self) -> str:
        """The provider's name."""
        return NAMES[self.provider]
