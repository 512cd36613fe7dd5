"""Style sheets and modules joined into one answer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from app.web.assets import ROOT, Assets

if TYPE_CHECKING:
    from tests.web.conftest import Client


@pytest.fixture
def sheets(tmp_path: Path) -> Assets:
    for name in ("a.css", "b.css", "c.js", "d.js"):
        (tmp_path / name).write_text(f"{name[0]}{{}}")
    return Assets(tmp_path)


def test_joined_sheets_are_one_answer_in_their_order(client: Client) -> None:
    url = Assets().url("tokens.css").replace("tokens.css", "print+tokens.css")
    answer = client.get(url)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/css; charset=utf-8"
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.text == "\n".join((ROOT / name).read_text("utf-8") for name in ("print.css", "tokens.css"))


def test_what_a_page_joins_is_compressed_and_what_others_join_is_not(client: Client) -> None:
    page = client.get("/no-such-page", headers={"accept": "text/html"}).text
    own = next(part for part in page.split('"') if part.startswith("/static/") and "+" in part)
    assert client.get(own, headers={"accept-encoding": "br"}).headers["content-encoding"] == "br"
    other = Assets().url("tokens.css").replace("tokens.css", "tokens+print.css")
    assert "content-encoding" not in client.get(other, headers={"accept-encoding": "br"}).headers


@pytest.mark.parametrize("name", ["a+nothing.css", "a+a.css", "c+c.js", "a+.css", "+.css", "a+c.css"])
def test_what_can_not_be_joined_is_an_error_of_the_template(sheets: Assets, name: str) -> None:
    with pytest.raises(LookupError):
        sheets.url(name)


@pytest.mark.parametrize(
    "name", ["tokens+nothing.css", "tokens+tokens.css", "copy+nothing.js", "+".join("ab" * 40) + ".css"]
)
def test_what_can_not_be_joined_is_not_there(client: Client, name: str) -> None:
    assert client.get(f"/static/000000000000/{name}").status_code == 404


def test_a_joint_has_a_lasting_address(sheets: Assets) -> None:
    assert sheets.url("a+b.css") == f"/static/{sheets.hash}/a+b.css"


def test_joined_modules_are_one_answer(client: Client) -> None:
    answer = client.get(Assets().url("copy+theme-switch.js"))
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
    order = ["// say.js", "// copy.js", "// remember.js", "// theme-switch.js"]
    assert [line for line in answer.text.splitlines() if line in order] == order
    assert "import " not in answer.text
