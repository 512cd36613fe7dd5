"""Where a person goes back to after a page that stood in the way, as the sign-in does."""

from __future__ import annotations

from string import punctuation
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote, urlsplit

if TYPE_CHECKING:
    from litestar import Request

LONGEST: Final = 2000


def here_only(address: str, otherwise: str = "/") -> str:
    """The address, escaped to ASCII, when it is a path of this instance, else `otherwise`; nobody is ever sent to
    another site.

    Browsers read `//host`, `/\\host` and such paths with tabs or line breaks in them as other hosts: none passes.
    """
    plain = len(address) <= LONGEST and address.isprintable() and "\\" not in address
    here = plain and address.startswith("/") and not address.startswith("//")
    return quote(address, safe=punctuation) if here else otherwise


def way_back(request: Request[Any, Any, Any]) -> str:
    """The page that a request is about: its own address, or the page here whose form sent it."""
    if request.method in ("GET", "HEAD"):
        query = request.scope["query_string"].decode("latin-1")
        return here_only(quote(request.scope["path"], safe="/:@!$&'()*+,;=-._~") + (f"?{query}" if query else ""))
    try:
        sent_from = urlsplit(request.headers.get("referer", ""))
    except ValueError:
        return "/"
    if sent_from.netloc.lower() != request.headers.get("host", "").lower():
        return "/"
    return here_only(sent_from.path + (f"?{sent_from.query}" if sent_from.query else ""))


def by_way_of(page: str, back: str) -> str:
    """The address of `page` that knows where to go next."""
    return page if back in ("", "/") else f"{page}?next={quote(back, safe='/')}"
