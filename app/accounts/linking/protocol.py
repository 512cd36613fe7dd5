"""What is said between this instance and a provider: what is sent, what comes, and what none of it may be."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import TYPE_CHECKING, Final, Generic, TypeVar
from urllib.parse import urlsplit

import msgspec

from app.errors import AppError, Unavailable

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from joserfc.jwk import Key, KeySet

KEPT_FOR: Final = 3600.0
LOG = logging.getLogger("tessera.oauth")
T = TypeVar("T")


class ProviderUnreachable(Unavailable):
    """The provider does not answer, not in time, or not as its protocol says."""

    default_code = "provider_unreachable"


class CodeRefused(AppError):
    """The provider does not take the code that the browser brought: it was used before, or is too old."""

    status, default_code = 401, "oauth_refused"


class Going(msgspec.Struct, frozen=True, kw_only=True):
    """What a browser takes along to a provider. `choose` has its owner choose an account there, even the only one."""

    back_to: str
    state: str
    verifier: str
    nonce: str = ""
    choose: bool = False


class Brought(msgspec.Struct, frozen=True, kw_only=True):
    """What a browser brought back, and what the provider wants to see with it."""

    code: str
    verifier: str
    back_to: str


class Discovered(msgspec.Struct, frozen=True):
    """What an OpenID provider says of itself."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    token_endpoint_auth_methods_supported: tuple[str, ...] = ("client_secret_basic",)


class Published(msgspec.Struct, frozen=True):
    """The keys that a provider signs with, each as a JWK (RFC 7517)."""

    keys: tuple[msgspec.Raw, ...]


class KeyKind(msgspec.Struct, frozen=True):
    """What a key is for."""

    kty: str
    use: str = "sig"


class Signed(msgspec.Struct, frozen=True):
    """An ID token, the keys that it may be signed with, and the provider's issuer."""

    raw: str
    keys: KeySet
    issuer: str


class GitHubUser(msgspec.Struct, frozen=True):
    """Whose token it is."""

    id: int
    login: str
    name: str | None = None


class GitHubAddress(msgspec.Struct, frozen=True):
    """One of their addresses."""

    email: str
    primary: bool = False
    verified: bool = False


class Kept(Generic[T]):
    """Something that is fetched when it is older than an hour. All who want it at once wait for the same fetch."""

    def __init__(self, fetch: Callable[[], Awaitable[T]]) -> None:
        self._fetch = fetch
        self._under_way: asyncio.Task[T] | None = None
        self._value: T | None = None
        self._since = 0.0

    async def get(self, oldest: float = KEPT_FOR) -> T:
        """It, at most `oldest` seconds old. Raises ProviderUnreachable."""
        if self._value is not None and time.monotonic() - self._since < oldest:
            return self._value
        if self._under_way is None or self._under_way.done():
            self._under_way = asyncio.create_task(self._get())
            self._under_way.add_done_callback(lambda task: task.cancelled() or task.exception())
        return await asyncio.shield(self._under_way)

    async def _get(self) -> T:
        self._value = await self._fetch()
        self._since = time.monotonic()
        return self._value


def key_id(raw: str) -> str | None:
    """The key that a token says it is signed with."""
    from joserfc.errors import JoseError
    from joserfc.jws import extract_compact

    try:
        kid = extract_compact(raw.encode()).headers().get("kid")
    except (JoseError, ValueError, TypeError, RecursionError):
        return None
    return kid if isinstance(kid, str) else None


def check_address(url: str, *, safe: bool) -> None:
    """What was discovered safely leads nowhere that is less safe."""
    parts = urlsplit(url)
    if parts.scheme not in (("https",) if safe else ("https", "http")) or not parts.hostname or parts.fragment:
        raise ProviderUnreachable("The provider names no address to sign in at. Nothing was changed.", retry_after=30)


def key_set(published: Published) -> KeySet:
    """The keys that can sign an ID token here; secret keys among them are none that one could trust."""
    from joserfc.errors import JoseError
    from joserfc.jwk import JWKRegistry, KeySet

    keys: list[Key] = []
    for each in published.keys:
        kind = msgspec.json.decode(each, type=KeyKind)
        if kind.kty not in ("RSA", "EC") or kind.use != "sig":
            continue
        try:
            keys.append(JWKRegistry.import_key(msgspec.json.decode(each)))
        except (JoseError, ValueError, TypeError):
            LOG.info("a key of the provider's can't be read")
    if not keys:
        raise ValueError
    return KeySet(keys)
