"""What is not public is never told, whatever is sent."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from app.gallery.hiding.sight import hide
from tests.gallery.verifying.conftest import renders, saved, verified
from tests.instance import Instance, running_instance

if TYPE_CHECKING:
    from collections.abc import Iterator

WAYS = ["hidden", "private", "deleted", "pending"]
CHANGES = {
    "private": "UPDATE renders SET public = 0 WHERE id = :id",
    "deleted": "UPDATE renders SET deleted_at = :now WHERE id = :id",
    "pending": "UPDATE renders SET status = 'pending' WHERE id = :id",
}


@pytest.fixture(scope="module")
def changing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Instance]:
    with running_instance(tmp_path_factory.mktemp("data")) as instance:
        instance.fill(["oil-painting", "linocut", "pixel-art", "watercolour"], ["lighthouse"], ["local:brush"])
        yield instance


@pytest.mark.parametrize("way", WAYS)
def test_a_copy_of_what_is_not_public_is_not_here(changing: Instance, way: str) -> None:
    render = renders(changing)[0]
    assert verified(changing, render.data)["verdict"] == "same"
    if way == "hidden":
        hide(changing.rooms.gallery, render.id)
    else:
        with changing.rooms.store.write() as db:
            db.conn.execute(CHANGES[way], {"id": render.id, "now": datetime.now(UTC).isoformat()})
            changing.rooms.store.publish(db)
    own = verified(changing, render.data)
    assert (own["verdict"], own["matches"]) == ("not_here", [])
    assert own["marks"]["own"]["render"] is None
    bare = changing.client.post("/api/verify", files={"file": ("a", saved(render.picture, "PNG"))})
    assert bare.json()["verdict"] == "not_here"
    assert render.id not in bare.text
