"""Really gone: nothing of an erased person is left in a row or a file, whatever was interrupted."""

from __future__ import annotations

import threading
import time
from typing import cast

import httpx
import pytest
from litestar import Request
from litestar.types import HTTPScope

from app.accounts.accounts import Accounts
from app.accounts.people.queries import by_email
from app.accounts.privacy import erasing, queries
from app.accounts.privacy.erasing import erase_due
from app.accounts.privacy.exporting import ExportHandler
from app.accounts.removal import removal
from app.accounts.signing.entering import AccountDisabled, enter
from app.engine.jobs import Job
from app.providers.base import Call
from app.web.sender import Sender
from tests.accounts.conftest import Member
from tests.accounts.privacy.conftest import Full, Person, come_true, deliver, id_of, in_rows, on_disk, renders_of
from tests.instance import Instance


def left_in_rows(instance: Instance, person: Person) -> dict[str, list[str]]:
    return {name: found for name, mark in person.marks.items() if (found := in_rows(instance, mark))}


def left_on_disk(instance: Instance, person: Person) -> dict[str, list[str]]:
    return {name: found for name, mark in person.marks.items() if (found := on_disk(instance, mark))}


def export(instance: Instance, person: Person) -> None:
    assert person.client.post("/api/settings/privacy/export").status_code == 202
    instance.rooms.engine.wake()
    until = time.monotonic() + 20
    while not person.client.get("/api/settings/privacy").json()["ready"]:
        assert time.monotonic() < until
        time.sleep(0.02)


def test_everything_that_is_searched_for_is_there_before(instance: Instance, full: Full) -> None:
    person = full("before")
    assert left_in_rows(instance, person).keys() == person.marks.keys()
    assert left_on_disk(instance, person).keys() == person.marks.keys()


def test_nothing_is_left_of_an_erased_person_in_the_database_and_on_the_disk(instance: Instance, full: Full) -> None:
    person = full("wholly")
    export(instance, person)
    person.client.post("/api/settings/privacy/delete", json={"email": person.email})
    deliver(instance)
    pictures = renders_of(instance, person.id)
    come_true(instance, person.id)
    assert left_in_rows(instance, person) == {}
    assert left_on_disk(instance, person) == {}
    assert not [
        path for render_id in pictures for path in on_disk(instance, render_id.encode()) if path.endswith("webp")
    ]
    assert person.client.get("/api/auth/me").status_code == 401


def test_what_was_changed_before_is_not_left_in_the_database_either(instance: Instance, member: Member) -> None:
    client = member("changed@letters.example")
    user_id = id_of(instance, "changed@letters.example")
    for number in range(40):
        client.put("/api/settings", json={"name": f"Zzyzx the {number}th " + "x" * 30})
    come_true(instance, user_id)
    assert on_disk(instance, b"Zzyzx") == []


def test_others_are_left_alone(instance: Instance, full: Full) -> None:
    stays, goes = full("stays"), full("goes")
    export(instance, stays)
    own = renders_of(instance, stays.id)
    come_true(instance, goes.id)
    assert left_in_rows(instance, stays).keys() == stays.marks.keys()
    assert renders_of(instance, stays.id) == own
    assert all((instance.rooms.settings.data_folder / path).is_file() for path in own.values())
    assert stays.client.get("/api/settings/privacy").json()["ready"]
    picture = stays.client.get("/api/settings").json()["picture_url"]
    assert stays.client.get(picture).status_code == 200


def test_a_published_picture_leaves_its_place_and_nothing_else(instance: Instance, full: Full) -> None:
    person = full("public")
    before = instance.json("/api/search?q=linocut")
    ids = [render["id"] for render in before["renders"]]
    own = renders_of(instance, person.id)
    (public,) = own.keys() & set(ids)
    come_true(instance, person.id)
    after = instance.json(f"/api/search?q=linocut&as_of={before['as_of']}")
    assert [render["id"] for render in after["renders"]] == [None if each == public else each for each in ids]
    assert {"id": None, "status": "hidden"} in after["renders"]
    assert after["total"] == before["total"]
    assert instance.client.get(f"/{own[public]}").status_code == 404
    assert instance.client.get(f"/api/render/{public}").status_code == 404


def test_one_who_kept_the_account_is_not_erased(instance: Instance, full: Full) -> None:
    person = full("kept")
    person.client.post("/api/settings/privacy/delete", json={"email": person.email})
    person.client.post("/api/settings/privacy/keep")
    erase_due(instance.rooms.accounts)
    assert person.client.get("/api/auth/me").json()["id"] == person.id


