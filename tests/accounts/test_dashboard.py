"""`/dashboard`: where one lands signed in."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from app.accounts.people.queries import by_email
from app.accounts.sessions.sessions import begin
from app.web.sender import Whence

if TYPE_CHECKING:
    import httpx

    from tests.accounts.conftest import Member
    from tests.instance import Instance

PAGE = {"accept": "text/html"}
JSON = {"accept": "application/json"}


def test_whoever_is_not_signed_in_is_led_to_the_sign_in_and_back(browser: httpx.Client) -> None:
    answer = browser.get("/dashboard", headers=PAGE)
    assert (answer.status_code, answer.headers["location"]) == (303, "/signin?next=/dashboard")


def test_an_address_that_is_not_confirmed_is_told(member: Member) -> None:
    unconfirmed, confirmed = (member(verified=given).get("/dashboard", headers=PAGE).text for given in (False, True))
    assert "/verify-email" in unconfirmed
    assert "/verify-email" not in confirmed


def test_only_who_runs_the_instance_is_led_to_its_audit(member: Member) -> None:
    operator, other = (member(admin=given).get("/dashboard", headers=PAGE).text for given in (True, False))
    assert "/admin/audit" in operator
    assert "/admin/audit" not in other


def test_a_session_elsewhere_is_told_with_where_it_was_used(member: Member, instance: Instance) -> None:
    client, accounts = member("elsewhere@example.org"), instance.rooms.accounts
    told = client.get("/dashboard", headers=JSON).json()
    assert (told["this_session"]["address"], told["other_session"]) == ("127.0.0.1", None)
    with accounts.store.write() as db:
        person = by_email(db, "elsewhere@example.org")
        assert person is not None
        begin(db, person.id, "google", accounts.now() - timedelta(hours=2), Whence("203.0.113.9", "tests"))
    told = client.get("/dashboard", headers=JSON).json()
    assert (told["other_session"]["address"], told["other_session"]["way"]) == ("203.0.113.9", "google")


def test_the_corner_shows_the_name_and_never_as_markup(member: Member) -> None:
    client = member()
    client.post("/settings", data={"name": "<b>Ada</b>"})
    corner = client.get("/fragments/me").text
    assert "&lt;b&gt;Ada&lt;/b&gt;" in corner
    assert "<b>Ada" not in corner
