"""Google and GitHub, asked over the network: the one module of this room that calls third parties.

Every question has an end: `CONNECT` seconds for the connection, `WHOLE` for all that one answer to a person takes. An
answer has at most `LARGEST` bytes, comes uncompressed, and redirects nowhere. Whatever is not what the protocol says
(OpenID Connect Core 1.0 and Discovery 1.0, RFC 6749 with PKCE, RFC 7636; GitHub's REST API) is ProviderUnreachable. All
of it runs on the event loop and waits for nobody's thread, so that a slow provider slows no page.
"""

from __future__ import annotations

import asyncio
import logging
from contextlib import asynccontextmanager
from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, TypeVar
from urllib.parse import urlsplit

import msgspec

from app.accounts.linking.identity import Provider
from app.accounts.linking.protocol import (
    Brought,
    CodeRefused,
    Discovered,
    GitHubAddress,
    GitHubUser,
    Going,
    Kept,
    ProviderUnreachable,
    Published,
    Signed,
    check_address,
    key_id,
    key_set,
)

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from ssl import SSLContext

    from authlib.integrations.httpx_client import AsyncOAuth2Client
    from httpx2 import AsyncBaseTransport, Request, Response
    from joserfc.jwk import KeySet

    from app.settings import Settings

CONNECT: Final = 5.0
WHOLE: Final = 9.0
LARGEST: Final = 256 << 10
ANEW_AFTER: Final = 60.0
BY_POST, BY_HEADER = "client_secret_post", "client_secret_basic"
LOG = logging.getLogger("tessera.oauth")
J = TypeVar("J")


class Google:
    """An OpenID provider: Google, or another that GOOGLE_DISCOVERY_URL names."""

    def __init__(self, settings: Settings) -> None:
        self.client_id: Final = settings.google_client_id
        self._secret = settings.google_client_secret
        self._url = settings.google_discovery_url
        self._discovered = Kept(self._discover)
        self._keys = Kept(self._fetch_keys)

    async def address(self, going: Going) -> str:
        """Where to send the browser. Raises ProviderUnreachable."""
        async with asking("Google"):
            known = await self._discovered.get()
            async with self._client(known, going.back_to) as client:
                prompt = {"prompt": "select_account"} if going.choose else {}
                return _address(client, known.authorization_endpoint, going, nonce=going.nonce, **prompt)

    async def exchange(self, brought: Brought) -> Signed:
        """The ID token for a code. Raises CodeRefused or ProviderUnreachable."""
        async with asking("Google"):
            known = await self._discovered.get()
            async with self._client(known, brought.back_to) as client:
                told = await _tokens(client, known.token_endpoint, brought)
            return await self._with_keys(known, msgspec.convert(told.get("id_token"), str))

    async def posted(self, raw: str) -> Signed:
        """The same for an ID token that Google gave to the browser. Raises ProviderUnreachable."""
        async with asking("Google"):
            return await self._with_keys(await self._discovered.get(), raw)

    async def _with_keys(self, known: Discovered, raw: str) -> Signed:
        """A key that is not known yet has the keys fetched once more, once a minute at most."""
        keys, kid = await self._keys.get(), key_id(raw)
        if kid and all(key.kid != kid for key in keys):
            keys = await self._keys.get(ANEW_AFTER)
        return Signed(raw, keys, known.issuer)

    def _client(self, known: Discovered, back_to: str) -> AsyncOAuth2Client:
        return _client(
            client_id=self.client_id,
            client_secret=self._secret,
            token_endpoint_auth_method=BY_POST if BY_POST in known.token_endpoint_auth_methods_supported else BY_HEADER,
            scope="openid email profile",
            redirect_uri=back_to,
        )

    async def _discover(self) -> Discovered:
        async with asking("Google"), _client() as client:
            found = await _json(client, self._url, Discovered)
        safe = self._url.startswith("https://")
        for url in (found.authorization_endpoint, found.token_endpoint, found.jwks_uri):
            check_address(url, safe=safe)
        return found

    async def _fetch_keys(self) -> KeySet:
        known = await self._discovered.get()
        async with asking("Google"), _client() as client:
            return key_set(await _json(client, known.jwks_uri, Published))


class GitHub:
    """GitHub, or a GitHub Enterprise server."""

    def __init__(self, settings: Settings) -> None:
        self._id, self._secret = settings.github_client_id, settings.github_client_secret
        self._site, self._api = settings.github_base_url.rstrip("/"), settings.github_api_base_url.rstrip("/")

    async def address(self, going: Going) -> str:
        """Where to send the browser."""
        async with asking("GitHub"), self._client(going.back_to) as client:
            prompt = {"prompt": "select_account"} if going.choose else {}
            return _address(client, f"{self._site}/login/oauth/authorize", going, **prompt)

    async def exchange(self, brought: Brought) -> tuple[GitHubUser, tuple[GitHubAddress, ...]]:
        """Whoever the code is of, and their addresses. Raises CodeRefused or ProviderUnreachable."""
        async with asking("GitHub"), self._client(brought.back_to) as client:
            await _tokens(client, f"{self._site}/login/oauth/access_token", brought)
            user = await _json(client, f"{self._api}/user", GitHubUser, signed=True)
            listed = f"{self._api}/user/emails?per_page=100"
            return user, await _json(client, listed, tuple[GitHubAddress, ...], signed=True)

    def _client(self, back_to: str) -> AsyncOAuth2Client:
        return _client(
            client_id=self._id,
            client_secret=self._secret,
            token_endpoint_auth_method=BY_POST,
            scope="user:email",
            redirect_uri=back_to,
        )


