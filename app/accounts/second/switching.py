"""Switching the second step on and off, and new recovery codes."""

from __future__ import annotations

from typing import Final

from litestar.di import NamedDependency

from app.accounts.accounts import Accounts
from app.accounts.audit.queries import note
from app.accounts.caller import Caller
from app.accounts.passkeys.keeping import PAGE, SecondStepNeedsPasskey
from app.accounts.passkeys.queries import count_of
from app.accounts.passkeys.telling import tell_owner
from app.accounts.people.queries import by_id
from app.accounts.second.codes import RecoveryCodes, renew_codes
from app.accounts.second.queries import forget_codes, set_second_step
from app.errors import Conflict
from app.web.action import Done, Nothing
from app.web.sender import Sender

ON: Final = "The second step is on already. Nothing was changed."
OFF: Final = "The second step is off. Nothing was changed."


class SecondStepOn(Conflict):
    """The second step is on already."""

    default_code = "second_step_on"


class SecondStepOff(Conflict):
    """The second step is off."""

    default_code = "second_step_off"


def switch_on(
    fresh: NamedDependency[Caller], accounts: NamedDependency[Accounts], sender: NamedDependency[Sender]
) -> Done[RecoveryCodes]:
    """Switch the second step on; the answer holds ten recovery codes, which are shown this once."""
    now, user_id = accounts.now(), fresh.user.id
    with accounts.store.write() as db:
        user = by_id(db, user_id)
        if user is None or user.second_step:
            raise SecondStepOn(ON)
        if not count_of(db, user_id):
            raise SecondStepNeedsPasskey("The second step is a passkey. Add one first. Nothing was changed.")
        set_second_step(db, user_id, on=True)
        note(db, "second_step.on", now, sender.whence, user_id=user_id)
        tell_owner(db, accounts, user.email, "The second step is on", "A second step was switched on for your account")
        return Done(view=renew_codes(db, accounts, user_id, user.email), status=201)


def switch_off(
    fresh: NamedDependency[Caller], accounts: NamedDependency[Accounts], sender: NamedDependency[Sender]
) -> Done[Nothing]:
    """Switch the second step off; the recovery codes are void from then on."""
    now, user_id = accounts.now(), fresh.user.id
    with accounts.store.write() as db:
        user = by_id(db, user_id)
        if user is None or not user.second_step:
            raise SecondStepOff(OFF)
        set_second_step(db, user_id, on=False)
        forget_codes(db, user_id)
        note(db, "second_step.off", now, sender.whence, user_id=user_id)
        tell_owner(
            db, accounts, user.email, "The second step is off", "The second step of your account was switched off"
        )
    return Done(view=Nothing(), to=PAGE)


def make_codes(
    fresh: NamedDependency[Caller], accounts: NamedDependency[Accounts], sender: NamedDependency[Sender]
) -> Done[RecoveryCodes]:
    """Ten new recovery codes, shown this once; the old ones are void from then on."""
    now, user_id = accounts.now(), fresh.user.id
    with accounts.store.write() as db:
        user = by_id(db, user_id)
        if user is None or not user.second_step:
            raise SecondStepOff(OFF)
        note(db, "recovery_codes.made", now, sender.whence, user_id=user_id)
        tell_owner(db, accounts, user.email, "New recovery codes", "Recovery codes for your account were made anew")
        return Done(view=renew_codes(db, accounts, user_id, user.email), status=201)
