"""The sitemap and robots.txt."""

from __future__ import annotations

from datetime import datetime
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree as ET

import pytest

from app.gallery.hiding import hide, unhide
from tests.gallery.sharing.conftest import SITE, render_ids
from tests.instance import Instance, running_instance

SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def places(instance: Instance, path: str) -> list[str]:
    answer = instance.client.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("application/xml")
    return [place.text or "" for place in ET.fromstring(answer.content).iter(f"{SPACE}loc")]


def test_the_index_names_parts_that_are_there(site: Instance) -> None:
    parts = places(site, "/sitemap.xml")
    assert parts == [f"{SITE}/sitemap/{name}.xml" for name in ("pages", "styles", "renders-1")]
    assert all(places(site, part.removeprefix(SITE)) for part in parts)


@pytest.mark.parametrize("part", ["pages", "styles", "renders-1"])
def test_every_address_in_the_sitemap_answers_and_is_its_own_canonical_one(site: Instance, part: str) -> None:
    listed = places(site, f"/sitemap/{part}.xml")
    assert listed
    for place in listed:
        answer = site.client.get(place.removeprefix(SITE), headers={"accept": "text/html"})
        assert answer.status_code == 200, place
        assert f'<link rel="canonical" href="{place.replace("&", "&amp;")}">' in answer.text


def test_every_picture_is_listed_with_its_file(site: Instance) -> None:
    ids = render_ids(site, "linocut")
    assert len(ids) == 3
    listed = site.client.get("/sitemap/renders-1.xml").text
    for render_id in ids:
        assert f"<loc>{SITE}/render/{render_id}</loc>" in listed
        assert f"/{render_id}.webp</image:loc>" in listed


def test_only_styles_with_pictures_are_listed(site: Instance) -> None:
    assert set(places(site, "/sitemap/styles.xml")) == {
        f"{SITE}/styles/{slug}" for slug in ("linocut", "pixel-art", "hostile")
    }


def test_a_change_is_dated_in_utc(site: Instance) -> None:
    root = ET.fromstring(site.client.get("/sitemap/renders-1.xml").content)
    dates = list(root.iter(f"{SPACE}lastmod"))
    assert dates
    for changed in dates:
        assert datetime.fromisoformat(changed.text or "").utcoffset() is not None


@pytest.mark.parametrize(
    "part", ["renders-2", "renders-0", "renders-01", "renders-9999999", "renders-x", "nothing", ""]
)
def test_a_part_without_anything_is_not_found(site: Instance, part: str) -> None:
    assert site.client.get(f"/sitemap/{part}.xml").status_code == 404


def test_a_hidden_render_leaves_the_sitemap(small: Instance) -> None:
    render_id = render_ids(small, "pixel-art")[0]
    hide(small.rooms.gallery, render_id)
    renders, styles = (small.client.get(f"/sitemap/{part}.xml").text for part in ("renders-1", "styles"))
    unhide(small.rooms.gallery, render_id)
    assert render_id not in renders
    assert "pixel-art" not in styles
    assert render_id in small.client.get("/sitemap/renders-1.xml").text


def test_an_empty_gallery_names_its_pages_only(tmp_path_factory: pytest.TempPathFactory) -> None:
    with running_instance(tmp_path_factory.mktemp("empty")) as instance:
        parts = places(instance, "/sitemap.xml")
    assert [part.rpartition("/")[2] for part in parts] == ["pages.xml"]


def test_robots_are_led_to_the_sitemap(site: Instance) -> None:
    answer = site.client.get("/robots.txt")
    assert answer.headers["content-type"].startswith("text/plain")
    assert f"Sitemap: {SITE}/sitemap.xml" in answer.text.splitlines()


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/", True),
        ("/styles/linocut", True),
        ("/search?q=linocut", True),
        ("/cards/wall.jpg", True),
        ("/images/2026/11/x.webp", True),
        ("/static/x/base.css", True),
        ("/api/styles", False),
        ("/fragments/styles", False),
    ],
)
def test_robots_may_read_pages_and_pictures(site: Instance, path: str, allowed: bool) -> None:
    rules = RobotFileParser()
    rules.parse(site.client.get("/robots.txt").text.splitlines())
    assert rules.can_fetch("Bot", SITE + path) is allowed
