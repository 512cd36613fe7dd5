"""The check of a picture: what it says of itself, and whether it is in the library. Nothing of it is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from app.gallery.by_picture.queries import any_unseen
from app.gallery.identity import is_id
from app.gallery.queries import public_render
from app.gallery.sending import MEGABYTES, MEGAPIXELS, heading_of
from app.gallery.tiles import model_label, render_json
from app.gallery.verifying.marks import manifest_mark, said_in, source_mark, text_marks
from app.gallery.verifying.matching import compare_with_library
from app.gallery.verifying.views import Marks, Match, OwnMark, Picked, Verdict, Verified, VerifyForm, VerifyRefused
from app.media.look import LOOK_VERSION
from app.media.sniff import NAMES

if TYPE_CHECKING:
    from app.errors import AppError
    from app.gallery.gallery import Gallery
    from app.gallery.verifying.matching import Alike, Compared
    from app.gallery.views import RenderJSON
    from app.media.provenance import Provenance

SMALL: Final = 512


def verify(gallery: Gallery, data: bytes) -> Verified:
    """Check one picture's file. Raises MediaError for what is no picture that can be read."""
    from app.media.intake import decode

    decoded = decode(data, max_side=SMALL)
    said = said_in(data)
    named = said.render_id if is_id(said.render_id) else ""
    compared = compare_with_library(gallery, data, decoded.pixels, named)
    matches = [match for one in compared.alike if (match := _match(gallery, one)) is not None]
    manifest, texts = manifest_mark(data, decoded.kind, said), text_marks(data, decoded.kind, said)
    own = _own_mark(gallery, said, compared)
    verdict = _verdict(matches, own)
    source = source_mark(said.source_type)
    with gallery.store.read() as db:
        complete = not any_unseen(db, LOOK_VERSION)
    return Verified(
        verdict=verdict,
        summary=SUMMARIES[verdict],
        explanation=_explanation(verdict, matches, own),
        picture=Picked(kind=decoded.kind, width=decoded.width, height=decoded.height, bytes=len(data)),
        matches=matches,
        marks=Marks(
            any=bool(said != type(said)() or manifest.present or texts),
            source=source,
            manifest=manifest,
            own=own,
            texts=texts,
            program=said.tool,
            title=said.title,
            prompt=said.prompt,
            creator=said.creator,
            licence=said.licence,
        ),
        complete=complete,
    )


def _match(gallery: Gallery, one: Alike) -> Match | None:
    render = _told(gallery, one.id)
    if render is None:
        return None
    return Match(
        match="same" if one.same else "copy",
        distance=one.distance,
        agreement=round(max(one.likeness.picture, 0.0), 3),
        render=render,
        model_label=model_label(gallery, render.model_key),
    )


def _told(gallery: Gallery, render_id: str) -> RenderJSON | None:
    """A render that everyone may see; None when it was hidden in this very moment."""
    with gallery.store.read() as db:
        found = public_render(db, render_id)
    return None if found is None or found[1] else render_json(gallery, found[0])


def _own_mark(gallery: Gallery, said: Provenance, compared: Compared) -> OwnMark | None:
    if not said.render_id and not said.recipe:
        return None
    render = _told(gallery, said.render_id) if compared.named else None
    is_it = any(one.id == said.render_id for one in compared.alike)
    return OwnMark(
        render_id=said.render_id,
        model_key=said.model_key,
        recipe=said.recipe,
        agrees="not_here" if render is None else "picture" if is_it else "other_picture",
        render=render,
    )


def _verdict(matches: list[Match], own: OwnMark | None) -> Verdict:
    if matches:
        return "same" if matches[0].match == "same" else "copy"
    return "contradicted" if own is not None and own.agrees == "other_picture" else "not_here"


SUMMARIES: Final[dict[Verdict, str]] = {
    "same": "This file is from this library",
    "copy": "A copy of a picture in this library",
    "contradicted": "Its mark names a picture here, but this is another",
    "not_here": "Not in this library",
}


def _explanation(verdict: Verdict, matches: list[Match], own: OwnMark | None) -> str:
    if verdict == "same":
        return "Byte for byte the file that is kept here. Nothing in it was changed."
    if verdict == "copy":
        return _of_copy(matches, own)
    if verdict == "contradicted":
        return (
            "Its pixels are not those of the render that its mark names. Either the mark or the picture was replaced."
        )
    return "No render here looks like this picture. A mirrored, turned or heavily cropped copy would not be found."


def _of_copy(matches: list[Match], own: OwnMark | None) -> str:
    if own is not None and own.agrees == "other_picture":
        return "Its pixels are those of the render below, although its mark names another one."
    if len(matches) > 1:
        return f"Its pixels agree with {len(matches)} renders that look the same. The file itself was changed."
    return "Its pixels are those of the render below. The file was resized, compressed again or otherwise changed."


def form() -> VerifyForm:
    """What may be sent."""
    return VerifyForm(kinds=NAMES, largest_megabytes=MEGABYTES, largest_megapixels=MEGAPIXELS)


def refused(error: AppError) -> VerifyRefused:
    """A refusal as the page that it answers."""
    return VerifyRefused(heading=heading_of(error.code), detail=error.message, code=error.code)
