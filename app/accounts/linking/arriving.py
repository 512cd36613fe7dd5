"""Whose account an identity opens: the rules by which Google and GitHub are ways in.

An identity opens the account that is linked to it, whatever its address is by now. One that is new here is linked by
its address only when both sides have confirmed that: what a provider has not confirmed may be anybody's, and so may an
account here that waits to be confirmed (A. Sudhodanan and A. Paverd, "Pre-hijacked accounts", 2022). Whoever is signed
in links what they like, once the account's own address is confirmed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.accounts import limits
from app.accounts.addresses import address_from
from app.accounts.audit.queries import note
from app.accounts.letters.queue import post
from app.accounts.linking.identity import NAMES
from app.accounts.linking.linked import SECURITY, linked_notice
from app.accounts.linking.queries import link, owner_of
from app.accounts.people.queries import EmailTaken, add_user, by_email, by_id, set_verified
from app.accounts.profile.naming import BadName, name_from
from app.accounts.signing.again import PasswordNotEnough, proved
from app.accounts.signing.entering import SecondStep, enter
from app.accounts.signing.tickets import STOP
from app.accounts.tickets.queries import names_former
from app.errors import Conflict, Forbidden, Unauthorized
from app.web.action import Done

if TYPE_CHECKING:
    from sqlite_utils import Database

    from app.accounts.accounts import Accounts
    from app.accounts.caller import Caller
    from app.accounts.linking.identity import Identity, Provider
    from app.accounts.me import Me
    from app.accounts.people.user import User
    from app.web.sender import Sender, Whence


class AddressUnverified(Forbidden):
    """The provider has not confirmed the address, so nobody knows whose it is."""

    default_code = "provider_email_unverified"


class AccountUnconfirmed(Conflict):
    """An account here has the address, and nobody has confirmed it: whoever made it may be a stranger to it."""

    default_code = "account_unconfirmed"


class AnotherLinked(Conflict):
    """The account is linked to another identity of the same provider."""

    default_code = "another_linked"


class AnotherPerson(Forbidden):
    """Whoever is signed in is another one at the provider."""

    default_code = "identity_differs"


class AddressUnconfirmed(Forbidden):
    """The account's own address has to be confirmed before others may open it."""

    default_code = "address_unconfirmed"


def arrive(
    db: Database, accounts: Accounts, sender: Sender, identity: Identity, back: str
) -> Done[Me] | Done[SecondStep]:
    """Sign in whoever the identity is of, inside a write; a new account is made where there is none.

    Raises AddressUnverified, EmailTaken, AccountUnconfirmed, AnotherLinked, BadEmail, RateLimited, AccountDisabled.
    """
    owner = owner_of(db, identity)
    if owner is not None:
        if identity.called:
            link(db, owner, identity)  # the address or the login that it is known by may be another by now
        return enter(accounts, db, owner, identity.provider, sender, back)
    if not identity.verified:
        raise AddressUnverified(
            f"{identity.at} has not confirmed your address, so it opens nothing here. "
            "Confirm it there, or take another way in. Nothing was changed."
        )
    email = address_from(identity.email)
    user = by_email(db, email)
    user_id = (
        _join(db, accounts, sender.whence, user, identity) if user else _make(db, accounts, sender, email, identity)
    )
    return enter(accounts, db, user_id, identity.provider, sender, back)


def _make(db: Database, accounts: Accounts, sender: Sender, email: str, identity: Identity) -> str:
    limits.before_sign_up(accounts, sender)
    now = accounts.now()
    if names_former(db, STOP, email, now):
        raise EmailTaken(
            "An account has just given this address up, and can have it back by the link in the letter that came to "
            "you. Without that, try again in three days. Nothing was changed."
        )
    user_id = add_user(db, email, now, verified=True, name=_name(identity))
    link(db, user_id, identity)
    note(db, "account.made", now, sender.whence, user_id=user_id, detail=identity.provider)
    return user_id


def _join(db: Database, accounts: Accounts, whence: Whence, user: User, identity: Identity) -> str:
    if not user.verified:
        raise AccountUnconfirmed(
            f"There is an account with this address that has not been confirmed. Sign in with its password, or set a "
            f"new one, and confirm the address; then link {identity.at} in the settings. Nothing was changed."
        )
    _link(db, accounts, whence, user, identity)
    return user.id


def _link(db: Database, accounts: Accounts, whence: Whence, user: User, identity: Identity) -> None:
    check_unlinked(user, identity.provider)
    link(db, user.id, identity)
    note(db, "identity.linked", accounts.now(), whence, user_id=user.id, detail=identity.provider)
    post(db, accounts, "notice", user.email, linked_notice(accounts, identity.provider))


def check_unlinked(user: User, provider: Provider) -> None:
    """Raises AnotherLinked for somebody who has linked an account of that provider."""
    if (user.google_sub if provider == "google" else user.github_id) is not None:
        raise AnotherLinked(
            f"Another {NAMES[provider]} account is linked to this account already. Unlink it in the settings first. "
            "Nothing was changed."
        )


def join(db: Database, accounts: Accounts, person: Caller, identity: Identity) -> str:
    """Link an identity to whoever is signed in, inside a write; returns where to go next.

    Raises IdentityTaken, AnotherLinked, AddressUnconfirmed.
    """
    user = _present(db, person)
    if owner_of(db, identity) == user.id:
        return SECURITY
    if not user.verified:
        if not (identity.verified and identity.email.casefold() == user.email.casefold()):
            raise AddressUnconfirmed(
                f"Confirm the address of your account first, then link {identity.at}. Nothing was changed."
            )
        set_verified(db, user.id, accounts.now())
        note(db, "email.verified", accounts.now(), person.whence, user_id=user.id, detail=identity.provider)
    _link(db, accounts, person.whence, user, identity)
    return SECURITY


def prove(db: Database, accounts: Accounts, person: Caller, identity: Identity, back: str) -> Done[Me]:
    """Take an identity as proof that whoever is signed in is still the same, inside a write.

    Raises AnotherPerson, and PasswordNotEnough for an account with a second step.
    """
    user = _present(db, person)
    if owner_of(db, identity) != user.id:
        raise AnotherPerson(
            f"This is not the {identity.at} account that is linked to yours. Choose that one. Nothing was changed."
        )
    if user.second_step:
        raise PasswordNotEnough("Your account has a second step, so confirm with a passkey. Nothing was changed.")
    return proved(accounts, db, person, identity.provider, back)


def _present(db: Database, person: Caller) -> User:
    user = by_id(db, person.user.id)
    if user is None:
        raise Unauthorized("This account is gone. Nothing was changed.")
    return user


def _name(identity: Identity) -> str:
    try:
        return name_from(identity.name)
    except BadName:
        return ""
