"""The View: what a route returns. `web` turns it into a page, an htmx fragment or JSON."""

from __future__ import annotations

from typing import ClassVar

import msgspec


class View(msgspec.Struct, kw_only=True):
    """Exactly what a page shows, and exactly what its JSON twin says.

    `template` is the page, `fragment` (when set) the part of it that htmx swaps; both see each field of the struct
    under its own name and nothing else but the globals of `web.templates`. A View without a template is told as JSON
    only. `status` is the HTTP status, `media` what the template writes. `seldom` says that its addresses are so many
    that each is hardly asked for twice, so that little is spent on making its bytes few.
    """

    template: ClassVar[str] = ""
    fragment: ClassVar[str | None] = None
    status: ClassVar[int] = 200
    media: ClassVar[str] = "text/html"
    seldom: ClassVar[bool] = False

    def headers(self) -> dict[str, str]:
        """What its answer says in headers beside the usual ones: `{"content-location": "/search?q=ink&as_of=75"}`."""
        return {}
