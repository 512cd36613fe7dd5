"""One filled instance for all tests that only read."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.instance import Instance, running_instance

MODELS = ["local:brush", "local:graver", "local:poster"]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Instance]:
    """Two styles and the original on one subject, one style on another."""
    with running_instance(tmp_path_factory.mktemp("data")) as instance:
        instance.fill([None, "linocut", "pixel-art"], ["lighthouse"], MODELS)
        instance.fill([None, "linocut"], ["mountain-lake"], MODELS[:1])
        yield instance
