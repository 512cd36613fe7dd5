"""The pictures in one data folder."""

from __future__ import annotations

import os
import re
import stat
from contextlib import suppress
from typing import TYPE_CHECKING, Final, Self

import msgspec

from app.media.errors import TooManyOrphans
from app.media.volume import folder, place, settle, telling

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from pathlib import Path
    from types import TracebackType

    from app.media.ingest import Ingested

_YEAR: Final = re.compile(r"[0-9]{4}")
_MONTH: Final = re.compile(r"0[1-9]|1[0-2]")
_RENDER: Final = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_NAME: Final = re.compile(rf"({_RENDER.pattern})(?:-thumb(?:-2x)?)?\.webp")
_OPENING: Final = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
FEW: Final = 30
_SUFFIXES: Final = ("", "-thumb", "-thumb-2x")
_PUBLIC, _PRIVATE, _UPLOADS, _TEMPORARY = "images", "private", "uploads", "tmp"


class Paths(msgspec.Struct, frozen=True, kw_only=True):
    """Where a render's files are, relative to the data folder; the thumbnail for 2x screens is beside the other."""

    image_path: str
    thumb_path: str


class OpenFile:
    """A picture on disk, opened for reading. Close it, or use it in a `with`."""

    def __init__(self, descriptor: int, size: int) -> None:
        self._descriptor = descriptor
        self.size: Final = size

    def read(self, offset: int = 0, length: int | None = None) -> bytes:
        """`length` bytes from `offset`, or as many as there are."""
        return os.pread(self._descriptor, self.size - offset if length is None else length, offset)

    def fileno(self) -> int:
        """The descriptor, for the kernel to read from until `close`."""
        return self._descriptor

    def close(self) -> None:
        os.close(self._descriptor)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class Files:
    """One data folder: `images/` and `private/` by year and month, `uploads/`, and `tmp/` for what is being written."""

    def __init__(self, root: Path) -> None:
        self.root: Final = root
        self._temporary: Final = root / _TEMPORARY

    def check_writable(self) -> None:
        """Make the folders and write one file in each.

        Raises Unwritable with the command that mends it, or StorageFull.
        """
        with telling(self.root):
            for name in (_TEMPORARY, _PUBLIC, _PRIVATE, _UPLOADS):
                folder(self.root / name)
                probe = self.root / name / f".writable-{os.getpid()}"
                probe.write_bytes(b"ok")
                probe.unlink()

    def write_render(self, render_id: str, created_at: datetime, ingested: Ingested, *, public: bool) -> Paths:
        """Put a render's three files in place, thumbnails first; all of them are on disk when this returns.

        Raises StorageFull or Unwritable, and then nothing of them is left.
        """
        if not _RENDER.fullmatch(render_id):
            raise ValueError(f"no render id: {render_id!r}")
        where = f"{_PUBLIC if public else _PRIVATE}/{created_at:%Y/%m}"
        target = self.root / where
        contents = {
            target / f"{render_id}-thumb.webp": ingested.thumb,
            target / f"{render_id}-thumb-2x.webp": ingested.thumb_2x,
            target / f"{render_id}.webp": ingested.full,
        }
        with telling(self.root):
            folder(self._temporary)
            place(contents, self._temporary)
        return Paths(image_path=f"{where}/{render_id}.webp", thumb_path=f"{where}/{render_id}-thumb.webp")

    def delete_render(self, image_path: str) -> None:
        """Remove a render's three files, the full one first. What is gone already is no error."""
        where, render_id = _parts(image_path)
        parent = self.root / where
        with telling(self.root):
            for suffix in _SUFFIXES:
                (parent / f"{render_id}{suffix}.webp").unlink(missing_ok=True)
            if parent.is_dir():
                settle(parent)

    def withdraw(self, image_path: str) -> None:
        """Take a public render's three files, the full one first, to where no address leads. `image_path` is the
        public one. What has been taken already is no error."""
        self._move(image_path, _PUBLIC, _PRIVATE)

    def restore(self, image_path: str) -> None:
        """Undo `withdraw`; thumbnails and full picture answer again."""
        self._move(image_path, _PRIVATE, _PUBLIC)

    def _move(self, image_path: str, source: str, target: str) -> None:
        where, render_id = _parts(image_path)
        month = where.partition("/")[2]
        old, new = self.root / source / month, self.root / target / month
        with telling(self.root):
            folder(new)
            for suffix in _SUFFIXES:
                with suppress(FileNotFoundError):
                    (old / f"{render_id}{suffix}.webp").replace(new / f"{render_id}{suffix}.webp")
            for parent in (old, new):
                if parent.is_dir():
                    settle(parent)

    def places(self, image_path: str) -> list[Path]:
        """Every place where a file of this render may lie, public or out of sight; the full pictures first."""
        where, render_id = _parts(image_path)
        month = where.partition("/")[2]
        return [
            self.root / kind / month / f"{render_id}{suffix}.webp"
            for suffix in _SUFFIXES
            for kind in (_PUBLIC, _PRIVATE)
        ]

    def out_of_sight(self) -> Iterator[str]:
        """The ids of the renders whose full pictures lie where no address leads."""
        for path in (self.root / _PRIVATE).glob("[0-9][0-9][0-9][0-9]/[0-9][0-9]/*.webp"):
            if _RENDER.fullmatch(path.stem):
                yield path.stem

    def open_image(self, year: str, month: str, name: str, *, public: bool = True) -> OpenFile | None:
        """A render's file by its address, or None where there is none.

        The parts are matched whole before the disk is asked; links and anything but plain files count as nothing.
        """
        if not _in_folder(year, month) or not _NAME.fullmatch(name):
            return None
        path = self.root / (_PUBLIC if public else _PRIVATE) / year / month / name
        try:
            descriptor = os.open(path, _OPENING)
        except OSError:
            return None
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            os.close(descriptor)
            return None
        return OpenFile(descriptor, status.st_size)

    def open_render(self, image_path: str, suffix: str = "", *, public: bool = True) -> OpenFile | None:
        """As `open_image`, by the path of the full picture; `suffix` is "", "-thumb" or "-thumb-2x"."""
        where, render_id = _parts(image_path)
        _, year, month = where.split("/")
        return self.open_image(year, month, f"{render_id}{suffix}.webp", public=public)

    def orphans(self, known: Callable[[str], bool], older_than: datetime) -> Iterator[str]:
        """Files, relative to the data folder, that nothing needs: last changed before `older_than`, and either of a
        render whose id is not `known`, or temporary. What is not named like a render's file is not ours to remove.
        """
        limit = older_than.timestamp()
        for kind in (_PUBLIC, _PRIVATE):
            for path in sorted((self.root / kind).glob("[0-9][0-9][0-9][0-9]/[0-9][0-9]/*.webp")):
                match = _NAME.fullmatch(path.name)
                if match and _older(path, limit) and not known(match[1]):
                    yield path.relative_to(self.root).as_posix()
        for path in sorted(self._temporary.glob("*")):
            if path.is_file() and _older(path, limit):
                yield path.relative_to(self.root).as_posix()

    def sweep(self, known: Callable[[str], bool], older_than: datetime) -> list[str]:
        """Remove the orphans and tell which they were. Two processes may sweep at once.

        Raises TooManyOrphans, and removes nothing, when more than half of the pictures would go: then it is the
        database that is not the one they belong to.
        """
        removed = list(self.orphans(known, older_than))
        doomed = sum(path.endswith(".webp") for path in removed)
        there = sum(1 for kind in (_PUBLIC, _PRIVATE) for _ in (self.root / kind).glob("*/*/*.webp"))
        if doomed > FEW and doomed * 2 > there:
            raise TooManyOrphans(
                f"{doomed} of the picture files in {self.root} belong to no render of its database, so none was "
                "removed. Is tessera.db the one that belongs to them?"
            )
        with telling(self.root):
            for path in removed:
                (self.root / path).unlink(missing_ok=True)
        return removed


def _parts(image_path: str) -> tuple[str, str]:
    """The folder and the render id of a path like `images/2026/11/<id>.webp`. Raises ValueError for any other."""
    kind, year, month, name = (*image_path.split("/"), "", "", "", "")[:4]
    match = _NAME.fullmatch(name)
    if kind not in (_PUBLIC, _PRIVATE) or not _in_folder(year, month) or not match or image_path.count("/") != 3:
        raise ValueError(f"no path of a render: {image_path!r}")
    return f"{kind}/{year}/{month}", match[1]


def _in_folder(year: str, month: str) -> bool:
    return bool(_YEAR.fullmatch(year) and _MONTH.fullmatch(month))


def _older(path: Path, limit: float) -> bool:
    try:
        return path.lstat().st_mtime < limit
    except OSError:
        return False
