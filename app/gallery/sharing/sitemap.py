"""The sitemap (sitemaps.org 0.9, with Google's image extension) and what crawlers are asked to leave alone."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Final

from app.errors import NotFound
from app.gallery.queries import newest_seq
from app.gallery.sharing import queries
from app.gallery.walls.facts import model_url

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.gallery.gallery import Gallery
    from app.gallery.sharing.queries import Listed

PART: Final = 10_000
PAGES: Final = ("/", "/styles", "/styles/by-picture", "/models", "/default", "/verify", "/docs")
_RENDERS: Final = re.compile(r"renders-([1-9][0-9]{0,6})")
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SPACES: Final = (
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'
)
# Fragments and JSON say again what pages say; a render within a set, and a later page of a set, have their own page.
ROBOTS: Final = """User-agent: *
Disallow: /api/
Disallow: /fragments
Disallow: /render/*?
Disallow: /*?*as_of=
Disallow: /*?*after=

Sitemap: {site}/sitemap.xml
"""


def robots(gallery: Gallery) -> str:
    """`/robots.txt` (RFC 9309)."""
    return ROBOTS.format(site=gallery.site)


def sitemap_index(gallery: Gallery) -> bytes:
    """The parts: pages, styles, and renders by 10,000 sequence numbers. A part without anything is not named."""
    with gallery.store.read() as db:
        count = -(-newest_seq(db) // PART)
        changes = [queries.last_change(db, number * PART + 1, (number + 1) * PART) for number in range(count)]
    newest = max(filter(None, changes), default=None)
    parts = [("pages", newest)] + ([("styles", newest)] if newest else [])
    parts += [(f"renders-{number}", changed) for number, changed in enumerate(changes, 1) if changed]
    lines = (f"<sitemap>{_place(gallery, f'/sitemap/{name}.xml', changed)}</sitemap>" for name, changed in parts)
    return _document("sitemapindex", lines)


def sitemap_part(gallery: Gallery, name: str) -> bytes:
    """One part by its name: `pages`, `styles` or `renders-3`. NotFound for any other, and for one without anything."""
    lines = _lines(gallery, name)
    if not lines:
        raise NotFound("There is no such part of the sitemap. /sitemap.xml lists them all.")
    return _document("urlset", lines)


def _lines(gallery: Gallery, name: str) -> list[str]:
    if name == "pages":
        return _pages(gallery)
    if name == "styles":
        with gallery.store.read() as db:
            return [_url(gallery, f"/styles/{style.name}", style.changed) for style in queries.listed_styles(db)]
    part = _RENDERS.fullmatch(name)
    return _renders(gallery, int(part[1])) if part else []


def _pages(gallery: Gallery) -> list[str]:
    with gallery.store.read() as db:
        subjects, models = queries.listed_subjects(db), queries.listed_models(db)
    newest = max((row.changed for row in models if row.changed), default=None)
    lines = [_url(gallery, path, newest if path != "/docs" else None) for path in PAGES]
    lines += [_url(gallery, model_url(model.name), model.changed) for model in models]
    return lines + _walls(gallery, subjects)


def _walls(gallery: Gallery, subjects: list[Listed]) -> list[str]:
    """The walls of the subjects but for the first, which hangs at `/`."""
    return [_url(gallery, f"/?subject={subject.name}", subject.changed) for subject in subjects[1:]]


def _renders(gallery: Gallery, number: int) -> list[str]:
    with gallery.store.read() as db:
        renders = queries.listed_renders(db, (number - 1) * PART + 1, number * PART)
    site = escape(gallery.site)
    return [
        f"<url><loc>{site}/render/{render.id}</loc>{_lastmod(render.changed)}"
        f"<image:image><image:loc>{site}/{render.image_path}</image:loc></image:image></url>"
        for render in renders
    ]


def _url(gallery: Gallery, path: str, changed: str | None) -> str:
    return f"<url>{_place(gallery, path, changed)}</url>"


def _place(gallery: Gallery, path: str, changed: str | None) -> str:
    return f"<loc>{escape(gallery.site + path)}</loc>{_lastmod(changed)}"


def _lastmod(changed: str | None) -> str:
    """The row's time, which is UTC, to the second."""
    return f"<lastmod>{changed[:19]}Z</lastmod>" if changed else ""


def _document(root: str, lines: Iterable[str]) -> bytes:
    return f"{_HEAD}<{root} {_SPACES}>\n{chr(10).join(lines)}\n</{root}>\n".encode()
