"""One small gallery for the tests of this folder: 256 × 192 pictures of the embedded engine."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.instance import Instance, running_instance

BRUSH, GRAVER = "local:brush", "local:graver"


@pytest.fixture(scope="session")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Instance]:
    """Two styles and the originals on two image models."""
    with running_instance(tmp_path_factory.mktemp("pair")) as instance:
        instance.fill([None, "linocut", "pixel-art"], ["lighthouse"], [BRUSH, GRAVER])
        yield instance


def ids(instance: Instance) -> list[str]:
    """Of the four cells, style by style, then image model by image model."""
    rows = [row for family in instance.json("/api/matrix")["families"] for row in family["rows"]]
    found = {(row["slug"], cell["model_key"]): str(cell["id"]) for row in rows for cell in row["cells"]}
    return [found[style, model] for style in ("linocut", "pixel-art") for model in (BRUSH, GRAVER)]