class OAuth:
    """The providers that the operator has given keys for. An ID token of Google's needs no secret to be checked."""

    def __init__(self, settings: Settings) -> None:
        self.google = Google(settings) if settings.google_client_id else None
        self.github = GitHub(settings) if settings.github_client_id else None
        self._offered = {
            "google": bool(settings.google_client_id and settings.google_client_secret),
            "github": bool(settings.github_client_id and settings.github_client_secret),
        }

    def offers(self, provider: Provider) -> bool:
        """Whether one can be sent there to sign in."""
        return self._offered[provider]


@asynccontextmanager
async def asking(name: str) -> AsyncIterator[None]:
    """What is asked of a provider in here takes `WHOLE` seconds at most. Raises ProviderUnreachable for all that goes
    wrong, and tells the log what it was; what was sent and what came is not told.
    """
    if not _ready.cache_info().currsize:
        await asyncio.to_thread(_ready)
    import httpx2
    from authlib.common.errors import AuthlibBaseError

    wrong = (httpx2.HTTPError, httpx2.InvalidURL, httpx2.StreamError, AuthlibBaseError, msgspec.MsgspecError)
    try:
        async with asyncio.timeout(WHOLE):
            yield
    except (*wrong, OSError, ValueError, TypeError, AttributeError, LookupError, RecursionError) as error:
        LOG.warning(
            "%s can't be used: %s",
            name,
            type(error).__name__,
            exc_info=isinstance(error, TypeError | AttributeError | LookupError),
        )
        raise ProviderUnreachable(
            f"{name} does not answer as it should. Nothing was changed. Try again in a moment, or take another way in.",
            retry_after=30,
        ) from None


@lru_cache(1)
def _ready() -> SSLContext:
    """Import what takes a quarter of a second, away from the event loop."""
    import httpx2

    for module in ("authlib.integrations.httpx_client", "joserfc.jwt"):
        import_module(module)
    return httpx2.create_ssl_context()


@lru_cache(1)
def _transport() -> Callable[..., AsyncBaseTransport]:
    """What makes a transport that ends an answer which is too long."""
    import httpx2

    class Whole(httpx2.AsyncByteStream):
        def __init__(self, stream: Any) -> None:
            self._stream = stream

        async def __aiter__(self) -> AsyncIterator[bytes]:
            size = 0
            async for chunk in self._stream:
                size += len(chunk)
                if size > LARGEST:
                    raise httpx2.ReadError("too long")
                yield chunk

        async def aclose(self) -> None:
            await self._stream.aclose()

    class Transport(httpx2.AsyncHTTPTransport):
        async def handle_async_request(self, request: Request) -> Response:
            response = await super().handle_async_request(request)
            if response.headers.get("content-encoding", "identity") != "identity":
                await response.aclose()
                raise httpx2.DecodingError("compressed unasked")
            response.stream = Whole(response.stream)
            return response

    return Transport


def _client(**given: Any) -> AsyncOAuth2Client:
    import httpx2
    from authlib.integrations.httpx_client import AsyncOAuth2Client

    return AsyncOAuth2Client(
        **given,
        code_challenge_method="S256",
        transport=_transport()(verify=_ready()),
        timeout=httpx2.Timeout(WHOLE, connect=CONNECT),
        trust_env=False,
        headers={"accept": "application/json", "accept-encoding": "identity", "user-agent": "Tessera"},
    )


def _address(client: AsyncOAuth2Client, endpoint: str, going: Going, **more: str) -> str:
    url, _ = client.create_authorization_url(endpoint, state=going.state, code_verifier=going.verifier, **more)
    return str(url)


async def _tokens(client: AsyncOAuth2Client, endpoint: str, brought: Brought) -> dict[str, Any]:
    from authlib.integrations.base_client import OAuthError

    try:
        found: dict[str, Any] = await client.fetch_token(
            endpoint, grant_type="authorization_code", code=brought.code, code_verifier=brought.verifier
        )
    except OAuthError as error:
        LOG.warning("%s refused a code: %s", urlsplit(endpoint).netloc, str(error.error)[:60])
        raise CodeRefused(
            "The sign-in was not confirmed: it took too long, or its answer was used before. Nothing was changed."
        ) from None
    if not isinstance(found.get("access_token"), str):
        raise ValueError("no access token")
    return found


async def _json(client: AsyncOAuth2Client, url: str, shape: type[J], *, signed: bool = False) -> J:
    response = await client.request("GET", url, withhold_token=not signed)
    if response.status_code != 200:
        raise ValueError(response.status_code)
    return msgspec.json.decode(response.content, type=shape)
