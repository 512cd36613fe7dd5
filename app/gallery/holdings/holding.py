"""A person's renders for their export, and their end."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

import msgspec

from app.accounts.accounts import Portion
from app.gallery.holdings.queries import Held, erase_renders, files_of, renders_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlite_utils import Database

    from app.gallery.gallery import Gallery

A_FILE: Final = 500
UPLOADS: Final = "uploads/"
TOLD: Final = tuple(name for name in Held.__struct_fields__ if not name.endswith("_path") and name != "render_metadata")


class GalleryHolding:
    """Implements `accounts.Holding` for renders."""

    def __init__(self, gallery: Gallery) -> None:
        self._gallery = gallery

    def export(self, db: Database, user_id: str) -> Iterator[Portion]:
        """Rows in `gallery/renders.json`, from the 501st on in `renders-2.json` and so on; each with its pictures."""
        for number, part in enumerate(_parts(renders_of(db, user_id)), 1):
            rows = []
            for render in part:
                files = list(self._files(render))
                rows.append(_told(render, [file.name.removeprefix("gallery/") for file in files]))
                yield from files
            name = f"gallery/renders-{number}.json" if number > 1 else "gallery/renders.json"
            yield Portion(name=name, content=msgspec.json.format(msgspec.json.encode(rows)))

    def erase(self, db: Database, user_id: str) -> list[Path]:
        """Never published: deleted. Published: a tombstone that keeps the places of sets, without anything personal."""
        paths: list[Path] = []
        for image_path, input_path in files_of(db, user_id):
            if image_path:
                paths += self._gallery.files.places(image_path)
            if input_path and input_path.startswith(UPLOADS):
                paths.append(self._gallery.files.root / input_path)
        if erase_renders(db, user_id, datetime.now(UTC)):
            self._gallery.store.publish(db)
        return paths

    def _files(self, render: Held) -> Iterator[Portion]:
        """The picture, wherever it lies by now, and what it was made from."""
        if render.image_path:
            full = self._gallery.files.places(render.image_path)[:2]
            path = next((path for path in full if path.is_file()), full[0])
            yield Portion(name=f"gallery/pictures/{render.created_at:%Y-%m-%d}-{render.id}.webp", path=path)
        if render.input_image_path and render.input_image_path.startswith(UPLOADS):
            path = self._gallery.files.root / render.input_image_path
            yield Portion(name=f"gallery/inputs/{render.id}{path.suffix}", path=path)


def _told(render: Held, files: list[str]) -> dict[str, object]:
    told: dict[str, object] = {name: getattr(render, name) for name in TOLD}
    return told | {"metadata": msgspec.Raw(render.render_metadata.encode()), "files": files}


def _parts(renders: Iterator[Held]) -> Iterator[list[Held]]:
    part: list[Held] = []
    for render in renders:
        part.append(render)
        if len(part) == A_FILE:
            yield part
            part = []
    if part:
        yield part
