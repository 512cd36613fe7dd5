"""Many handlers: one for OPTIONS everywhere, functions looked at once, all registered in one step."""

from __future__ import annotations

from typing import ClassVar

import pytest
from litestar import Litestar, get, post
from litestar.exceptions import ImproperlyConfiguredException
from litestar.params import FromPath
from litestar.testing import TestClient

from app.web.handler import Together
from app.web.routing import twin
from app.web.view import View


class Sheet(View):
    template: ClassVar[str] = "sheet.html"
    fragment: ClassVar[str | None] = "_sheet.html"

    name: str = ""


@get("/sheets/{name:str}", sync_to_thread=False)
def show(name: FromPath[str]) -> str:
    return name


@post("/sheets/{name:str}", sync_to_thread=False)
def change(name: FromPath[str]) -> str:
    return name


@get(["/", "/home"], sync_to_thread=False)
def home() -> str:
    return "home"


@pytest.mark.parametrize(
    ("path", "allowed"), [("/", "GET, OPTIONS"), ("/home", "GET, OPTIONS"), ("/sheets/oak", "GET, OPTIONS, POST")]
)
def test_options_names_every_method_of_an_address(path: str, allowed: str) -> None:
    with TestClient(Litestar([Together([show, change, home])], openapi_config=None)) as client:
        answer = client.options(path)
    assert (answer.status_code, answer.headers["allow"], answer.content) == (204, allowed, b"")


def test_handlers_of_one_address_answer_each_its_method() -> None:
    with TestClient(Litestar([Together([show, change, home])], openapi_config=None)) as client:
        assert client.get("/sheets/oak").status_code == 200
        assert client.post("/sheets/oak").status_code == 201


def test_two_handlers_for_the_same_are_refused() -> None:
    other = get("/home", sync_to_thread=False)(lambda: "")
    with pytest.raises(ImproperlyConfiguredException, match="/home has two handlers for GET"):
        Together([home, other])


def test_the_same_handlers_serve_in_two_applications() -> None:
    for _ in range(2):
        with TestClient(Litestar([Together([show])], openapi_config=None)) as client:
            assert client.get("/sheets/oak").text == "oak"


def test_the_function_of_a_page_and_its_twin_is_looked_at_once() -> None:
    @twin("/papers/{name:str}")
    def paper(name: FromPath[str]) -> Sheet:
        return Sheet(name=name)

    page, program = paper
    assert page is not program
    assert page.parsed_fn_signature is program.parsed_fn_signature
    assert page.signature_model is program.signature_model
