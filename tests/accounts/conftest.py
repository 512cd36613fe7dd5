"""One instance for the folder's quick tests; a test that changes limits or settings runs its own."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from tests.instance import Instance, running_instance


@pytest.fixture(scope="session")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Instance]:
    with running_instance(tmp_path_factory.mktemp("accounts")) as running:
        yield running


@pytest.fixture
def browser(instance: Instance) -> Iterator[httpx.Client]:
    """A client with cookies of its own."""
    with httpx.Client(base_url=instance.url, timeout=20) as client:
        yield client
