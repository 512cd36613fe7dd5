"""oEmbed: a render shown by another site."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree as ET

import httpx
import pytest
from PIL import Image

from app.gallery.hiding import hide, unhide
from tests.gallery.sharing.conftest import HOSTILE, SITE, render_ids
from tests.instance import Instance, running_instance


def asked(instance: Instance, url: str, **more: object) -> httpx.Response:
    parameters = {"url": url} | {name: str(value) for name, value in more.items()}
    return instance.client.get("/oembed", params=parameters)


def photo(instance: Instance, url: str, **more: object) -> Any:
    answer = asked(instance, url, **more)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("application/json")
    return answer.json()


@pytest.fixture(scope="module")
def address(site: Instance) -> str:
    """A render's page: its files are 256 × 192."""
    return f"{SITE}/render/{render_ids(site, 'linocut')[0]}"


def test_a_render_is_a_photo_with_its_maker(site: Instance, address: str) -> None:
    told = photo(site, address)
    assert (told["type"], told["version"]) == ("photo", "1.0")
    assert told["title"] == "linocut, a lighthouse on a cliff at dusk"
    assert told["author_url"] == f"{SITE}/models/local:brush"
    assert told["provider_url"] == f"{SITE}/"


def test_the_picture_has_the_size_that_is_told(site: Instance, address: str) -> None:
    told = photo(site, address)
    file = site.client.get(told["url"].removeprefix(SITE))
    assert Image.open(BytesIO(file.content)).size == (told["width"], told["height"]) == (256, 192)


@pytest.mark.parametrize("more", ["?in=style", "?q=ink&as_of=3", "#main", "/", "?utm_source=x"])
def test_what_follows_the_address_of_a_render_is_ignored(site: Instance, address: str, more: str) -> None:
    assert photo(site, address + more) == photo(site, address)


def test_the_other_scheme_is_the_same_host(site: Instance, address: str) -> None:
    assert photo(site, address.replace("https:", "http:")) == photo(site, address)


@pytest.mark.parametrize(("limits", "size"), [({"maxwidth": 100}, (100, 75)), ({"maxheight": 30}, (40, 30))])
def test_nothing_is_larger_than_asked_for(
    site: Instance, address: str, limits: dict[str, int], size: tuple[int, int]
) -> None:
    told = photo(site, address, **limits)
    assert (told["width"], told["height"]) == size
    assert "thumbnail_url" not in told


def test_a_large_picture_is_given_as_the_file_that_fits(tmp_path_factory: pytest.TempPathFactory) -> None:
    catalog = '[[subject]]\nslug = "lighthouse"\nwidth = 600\nheight = 450\n'
    with running_instance(tmp_path_factory.mktemp("large"), catalog=catalog) as instance:
        instance.fill(["linocut"], ["lighthouse"], ["local:brush"])
        url = f"{instance.rooms.settings.public_url}/render/{render_ids(instance, 'linocut')[0]}"
        told = {limit: photo(instance, url, maxwidth=limit) for limit in (2000, 550, 300)}
    assert [(one["width"], one["height"]) for one in told.values()] == [(600, 450), (512, 384), (256, 192)]
    assert [one["url"].rpartition("-thumb")[2] for one in told.values()][1:] == ["-2x.webp", ".webp"]
    assert told[300]["thumbnail_width"] == 256


def test_xml_says_the_same(site: Instance, address: str) -> None:
    answer = asked(site, address, format="xml")
    assert answer.headers["content-type"].startswith("text/xml")
    root = ET.fromstring(answer.content)
    told = {child.tag: child.text for child in root}
    assert told == {name: str(value) for name, value in photo(site, address, format="json").items()}


def test_hostile_words_stay_words(site: Instance) -> None:
    url = f"{SITE}/render/{render_ids(site, 'hostile')[0]}"
    root = ET.fromstring(asked(site, url, format="xml").content)
    assert (root.findtext("title") or "").startswith(HOSTILE)
    assert photo(site, url)["title"].startswith(HOSTILE)


@pytest.mark.parametrize(
    "url",
    [
        "https://other.example/render/{id}",
        "https://gallery.example:8443/render/{id}",
        "https://gallery.example@other.example/render/{id}",
        "https://gallery.example.other.example/render/{id}",
        "ftp://gallery.example/render/{id}",
        "//gallery.example/render/{id}",
        "/render/{id}",
        "https://gallery.example/styles/linocut",
        "https://gallery.example/render/{id}/more",
        "https://gallery.example/render/0193f5c2-7a41-7c2e-9d7e-3b1f6f0a9c55",
        "https://gallery.example/render/------------------------------------",
        "https://gallery.example:99999/render/{id}",
        "https://[::1/render/{id}",
        "",
    ],
)
def test_what_is_no_render_here_is_not_found(site: Instance, url: str) -> None:
    answer = asked(site, url.replace("{id}", render_ids(site, "linocut")[0]))
    assert answer.status_code == 404
    assert answer.json()["code"] == "not_found"


@pytest.mark.parametrize(
    "query", ["maxwidth=wide", "maxwidth=0", "maxheight=-1", "maxwidth=1.5", "maxheight=", "size=1"]
)
def test_a_malformed_request_is_told_so(site: Instance, address: str, query: str) -> None:
    answer = site.client.get(f"/oembed?url={quote(address, safe='')}&{query}")
    assert answer.status_code == 400


def test_the_address_is_needed(site: Instance) -> None:
    assert site.client.get("/oembed").status_code == 400


def test_another_format_is_not_implemented(site: Instance, address: str) -> None:
    answer = asked(site, address, format="yaml")
    assert (answer.status_code, answer.json()["code"]) == (501, "format_not_offered")


def test_no_other_sites_scripts_may_read_it(site: Instance, address: str) -> None:
    answer = site.client.get("/oembed", params={"url": address}, headers={"origin": "https://other.example"})
    assert answer.status_code == 200
    assert "access-control-allow-origin" not in answer.headers


def test_a_hidden_render_is_not_found_as_if_it_never_was(small: Instance) -> None:
    render_id = render_ids(small, "pixel-art")[0]
    url = f"{small.rooms.settings.public_url}/render/"
    hide(small.rooms.gallery, render_id)
    hidden, unknown = asked(small, url + render_id), asked(small, url + "0193f5c2-7a41-7c2e-9d7e-3b1f6f0a9c55")
    unhide(small.rooms.gallery, render_id)
    assert hidden.status_code == 404
    assert hidden.json() == unknown.json()
    assert asked(small, url + render_id).status_code == 200
