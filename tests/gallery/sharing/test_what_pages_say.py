"""What the head of a page tells crawlers and the sites that it is shared on."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from typing import Any

import pytest

from tests.gallery.sharing.conftest import HOSTILE, LICENCE, SITE, render_ids
from tests.instance import Instance, running_instance


class Head(HTMLParser):
    """Links by relation, meta by name or property, and the JSON-LD, as a browser reads them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.links: list[dict[str, str]] = []
        self.meta: dict[str, str] = {}
        self.linked: list[Any] = []
        self.scripts = 0
        self._data = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "link":
            self.links.append(given)
        elif tag == "meta":
            self.meta[given.get("property") or given.get("name", "")] = given.get("content", "")
        elif tag == "script":
            self._data = given.get("type") == "application/ld+json"
            self.scripts += not self._data and "src" not in given

    def handle_data(self, data: str) -> None:
        if self._data:
            self.linked.append(json.loads(data))
            self._data = False

    def link(self, rel: str, kind: str = "") -> str:
        found = [link["href"] for link in self.links if link["rel"] == rel and kind in link.get("type", "")]
        assert len(found) == 1, found
        return found[0]


def head(instance: Instance, path: str) -> Head:
    answer = instance.client.get(path, headers={"accept": "text/html"})
    assert answer.status_code == 200, path
    return Head(answer.text)


def render_path(instance: Instance, style: str | None) -> str:
    return f"/render/{render_ids(instance, style)[0]}"


@pytest.mark.parametrize("path", ["/", "/styles", "/styles/linocut", "/styles/gouache", "/default", "/docs"])
def test_a_page_has_a_card_that_is_there(site: Instance, path: str) -> None:
    meta = head(site, path).meta
    assert meta["twitter:card"] == "summary_large_image"
    assert (meta["og:image:width"], meta["og:image:height"]) == ("1200", "630")
    assert meta["og:image:alt"]
    card = site.client.get(meta["og:image"].removeprefix(SITE))
    assert (card.status_code, card.headers["content-type"]) == (200, "image/jpeg")


def test_a_style_is_shown_by_its_own_contact_sheet(site: Instance) -> None:
    assert head(site, "/styles/linocut").meta["og:image"] == f"{SITE}/cards/styles/linocut.jpg"


def test_a_render_is_shown_by_itself(site: Instance) -> None:
    path = render_path(site, "linocut")
    assert head(site, path).meta["og:image"] == f"{SITE}/cards{path}.jpg"


@pytest.mark.parametrize(
    ("path", "canonical"),
    [
        ("/", "/"),
        ("/?page=1", "/"),
        ("/?subject=lighthouse", "/"),
        ("/?utm_source=x", "/"),
        ("/?subject=lone-tree", "/?subject=lone-tree"),
        ("/styles", "/styles"),
        ("/styles/linocut", "/styles/linocut"),
        ("/default", "/default"),
        ("/models", "/models"),
        ("/models/local:brush", "/models/local:brush"),
        ("/search?q=linocut&as_of=6", "/search?q=linocut"),
        ("/verify", "/verify"),
        ("/styles/by-picture", "/styles/by-picture"),
    ],
)
def test_a_page_names_its_one_address(site: Instance, path: str, canonical: str) -> None:
    found = head(site, path)
    assert found.link("canonical") == found.meta["og:url"] == SITE + canonical


@pytest.mark.parametrize("way", ["?in=style", "?in=model", "?q=linocut&as_of=6"])
def test_a_render_within_a_set_names_its_plain_address(site: Instance, way: str) -> None:
    path = render_path(site, "linocut")
    assert head(site, path + way).link("canonical") == SITE + path


def test_what_was_searched_or_compared_is_shared_with_its_pictures(site: Instance) -> None:
    ids = render_ids(site, "linocut")[:2]
    found, compared = head(site, "/search?q=linocut").meta, head(site, f"/compare?ids={','.join(ids)}").meta
    assert set(ids) <= set(found["og:image"].partition("ids=")[2].split(","))
    assert compared["og:image"] == f"{SITE}/cards/renders.jpg?ids={','.join(ids)}"


