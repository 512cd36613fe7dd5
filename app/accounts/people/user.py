"""A person as the rest of the program sees one."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import msgspec

Theme = Literal["system", "light", "dark"]


class User(msgspec.Struct, frozen=True, kw_only=True):
    """A row of `users`, but for its secrets. `mails` names the kinds of letters that the person has switched off."""

    id: str
    email: str
    email_verified_at: datetime | None
    has_password: bool
    google_sub: str | None
    google_email: str | None
    github_id: str | None
    github_login: str | None
    second_step: bool
    stripe_customer_id: str | None
    is_admin: bool
    disabled_at: datetime | None
    delete_after: datetime | None
    name: str
    picture_path: str | None
    theme: Theme
    default_model: str | None
    default_size: str | None
    default_public: bool
    mails: tuple[str, ...]
    created_at: datetime

    @property
    def verified(self) -> bool:
        return self.email_verified_at is not None

    @property
    def called(self) -> str:
        """What to call them: the name they gave, else what stands before the @ of their address."""
        return self.name or self.email.partition("@")[0]
