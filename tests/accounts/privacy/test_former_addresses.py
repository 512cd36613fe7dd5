"""Erasing what a person had under other addresses, and nothing of those whose address only looks like theirs."""

from __future__ import annotations

import httpx

from app.accounts.letters import queries as letters
from app.accounts.signing.tickets import STOP, Change, issue_stop
from app.accounts.tickets.queries import names_former
from tests.accounts.conftest import Member
from tests.accounts.privacy.conftest import come_true, id_of, in_rows, on_disk
from tests.instance import Instance
from tests.outbox import Outbox


def moved(client: httpx.Client, outbox: Outbox, email: str) -> None:
    client.post("/api/settings/email", json={"email": email})
    token = outbox.latest(email, "email_change").token
    assert client.post("/api/verify-email", json={"token": token}).status_code == 200


def test_a_former_address_is_nowhere_either(instance: Instance, member: Member, outbox: Outbox) -> None:
    client = member("former@wandered.example", password="seven grey herons")
    client.post("/api/reset", json={"email": "former@wandered.example"})
    outbox.latest("former@wandered.example", "reset")
    moved(client, outbox, "present@wandered.example")
    client.post("/api/settings/email", json={"email": "never@wandered.example"})
    outbox.latest("never@wandered.example", "email_change")
    outbox.latest("present@wandered.example", "email_leaving")
    assert on_disk(instance, b"wandered.example")
    come_true(instance, id_of(instance, "present@wandered.example"))
    assert (in_rows(instance, b"wandered.example"), on_disk(instance, b"wandered.example")) == ([], [])


def test_an_address_that_is_part_of_another_s_takes_nothing_of_theirs(
    instance: Instance, member: Member, outbox: Outbox
) -> None:
    accounts = instance.rooms.accounts
    owner, short = member("tim@parted.example"), member("m@parted.examp")
    owner.post("/api/reset", json={"email": "tim@parted.example"})
    outbox.latest("tim@parted.example", "reset")
    change = Change(former="tim@parted.example", new="thief@example.org", asked=0.0)
    with accounts.store.write() as db:
        issue_stop(db, accounts, id_of(instance, "tim@parted.example"), change)
    assert short.get("/api/auth/me").status_code == 200
    come_true(instance, id_of(instance, "m@parted.examp"))
    with accounts.store.read() as db:
        assert names_former(db, STOP, "tim@parted.example", accounts.now())
        assert letters.next_at(db) is None
    assert outbox.letters("tim@parted.example", "reset")
