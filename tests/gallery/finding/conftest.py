"""A gallery to search in. Its renders are published through the gallery’s own functions, and never drawn."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

import pytest

from app.gallery.filling import cell_recipe
from app.gallery.identity import new_id
from app.gallery.queries import all_styles, all_subjects, finish_render, insert_render
from app.gallery.rows import Finished, Metadata, NewRender, PlannedCell
from tests.instance import SMALL, Instance, running_instance

MADE = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
FLUX = "elsewhere:acme/flux-1.1-pro"
OWN = (
    SMALL
    + f"""
[[family]]
slug = "tales"
label = "Fairy tales"

[[style]]
slug = "ghibli"
phrase = "Studio Ghibli"
family = "tales"
note = "Clouds over green hills"
prompt = "{{phrase}} {{subject}}"

[[style]]
slug = "creme"
phrase = "crème brûlée glaze"
family = "tales"
note = "Burnt sugar, artist’s œuvre"
prompt = "{{phrase}} {{subject}}"

[[style]]
slug = "grey"
phrase = "greyscale jewellery"
family = "tales"
prompt = "{{phrase}} {{subject}}"

[[model]]
key = "{FLUX}"
label = "Flux Professional"
operations = {{}}
"""
)
PUBLISHED = (
    "watercolour",
    "wet-on-wet-watercolour",
    "pale-watercolour-and-ink",
    "oil-painting",
    "pixel-art",
    "ukiyo-e-woodblock",
    "impressionism",
    "gouache",
    "linocut",
    "ink-wash",
    "pen-and-ink",
    "ghibli",
    "creme",
    "grey",
)


def publish(instance: Instance, style: str | None, subject: str = "lighthouse", model: str = "local:brush") -> str:
    """One more public render, as if it had just been drawn; returns its id. Pictures may share a cell."""
    gallery = instance.rooms.gallery
    render_id = new_id()
    with gallery.store.write() as db:
        chosen = next((each for each in all_styles(db) if each.slug == style), None)
        on = next(each for each in all_subjects(db) if each.slug == subject)
        assert chosen or style is None
        recipe = cell_recipe(gallery, PlannedCell(style=chosen, subject=on, model_key=model))
        render = NewRender(
            id=render_id,
            user_id="someone",
            style_id=chosen.id if chosen else None,
            subject_id=on.id,
            recipe=recipe,
            source_type="algorithmicMedia",
            public=True,
            cost_credits=0,
            created_at=MADE,
        )
        assert insert_render(db, render)
        path = f"images/2026/11/{render_id}.webp"
        thumb = path.replace(".webp", "-thumb.webp")
        metadata = Metadata(recipe=recipe, source_type="algorithmicMedia")
        done = Finished(image_path=path, thumb_path=thumb, width=256, height=192, look=b"", phash=0, metadata=metadata)
        finish_render(db, render_id, done)
        gallery.store.publish(db)
    return render_id


def search(instance: Instance, q: str = "", **parameters: object) -> Any:
    """The JSON of a search."""
    return instance.json("/api/search?" + urlencode({"q": q, **parameters}))


def styles(found: Any) -> list[str]:
    """The styles of a page in the order in which they first stand there."""
    return list(dict.fromkeys(render["style"] for render in found["renders"]))


def ids(found: Any) -> list[str | None]:
    return [render["id"] for render in found["renders"]]


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Instance]:
    """Each of `PUBLISHED` once on the lighthouse by brush, in this order; then some on other subjects and models.

    For tests that only read.
    """
    with running_instance(tmp_path_factory.mktemp("library"), catalog=OWN) as instance:
        for style in PUBLISHED:
            publish(instance, style)
        publish(instance, "gouache", "mountain-lake", "local:graver")
        publish(instance, "linocut", "lighthouse", "local:graver")
        publish(instance, None, "mountain-lake")
        publish(instance, "gouache", "mountain-lake", FLUX)
        yield instance


@pytest.fixture
def growing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Instance]:
    """A gallery that a test may change."""
    with running_instance(tmp_path_factory.mktemp("growing"), catalog=OWN) as instance:
        yield instance
