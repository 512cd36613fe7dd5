"""An instance's address as titles and lasting ids tell it."""

from __future__ import annotations

import re
from urllib.parse import urlsplit


def host_of(site: str) -> str:
    """The host in the instance's address, with its port when it has one."""
    return urlsplit(site).netloc


def authority_of(site: str) -> str:
    """The host as RFC 4151 writes the authority of a tag: letters, digits, dots and hyphens. No scheme and no port."""
    return re.sub(r"[^a-z0-9.-]+", "-", urlsplit(site).hostname or "").strip("-.") or "localhost"
