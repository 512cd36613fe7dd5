"""The queue of letters: sent at least once, tried for three days, and empty of secrets."""

from __future__ import annotations

import sqlite3
import time

import pytest

from app.accounts.letters.carriers import Parcel
from app.accounts.letters.kinds import Notice
from app.accounts.letters.postman import LEASE, Postman, wait_after
from app.accounts.letters.queue import post
from tests.accounts.letters.conftest import Clock, Inbox, Opened, ask, free_port, serving, waiting
from tests.outbox import Outbox


def test_a_letter_that_fails_is_sent_half_a_minute_later(opened: Opened, inbox: Inbox, clock: Clock) -> None:
    inbox.answers = ["451 4.3.0 Try again later"]
    with serving(inbox) as port:
        accounts = opened(SMTP_URL=f"smtp://127.0.0.1:{port}")
        ask(accounts)
        postman = Postman(accounts)
        assert (postman.deliver(), len(inbox.letters), waiting(accounts)) == (1, 0, 1)
        clock.forward(seconds=29)
        assert postman.deliver() == 0
        clock.forward(seconds=1)
        assert (postman.deliver(), len(inbox.letters), waiting(accounts)) == (1, 1, 0)


def test_letters_wait_for_a_server_that_is_down(opened: Opened, inbox: Inbox, clock: Clock) -> None:
    port = free_port()
    accounts = opened(SMTP_URL=f"smtp://127.0.0.1:{port}")
    ask(accounts)
    ask(accounts, "reset")
    Postman(accounts).deliver()
    clock.forward(seconds=30)
    with serving(inbox, port):
        Postman(accounts).deliver()
    assert sorted(letter.subject for letter in inbox.letters) == ["Confirm your address", "Set a new password"]


def test_the_waits_grow_to_six_hours() -> None:
    assert [wait_after(attempts) for attempts in (1, 2, 3, 6, 1000)] == [30, 120, 480, 21600, 21600]


def test_after_three_days_a_letter_is_given_up(opened: Opened, clock: Clock, caplog: pytest.LogCaptureFixture) -> None:
    accounts = opened(SMTP_URL=f"smtp://127.0.0.1:{free_port()}")
    ask(accounts)
    postman, attempts, began = Postman(accounts), 0, clock()
    while waiting(accounts):
        attempts += postman.deliver()
        clock.forward(minutes=10)
    assert 12 < attempts < 25
    assert (clock() - began).days in (2, 3)
    assert "is given up" in caplog.text


def test_a_process_killed_after_sending_sends_again(opened: Opened, inbox: Inbox, clock: Clock) -> None:
    with serving(inbox) as port:
        accounts = opened(SMTP_URL=f"smtp://127.0.0.1:{port}")
        ask(accounts)
        dying = Postman(accounts)
        dying._carrier = Killed(dying)
        with pytest.raises(SystemExit):
            dying.deliver()
        assert Postman(accounts).deliver() == 0, "it is still the first one's"
        clock.forward(seconds=LEASE)
        Postman(accounts).deliver()
    first, second = inbox.letters
    assert first.message["message-id"] == second.message["message-id"]
    assert waiting(accounts) == 0


class Killed:
    """Carries one letter; then the process ends."""

    def __init__(self, postman: Postman) -> None:
        self._whole = postman._carrier

    def carry(self, parcel: Parcel) -> None:
        self._whole.carry(parcel)
        raise SystemExit


def test_what_is_rolled_back_sends_nothing(opened: Opened) -> None:
    accounts = opened()
    with pytest.raises(ZeroDivisionError), accounts.store.write() as db:
        post(db, accounts, "verify", "ada@example.org")
        raise ZeroDivisionError
    assert (waiting(accounts), accounts.letters_wait.is_set()) == (0, False)


def test_neither_the_queue_nor_the_database_holds_a_secret(opened: Opened) -> None:
    accounts = opened()
    ask(accounts)
    ask(accounts, "reset")
    Postman(accounts).deliver()
    box = Outbox(accounts.settings.data_folder / "outbox")
    verify, reset = box.latest("ada@example.org", "verify"), box.latest("ada@example.org", "reset")
    with sqlite3.connect(accounts.store.path) as database:
        told = "\n".join(database.iterdump())
    for secret in (verify.token, reset.token, verify.code):
        assert secret
        assert secret not in told


def test_it_is_sent_as_soon_as_it_is_posted(opened: Opened) -> None:
    accounts = opened()
    postman = Postman(accounts)
    postman.start()
    time.sleep(0.1)
    began = time.monotonic()
    ask(accounts)
    Outbox(accounts.settings.data_folder / "outbox").latest("ada@example.org", "verify")
    assert time.monotonic() - began < 5
    postman.stop()


def test_it_stops_at_once(opened: Opened) -> None:
    postman = Postman(opened())
    postman.start()
    began = time.monotonic()
    postman.stop()
    assert time.monotonic() - began < 2


def test_a_kind_of_another_version_waits(opened: Opened, caplog: pytest.LogCaptureFixture) -> None:
    accounts = opened()
    ask(accounts, "from the future")
    Postman(accounts).deliver()
    assert waiting(accounts) == 1
    assert "knows no such kind" in caplog.text


def test_nobody_is_written_to_who_has_no_account(opened: Opened) -> None:
    accounts = opened()
    for kind in ("verify", "reset", "taken"):
        ask(accounts, kind, "nobody@example.org")
    Postman(accounts).deliver()
    assert waiting(accounts) == 0
    assert not Outbox(accounts.settings.data_folder / "outbox").letters("nobody@example.org")


def test_a_notice_says_what_has_happened(opened: Opened) -> None:
    accounts = opened()
    told = Notice(subject="A passkey was added", lines=("It signs you in.",), label="See them", path="/settings")
    with accounts.store.write() as db:
        post(db, accounts, "notice", "ada@example.org", told)
    Postman(accounts).deliver()
    letter = Outbox(accounts.settings.data_folder / "outbox").latest("ada@example.org", "notice")
    assert letter.subject == "A passkey was added"
    assert "https://gallery.example/settings" in letter.text
