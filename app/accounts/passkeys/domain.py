"""Where passkeys are good: a browser ties each one to a host name, and offers them on secure pages only."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit

import msgspec

from app.errors import Conflict

USUAL = {"http": 80, "https": 443}
LOCAL = "localhost"


class PasskeysUnavailable(Conflict):
    """The instance is reached in a way that browsers take no passkeys on."""

    default_code = "passkeys_unavailable"


class Domain(msgspec.Struct, frozen=True):
    """`host` is what passkeys are tied to, `origin` the beginning of the addresses where they are used."""

    host: str
    origin: str


def domain_of(site: str) -> Domain | None:
    """The domain of an instance at `site`, or None where browsers take no passkeys: without https, and without a name.

    A loopback address is taken as `localhost`, which browsers count as secure.
    """
    parts = urlsplit(site)
    host = _named(parts.hostname or "")
    secure = parts.scheme == "https" or host == LOCAL or host.endswith("." + LOCAL)
    if not host or not secure:
        return None
    port = "" if parts.port in (None, USUAL.get(parts.scheme)) else f":{parts.port}"
    return Domain(host, f"{parts.scheme}://{host}{port}")


def needed_domain(site: str) -> Domain:
    """The same; raises PasskeysUnavailable instead."""
    domain = domain_of(site)
    if domain is None:
        raise PasskeysUnavailable(
            "Browsers take passkeys only on https with a host name, and on localhost. "
            "The operator sets the address in BASE_URL. Nothing was changed."
        )
    return domain


def _named(host: str) -> str:
    """A host's name in ASCII; nothing for an address, unless it is this machine's own."""
    try:
        return LOCAL if ip_address(host).is_loopback else ""
    except ValueError:
        return host.encode("idna").decode("ascii").lower() if not host.isascii() else host.lower()
