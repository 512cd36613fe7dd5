"""A set is as of a moment: whatever is published, renamed or hidden afterwards, it stays as it was shared."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from app.gallery.hiding import hide
from tests.gallery.finding.conftest import OWN, PUBLISHED, ids, publish, search
from tests.instance import Instance, running_instance

TOMBSTONE = {"id": None, "status": "hidden"}


def test_the_first_page_says_as_of_when_it_is_and_where_it_stays(growing: Instance) -> None:
    for style in PUBLISHED[:3]:
        publish(growing, style)
    answer = growing.client.get("/api/search?q=watercolor")
    assert answer.json()["as_of"] == 3
    assert answer.headers["content-location"] == answer.json()["url"] == "/search?q=watercolor&as_of=3"
    again = growing.json(answer.headers["content-location"])
    assert ids(again) == ids(answer.json())


def test_the_api_tells_a_set_in_full(library: Instance) -> None:
    found = search(library, "linocut")
    assert {"as_of", "total", "renders", "next"} <= found.keys()
    assert (found["total"], found["first"], found["last"], found["next"]) == (2, 1, 2, None)
    assert found["renders"][0]["style_phrase"] == "linocut"
    assert found["renders"][0]["url"] == f"/render/{found['renders'][0]['id']}"
    assert found["fixed_at"] is not None


def test_links_on_the_page_carry_the_set(library: Instance) -> None:
    found = search(library, "linocut", model="local:graver")
    page = library.client.get("/search?q=linocut&model=local:graver", headers={"accept": "text/html"}).text
    query = f"q=linocut&amp;model=local%3Agraver&amp;as_of={found['as_of']}"
    assert f'href="/render/{found["renders"][0]["id"]}?{query}"' in page


def test_later_renders_stay_out_and_are_counted_as_newer(growing: Instance) -> None:
    first = publish(growing, "gouache")
    fixed = search(growing, "gouache")
    publish(growing, "gouache", "mountain-lake")
    publish(growing, "gouache", model="local:graver")
    again = search(growing, "gouache", as_of=fixed["as_of"])
    assert (ids(again), again["total"], again["newer"]) == ([first], 1, 2)
    assert search(growing, "gouache")["newer"] == 0
    assert again["newest_url"] == "/search?q=gouache"


def test_a_style_that_fits_better_does_not_push_in_afterwards(growing: Instance) -> None:
    publish(growing, "wet-on-wet-watercolour")
    publish(growing, "pale-watercolour-and-ink")
    before = search(growing, "watercolour")
    publish(growing, "watercolour")
    assert ids(search(growing, "watercolour", as_of=before["as_of"])) == ids(before)
    assert search(growing, "watercolour")["renders"][0]["style"] == "watercolour"


def test_a_set_found_by_similar_spelling_stays_when_the_word_is_published(growing: Instance) -> None:
    publish(growing, "linocut")
    before = search(growing, "linocat")
    assert (before["total"], before["similar"]) == (1, True)
    with growing.rooms.store.write() as db:
        db.execute("UPDATE styles SET phrase = 'linocat' WHERE slug = 'gouache'")
    publish(growing, "gouache")
    assert ids(search(growing, "linocat", as_of=before["as_of"])) == ids(before)
    assert [render["style"] for render in search(growing, "linocat")["renders"]] == ["gouache"]


def test_words_for_a_subject_stay_so_when_a_style_takes_the_name(growing: Instance) -> None:
    publish(growing, "linocut", "skyline")
    publish(growing, "linocut", "lighthouse")
    before = search(growing, "lighthouse")
    with growing.rooms.store.write() as db:
        db.execute("UPDATE styles SET phrase = 'lighthouse lamp' WHERE slug = 'anime'")
    publish(growing, "anime", "skyline")
    assert ids(search(growing, "lighthouse", as_of=before["as_of"])) == ids(before)
    assert [render["style"] for render in search(growing, "lighthouse")["renders"]] == ["anime"]


def test_renaming_in_the_catalogue_moves_no_set(tmp_path: Path) -> None:
    asked = ["fairy", "clouds", "flux professional", "cape", "lighthouse"]
    named = OWN.replace('slug = "lighthouse"\n', 'slug = "lighthouse"\nlabel = "Cape"\n')

    def found(instance: Instance) -> list[Any]:
        return [ids(search(instance, q, as_of=3)) for q in asked]

    with running_instance(tmp_path, catalog=named) as instance:
        for style, model in (
            ("ghibli", "local:brush"),
            ("creme", "elsewhere:acme/flux-1.1-pro"),
            ("grey", "local:brush"),
        ):
            publish(instance, style, model=model)
        before = found(instance)
        assert [len(each) for each in before] == [3, 1, 1, 3, 3]
    renamed = named.replace("Fairy tales", "Legends").replace("Clouds over", "Sky over").replace("Flux Pro", "Flow Ex")
    with running_instance(tmp_path, catalog=renamed.replace('"Cape"', '"Head"')) as instance:
        assert found(instance) == before
        assert search(instance, family="tales")["filters"][0]["label"] == "Legends"


def test_what_is_called_otherwise_before_its_first_render_is_found_by_the_new_name(tmp_path: Path) -> None:
    with running_instance(tmp_path, catalog=OWN):
        pass
    with running_instance(tmp_path, catalog=OWN.replace("Fairy tales", "Legends")) as instance:
        publish(instance, "ghibli")
        assert (search(instance, "legends")["total"], search(instance, "fairy")["total"]) == (1, 0)


def test_a_hidden_render_leaves_a_tombstone_in_its_place(growing: Instance) -> None:
    made = [publish(growing, "gouache", model=model) for model in ("local:brush", "local:graver", "local:poster")]
    before = search(growing, "gouache")
    hide(growing.rooms.gallery, made[1])
    after = search(growing, "gouache", as_of=before["as_of"])
    assert after["renders"][1] == TOMBSTONE
    assert (ids(after), after["total"]) == ([made[2], None, made[0]], 3)
    page = growing.client.get("/search?q=gouache", headers={"accept": "text/html"}).text
    assert made[1] not in page
    assert "Hidden by the operator" in page


def test_a_deleted_and_a_private_render_leave_the_same_tombstone(growing: Instance) -> None:
    made = [publish(growing, "gouache", model=model) for model in ("local:brush", "local:graver", "local:poster")]
    with growing.rooms.store.write() as db:
        db.execute("UPDATE renders SET deleted_at = '2026-11-21' WHERE id = :id", {"id": made[0]})
        db.execute("UPDATE renders SET public = 0 WHERE id = :id", {"id": made[1]})
        growing.rooms.store.publish(db)
    assert search(growing, "gouache")["renders"][1:] == [TOMBSTONE, TOMBSTONE]


def test_unstyled_originals_are_in_no_set(growing: Instance) -> None:
    publish(growing, None)
    publish(growing, "gouache")
    assert search(growing)["total"] == 1
    assert search(growing, as_of=1)["total"] == 0


def test_an_empty_gallery_has_an_empty_set(growing: Instance) -> None:
    for q in ("", "ink"):
        found = search(growing, q)
        assert (found["as_of"], found["total"], found["renders"]) == (0, 0, [])
        assert {each["count"] for each in found["nearest"]} <= {0}
    assert growing.client.get("/search", headers={"accept": "text/html"}).status_code == 200


def test_a_style_that_is_listed_and_not_rendered_yet_is_told(growing: Instance) -> None:
    publish(growing, "gouache")
    told = search(growing, "Linocut")["nearest"]
    assert [(each["label"], each["count"], each["url"], each["tile"]) for each in told] == [
        ("linocut", 0, "/styles/linocut", None)
    ]
    publish(growing, "linocut")
    found = search(growing, "Linocut")
    assert (found["total"], found["nearest"]) == (1, [])


def test_a_search_in_vain_offers_what_is_near(library: Instance) -> None:
    assert [each["label"] for each in search(library, "linocut xyzzyabcdefghijk")["nearest"]] == ["linocut"]
    assert {each["kind"] for each in search(library, "xyzzy")["nearest"]} == {"family"}
