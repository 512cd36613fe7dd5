"""What a query string may hold beside what trackers hang on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.web.conftest import put_image

if TYPE_CHECKING:
    from app.media.files import Files
    from tests.web.conftest import Client


def test_a_parameter_given_twice_is_refused_by_name(client: Client) -> None:
    answer = client.get("/api/front?page=1&page=2")
    assert (answer.status_code, answer.json()["code"]) == (400, "repeated_parameter")
    assert [field["field"] for field in answer.json()["errors"]] == ["page"]


def test_a_picture_has_one_address_only(client: Client, files: Files) -> None:
    address = put_image(files, b"RIFF0000WEBP")
    assert client.get(f"{address}?utm_source=x").status_code == 200
    answer = client.get(f"{address}?v=2")
    assert (answer.status_code, answer.json()["code"]) == (400, "unknown_parameter")


def test_hundreds_of_unknown_parameters_are_refused_in_few_words(client: Client) -> None:
    answer = client.get("/api/front?" + "&".join(f"q{number:0200}" for number in range(35)))
    problem = answer.json()
    assert (answer.status_code, problem["code"], len(problem["errors"])) == (400, "unknown_parameter", 8)
    assert "and 27 more" in problem["detail"]
    assert len(answer.content) < 3000


@pytest.mark.parametrize(
    "written", ["1e3", "1.0", "1_0", "%2B1", "+1", "%201", "1%20", "01", "-0", "%D9%A1", "", "true"]
)
def test_a_whole_number_is_written_in_digits_only(client: Client, written: str) -> None:
    answer = client.get(f"/api/front?page={written}")
    problem = answer.json()
    assert (answer.status_code, problem["code"]) == (400, "validation_failed")
    assert problem["errors"] == [{"field": "page", "message": "Expected a whole number."}]


@pytest.mark.parametrize("written", ["0", "1", "7", "1000", "%31"])
def test_digits_are_read_as_the_number_that_they_write(client: Client, written: str) -> None:
    assert client.get(f"/api/front?page={written}").status_code == 200
