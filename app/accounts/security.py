"""`/settings/security`: how a person signs in."""

from __future__ import annotations

from typing import ClassVar

from litestar.di import NamedDependency

from app.accounts.accounts import Accounts
from app.accounts.caller import Caller
from app.accounts.linking.linked import LinkedAccount, linked_of
from app.accounts.passkeys.domain import domain_of
from app.accounts.passkeys.keeping import KeptPasskey, kept_passkey
from app.accounts.passkeys.queries import of_user
from app.accounts.second.queries import codes_left
from app.web.action import Refusal
from app.web.view import View


class SecurityPage(View, kw_only=True):
    """How the signed-in person signs in. `passkeys_at` is the beginning of the addresses where passkeys are used, or
    empty where browsers take none. `fresh` says that changes are taken at once: the last proof is minutes old.
    `codes_left` counts the recovery codes that were not used.
    """

    template: ClassVar[str] = "accounts/security.html"

    email: str
    email_verified: bool
    has_password: bool
    linked: tuple[LinkedAccount, ...]
    passkeys: tuple[KeptPasskey, ...]
    passkeys_at: str
    second_step: bool
    codes_left: int
    fresh: bool
    refusal: Refusal


def security_page(
    person: NamedDependency[Caller], accounts: NamedDependency[Accounts], refusal: NamedDependency[Refusal]
) -> SecurityPage:
    """How you sign in: password, address, linked accounts, passkeys and the second step."""
    user, domain = person.user, domain_of(accounts.site)
    with accounts.store.read() as db:
        passkeys, left = of_user(db, user.id), codes_left(db, user.id)
    return SecurityPage(
        email=user.email,
        email_verified=user.verified,
        has_password=user.has_password,
        linked=linked_of(accounts, user),
        passkeys=tuple(kept_passkey(each) for each in passkeys),
        passkeys_at=domain.origin if domain else "",
        second_step=user.second_step,
        codes_left=left,
        fresh=person.fresh,
        refusal=refusal,
    )
