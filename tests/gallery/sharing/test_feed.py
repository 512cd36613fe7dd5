"""The feed of new styles, as Atom and as JSON Feed."""

from __future__ import annotations

from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from app.gallery.hiding import hide, unhide
from tests.gallery.sharing.conftest import HOSTILE, SITE, render_ids
from tests.instance import Instance, running_instance

ATOM = "{http://www.w3.org/2005/Atom}"


def atom(instance: Instance) -> ET.Element:
    answer = instance.client.get("/feed.atom")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("application/atom+xml")
    return ET.fromstring(answer.content)


def entries(feed: ET.Element) -> list[ET.Element]:
    return feed.findall(f"{ATOM}entry")


def text(of: ET.Element, name: str) -> str:
    return of.findtext(f"{ATOM}{name}") or ""


class Sources(HTMLParser):
    """The addresses and the elements of a piece of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.elements: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self.found += [value or "" for name, value in attrs if name in ("src", "href")]


def test_the_style_that_came_out_last_stands_first(site: Instance) -> None:
    assert [text(entry, "title") for entry in entries(atom(site))] == [HOSTILE, "pixel art", "linocut"]


def test_an_entry_is_updated_when_its_first_render_came_out(site: Instance) -> None:
    first = site.json(f"/render/{render_ids(site, 'linocut')[0]}")["render"]["published_at"]
    entry = entries(atom(site))[-1]
    assert datetime.fromisoformat(text(entry, "updated")) == datetime.fromisoformat(first)


def test_an_entry_keeps_its_id_while_the_style_grows(small: Instance) -> None:
    before = [text(entry, "id") for entry in entries(atom(small)) if text(entry, "title") == "linocut"]
    small.fill(["linocut"], ["skyline"], ["local:brush"])
    after = [text(entry, "id") for entry in entries(atom(small)) if text(entry, "title") == "linocut"]
    assert before == after
    assert before[0].startswith("tag:127.0.0.1,20")


def test_ids_hold_the_host_alone_and_outlive_a_change_of_scheme_and_port(tmp_path: Path) -> None:
    found: list[list[str]] = []
    for address in ("http://gallery.example:8000", "https://gallery.example"):
        with running_instance(tmp_path, environ={"BASE_URL": address}) as instance:
            if not found:
                instance.fill(["linocut"], ["lighthouse"], ["local:brush"])
            told = atom(instance)
            found.append([text(told, "id"), *(text(entry, "id") for entry in entries(told))])
    assert found[0] == found[1]
    assert [identity.partition(",")[0] for identity in found[0]] == ["tag:gallery.example", "tag:gallery.example"]


def test_hostile_words_leave_the_feed_valid_and_stay_words(site: Instance) -> None:
    entry = entries(atom(site))[0]
    content = Sources(text(entry, "content"))
    assert "script" not in content.elements
    assert text(entry, "summary") == "a note <with> a bell \ufffd, a vertical \ufffd tab and \ufffd"


def test_everything_in_an_entry_has_a_whole_address(site: Instance) -> None:
    told = entries(atom(site))
    assert len(told) == 3
    for entry in told:
        content = Sources(text(entry, "content"))
        assert "img" in content.elements
        assert all(address.startswith(SITE + "/") for address in content.found)


def test_the_pictures_of_an_entry_are_there(site: Instance) -> None:
    entry = entries(atom(site))[-1]
    pictures = [a for a in Sources(text(entry, "content")).found if a.endswith(".webp")]
    assert len(pictures) == 3
    assert {site.client.get(a.removeprefix(SITE)).status_code for a in pictures} == {200}


def test_a_feed_reader_that_has_it_gets_304(site: Instance) -> None:
    etag = site.client.get("/feed.atom").headers["etag"]
    assert site.client.get("/feed.atom", headers={"if-none-match": etag}).status_code == 304


def test_the_json_twin_is_a_json_feed(site: Instance) -> None:
    feed: Any = site.json("/api/feed")
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == f"{SITE}/api/feed"
    assert [item["title"] for item in feed["items"]] == [HOSTILE, "pixel art", "linocut"]
    assert all({"id", "url", "content_html", "date_published"} <= item.keys() for item in feed["items"])


def test_a_style_without_a_picture_to_show_leaves_the_feed(small: Instance) -> None:
    render_id = render_ids(small, "pixel-art")[0]
    assert "pixel art" in [text(entry, "title") for entry in entries(atom(small))]
    hide(small.rooms.gallery, render_id)
    hidden = small.client.get("/feed.atom").text
    unhide(small.rooms.gallery, render_id)
    assert "pixel art" not in hidden
    assert render_id not in hidden
    assert "linocut" in hidden


def test_an_empty_feed_is_valid(tmp_path_factory: pytest.TempPathFactory) -> None:
    with running_instance(tmp_path_factory.mktemp("empty")) as instance:
        feed = atom(instance)
    assert entries(feed) == []
    assert datetime.fromisoformat(text(feed, "updated")).utcoffset() is not None
