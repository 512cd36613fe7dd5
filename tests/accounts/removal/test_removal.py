"""Files that no row needs go with the transaction that let go of them, sooner or later."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.accounts.accounts import Accounts
from app.accounts.removal.queries import next_files
from app.accounts.removal.removal import remove, to_be_removed
from tests.instance import Instance


@pytest.fixture
def accounts(instance: Instance) -> Accounts:
    return instance.rooms.accounts


@pytest.fixture
def file(accounts: Accounts) -> Path:
    """A file of the data folder."""
    path = accounts.settings.data_folder / "tmp" / "unneeded.webp"
    path.write_bytes(b"x")
    return path


def listed(accounts: Accounts) -> list[str]:
    with accounts.store.read() as db:
        return next_files(db, "", 100)


def test_a_listed_file_is_gone_after_the_commit_and_not_before(accounts: Accounts, file: Path) -> None:
    with accounts.store.write() as db:
        to_be_removed(accounts, db, [file])
        assert file.exists()
    assert (file.exists(), listed(accounts)) == (False, [])


def test_a_write_that_failed_removes_nothing(accounts: Accounts, file: Path) -> None:
    with pytest.raises(ValueError, match="no"), accounts.store.write() as db:
        to_be_removed(accounts, db, [file])
        raise ValueError("no")
    assert (file.exists(), listed(accounts)) == (True, [])


def test_a_file_that_is_gone_already_is_no_error(accounts: Accounts, file: Path) -> None:
    file.unlink()
    with accounts.store.write() as db:
        to_be_removed(accounts, db, [file, file])
    assert listed(accounts) == []


def test_a_file_that_resists_stays_listed_and_keeps_no_other(accounts: Accounts, file: Path) -> None:
    folder = accounts.settings.data_folder / "tmp" / "a-folder"  # which can't be unlinked
    folder.mkdir()
    with accounts.store.write() as db:
        to_be_removed(accounts, db, [folder, file])
    assert (file.exists(), listed(accounts)) == (False, ["tmp/a-folder"])
    folder.rmdir()
    assert remove(accounts) == 1
    assert listed(accounts) == []
