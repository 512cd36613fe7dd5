"""What a file says of itself, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from app.gallery.source_types import PICTURES
from app.gallery.verifying.views import ManifestMark, SourceMark, TextMark
from app.media.provenance import Provenance, read_mark
from app.media.reading.manifest import read_manifest
from app.media.reading.notes import read_notes

if TYPE_CHECKING:
    from app.media.sniff import Kind

LONGEST: Final = 4000


def said_in(data: bytes) -> Provenance:
    """What the file's XMP says, every text cut to a length that a page can show."""
    found = read_mark(data) or Provenance()
    return Provenance(**{name: getattr(found, name)[:LONGEST] for name in found.__struct_fields__})


def source_mark(term: str) -> SourceMark | None:
    """A digital source type in words; None for none."""
    return SourceMark(term=term[:80], meaning=PICTURES.get(term, "A kind that IPTC does not list")) if term else None


def manifest_mark(data: bytes, kind: Kind, said: Provenance) -> ManifestMark:
    """Whether a C2PA manifest is in the file, or named by it."""
    found = read_manifest(data, kind)
    url = said.manifest_url if said.manifest_url.startswith("https://") else ""
    if found is None:
        return ManifestMark(present=False, url=url)
    return ManifestMark(present=True, generator=found.generator, source=source_mark(found.source_type), url=url)


def text_marks(data: bytes, kind: Kind, said: Provenance) -> list[TextMark]:
    """The texts of image programs, without those that repeat what the XMP says."""
    told = {said.a1111.strip(), said.tool.strip(), said.prompt.strip()}
    return [
        TextMark(place=note.place, program=note.program, text=note.text, cut=note.cut)
        for note in read_notes(data, kind)
        if note.text not in told
    ]
