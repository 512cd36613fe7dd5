"""A render knows where it stands in the set that its reader came from."""

from __future__ import annotations

import pytest

from app.errors import BadRequest
from app.gallery.finding.asking import Asked, set_key
from app.gallery.finding.sets import SetPlace, neighbours
from app.gallery.queries import public_render
from tests.gallery.finding.conftest import ids, publish, search
from tests.instance import Instance


def place(instance: Instance, render_id: str, asked: Asked) -> SetPlace | None:
    gallery = instance.rooms.gallery
    with gallery.store.read() as db:
        found = public_render(db, render_id)
        assert found
        return neighbours(gallery, db, set_key(gallery, asked), found[0])


def test_a_render_of_a_later_page_leads_back_to_it(growing: Instance) -> None:
    made = [publish(growing, "gouache") for _ in range(60)]
    asked = Asked(q="gouache", model="local:brush", as_of=58)
    pages = [search(growing, "gouache", model="local:brush", as_of=58)]
    while pages[-1]["next"]:
        pages.append(growing.json(pages[-1]["next"]))
    for page in pages:
        for render_id in (ids(page)[0], ids(page)[-1]):
            assert render_id
            found = place(growing, render_id, asked)
            assert found
            assert (found.back, found.total) == (page["url"], 58)
    assert place(growing, made[59], asked) is None


def test_a_key_is_written_in_one_way(library: Instance) -> None:
    gallery = library.rooms.gallery
    key = set_key(gallery, Asked(q="  pen   and ink ", model="local:brush", subject="lighthouse", family="", as_of=7))
    assert key.query() == "q=pen+and+ink&model=local%3Abrush&subject=lighthouse&as_of=7"
    assert key.url() == f"/search?{key.query()}"


def test_a_key_of_what_does_not_exist_is_refused(library: Instance) -> None:
    with pytest.raises(BadRequest, match="There is no style “nowhere”"):
        set_key(library.rooms.gallery, Asked(style="nowhere"))
