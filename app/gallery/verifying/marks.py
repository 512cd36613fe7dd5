"""What a file says of itself, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from app.gallery.verifying.views import ManifestMark, SourceMark, TextMark
from app.media.provenance import Provenance, read_mark
from app.media.reading.manifest import read_manifest
from app.media.reading.notes import read_notes

if TYPE_CHECKING:
    from app.media.sniff import Kind

# The terms of IPTC's NewsCodes "Digital Source Type" (2025), in our words.
MEANINGS: Final = {
    "trainedAlgorithmicMedia": "Made by a generative AI model",
    "compositeWithTrainedAlgorithmicMedia": "Edited or put together with a generative AI model",
    "algorithmicMedia": "Made by a program, without a trained model",
    "compositeSynthetic": "Put together, with synthetic parts",
    "algorithmicallyEnhanced": "A photo enhanced by a program",
    "dataDrivenMedia": "Drawn by a program from data",
    "digitalArt": "Drawn by a person with digital tools",
    "digitalCreation": "Made by a person with digital tools",
    "humanEdits": "Edited by a person",
    "minorHumanEdits": "Edited by a person, a little",
    "composite": "Put together from several pictures",
    "compositeCapture": "Put together from several photos",
    "digitalCapture": "A photo from a digital camera",
    "computationalCapture": "A photo put together by the camera",
    "multiFrameComputationalCapture": "A photo put together by the camera from several",
    "negativeFilm": "Scanned from a film negative",
    "positiveFilm": "Scanned from a slide",
    "print": "Scanned from a print",
    "screenCapture": "A picture of a screen",
    "virtualRecording": "A recording of a virtual scene",
    "softwareImage": "Made with software",
}
LONGEST: Final = 4000


def said_in(data: bytes) -> Provenance:
    """What the file's XMP says, every text cut to a length that a page can show."""
    found = read_mark(data) or Provenance()
    return Provenance(**{name: getattr(found, name)[:LONGEST] for name in found.__struct_fields__})


def source_mark(term: str) -> SourceMark | None:
    """A digital source type in words; None for none."""
    return SourceMark(term=term[:80], meaning=MEANINGS.get(term, "A kind that IPTC does not list")) if term else None


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
