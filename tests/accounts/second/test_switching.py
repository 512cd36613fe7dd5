"""Switching the second step on and off, and recovery codes."""

from __future__ import annotations

import re

import httpx
import pytest

from tests.accounts.conftest import Member
from tests.accounts.second.conftest import CODES, PASSWORD, SECOND, SWITCH, first_step, guarded
from tests.instance import Instance
from tests.passkeys import add, device_for, passkeys

HTML = {"accept": "text/html"}
SHAPE = re.compile(r"[0-9a-hjkmnp-tv-z]{5}-[0-9a-hjkmnp-tv-z]{5}")


def test_the_second_step_brings_ten_codes(instance: Instance, member: Member) -> None:
    owner = guarded(instance, member)
    assert len(set(owner.codes)) == 10
    assert all(SHAPE.fullmatch(code) for code in owner.codes)
    settings = owner.client.get("/api/settings/security").json()
    assert (settings["second_step"], settings["codes_left"]) == (True, 10)


def test_a_person_sees_the_codes_on_the_page_that_answers(instance: Instance, member: Member) -> None:
    client = member()
    add(client, device_for(instance))
    answer = client.post("/settings/second-step", headers=HTML)
    assert (answer.status_code, answer.headers["cache-control"]) == (201, "no-store")
    codes = re.findall(rf"<code>({SHAPE.pattern})</code>", answer.text)
    assert len(codes) == 10
    assert 'download="tessera-recovery-codes.txt"' in answer.text
    assert not any(code in client.get("/settings/security", headers=HTML).text for code in codes)


def test_the_file_holds_the_codes_and_whose_they_are(instance: Instance, member: Member) -> None:
    client = member("kept@example.org")
    add(client, device_for(instance))
    told = client.put(SWITCH).json()
    assert "kept@example.org" in told["text"]
    assert told["text"].split()[-10:] == told["codes"]


def test_codes_are_nowhere_on_the_disk(instance: Instance, member: Member) -> None:
    codes = guarded(instance, member).codes
    folder = instance.rooms.settings.data_folder
    kept = b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())
    assert not any(form in kept for code in codes for form in (code.encode(), code.replace("-", "").encode()))


def test_there_is_no_second_step_without_a_passkey(member: Member) -> None:
    answer = member(password=PASSWORD).put(SWITCH)
    assert (answer.status_code, answer.json()["code"]) == (409, "second_step_needs_passkey")


def test_it_is_not_switched_on_twice(instance: Instance, member: Member) -> None:
    owner = guarded(instance, member)
    assert owner.client.put(SWITCH).json()["code"] == "second_step_on"
    assert owner.client.get("/api/settings/security").json()["codes_left"] == 10


def test_the_last_passkey_stays_while_the_second_step_is_on(instance: Instance, member: Member) -> None:
    client = guarded(instance, member).client
    answer = client.delete(f"/api/settings/passkeys/{passkeys(client)[0]['id']}")
    assert (answer.status_code, answer.json()["code"]) == (409, "second_step_needs_passkey")


def test_new_codes_void_the_old_ones(instance: Instance, member: Member, browser: httpx.Client) -> None:
    owner = guarded(instance, member)
    fresh = owner.client.post(CODES).json()["codes"]
    first_step(browser, owner)
    assert browser.post(SECOND, json={"code": owner.codes[0]}).status_code == 401
    assert browser.post(SECOND, json={"code": fresh[0]}).status_code == 200


def test_without_the_second_step_there_are_no_codes(member: Member) -> None:
    assert member().post(CODES).json()["code"] == "second_step_off"


def test_switched_off_a_password_is_enough_and_the_codes_are_gone(
    instance: Instance, member: Member, browser: httpx.Client
) -> None:
    owner = guarded(instance, member)
    assert owner.client.delete(SWITCH).status_code == 200
    assert first_step(browser, owner).status_code == 200
    assert browser.get("/api/settings/security").json()["codes_left"] == 0


@pytest.mark.parametrize(("method", "path"), [("PUT", SWITCH), ("DELETE", SWITCH), ("POST", CODES)])
def test_each_needs_a_sign_in_of_the_last_minutes(member: Member, method: str, path: str) -> None:
    assert member(fresh=False).request(method, path).json()["code"] == "fresh_sign_in_needed"


def test_the_audit_tells_of_all_of_it(instance: Instance, member: Member) -> None:
    owner = guarded(instance, member)
    owner.client.post(CODES)
    owner.client.delete(SWITCH)
    user_id = owner.client.get("/api/auth/me").json()["id"]
    with instance.rooms.store.read() as db:
        rows = db.conn.execute("SELECT action FROM audit WHERE user_id = ? ORDER BY number", (user_id,)).fetchall()
    assert [row[0] for row in rows] == [
        "session.begun",
        "passkey.added",
        "second_step.on",
        "recovery_codes.made",
        "second_step.off",
    ]
