"""What a search tells of its renders and of what it can be narrowed to."""

from __future__ import annotations

from tests.gallery.finding.conftest import FLUX, publish, search
from tests.instance import Instance


def test_a_search_tells_each_render_as_its_own_address_does(library: Instance) -> None:
    listed = search(library)["renders"]
    assert {render["model_key"] for render in listed} >= {"local:brush", "local:graver", FLUX}
    assert listed == [library.json(f"/api/render/{render['id']}")["render"] for render in listed]


def test_what_comes_out_can_be_narrowed_to_from_then_on(growing: Instance) -> None:
    publish(growing, "linocut")
    assert [option["value"] for option in search(growing)["models"]] == ["local:brush"]
    publish(growing, "ghibli", "mountain-lake", FLUX)
    found = search(growing)
    assert [option["value"] for option in found["models"]] == ["local:brush", FLUX]
    assert [option["value"] for option in found["subjects"]] == ["lighthouse", "mountain-lake"]
    assert "tales" in [option["value"] for option in found["families"]]


def test_a_search_says_which_value_of_a_filter_is_set(library: Instance) -> None:
    for model in ("local:graver", "local:brush"):
        options = search(library, model=model)["models"]
        assert [option["value"] for option in options if option["current"]] == [model]
    assert not [option for option in search(library)["models"] if option["current"]]
