"""How often ways in, letters and proofs may be tried.

All counts slide. They go by what was typed, never by whether there is such an account, so they tell nothing of that.
A network from which an account was signed in to within `REMEMBERED` is known to it: what strangers do to the account,
or others do from that network, does not count there. So nobody locks an owner out by failing in their name.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from app.accounts.audit.queries import signed_in_from
from app.web.rates import Left, Rate, RateLimited

if TYPE_CHECKING:
    from app.accounts.accounts import Accounts
    from app.web.sender import Sender

QUARTER, HOUR, DAY = 900, 3600, 86400
REMEMBERED: Final = timedelta(days=90)

SIGN_INS = Rate("sign-ins of an address", 100, QUARTER)
FAILED = Rate("failed sign-ins of an address", 30, QUARTER)
TRIES = Rate("sign-ins of an address to an account", 10, QUARTER)
STRANGERS = Rate("failed sign-ins of strangers to an account", 50, HOUR)
IN_A_ROW = Rate("failed sign-ins in a row of an address to an account", 20, DAY)
FREE_FAILURES: Final = 2
LONGEST_WAIT: Final = 900

LETTERS = Rate("letters asked for by an address", 20, HOUR)
LETTERS_TO_ONE = Rate("letters asked for by an address to one", 5, HOUR)
LETTERS_OF_STRANGERS = Rate("letters asked for by strangers to one", 10, HOUR)
SIGN_UPS = Rate("sign-ups of an address", 10, HOUR)
SIGN_UPS_A_DAY = Rate("sign-ups of an address a day", 40, DAY)
PROOFS = Rate("proofs of an address", 60, QUARTER)
PROOFS_OF_ONE = Rate("proofs of one", 10, QUARTER)
CODES = Rate("letters' codes of an account", 20, DAY)


class SlowDown(RateLimited):
    """The last sign-ins have failed, so the next one has to wait."""

    default_code = "slow_down"

    def __init__(self, left: Left) -> None:
        super().__init__(left)
        self.message = self.message.replace("That was a lot in a short time.", "The last sign-ins failed.", 1)


def before_sign_in(accounts: Accounts, sender: Sender, email: str) -> None:
    """Call it before a password, or what else stands for one, is looked at.

    Raises SlowDown after failures, RateLimited when there were too many tries.
    """
    address, account = sender.whence.address, email.lower()
    if not _known(accounts, sender, account):
        _count(accounts, sender, SIGN_INS, address)
        _check(accounts, sender, FAILED, address)
        _check(accounts, sender, STRANGERS, account)
    wait = _wait(accounts, address, account)
    if wait is not None:
        try:
            accounts.rates.check(wait, address, account)
        except RateLimited as error:
            sender.keep_left(error.left)
            raise SlowDown(error.left) from None
    _count(accounts, sender, TRIES, address, account)


def after_failure(accounts: Accounts, sender: Sender, email: str) -> None:
    """Count a sign-in that failed. From the third in a row on, each has to be waited after: 2, 4, 8 … 900 seconds."""
    address, account = sender.whence.address, email.lower()
    _add(accounts, IN_A_ROW, address, account)
    if not _known(accounts, sender, account):
        _add(accounts, FAILED, address)
        _add(accounts, STRANGERS, account)
    wait = _wait(accounts, address, account)
    if wait is not None:
        _add(accounts, wait, address, account)


def after_success(accounts: Accounts, sender: Sender, email: str) -> None:
    """Forget what this address did wrong with this account."""
    address, account = sender.whence.address, email.lower()
    wait = _wait(accounts, address, account)
    for rate in (TRIES, IN_A_ROW, *([wait] if wait is not None else [])):
        accounts.rates.forget(rate, address, account)


def before_mail(accounts: Accounts, sender: Sender, email: str) -> None:
    """Call it before a letter is posted that anybody can ask for. Raises RateLimited."""
    address, account = sender.whence.address, email.lower()
    known = _known(accounts, sender, account)
    if not known:
        _count(accounts, sender, LETTERS, address)
        _check(accounts, sender, LETTERS_OF_STRANGERS, account)
    _count(accounts, sender, LETTERS_TO_ONE, address, account)
    if not known:
        _add(accounts, LETTERS_OF_STRANGERS, account)


def before_sign_up(accounts: Accounts, sender: Sender) -> None:
    """Call it before an account is made, or refused. Raises RateLimited."""
    _count(accounts, sender, SIGN_UPS_A_DAY, sender.whence.address)
    _count(accounts, sender, SIGN_UPS, sender.whence.address)


def before_proof(accounts: Accounts, sender: Sender, key: str) -> None:
    """Call it before a code or a link is looked at. `key` names what is proved, if that is known yet.

    Raises RateLimited.
    """
    _count(accounts, sender, PROOFS, sender.whence.address)
    if key:
        _count(accounts, sender, PROOFS_OF_ONE, key)


def before_code(accounts: Accounts, sender: Sender, user_id: str) -> None:
    """Call it before a letter's code is looked at: nobody confirms another's address by trying six digits for weeks.

    Raises RateLimited; the letter's link works on.
    """
    _count(accounts, sender, CODES, user_id)


def _known(accounts: Accounts, sender: Sender, account: str) -> bool:
    with accounts.store.read() as db:
        return signed_in_from(db, account, sender.whence.address, accounts.now() - REMEMBERED)


def _wait(accounts: Accounts, address: str, account: str) -> Rate | None:
    """After how many seconds the next sign-in is looked at: one in any such time. None while few have failed."""
    left = accounts.rates.left(IN_A_ROW, address, account)
    beyond = left.limit - left.remaining - FREE_FAILURES
    if beyond < 1:
        return None
    return Rate("wait after failed sign-ins", 1, min(2**beyond, LONGEST_WAIT))


def _count(accounts: Accounts, sender: Sender, rate: Rate, *of: str) -> None:
    try:
        sender.keep_left(accounts.rates.hit(rate, *of))
    except RateLimited as error:
        sender.keep_left(error.left)
        raise


def _check(accounts: Accounts, sender: Sender, rate: Rate, *of: str) -> None:
    try:
        accounts.rates.check(rate, *of)
    except RateLimited as error:
        sender.keep_left(error.left)
        raise


def _add(accounts: Accounts, rate: Rate, *of: str) -> None:
    """Count without refusing: a count that is full stays so."""
    try:
        accounts.rates.hit(rate, *of)
    except RateLimited:
        return
