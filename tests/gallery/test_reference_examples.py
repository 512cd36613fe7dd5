"""The examples of the reference are such as the gallery might answer."""

from __future__ import annotations

import re
from html import unescape

import pytest

from tests.instance import Instance


@pytest.fixture(scope="module")
def told(filled: Instance) -> str:
    """The text of the reference, without markup."""
    page = filled.client.get("/docs", headers={"accept": "text/html"}).text
    return unescape(re.sub(r"<[^>]+>", "", page))


def test_every_address_in_an_example_is_one(told: str) -> None:
    addresses = re.findall(r'"(?:\w+_)?(?:url|next|more|back)"\s*:\s*"([^"]*)"', told)
    assert len(addresses) > 50
    assert {each for each in addresses if not each.startswith(("/", "https://"))} <= {""}


@pytest.mark.parametrize("asked", ["/api/search?q=", "/api/compare?ids=", "/api/oembed?url=http"])
def test_what_has_to_be_asked_with_words_is_shown_with_them(told: str, asked: str) -> None:
    assert re.search(rf"curl 'http://[^/]+{re.escape(asked)}", told)
