"""Which of its forms a request is answered in: page, fragment or JSON; brotli, gzip or neither (RFC 9110, 12.5)."""

from __future__ import annotations

from functools import lru_cache
from typing import Final, Literal

Representation = Literal["page", "fragment", "json"]
Encoding = Literal["br", "gzip", "identity"]

API = "/api"
FRAGMENTS = "/fragments"

# No client names so many types or codings; what was looked at is remembered, and is not to fill the memory.
LONGEST: Final = 1000


def form_of(path: str, accept: str) -> Representation:
    """The form of the answer at `path`.

    Below `/api` it is JSON and below `/fragments` a fragment, whatever the request accepts; a page's own address
    answers with JSON when the request prefers it, and with the page otherwise.
    """
    if path == API or path.startswith(API + "/"):
        return "json"
    if path.startswith(FRAGMENTS + "/") or path == FRAGMENTS:
        return "fragment"
    return "json" if prefers_json(accept) else "page"


def negotiates(path: str) -> bool:
    """Whether the form of the answer at `path` depends on what the request accepts."""
    return form_of(path, "text/html") != form_of(path, "application/json")


def prefers_json(accept: str) -> bool:
    """Whether JSON is wanted more than HTML.

    A tie goes to the type that is named more precisely, so that `application/json, */*` means JSON and `*/*` (curl,
    an absent header) means the page.
    """
    return _prefers_json(_begin(accept))


def names_html(accept: str) -> bool:
    """Whether the request names HTML itself, as browsers do for what is typed into their address bar."""
    return _names_html(_begin(accept))


def choose_encoding(accept_encoding: str) -> Encoding:
    """The coding to send: the heaviest the request takes, brotli before gzip before none among equals."""
    return _choose_encoding(_begin(accept_encoding))


def _begin(header: str) -> str:
    """The members of a header that fit into its first characters; all of them unless it is absurdly long."""
    return header if len(header) <= LONGEST else header[: max(0, header.rfind(",", 0, LONGEST))]


@lru_cache(256)
def _prefers_json(accept: str) -> bool:
    ranges = _weighed(accept)
    json = max(_wanted(ranges, "application", "json"), _wanted(ranges, "application", "problem+json"))
    return json > _wanted(ranges, "text", "html") and json[0] > 0


@lru_cache(256)
def _names_html(accept: str) -> bool:
    q, precision = _wanted(_weighed(accept), "text", "html")
    return q > 0 and precision > 0


@lru_cache(256)
def _choose_encoding(accept_encoding: str) -> Encoding:
    weights = dict(_weighed(accept_encoding))
    rest = weights.get("*", 0.0)
    best: Encoding = "identity"
    weight = 0.0
    for coding in ("br", "gzip"):
        q = weights.get(coding, weights.get("x-gzip", rest) if coding == "gzip" else rest)
        if q > weight:
            best, weight = coding, q
    return best if weight >= weights.get("identity", 0.0) else "identity"


def _weighed(header: str) -> list[tuple[str, float]]:
    """The header's members in lower case with their q-values; a malformed q counts as 0."""
    weighed: list[tuple[str, float]] = []
    for member in header.lower().split(","):
        name, *parameters = (part.strip() for part in member.split(";"))
        if name:
            q = next((p[2:].strip() for p in parameters if p.startswith("q=")), "1")
            weighed.append((name, _q(q)))
    return weighed


def _q(text: str) -> float:
    try:
        q = float(text)
    except ValueError:
        return 0.0
    return q if 0 <= q <= 1 else 0.0


def _wanted(ranges: list[tuple[str, float]], kind: str, subtype: str) -> tuple[float, int]:
    """(q, precision) of the most precise range that covers the type: 2 named, 1 `kind/*`, 0 `*/*`."""
    covering = {f"{kind}/{subtype}": 2, f"{kind}/*": 1, "*/*": 0}
    found = [(covering[name], q) for name, q in ranges if name in covering]
    if not found:
        return (0.0, 0) if ranges else (1.0, 0)
    precision, q = max(found)
    return q, precision
