"""`/settings/security`: how a person signs in."""

from __future__ import annotations

import httpx

from tests.accounts.conftest import Member
from tests.instance import Instance
from tests.passkeys import add, device_for

HTML = {"accept": "text/html"}


def test_it_tells_how_one_signs_in(instance: Instance, member: Member) -> None:
    client = member("how@example.org", password="seven grey herons")
    add(client, device_for(instance), "Desk")
    told = client.get("/api/settings/security").json()
    assert (told["email"], told["has_password"], told["second_step"]) == ("how@example.org", True, False)
    assert [each["name"] for each in told["passkeys"]] == ["Desk"]


def test_it_tells_no_secret(instance: Instance, member: Member) -> None:
    client, device = member(password="seven grey herons"), device_for(instance)
    add(client, device)
    told = client.get("/api/settings/security").json()
    assert set(told["passkeys"][0]) == {"id", "name", "created_at", "used_at", "synced"}


def test_without_a_password_one_is_set_and_not_changed(member: Member) -> None:
    page = member().get("/settings/security", headers=HTML).text
    assert ("Set the password" in page, 'name="old_password"' in page) == (True, False)


def test_whoever_signed_in_long_ago_is_told_that_changes_need_a_proof(member: Member) -> None:
    old, new = (member(fresh=fresh).get("/settings/security", headers=HTML).text for fresh in (False, True))
    link = 'href="/signin/again?next=/settings/security"'
    assert (link in old, link in new) == (True, False)


def test_it_is_for_people_who_are_signed_in(browser: httpx.Client) -> None:
    answer = browser.get("/settings/security", headers=HTML)
    assert (answer.status_code, answer.headers["location"]) == (303, "/signin?next=/settings/security")


def test_what_was_wrong_with_a_name_is_told_on_the_page(instance: Instance, member: Member) -> None:
    client = member()
    one = add(client, device_for(instance))
    answer = client.post(f"/settings/passkeys/{one['id']}/rename", data={"name": "x" * 61}, headers=HTML)
    assert answer.status_code == 400
    assert "Take 1 to 60 characters" in answer.text
