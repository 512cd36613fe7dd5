"""`/settings/mails`, and the links in mails that lead away from them."""

from __future__ import annotations

import re

import httpx
import pytest

from app.accounts.people.queries import by_email
from app.accounts.people.user import User
from app.accounts.profile.mails import unsubscribe_headers, wants
from tests.accounts.conftest import Member
from tests.instance import Instance


def person(instance: Instance, email: str) -> User:
    with instance.rooms.store.read() as db:
        user = by_email(db, email)
    assert user is not None
    return user


def link(instance: Instance, user: User) -> str:
    """The path that a mail about long work is left by."""
    headers = dict(unsubscribe_headers(instance.rooms.accounts, user.id, "finished"))
    return headers["List-Unsubscribe"].strip("<>").removeprefix(instance.rooms.accounts.site)


def on(client: httpx.Client) -> dict[str, bool]:
    return {mail["kind"]: mail["on"] for mail in client.get("/api/settings/mails").json()["mails"]}


def test_everything_is_sent_until_it_is_switched_off(member: Member) -> None:
    assert on(member()) == {"finished": True, "news": True}


def test_a_form_without_a_tick_switches_all_off(member: Member) -> None:
    client = member()
    assert client.post("/settings/mails", data={}).status_code == 303
    assert on(client) == {"finished": False, "news": False}
    assert not re.search(r'name="wanted"[^>]* checked', client.get("/settings/mails").text)


def test_a_form_with_ticks_keeps_those(member: Member, instance: Instance) -> None:
    client = member("ticks@example.org")
    client.post("/settings/mails", data={"wanted": ["news"]})
    user = person(instance, "ticks@example.org")
    assert (wants(user, "finished"), wants(user, "news")) == (False, True)


def test_nothing_is_sent_to_an_address_that_is_not_confirmed(member: Member, instance: Instance) -> None:
    member("unsure@example.org", verified=False)
    assert not wants(person(instance, "unsure@example.org"), "news")


def test_mails_about_safety_are_not_among_the_choices(member: Member) -> None:
    answer = member().put("/api/settings/mails", json={"wanted": ["reset"]})
    assert answer.status_code == 400


def test_opening_the_link_changes_nothing(member: Member, instance: Instance, browser: httpx.Client) -> None:
    client = member("opened@example.org")
    page = browser.get(link(instance, person(instance, "opened@example.org")))
    assert page.status_code == 200
    assert 'method="post"' in page.text
    assert on(client)["finished"]


def test_one_click_switches_that_kind_off_without_a_sign_in(
    member: Member, instance: Instance, browser: httpx.Client
) -> None:
    client = member("click@example.org")
    path = link(instance, person(instance, "click@example.org"))
    answer = browser.post(path, data={"List-Unsubscribe": "One-Click"})
    assert (answer.status_code, answer.headers["content-type"].partition(";")[0]) == (200, "text/html")
    assert on(client) == {"finished": False, "news": True}
    assert "no longer sent" in browser.get(path).text


def test_a_second_click_is_no_error(member: Member, instance: Instance, browser: httpx.Client) -> None:
    member("twice@example.org")
    path = link(instance, person(instance, "twice@example.org"))
    assert [browser.post(path).status_code for _ in range(2)] == [200, 200]


@pytest.mark.parametrize("change", [("finished", "news"), ("finished", "reset"), ("-", "-x"), (".", ".0")])
def test_a_changed_link_leads_nowhere(
    member: Member, instance: Instance, browser: httpx.Client, change: tuple[str, str]
) -> None:
    email = f"forged{abs(hash(change))}@example.org"
    client = member(email)
    path = link(instance, person(instance, email)).replace(*change)
    assert browser.post(path).status_code == 404
    assert on(client) == {"finished": True, "news": True}


def test_a_mail_says_how_to_leave_it_in_its_headers(member: Member, instance: Instance) -> None:
    member("headers@example.org")
    user = person(instance, "headers@example.org")
    told = dict(unsubscribe_headers(instance.rooms.accounts, user.id, "news"))
    assert told["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert told["List-Unsubscribe"].startswith(f"<{instance.rooms.accounts.site}/unsubscribe/news.")
