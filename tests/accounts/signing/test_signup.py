"""Signing up."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from app.accounts.people.queries import everyone
from tests.accounts.signing.conftest import PASSWORD, Browsers, Joiner, signed_in
from tests.instance import Instance, running_instance
from tests.outbox import Outbox


def register(client: httpx.Client, **given: object) -> httpx.Response:
    return client.post("/api/auth/register", json={"email": "eve@example.org", "password": PASSWORD, **given})


def test_whoever_signs_up_is_signed_in_and_not_yet_verified(browser: httpx.Client) -> None:
    answer = register(browser, email="new@Example.ORG", name="  Ada   L. ")
    assert (answer.status_code, answer.json()["email"]) == (201, "new@example.org")
    me = browser.get("/me", headers={"accept": "application/json"}).json()
    assert (me["name"], me["email_verified"], me["is_admin"]) == ("Ada L.", False, False)


def test_the_session_is_out_of_reach_of_scripts_and_other_sites(browser: httpx.Client) -> None:
    answer = register(browser, email="cookie@example.org")
    cookie = next(each for each in answer.headers.get_list("set-cookie") if each.startswith("session="))
    assert {"httponly", "samesite=lax", "path=/"} <= {part.strip().lower() for part in cookie.split(";")}


def test_a_form_leads_to_the_code_and_on_to_where_one_wanted(browser: httpx.Client) -> None:
    form = {"email": "form@example.org", "password": PASSWORD, "name": "", "next": "/render/abc?in=x"}
    answer = browser.post("/signup", data=form)
    assert (answer.status_code, answer.headers["location"]) == (303, "/verify-email?next=/render/abc%3Fin%3Dx")
    page = browser.get(answer.headers["location"]).text
    assert 'value="/render/abc?in=x"' in page
    assert 'autocomplete="one-time-code"' in page


@pytest.mark.parametrize("again", ["Twice@example.org", "TWICE@EXAMPLE.ORG", " twice@example.org "])
def test_an_address_has_one_account(browsers: Browsers, outbox: Outbox, again: str) -> None:
    register(browsers(), email="twice@example.org")
    before = len(outbox.letters("twice@example.org", "taken"))
    answer = register(stranger := browsers(), email=again)
    assert (answer.status_code, answer.json()["code"]) == (409, "email_taken")
    assert answer.json()["errors"][0]["field"] == "email"
    assert not signed_in(stranger)
    told = outbox.latest("twice@example.org", "taken", least=before + 1)
    assert "another" not in told.text
    assert "/reset" in told.text


def test_its_owner_is_told_once_an_hour_at_most(tmp_path: Path) -> None:
    with running_instance(tmp_path) as instance:
        for _ in range(4):
            register(instance.client, email="told@example.org")
        register(instance.client, email="after@example.org")
        outbox = Outbox(tmp_path / "outbox")
        outbox.latest("after@example.org", "verify")  # letters go in their order
        assert len(outbox.letters("told@example.org", "taken")) == 1


@pytest.mark.parametrize(
    ("given", "field", "code"),
    [
        ({"password": "short"}, "password", "weak_password"),
        ({"password": "qwertyuiop"}, "password", "weak_password"),
        ({"password": "x1y2" * 2500}, "password", "weak_password"),
        ({"email": "no address"}, "email", "bad_email"),
        ({"email": "\u0430da@example.org"}, "email", "bad_email"),
        ({"email": "a@example.org\r\nBcc: b@example.org"}, "email", "bad_email"),
        ({"name": "Ada\r\nBcc: b@example.org"}, "name", "bad_name"),
        ({"name": "x" * 81}, "name", "bad_name"),
        ({"admin": True}, "admin", "validation_failed"),
        ({"password": None}, "password", "validation_failed"),
    ],
)
def test_what_can_t_be_taken_is_told_by_its_field(
    browser: httpx.Client, given: dict[str, object], field: str, code: str
) -> None:
    answer = register(browser, **given)
    assert (answer.status_code, answer.json()["code"]) == (400, code)
    assert answer.json()["errors"][0]["field"] == field
    assert not signed_in(browser)


def test_a_person_sees_the_form_again_with_what_was_wrong_beside_its_field(browser: httpx.Client) -> None:
    answer = browser.post("/signup", data={"email": "again@example.org", "password": "too short", "next": "/studio"})
    assert answer.status_code == 400
    assert 'id="w-password"' in answer.text
    assert 'value="again@example.org"' in answer.text
    assert 'name="next" value="/studio"' in answer.text
    assert "too short" not in answer.text


@pytest.mark.parametrize("to", ["https://evil.example/", "//evil.example", "/\\evil.example", "/\t/evil.example", "x"])
def test_nobody_is_led_elsewhere(browsers: Browsers, join: Joiner, to: str) -> None:
    _, email = join()
    client = browsers()
    assert "evil" not in client.get("/signin", params={"next": to}).text
    answer = client.post("/signin", data={"email": email, "password": PASSWORD, "next": to})
    assert (answer.status_code, answer.headers["location"]) == (303, "/dashboard")


def test_the_form_says_what_each_field_is(browser: httpx.Client) -> None:
    page = browser.get("/signup").text
    assert 'autocomplete="username"' in page
    assert 'autocomplete="new-password"' in page


def test_a_stranger_s_words_are_in_no_letter(browser: httpx.Client, outbox: Outbox, instance: Instance) -> None:
    register(browser, email="victim@example.org", name="Win a prize at evil.example")
    letter = outbox.latest("victim@example.org", "verify")
    assert "evil" not in letter.text + letter.html + letter.subject


def test_a_full_disk_makes_no_account_and_says_so(tmp_path: Path) -> None:
    with running_instance(tmp_path) as instance:
        with instance.rooms.store.alone() as db:
            pages = db.execute("PRAGMA page_count").fetchone()[0]
            db.execute(f"PRAGMA max_page_count = {pages}")
        given = {"password": "seven grey herons", "name": "n" * 80}
        many = [given | {"email": f"{n}-late@example.org"} for n in range(9)]
        answers = [instance.client.post("/api/auth/register", json=each) for each in many]
        refused = [answer.json()["code"] for answer in answers if answer.status_code != 201]
        with instance.rooms.store.read() as db:
            made = [user.email for user in everyone(db)]
    assert set(refused) == {"storage_full"}
    assert len(made) == len(answers) - len(refused)