def test_lines_of_the_audit_stay_without_the_person(instance: Instance, full: Full) -> None:
    person = full("audited")
    count = "SELECT count(*) FROM audit"
    with instance.rooms.store.read() as db:
        before = db.conn.execute(count).fetchone()[0]
    come_true(instance, person.id)
    with instance.rooms.store.read() as db:
        assert db.conn.execute(count).fetchone()[0] == before + 1
        last = db.conn.execute("SELECT action, user_id, actor, address FROM audit ORDER BY number DESC").fetchone()
    assert last == ("account.erased", None, "nobody", "")


def test_a_crash_between_rows_and_files_is_made_good_by_the_next_call(
    instance: Instance, full: Full, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = full("crashed")
    export(instance, person)

    def die(_: object) -> bool:
        raise KeyboardInterrupt

    with monkeypatch.context() as dying:
        dying.setattr(removal, "_unlinked", die)
        with pytest.raises(KeyboardInterrupt):
            come_true(instance, person.id)
    assert left_in_rows(instance, person).keys() == {"id"}  # in the names of the files that are to go
    assert left_on_disk(instance, person)
    erase_due(instance.rooms.accounts)
    assert left_in_rows(instance, person) == {}
    assert left_on_disk(instance, person) == {}


def test_a_crash_within_the_rows_leaves_the_person_whole(
    instance: Instance, full: Full, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = full("undone")
    own = renders_of(instance, person.id)

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as dying:
        dying.setattr(queries, "erase_rows", die)
        with pytest.raises(KeyboardInterrupt):
            come_true(instance, person.id)
    assert renders_of(instance, person.id) == own
    assert all((instance.rooms.settings.data_folder / path).is_file() for path in own.values())
    erase_due(instance.rooms.accounts)
    assert left_in_rows(instance, person) == {}


def test_one_who_can_t_be_erased_does_not_keep_the_others(
    instance: Instance, member: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = (f"{name}@letters.example" for name in ("stuck", "behind"))
    for email in (first, second):
        member(email)
    stuck, real = id_of(instance, first), erasing.erase

    def fail_once(accounts: Accounts, user_id: str) -> bool:
        if user_id == stuck:
            raise OSError("no")
        return real(accounts, user_id)

    with instance.rooms.store.write() as db:
        db.conn.execute("UPDATE users SET delete_after = '2020' WHERE email IN (:a, :b)", {"a": first, "b": second})
    monkeypatch.setattr(erasing, "erase", fail_once)
    erase_due(instance.rooms.accounts)
    with instance.rooms.store.read() as db:
        assert (by_email(db, first) is None, by_email(db, second) is None) == (False, True)


def test_a_sign_in_while_the_account_is_erased_ends_in_nothing(instance: Instance, full: Full) -> None:
    person, accounts = full("raced"), instance.rooms.accounts
    refused: list[bool] = []
    scope = {"type": "http", "method": "POST", "path": "/", "headers": [], "client": ("127.0.0.1", 1)}
    nobody = Sender(Request(cast("HTTPScope", scope)))

    def sign_in() -> None:
        until = time.monotonic() + 15
        while time.monotonic() < until:
            try:
                with accounts.store.write() as db:
                    enter(accounts, db, person.id, "password", nobody)
            except AccountDisabled:
                refused.append(True)
                return

    thread = threading.Thread(target=sign_in)
    thread.start()
    come_true(instance, person.id)
    thread.join(20)
    assert refused == [True]
    assert in_rows(instance, person.id.encode()) == []


def test_an_export_under_way_is_thrown_away_with_its_owner(
    instance: Instance, full: Full, monkeypatch: pytest.MonkeyPatch
) -> None:
    person, begun, go_on = full("halfway"), threading.Event(), threading.Event()
    real = ExportHandler.run

    def run(own: ExportHandler, job: Job, call: Call) -> object:
        outcome = real(own, job, call)
        begun.set()
        assert go_on.wait(10)
        return outcome

    monkeypatch.setattr(ExportHandler, "run", run)
    person.client.post("/api/settings/privacy/export")
    instance.rooms.engine.wake()
    assert begun.wait(10)
    come_true(instance, person.id)
    go_on.set()
    until = time.monotonic() + 10
    while left_on_disk(instance, person) and time.monotonic() < until:
        time.sleep(0.05)
    assert left_on_disk(instance, person) == {}


def test_what_an_erased_person_still_sends_is_refused_and_kept_nowhere(
    instance: Instance, member: Member, browser: httpx.Client
) -> None:
    client = member("late@letters.example")
    user_id = id_of(instance, "late@letters.example")
    come_true(instance, user_id)
    assert client.put("/api/settings", json={"name": "x"}).status_code == 401
    assert client.post("/api/settings/privacy/export").status_code == 401
    assert in_rows(instance, user_id.encode()) == []
