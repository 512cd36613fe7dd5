"""Secrets that are shown once and kept as hashes."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import TYPE_CHECKING, Final

import msgspec

from app.media.volume import place, telling

if TYPE_CHECKING:
    from pathlib import Path

TOKEN_BYTES: Final = 32
KEPT_IN: Final = "secret.key"


class Token(msgspec.Struct, frozen=True):
    """`raw` goes to its owner, `kept` (SHA-256, 32 bytes) into the database."""

    raw: str
    kept: bytes


def new_token(prefix: str = "") -> Token:
    """A token of 256 random bits, URL-safe."""
    raw = prefix + secrets.token_urlsafe(TOKEN_BYTES)
    return Token(raw, hash_token(raw))


def hash_token(raw: str) -> bytes:
    """What is kept of a token. A plain hash will do, as nobody can guess 256 bits."""
    return hashlib.sha256(raw.encode("utf-8", "surrogatepass")).digest()


def hash_code(secret: bytes, *parts: str) -> bytes:
    """What is kept of a code that people type: keyed, as such codes are short enough to be tried out."""
    return hmac.digest(secret, "\0".join(parts).encode("utf-8", "surrogatepass"), "sha256")


def secret_of(data_folder: Path, given: str) -> bytes:
    """The instance's secret: SECRET_KEY, else one that is made once and kept in the data folder."""
    if given:
        return hashlib.sha256(given.encode("utf-8", "surrogatepass")).digest()
    path = data_folder / KEPT_IN
    with telling(data_folder):
        if not path.exists():
            place({path: secrets.token_bytes(TOKEN_BYTES)}, data_folder / "tmp")
            path.chmod(0o600)
        return path.read_bytes()