def test_the_title_that_is_shared_leaves_the_sites_name_to_its_own_tag(site: Instance) -> None:
    meta = head(site, "/styles").meta
    assert meta["og:site_name"] == "Tessera"
    assert "Tessera" not in meta["og:title"]


def test_a_page_leads_to_the_feed(site: Instance) -> None:
    link = head(site, "/styles").link("alternate", "application/atom+xml")
    assert site.client.get(link).status_code == 200


@pytest.mark.parametrize("form", ["json", "xml"])
def test_a_render_leads_to_its_embedding(site: Instance, form: str) -> None:
    link = head(site, render_path(site, "linocut")).link("alternate", f"{form}+oembed")
    assert site.client.get(link.removeprefix(SITE)).status_code == 200


def test_a_render_is_described_with_licence_creator_and_source(site: Instance) -> None:
    path = render_path(site, "linocut")
    (told,) = head(site, path).linked
    render = site.json(path)["render"]
    assert told["@type"] == "ImageObject"
    assert told["contentUrl"] == SITE + render["image_url"]
    assert (told["width"]["value"], told["height"]["value"]) == (256, 192)
    assert (told["license"], told["acquireLicensePage"]) == (LICENCE, SITE + path)
    assert [maker["@type"] for maker in told["creator"]] == ["Organization", "SoftwareApplication"]
    assert told["creator"][1]["identifier"] == "local:brush"
    assert told["digitalSourceType"] == "http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicMedia"
    assert told["datePublished"][:19] == render["published_at"][:19]
    assert told["isPartOf"]["url"] == f"{SITE}/styles/linocut"


def test_without_a_licence_none_is_claimed(small: Instance) -> None:
    (told,) = head(small, render_path(small, "linocut")).linked
    assert not {"license", "acquireLicensePage", "copyrightNotice"} & told.keys()


def test_a_licence_without_an_address_is_told_as_a_notice(tmp_path_factory: pytest.TempPathFactory) -> None:
    environ = {"PICTURE_LICENSE": "CC BY 4.0 </script>"}
    with running_instance(tmp_path_factory.mktemp("named"), environ=environ) as instance:
        instance.fill(["linocut"], ["lighthouse"], ["local:brush"])
        (told,) = head(instance, render_path(instance, "linocut")).linked
    assert told["copyrightNotice"] == "CC BY 4.0 </script>"
    assert "license" not in told


def test_an_unstyled_original_belongs_to_the_wall(site: Instance) -> None:
    (told,) = head(site, render_path(site, None)).linked
    assert told["isPartOf"]["url"] == f"{SITE}/"
    assert told["name"]


def test_a_style_is_a_gallery_with_a_way_back(site: Instance) -> None:
    (told,) = head(site, "/styles/linocut").linked
    page, way = told["@graph"]
    assert len(page["mainEntity"]["image"]) == 3
    assert [step["item"] for step in way["itemListElement"]] == [f"{SITE}/styles", f"{SITE}/styles/linocut"]


@pytest.mark.parametrize("path", ["/styles/hostile", "a render of it"])
def test_hostile_words_break_nothing(site: Instance, path: str) -> None:
    found = head(site, path if path.startswith("/") else render_path(site, "hostile"))
    assert found.scripts == 0
    assert found.meta["og:title"].startswith(HOSTILE)
    assert len(found.linked) == 1
    assert HOSTILE in _texts(found.linked)


def _texts(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for member in value.values() for text in _texts(member)]
    if isinstance(value, list):
        return [text for member in value for text in _texts(member)]
    return [str(value)]


def test_an_error_is_nobodys_to_find(site: Instance) -> None:
    page = site.client.get("/no-such-page", headers={"accept": "text/html"})
    found = Head(page.text)
    assert found.meta["robots"] == "noindex"
    assert not [link for link in found.links if link["rel"] == "canonical"]
