"""ID tokens (OpenID Connect Core 1.0, section 3.1.3.7), with fewer algorithms and less patience than they may have."""

from __future__ import annotations

import hmac
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

import msgspec

from app.accounts.linking.identity import Identity
from app.accounts.tickets.queries import spend
from app.errors import AppError

if TYPE_CHECKING:
    from sqlite_utils import Database

    from app.accounts.linking.protocol import Signed

ALGORITHMS: Final = ("RS256", "ES256")
LEEWAY: Final = 60
LONGEST: Final = 24 * 3600
LONGEST_RAW: Final = 16 << 10
LONGEST_CALLED: Final = 254
KIND: Final = "id token"
"""The kind of ticket that a token leaves behind, so that it is taken once."""
GOOGLE: Final = frozenset({"https://accounts.google.com", "accounts.google.com"})
"""The two names that Google's tokens give their issuer."""


class BadCredential(AppError):
    """An ID token that is not signed by the provider, not for this instance, not of this time, or used before."""

    status, default_code = 401, "bad_credential"


class Head(msgspec.Struct, frozen=True):
    """What is read of a token before its signature is."""

    alg: str


class Claims(msgspec.Struct, frozen=True):
    """What a token says; times are seconds since 1970."""

    iss: str
    sub: str
    aud: str | list[str]
    exp: float
    iat: float
    azp: str | None = None
    nonce: str | None = None
    jti: str | None = None
    email: str | None = None
    email_verified: bool | None = None
    name: str | None = None


class IdToken(msgspec.Struct, frozen=True, kw_only=True):
    """A token that is right. It counts once it is `accepted`."""

    identity: Identity
    secrets: tuple[str, ...]
    ends: datetime


def read_id_token(signed: Signed, client_id: str, now: datetime, nonce: str | None = None) -> IdToken:
    """Check a token for all that can be known of it by itself; `nonce` is what it must repeat, if anything.

    Raises BadCredential.
    """
    claims = _claims(signed)
    issuers = GOOGLE if signed.issuer in GOOGLE else frozenset({signed.issuer})
    audience = [claims.aud] if isinstance(claims.aud, str) else claims.aud
    if claims.iss not in issuers:
        raise _bad("it was issued by somebody else")
    if audience != [client_id] or claims.azp not in (None, client_id):
        raise _bad("it was made for somebody else")
    _check_time(claims, now.timestamp())
    if nonce is not None and not hmac.compare_digest((claims.nonce or "").encode(), nonce.encode()):
        raise _bad("it belongs to another sign-in")
    if not 0 < len(claims.sub) <= 255:
        raise _bad("it says of nobody who they are")
    return IdToken(
        identity=Identity(
            provider="google",
            sub=claims.sub,
            email=claims.email or "",
            verified=claims.email_verified is True,
            name=claims.name or "",
            called=(claims.email or "")[:LONGEST_CALLED],
        ),
        secrets=_secrets(signed.raw, claims),
        ends=datetime.fromtimestamp(claims.exp + LEEWAY, UTC),
    )


def accept(db: Database, token: IdToken, now: datetime) -> None:
    """Take a token, inside the write of what it is for. Raises BadCredential when it was taken before."""
    for secret in token.secrets:
        if not spend(db, KIND, secret, now, token.ends):
            raise _bad("it was used before")


def _claims(signed: Signed) -> Claims:
    from joserfc.errors import JoseError
    from joserfc.jws import JWSRegistry, deserialize_compact, extract_compact

    if not signed.raw.isascii() or len(signed.raw) > LONGEST_RAW:
        raise _bad("it is none")
    registry = JWSRegistry(algorithms=ALGORITHMS, strict_check_header=False)
    try:
        head = msgspec.convert(extract_compact(signed.raw.encode()).headers(), Head)
        if head.alg not in ALGORITHMS:
            raise _bad("its signature is of a kind that is not taken")
        token = deserialize_compact(signed.raw, signed.keys, registry=registry)
        return msgspec.json.decode(token.payload or b"", type=Claims)
    except (JoseError, msgspec.MsgspecError, ValueError, TypeError, LookupError, RecursionError):
        raise _bad("it is none, or its signature is not right") from None


def _check_time(claims: Claims, now: float) -> None:
    if not now < claims.exp + LEEWAY:
        raise _bad("it is too old")
    if not (claims.iat <= now + LEEWAY and claims.exp <= now + LONGEST):
        raise _bad("it is of another time")


def _secrets(raw: str, claims: Claims) -> tuple[str, ...]:
    """What is remembered of a token: what was signed, as other signatures may fit the same, and its own number."""
    signed = f"{KIND} {raw.rpartition('.')[0]}"
    return (signed, f"{KIND} {claims.iss} {claims.jti}") if claims.jti else (signed,)


def _bad(why: str) -> BadCredential:
    return BadCredential(f"What came from Google can’t be taken: {why}. Nobody was signed in. Start again.")
