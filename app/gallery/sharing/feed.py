"""The feed of new styles."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Final

from app.gallery.sharing import queries
from app.gallery.sharing.cards import spread
from app.gallery.sharing.hosts import authority_of, host_of
from app.gallery.sharing.views import Feed, FeedAuthor, FeedItem
from app.gallery.walls.order import family_label

if TYPE_CHECKING:
    from app.gallery.gallery import Gallery
    from app.gallery.sharing.queries import NewStyle, Picture

LENGTH: Final = 50
SHOWN: Final = 3
LOOKED_AT: Final = 24
_ILLEGAL: Final = "[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"  # compiled when a feed is first asked for


def feed(gallery: Gallery) -> Feed:
    """The styles that came out last, by the publication of their first render. One without a picture that everyone
    may see is left out.
    """
    with gallery.store.read() as db:
        styles = queries.new_styles(db, LENGTH)
        pictures = [spread(queries.first_of_lane(db, style.lane, LOOKED_AT), SHOWN) for style in styles]
    host = host_of(gallery.site)
    return Feed(
        version="https://jsonfeed.org/version/1.1",
        title=f"New styles at {host}",
        home_page_url=f"{gallery.site}/styles",
        feed_url=f"{gallery.site}/api/feed",
        language="en",
        authors=[FeedAuthor(name=f"Tessera at {host}", url=f"{gallery.site}/")],
        items=[_item(gallery, style, shown) for style, shown in zip(styles, pictures, strict=True) if shown],
    )


def legal(text: str) -> str:
    """The text with U+FFFD for each character that XML 1.0 has no room for."""
    return re.sub(_ILLEGAL, "\N{REPLACEMENT CHARACTER}", text)


def _item(gallery: Gallery, style: NewStyle, pictures: list[Picture]) -> FeedItem:
    url = f"{gallery.site}/styles/{style.slug}"
    phrase, note = legal(style.phrase), legal(style.note)
    return FeedItem(
        id=f"tag:{authority_of(gallery.site)},{style.published_at:%Y-%m-%d}:styles/{style.slug}",
        url=url,
        title=phrase,
        summary=note,
        content_html=_content(gallery.site, url, phrase, note, pictures),
        image=f"{gallery.site}/cards/styles/{style.slug}.jpg",
        date_published=style.published_at,
        tags=[legal(family_label(gallery, style.family))],
    )


def _content(site: str, url: str, phrase: str, note: str, pictures: list[Picture]) -> str:
    shown = " ".join(
        f'<a href="{site}/render/{picture.id}"><img src="{site}/{picture.image_path.removesuffix(".webp")}-thumb.webp"'
        f' width="256" height="{max(1, round(256 * picture.height / picture.width))}" alt="{escape(phrase)}"></a>'
        for picture in pictures
    )
    words = f"<p>{escape(note)}</p>" if note else ""
    return f'<p>{shown}</p>{words}<p>The phrase: <a href="{escape(url)}">{escape(phrase)}</a></p>'
