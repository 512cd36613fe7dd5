"""Our CSS, ES modules, font and icons below `/static/<hash of the whole tree>/`, which browsers may keep for ever.

One hash for the tree, as modules import each other and styles name fonts by relative addresses. Nothing is built:
files are read when first asked for, compressed once (brotli 11, gzip 9) and kept in memory. Style sheets and modules of
a page are joined into one (`web.bundles`); a joint that no page names is neither compressed nor kept, whoever asks.
"""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import re
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from app.web.answer import Answer, Header, Scope, Send, deliver, header
from app.web.bundles import JOINT, content, parts_of
from app.web.conditional import matches, not_modified
from app.web.negotiation import Encoding, choose_encoding

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1] / "static"
ADDRESS = re.compile(r"/static/([0-9a-f]{12})/((?:[\w-]+/)*[\w+-]+(?:\.[\w-]+)+)")
LASTING = b"public, max-age=31536000, immutable"
KINDS = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
    ".txt": "text/plain; charset=utf-8",
    ".json": "application/json",
    ".webmanifest": "application/manifest+json",
    ".toml": "application/toml",
    ".png": "image/png",
    ".webp": "image/webp",
    ".ico": "image/x-icon",
}
READY = frozenset({".woff2", ".png", ".webp", ".ico"})


class Assets:
    """The files below one folder. Files are taken as they are when the program starts."""

    def __init__(self, root: Path = ROOT) -> None:
        self._root = root
        self._bodies: dict[tuple[str, Encoding], bytes] = {}
        self._building: dict[tuple[str, Encoding], asyncio.Lock] = {}
        self._joints: set[str] = set()
        self._urls: dict[str, str] = {}

    @cached_property
    def tree(self) -> dict[str, Path]:
        """Every file by its name below the folder."""
        return dict(sorted(self._files()))

    @cached_property
    def hash(self) -> str:
        """Twelve hexadecimal digits of SHA-256 over the names and contents of the whole tree."""
        digest = hashlib.sha256()
        for name, path in self.tree.items():
            digest.update(name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
        return digest.hexdigest()[:12]

    def url(self, name: str) -> str:
        """The lasting address of a file, or of style sheets joined. Raises LookupError for a name that is not there."""
        known = self._urls.get(name)
        if known is None:
            if not parts_of(name, self.tree):
                raise LookupError(f"there is no asset {name}")
            if JOINT in name:
                self._joints.add(name)
            known = self._urls[name] = f"/static/{self.hash}/{name}"
        return known

    def _files(self) -> Iterator[tuple[str, Path]]:
        for path in self._root.rglob("*"):
            if path.suffix in KINDS and path.is_file():
                yield path.relative_to(self._root).as_posix(), path

    async def respond(self, scope: Scope, send: Send) -> bool:
        """Answers when the address is that of an asset, and says whether it did.

        A page from before an upgrade still asks for the old hash: it gets today's file, which nobody keeps.
        """
        address = ADDRESS.fullmatch(scope["path"])
        parts = parts_of(address[2], self.tree) if address else []
        if address is None or not parts or scope["method"] != "GET":
            return False
        kind = Path(parts[0]).suffix
        ready = kind in READY
        encoding: Encoding = (
            "identity" if ready or self._is_foreign(address[2]) else choose_encoding(header(scope, b"accept-encoding"))
        )
        etag = f'"{self.hash}-{encoding}"'
        headers: list[Header] = [
            (b"content-type", KINDS[kind].encode()),
            (b"cache-control", LASTING if address[1] == self.hash else b"no-cache"),
            (b"etag", etag.encode()),
        ]
        if not ready:
            headers.append((b"vary", b"Accept-Encoding"))
        if encoding != "identity":
            headers.append((b"content-encoding", encoding.encode()))
        if matches(header(scope, b"if-none-match"), etag):
            await deliver(not_modified(headers), send)
        else:
            body = await self._body(address[2], encoding)
            await deliver(Answer(200, tuple(headers), body), send)
        return True

    def _is_foreign(self, name: str) -> bool:
        return JOINT in name and name not in self._joints

    async def _body(self, name: str, encoding: Encoding) -> bytes:
        if self._is_foreign(name):
            return await asyncio.to_thread(content, name, self.tree)
        key = (name, encoding)
        if key not in self._bodies:
            async with self._building.setdefault(key, asyncio.Lock()):
                if key not in self._bodies:
                    self._bodies[key] = await asyncio.to_thread(self._compressed, name, encoding)
        return self._bodies[key]

    def _compressed(self, name: str, encoding: Encoding) -> bytes:
        plain = content(name, self.tree)
        if encoding == "br":
            import brotli

            packed: bytes = brotli.compress(plain, quality=11)
            return packed
        return gzip.compress(plain, 9, mtime=0) if encoding == "gzip" else plain
