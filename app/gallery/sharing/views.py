"""What other programs are told: the feed and the embedding of a picture."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

import msgspec

from app.gallery.sharing.hosts import authority_of
from app.web.view import View


class FeedItem(msgspec.Struct, frozen=True, kw_only=True):
    """A style. `id` is for life (RFC 4151), `date_published` when its first render came out."""

    id: str
    url: str
    title: str
    summary: str
    content_html: str
    image: str
    date_published: datetime
    tags: list[str]


class FeedAuthor(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    url: str

    @property
    def feed_id(self) -> str:
        """The id of its feed, for life (RFC 4151): the feed's address changes with scheme and port."""
        return f"tag:{authority_of(self.url)},2026:new-styles"


class Feed(View, kw_only=True):
    """New styles, newest first, 50 at most: Atom (RFC 4287) as a page, JSON Feed 1.1 as JSON."""

    template: ClassVar[str] = "gallery/feed.xml"
    media: ClassVar[str] = "application/atom+xml"

    version: str
    title: str
    home_page_url: str
    feed_url: str
    language: str
    authors: list[FeedAuthor]
    items: list[FeedItem]


class Photo(View, kw_only=True, omit_defaults=True):
    """An oEmbed 1.0 answer of type photo. Sizes are in pixels and keep to `maxwidth` and `maxheight`."""

    type: str
    version: str
    title: str
    author_name: str
    author_url: str
    provider_name: str
    provider_url: str
    url: str
    width: int
    height: int
    thumbnail_url: str | None = None
    thumbnail_width: int | None = None
    thumbnail_height: int | None = None


class PhotoXML(Photo, kw_only=True, omit_defaults=True):
    """The same as XML."""

    template: ClassVar[str] = "gallery/oembed.xml"
    media: ClassVar[str] = "text/xml"
