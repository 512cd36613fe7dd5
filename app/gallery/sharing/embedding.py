"""oEmbed 1.0 (oembed.com): what another site needs to show a render.

Only servers ask for this, so no other site's scripts may read it: it goes without `Access-Control-Allow-Origin`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar, Final
from urllib.parse import SplitResult, urlsplit

import msgspec

from app.errors import AppError, NotFound
from app.gallery.identity import is_id
from app.gallery.queries import public_render
from app.gallery.sharing.feed import legal
from app.gallery.sharing.hosts import host_of
from app.gallery.sharing.views import Photo, PhotoXML
from app.gallery.tiles import model_label
from app.gallery.walls.facts import model_url

if TYPE_CHECKING:
    from app.gallery.gallery import Gallery
    from app.gallery.rows import RenderRow

_PORTS: Final = {"http": 80, "https": 443}
_RENDER: Final = re.compile(r"/render/([0-9a-f-]{36})/?")


class FormatNotOffered(AppError):
    """A 501, as oEmbed asks for."""

    status: ClassVar[int] = 501
    default_code: ClassVar[str] = "format_not_offered"


class Sized(msgspec.Struct, frozen=True):
    url: str
    width: int
    height: int

    def fits(self, width: int, height: int) -> bool:
        return self.width <= width and self.height <= height

    def within(self, width: int, height: int) -> Sized:
        """The same file, to be shown no larger than this."""
        scale = min(1.0, width / self.width, height / self.height)
        return Sized(self.url, max(1, int(self.width * scale)), max(1, int(self.height * scale)))


def embedding(gallery: Gallery, url: str, width: int, height: int, form: str) -> Photo:
    """How to show the render at `url` no larger than `width` × `height`: the largest of its files that fits, or the
    smallest scaled down.

    NotFound when the address is not that of a render here that everyone may see, whoever may know of it;
    FormatNotOffered for a `form` other than json and xml.
    """
    if form not in ("json", "xml"):
        raise FormatNotOffered("This speaks json and xml.")
    render = _render(gallery, url)
    files = _files(gallery.site, render)
    shown = next((file for file in files if file.fits(width, height)), files[-1].within(width, height))
    thumbs = [file for file in files[1:] if file.fits(width, height)]
    thumb = thumbs[0] if thumbs else None
    label = model_label(gallery, render.model_key)
    kind = PhotoXML if form == "xml" else Photo
    return kind(
        type="photo",
        version="1.0",
        title=legal(", ".join(filter(None, (render.style_phrase, render.base_prompt)))),
        author_name=legal(label),
        author_url=gallery.site + model_url(render.model_key),
        provider_name=f"Tessera at {host_of(gallery.site)}",
        provider_url=f"{gallery.site}/",
        url=shown.url,
        width=shown.width,
        height=shown.height,
        thumbnail_url=thumb.url if thumb else None,
        thumbnail_width=thumb.width if thumb else None,
        thumbnail_height=thumb.height if thumb else None,
    )


def _render(gallery: Gallery, url: str) -> RenderRow:
    nothing = NotFound("There is no picture at this address that could be shown elsewhere.")
    try:
        parts = urlsplit(url)
        path = _RENDER.fullmatch(parts.path)
        here = _origin(parts) == _origin(urlsplit(gallery.site), parts.scheme)
    except ValueError:
        raise nothing from None
    if not here or path is None or not is_id(path[1]):
        raise nothing
    with gallery.store.read() as db:
        found = public_render(db, path[1])
    if found is None or found[1] or found[0].image_path is None:
        raise nothing
    return found[0]


def _origin(parts: SplitResult, scheme: str = "") -> tuple[str | None, int | None]:
    """Host and port. Which of http and https an address has makes no difference where the usual ports are used."""
    scheme = scheme or parts.scheme
    if scheme not in _PORTS:
        raise ValueError(scheme)
    usual = parts.port is None or parts.port == _PORTS[parts.scheme]
    return parts.hostname, _PORTS[scheme] if usual else parts.port


def _files(site: str, render: RenderRow) -> list[Sized]:
    """The render's three files, the largest first. The thumbnails are as wide as `media.encode` makes them."""
    stem = f"{site}/{(render.image_path or '').removesuffix('.webp')}"
    full = Sized(f"{stem}.webp", render.width, render.height)
    return [full, _narrowed(full, f"{stem}-thumb-2x.webp", 512), _narrowed(full, f"{stem}-thumb.webp", 256)]


def _narrowed(full: Sized, url: str, width: int) -> Sized:
    if full.width <= width:
        return Sized(url, full.width, full.height)
    return Sized(url, width, max(1, round(full.height * width / full.width)))
