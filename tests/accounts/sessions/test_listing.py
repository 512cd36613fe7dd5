"""Seeing where one is signed in, and ending it."""

from __future__ import annotations

from typing import Any

import httpx

from tests.accounts.conftest import Member
from tests.accounts.sessions.conftest import FIREFOX, Elsewhere, status
from tests.instance import Instance

PLACE = "/settings/sessions"
HTML = {"accept": "text/html"}


def listed(client: httpx.Client) -> list[dict[str, Any]]:
    answer = client.get("/api" + PLACE)
    assert answer.status_code == 200, answer.text
    return list(answer.json()["sessions"])


def test_each_session_is_told_with_device_address_way_and_times(member: Member, elsewhere: Elsewhere) -> None:
    client = member("sessions@example.org")
    elsewhere("sessions@example.org")
    here, there = listed(client)
    assert (here["current"], there["current"]) == (True, False)
    assert (there["device"], there["agent"], there["way"]) == ("Firefox on Windows", FIREFOX, "passkey")
    assert there["address"] == "203.0.113.9"
    assert here["created_at"] <= here["seen_at"] < here["ends_at"]


def test_the_page_tells_the_same_to_people(member: Member, elsewhere: Elsewhere) -> None:
    client = member("sessions-page@example.org")
    elsewhere("sessions-page@example.org")
    page = client.get(PLACE, headers=HTML).text
    assert "Firefox on Windows" in page
    assert "203.0.113.9" in page
    assert "this one" in page
    assert "with a passkey" in page


def test_one_person_sees_nothing_of_another(member: Member) -> None:
    one, other = member(), member()
    assert {each["id"] for each in listed(one)}.isdisjoint(each["id"] for each in listed(other))


def test_an_ended_session_opens_nothing_from_then_on(member: Member, elsewhere: Elsewhere) -> None:
    client = member("ending@example.org")
    other, third = elsewhere("ending@example.org"), elsewhere("ending@example.org")
    gone = next(each["id"] for each in listed(other) if each["current"])
    answer = client.post(f"{PLACE}/{gone}/end", headers=HTML)
    assert (answer.status_code, answer.headers["location"]) == (303, PLACE)
    assert (status(client), status(other), status(third)) == (200, 401, 200)


def test_a_program_ends_one_by_delete(member: Member, elsewhere: Elsewhere) -> None:
    client = member("deleting@example.org")
    other = elsewhere("deleting@example.org")
    gone = next(each["id"] for each in listed(client) if not each["current"])
    assert client.delete(f"/api{PLACE}/{gone}").status_code == 200
    assert status(other) == 401
    assert client.delete(f"/api{PLACE}/{gone}").status_code == 404


def test_all_others_end_at_once(member: Member, elsewhere: Elsewhere) -> None:
    client = member("others@example.org")
    others = [elsewhere("others@example.org") for _ in range(3)]
    assert client.delete("/api" + PLACE).json() == {"ended": 3}
    assert status(client) == 200
    assert [status(other) for other in others] == [401] * 3


def test_to_end_ones_own_is_to_sign_out(member: Member) -> None:
    client = member()
    answer = client.post(f"{PLACE}/{listed(client)[0]['id']}/end", headers=HTML)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert any(kept.startswith('session=""; ') or "Max-Age=0" in kept for kept in answer.headers.get_list("set-cookie"))
    assert status(client) == 401


def test_nobody_ends_anothers_session(member: Member) -> None:
    thief, victim = member(), member()
    theirs = listed(victim)[0]["id"]
    refused = thief.post(f"{PLACE}/{theirs}/end", headers=HTML)
    unknown = thief.post(f"{PLACE}/00000000-0000-0000-0000-000000000000/end", headers=HTML)
    assert refused.status_code == unknown.status_code == 404
    assert refused.text.replace(theirs, "") == unknown.text.replace("00000000-0000-0000-0000-000000000000", "")
    assert status(victim) == 200


def test_whoever_is_not_signed_in_is_sent_to_the_sign_in_and_back(browser: httpx.Client) -> None:
    answer = browser.get(PLACE, headers=HTML)
    assert (answer.status_code, answer.headers["location"]) == (303, "/signin?next=/settings/sessions")
    assert browser.get("/api" + PLACE).json()["code"] == "sign_in_needed"


def test_what_was_ended_is_written_down(member: Member, elsewhere: Elsewhere, instance: Instance) -> None:
    client = member("noted@example.org")
    elsewhere("noted@example.org")
    client.delete("/api" + PLACE)
    with instance.rooms.store.read() as db:
        rows = list(
            db.query(
                "SELECT action, detail FROM audit JOIN users ON users.id = user_id WHERE email = 'noted@example.org'"
            )
        )
    assert {"action": "session.ended", "detail": "all others: 1"} in rows
