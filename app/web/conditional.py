"""Conditional and range requests (RFC 9110, sections 13 and 14)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from app.web.answer import Answer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.web.answer import Header

TAG = re.compile(r'(?:W/)?("[^"]*")')
SINGLE_RANGE = re.compile(r"bytes=\s*(\d{0,18})-(\d{0,18})\s*")
OF_THE_BODY = frozenset({b"content-type", b"content-length", b"content-encoding", b"content-range"})


def matches(if_none_match: str, etag: str) -> bool:
    """Whether If-None-Match lists the tag (weak comparison, as 13.1.2 asks) or is `*`."""
    if not if_none_match:
        return False
    return if_none_match == etag or if_none_match.strip() == "*" or etag in TAG.findall(if_none_match)


def not_modified(headers: Iterable[Header]) -> Answer:
    """A 304 with the headers that tell of the kept body, without those that tell of a sent one."""
    return Answer(304, tuple(pair for pair in headers if pair[0] not in OF_THE_BODY))


class Unsatisfiable(Exception):
    """The range lies wholly outside the body: 416."""


def asked_range(asked: str, if_range: str, etag: str, size: int) -> tuple[int, int] | None:
    """The one range to send as [start, end), or None for the whole body. Raises Unsatisfiable.

    Several ranges, other units and malformed ones get the whole body, as does an If-Range that names another version
    (strong comparison; no dates, as no Last-Modified is ever sent).
    """
    found = SINGLE_RANGE.fullmatch(asked)
    if found is None or (if_range and if_range.strip() != etag):
        return None
    first, last = found[1], found[2]
    if not first and not last:
        return None
    if not first:
        start, end = max(0, size - int(last)), size
        if int(last) == 0:
            raise Unsatisfiable
    else:
        start, end = int(first), min(size, int(last) + 1) if last else size
        if last and int(last) < start:
            return None
    if start >= size:
        raise Unsatisfiable
    return start, end
