"""Files that are either whole or not there."""

from __future__ import annotations

import errno
import os
import secrets
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final

from app.media.errors import StorageFull, Unwritable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_LOCKED: Final = frozenset({errno.EACCES, errno.EPERM})


def place(files: Mapping[Path, bytes], temporary: Path) -> None:
    """Put each content at its path, on disk when this returns: temporary file, fsync, rename, fsync of the folder.

    The renames happen in the order given. Power loss or a kill leaves only whole files, and temporary ones for the
    sweep. On an error nothing stays; it is the system's OSError, for `telling` to put into words.
    """
    waiting: dict[Path, Path] = {}
    placed: list[Path] = []
    try:
        for target, content in files.items():
            waiting[target] = written = temporary / f"{secrets.token_hex(8)}-{target.name}"
            _write(written, content)
        for target, written in waiting.items():
            folder(target.parent)
            written.replace(target)
            placed.append(target)
        for parent in {target.parent for target in placed}:
            settle(parent)
    except BaseException:
        for path in (*waiting.values(), *placed):
            with suppress(OSError):
                path.unlink(missing_ok=True)
        raise


def _write(path: Path, content: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o644)
    try:
        view = memoryview(content)
        while view:
            view = view[os.write(descriptor, view) :]
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def folder(path: Path) -> None:
    """Make a folder and those above it, each of them on disk when this returns."""
    if path.is_dir():
        return
    folder(path.parent)
    path.mkdir(exist_ok=True)
    settle(path.parent)


def settle(path: Path) -> None:
    """Bring a folder's entries to disk."""
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def telling(path: Path) -> Iterator[None]:
    """Turn the system's errors while writing below `path` into ones that say what to do."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise StorageFull(
                "The disk is full, so the picture could not be kept. Free some space and retry."
            ) from error
        if error.errno in _LOCKED:
            owner = f"{os.geteuid()}:{os.getegid()}"
            raise Unwritable(
                f"{path} can't be written by user {owner}. Run: sudo chown -R {owner} {path} "
                "(in a container: on the host's folder that is mounted there)"
            ) from error
        if error.errno == errno.EROFS:
            raise Unwritable(f"{path} is on a read-only file system. Mount it writable.") from error
        if error.errno in (errno.ENOTDIR, errno.EEXIST):
            raise Unwritable(f"{path} or a part of it is a file where a folder should be.") from error
        raise
