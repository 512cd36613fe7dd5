"""Ids that sort by the time they were made."""

from __future__ import annotations

import re
import secrets
import time
from uuid import UUID

_WRITTEN = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def new_id() -> str:
    """A UUID version 7 (RFC 9562): 48 bits of milliseconds, then random ones.

    Ids made together share their beginning, which keeps indexes local and pages of many links small.
    """
    value = (time.time_ns() // 1_000_000) << 80 | secrets.randbits(80)
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return str(UUID(int=value))


def is_id(text: str) -> bool:
    """Whether a text is written like an id: 36 characters, lower case."""
    return _WRITTEN.fullmatch(text) is not None
