"""What new work can begin with."""

from __future__ import annotations

import msgspec

from app.gallery.choices import choices_of
from app.gallery.gallery import Gallery
from tests.instance import Instance


def test_every_image_model_that_can_be_ordered_from_is_offered_under_its_provider(filled: Instance) -> None:
    choices = choices_of(filled.rooms.gallery)
    assert choices.model("local:brush") == "local:brush"
    assert "brush (Embedded, procedural)" in [choice.label for choice in choices.models]


def test_what_is_retired_or_not_set_up_is_no_choice(filled: Instance) -> None:
    gallery = filled.rooms.gallery
    models = dict(gallery.catalog.models)
    models["local:brush"] = msgspec.structs.replace(models["local:brush"], state="retired")
    models["far:away"] = msgspec.structs.replace(models["local:graver"], key="far:away")
    catalog = msgspec.structs.replace(gallery.catalog, models=models)
    other = Gallery(store=gallery.store, files=gallery.files, catalog=catalog, configured=gallery.configured)
    choices = choices_of(other)
    assert [choices.model(key) for key in ("local:brush", "far:away", None)] == ["", "", ""]
    assert choices.model("local:graver") == "local:graver"
