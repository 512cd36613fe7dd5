"""The postman: a thread that sends what is posted."""

from __future__ import annotations

import logging
import secrets
import threading
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from app.accounts.letters import queries
from app.accounts.letters.carriers import Parcel, Undelivered, carrier_of
from app.accounts.letters.kinds import KINDS
from app.accounts.letters.mail import message_of

if TYPE_CHECKING:
    from app.accounts.accounts import Accounts
    from app.accounts.letters.mail import Mail
    from app.accounts.letters.queries import Letter

LOG = logging.getLogger("tessera.letters")
LEASE: Final = 180.0
"""Seconds that a letter is one postman's alone. When the process dies in them, the letter is sent after them."""
LOOKS_EVERY: Final = 30.0
"""Seconds after which it looks for letters that another process has posted."""
FIRST_WAIT, TIMES, LONGEST_WAIT = 30, 4, 6 * 3600
GIVES_UP: Final = timedelta(days=3)


def wait_after(attempts: int) -> float:
    """Seconds from a failed attempt to the next: 30, 120, 480, … up to six hours."""
    return float(min(FIRST_WAIT * TIMES ** min(attempts - 1, 10), LONGEST_WAIT))


def _a_moment() -> float:
    """Seconds between a posting and the work on it. By then whoever had it posted has their answer, which is thus no
    slower for an address that somebody has here.
    """
    return 0.1 + secrets.randbelow(100) / 1000


class Postman:
    """Sends each letter at least once: a process that dies after the sending and before the row is gone sends again.

    No transaction is open while a mail server is spoken to.
    """

    def __init__(self, accounts: Accounts) -> None:
        self._accounts = accounts
        self._carrier = carrier_of(accounts)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._work, name="postman", daemon=True)

    def start(self) -> None:
        """Begin in a thread of this process."""
        self._thread.start()

    def stop(self, timeout: float = 5.0) -> None:
        """Take no new letter; one under way has `timeout` seconds, and is else sent again after the next start."""
        self._stop.set()
        self._accounts.letters_wait.set()
        if self._thread.is_alive():
            self._thread.join(timeout)

    def deliver(self) -> int:
        """Send all that is due; returns how many letters were in hand, sent or not."""
        count = 0
        while not self._stop.is_set() and (letter := self._next()) is not None:
            self._handle(letter)
            count += 1
        return count

    def _work(self) -> None:
        while not self._stop.is_set():
            self._accounts.letters_wait.clear()
            pause = LOOKS_EVERY
            try:
                self.deliver()
                pause = self._pause()
            except Exception:
                if not self._stop.is_set():
                    LOG.exception("The letters can't be looked at")
            if self._accounts.letters_wait.wait(pause):
                self._stop.wait(_a_moment())

    def _pause(self) -> float:
        with self._accounts.store.read() as db:
            due = queries.next_at(db)
        return LOOKS_EVERY if due is None else min(max(due - self._accounts.now().timestamp(), 0.0), LOOKS_EVERY)

    def _next(self) -> Letter | None:
        accounts, now = self._accounts, self._accounts.now()
        with accounts.store.read() as db:
            due = queries.next_at(db)
        if due is None or due > now.timestamp():
            return None
        with accounts.store.write() as db:
            return queries.claim(db, now, LEASE)

    def _handle(self, letter: Letter) -> None:
        try:
            self._send(letter)
        except Undelivered as failure:
            self._failed(letter, str(failure), lasting=failure.lasting)
        except Exception:
            LOG.exception("Letter %d (%s) can't be written", letter.number, letter.kind)
            self._failed(letter, "see above", lasting=False)
        else:
            with self._accounts.store.write() as db:
                queries.remove(db, letter.number)

    def _send(self, letter: Letter) -> None:
        mail = self._written(letter)
        if mail is not None:
            self._carrier.carry(Parcel(letter.number, letter.kind, mail, message_of(self._accounts, letter, mail)))

    def _written(self, letter: Letter) -> Mail | None:
        compose = KINDS.get(letter.kind)
        if compose is None:
            raise Undelivered("this version knows no such kind")
        with self._accounts.store.write() as db:
            return compose(db, self._accounts, letter)

    def _failed(self, letter: Letter, reason: str, *, lasting: bool) -> None:
        """Try again later, or never more."""
        now, wait = self._accounts.now(), wait_after(letter.attempts)
        over = lasting or now + timedelta(seconds=wait) - letter.created_at > GIVES_UP
        with self._accounts.store.write() as db:
            if over:
                queries.remove(db, letter.number)
            else:
                queries.put_off(db, letter.number, now.timestamp() + wait)
        if over:
            LOG.error("Letter %d (%s) was not sent, and is given up: %s", letter.number, letter.kind, reason)
        else:
            LOG.warning(
                "Letter %d (%s) was not sent: %s. It is tried again in %d s.", letter.number, letter.kind, reason, wait
            )
