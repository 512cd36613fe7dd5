"""Errors as problem details, pages and fragments."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest
from jinja2 import DictLoader

from app.errors import AppError
from app.web.assets import Assets
from app.web.errors import ErrorAnswers, describe
from app.web.templates import Templates

if TYPE_CHECKING:
    from tests.web.conftest import Client

JSON = {"accept": "application/json"}
HTML = {"accept": "text/html"}


def test_an_app_error_is_a_problem_with_its_code_and_message(client: Client) -> None:
    answer = client.get("/api/sheets/none")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json() == {
        "type": "about:blank",
        "title": "Not Found",
        "status": 404,
        "detail": "There is no sheet none.",
        "code": "not_found",
    }


def test_fields_that_cannot_be_taken_are_named(client: Client) -> None:
    problem = client.get("/sheets/wrong", headers=JSON).json()
    assert problem["errors"] == [{"field": "word", "message": "Too short."}]


def test_people_get_a_page_in_the_layout(client: Client) -> None:
    answer = client.get("/sheets/none", headers=HTML)
    assert answer.status_code == 404
    assert "There is no sheet none." in answer.text
    assert '<nav aria-label="Main">' in answer.text


def test_the_page_of_an_address_that_leads_nowhere_leads_on(client: Client) -> None:
    page = client.get("/sheets/none", headers=HTML).text
    ways_on = page[page.index("There is no sheet none.") :].partition("</section>")[0]
    for way in ('href="/"', 'href="/styles"', 'href="/models"', 'action="/search"'):
        assert way in ways_on


def test_a_swapped_part_gets_a_part(client: Client) -> None:
    answer = client.get("/fragments/sheets/none", headers=HTML)
    assert "There is no sheet none." in answer.text
    assert "<html" not in answer.text


def test_an_error_is_never_kept(client: Client) -> None:
    assert client.get("/api/sheets/none").headers["cache-control"] == "no-store"


@pytest.mark.parametrize("headers", [JSON, HTML])
def test_an_unexpected_error_tells_nothing_but_an_id(
    client: Client, caplog: pytest.LogCaptureFixture, headers: dict[str, str]
) -> None:
    answer = client.get("/sheets/broken?utm_source=secret-query", headers=headers)
    assert answer.status_code == 500
    assert "hunter2" not in answer.text
    assert "Traceback" not in answer.text
    logged = [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert len(logged) == 1
    assert "/sheets/broken" in logged[0].getMessage()
    assert "secret-query" not in logged[0].getMessage()
    error_id = logged[0].getMessage().split()[1]
    assert error_id in answer.text


def test_what_was_expected_is_not_logged(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    client.get("/sheets/none")
    client.get("/nowhere")
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/nowhere", 404, "not_found"),
        ("GET", "/sheets/a/b", 404, "not_found"),
        ("POST", "/sheets/oak", 405, "method_not_allowed"),
        ("DELETE", "/", 405, "method_not_allowed"),
        ("GET", "/api/front?page=x", 400, "validation_failed"),
        ("GET", "/images/2026/11/nothing.webp", 404, "not_found"),
        ("GET", "/static/000000000000/nothing.css", 404, "not_found"),
    ],
)
def test_what_the_framework_refuses_has_a_code_too(
    client: Client, method: str, path: str, status: int, code: str
) -> None:
    answer = client.request(method, path, headers=JSON)
    assert answer.status_code == status
    assert answer.json()["code"] == code


def test_a_wrong_method_is_told_the_right_ones(client: Client) -> None:
    assert client.post("/sheets/oak").headers["allow"] == "GET, OPTIONS, HEAD"


def test_a_value_of_the_wrong_kind_is_told_in_words(client: Client) -> None:
    problem = client.get("/api/front?page=x").json()
    assert problem["errors"] == [{"field": "page", "message": "Expected a whole number."}]


def test_a_missing_image_is_a_short_answer_unless_a_person_asks(client: Client) -> None:
    path = "/images/2026/11/nothing.webp"
    as_picture = client.get(path, headers={"accept": "image/avif,image/webp,*/*;q=0.8"})
    assert as_picture.headers["content-type"] == "application/problem+json"
    assert client.get(path, headers=HTML).headers["content-type"].startswith("text/html")


def test_a_broken_error_page_still_answers(caplog: pytest.LogCaptureFixture) -> None:
    templates = Templates(Assets())
    templates.environment.loader = DictLoader({"web/error.html": "{{ nothing }}"})
    answer = ErrorAnswers(templates).answer(RuntimeError("hunter2"), "/", "text/html")
    assert answer.status == 500
    assert b"Something broke on this side" in answer.body
    assert b"hunter2" not in answer.body


def test_an_app_error_without_a_status_of_its_own_is_unexpected() -> None:
    problem = describe(AppError("the disk says /secret/path"))
    assert problem.code == "internal_error"
    assert "/secret/path" not in problem.detail
