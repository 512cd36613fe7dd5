"""`/me`: who one is here."""

from __future__ import annotations

import httpx

from tests.accounts.conftest import Member


def test_a_program_without_a_sign_in_is_told_so(browser: httpx.Client) -> None:
    answer = browser.get("/api/auth/me")
    assert (answer.status_code, answer.json()["code"]) == (401, "sign_in_needed")


def test_a_person_without_a_sign_in_is_sent_to_it_and_back(browser: httpx.Client) -> None:
    answer = browser.get("/me")
    assert (answer.status_code, answer.headers["location"]) == (303, "/signin?next=/me")


def test_an_unknown_key_is_refused_even_where_a_visitor_would_pass(browser: httpx.Client) -> None:
    answer = browser.get("/api/auth/me", headers={"authorization": "Bearer tessera_nonsense"})
    assert (answer.status_code, answer.json()["code"]) == (401, "bad_key")


def test_a_member_is_told_who_they_are(member: Member) -> None:
    told = member("ada@example.org").get("/api/auth/me").json()
    assert (told["email"], told["email_verified"], told["is_admin"]) == ("ada@example.org", True, False)


def test_the_answer_says_how_much_may_still_be_asked(member: Member) -> None:
    client = member()
    first, second = (int(client.get("/api/auth/me").headers["ratelimit-remaining"]) for _ in range(2))
    assert second == first - 1
