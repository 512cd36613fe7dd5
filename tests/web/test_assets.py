"""Our CSS, modules, font and icons."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from typing import TYPE_CHECKING

import brotli
import httpx
import pytest

from app.web.assets import KINDS, ROOT, Assets

if TYPE_CHECKING:
    from tests.web.conftest import Client


def raw(address: str, encoding: str) -> tuple[httpx.Response, bytes]:
    with httpx.stream("GET", address, headers={"accept-encoding": encoding}) as answer:
        return answer, b"".join(answer.iter_raw())


def test_the_address_changes_with_any_file_of_the_tree(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text("a{}")
    (tmp_path / "b.js").write_text("1")
    before = Assets(tmp_path).url("a.css")
    (tmp_path / "b.js").write_text("2")
    assert Assets(tmp_path).url("a.css") != before


def test_a_name_that_is_not_there_is_an_error_of_the_template(tmp_path: Path) -> None:
    with pytest.raises(LookupError, match=r"nothing\.css"):
        Assets(tmp_path).url("nothing.css")


def test_an_asset_may_be_kept_for_ever(client: Client) -> None:
    answer = client.get(Assets().url("tokens.css"))
    assert answer.headers["content-type"] == "text/css; charset=utf-8"
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["vary"] == "Accept-Encoding"
    assert answer.text == (ROOT / "tokens.css").read_text("utf-8")


@pytest.mark.parametrize(("encoding", "unpack"), [("br", brotli.decompress), ("gzip", gzip.decompress)])
def test_assets_come_compressed(shared_server: str, encoding: str, unpack: type[bytes]) -> None:
    answer, body = raw(shared_server + Assets().url("tokens.css"), encoding)
    plain = (ROOT / "tokens.css").read_bytes()
    assert answer.headers["content-encoding"] == encoding
    assert unpack(body) == plain
    assert len(body) < len(plain) / 2


def test_what_is_compressed_already_is_sent_as_it_is(shared_server: str) -> None:
    answer, body = raw(shared_server + Assets().url("vendor/commissioner.woff2"), "br")
    assert "content-encoding" not in answer.headers
    assert body == (ROOT / "vendor" / "commissioner.woff2").read_bytes()


def test_who_has_an_asset_gets_304(client: Client) -> None:
    url = Assets().url("tokens.css")
    tag = client.get(url).headers["etag"]
    assert client.get(url, headers={"if-none-match": tag}).status_code == 304


def test_a_page_from_before_an_upgrade_still_gets_its_styles(client: Client) -> None:
    answer = client.get("/static/000000000000/tokens.css")
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-cache"


def test_only_kinds_meant_for_browsers_are_served(tmp_path: Path) -> None:
    (tmp_path / "notes.py").write_text("secret")
    (tmp_path / "a.css").write_text("a{}")
    assert list(Assets(tmp_path).tree) == ["a.css"]


def test_modules_and_styles_name_each_other_by_addresses_that_exist() -> None:
    missing = [
        f"{name}: {target}"
        for name, path in Assets().tree.items()
        for target in named(path)
        if not (path.parent / target).is_file()
    ]
    assert missing == []


def named(path: Path) -> list[str]:
    """The relative addresses that a module or a style sheet of ours names."""
    if path.suffix not in (".css", ".js") or "vendor" in path.parts:
        return []
    found = re.findall(
        r"""(?:from|import)\s*\(?["'](\.[^"']+)["']|url\(["']?([^"')]+)["']?\)""", path.read_text("utf-8")
    )
    return [module or url for module, url in found if not url.startswith(("data:", "#"))]


def test_every_file_of_the_tree_has_a_kind() -> None:
    assert {path.suffix for path in ROOT.rglob("*") if path.is_file()} <= set(KINDS)
