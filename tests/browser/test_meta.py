"""What a page says about itself, as a browser under the content security policy reads it."""

from __future__ import annotations

import json
from urllib.parse import urlsplit

import pytest

from tests.browser.conftest import Open
from tests.instance import Instance

LINKED = 'script[type="application/ld+json"]'


def first_render(wall: Instance) -> str:
    families = wall.json("/api/matrix")["families"]
    return str(families[0]["rows"][0]["cells"][0]["url"])


@pytest.mark.parametrize("javascript", [True, False])
def test_linked_data_are_read_and_the_policy_has_no_quarrel_with_them(
    open_page: Open, wall: Instance, javascript: bool
) -> None:
    path = first_render(wall)
    page = open_page(path, javascript=javascript)
    told = json.loads(page.locator(LINKED).text_content() or "")
    assert told["@type"] == "ImageObject"
    assert urlsplit(told["url"]).path == path


@pytest.mark.parametrize("path", ["/", "/styles/linocut", "/search?q=linocut", "/default"])
def test_the_card_of_a_page_can_be_drawn(open_page: Open, path: str) -> None:
    page = open_page(path)
    address = urlsplit(page.locator('meta[property="og:image"]').get_attribute("content") or "")
    size = page.evaluate(
        """async (address) => {
            const picture = new Image();
            picture.src = address;
            await picture.decode();
            return [picture.naturalWidth, picture.naturalHeight];
        }""",
        f"{address.path}?{address.query}",
    )
    assert size == [1200, 630]


def test_a_browser_finds_the_feed(open_page: Open) -> None:
    page = open_page("/styles")
    link = page.locator('link[rel="alternate"][type="application/atom+xml"]')
    assert link.count() == 1
    assert page.request.get(link.get_attribute("href") or "").ok
