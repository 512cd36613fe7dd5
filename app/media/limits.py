"""How large a picture may be."""

from __future__ import annotations

from typing import Final

import msgspec


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """What a picture may measure: bytes of the file, pixels, and pixels of the longest side (WebP's own limit)."""

    bytes: int
    pixels: int = 40_000_000
    side: int = 16_383


UPLOAD: Final = Limits(bytes=20_000_000)
RESULT: Final = Limits(bytes=50_000_000)
