"""`/settings`: what people set for themselves."""

from __future__ import annotations

import httpx
import pytest

from tests.accounts.conftest import Member

WHOLE = {"name": "Ada", "theme": "dark", "model": "local:brush", "size": "3:2", "visibility": "public"}


def put(client: httpx.Client, **given: object) -> httpx.Response:
    return client.put("/api/settings", json={"name": "", **given})


def test_a_profile_is_kept_as_it_was_given(member: Member) -> None:
    client = member()
    assert put(client, **WHOLE).status_code == 200
    told = client.get("/api/settings").json()
    assert {name: told[name] for name in WHOLE} == WHOLE


def test_a_form_leads_back_to_the_page_which_shows_what_was_saved(member: Member) -> None:
    client = member()
    answer = client.post("/settings", data=WHOLE)
    assert (answer.status_code, answer.headers["location"]) == (303, "/settings?saved=1")
    page = client.get("/settings?saved=1").text
    assert '<p class="done" role="status">Saved.</p>' in page
    assert 'value="Ada"' in page
    assert '<option value="local:brush" selected>' in page
    assert 'value="dark" checked' in page


def test_a_name_can_be_taken_back_by_the_form(member: Member) -> None:
    client = member()
    put(client, name="Ada")
    client.post("/settings", data=WHOLE | {"name": ""})
    assert client.get("/api/settings").json()["name"] == ""


def test_what_is_left_out_goes_back_to_how_it_was_at_first(member: Member) -> None:
    client = member()
    put(client, **WHOLE)
    put(client, name="Ada")
    told = client.get("/api/settings").json()
    assert [told[name] for name in ("theme", "model", "size", "visibility")] == ["system", "", "", "private"]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("  Ada \u00a0 Lovelace ", "Ada Lovelace"),
        ("Ame\u0301lie", "Amélie"),
        ("👩\u200d🎨 Ada", "👩\u200d🎨 Ada"),
        ("ن\u200cی", "ن\u200cی"),
        ("x" * 80, "x" * 80),
        ("\u200d", ""),
    ],
)
def test_a_name_is_kept_in_one_form(member: Member, given: str, kept: str) -> None:
    assert put(member(), name=given).json()["name"] == kept


@pytest.mark.parametrize("name", ["a\nb", "a\tb", "a\x00b", "a\u202eb", "a\u2028b", "a\u2066b", "\ue000", "x" * 81])
def test_a_name_with_what_nobody_sees_or_too_long_is_refused(member: Member, name: str) -> None:
    client = member()
    answer = put(client, name=name)
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_name")
    assert [error["field"] for error in answer.json()["errors"]] == ["name"]
    assert client.get("/api/settings").json()["name"] == ""


@pytest.mark.parametrize(
    "wrong", [{"model": "local:nothing"}, {"size": "7:3"}, {"theme": "pink"}, {"visibility": "friends"}, {"age": 3}]
)
def test_a_choice_that_is_not_offered_is_refused_by_its_field(member: Member, wrong: dict[str, object]) -> None:
    answer = put(member(), **wrong)
    assert answer.status_code == 400
    assert [error["field"] for error in answer.json()["errors"]] == list(wrong)


def test_a_refused_form_is_shown_again_with_what_was_entered(member: Member) -> None:
    answer = member().post("/settings", data=WHOLE | {"name": "y" * 81})
    assert answer.status_code == 400
    assert f'value="{"y" * 81}"' in answer.text
    assert "at most 80 characters" in answer.text
    assert 'value="dark" checked' in answer.text


def test_one_person_s_profile_is_not_another_s(member: Member) -> None:
    one, other = member(), member()
    put(one, **WHOLE)
    assert other.get("/api/settings").json()["name"] == ""


def test_nobody_has_a_profile_without_a_sign_in(browser: httpx.Client) -> None:
    assert put(browser, name="x").status_code == 401
    assert browser.get("/settings").headers["location"] == "/signin?next=/settings"


def test_a_changed_theme_is_handed_to_the_browser_once(member: Member) -> None:
    client = member()
    first, second = (put(client, theme="dark") for _ in range(2))
    assert "theme=dark;" in first.headers["set-cookie"]
    assert "set-cookie" not in second.headers


def test_the_switch_of_each_page_keeps_the_theme_alone(member: Member) -> None:
    client = member()
    put(client, **WHOLE)
    assert client.put("/api/settings/theme", json={"theme": "light"}).status_code == 200
    told = client.get("/api/settings").json()
    assert (told["theme"], told["name"], told["model"]) == ("light", "Ada", "local:brush")
