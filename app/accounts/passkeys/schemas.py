"""What a browser and the server tell each other about passkeys, as WebAuthn (W3C, Level 3) writes it in JSON."""

from __future__ import annotations

import binascii
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Final, Literal, TypeVar

import msgspec

from app.errors import BadRequest
from app.web.view import View

BASE64URL: Final = re.compile(r"[A-Za-z0-9_-]*={0,2}", re.ASCII)
ALGORITHMS: Final = (-8, -7, -257)
"""Ed25519, ECDSA on P-256 and RSA, by their COSE numbers, the liked best first."""


class BadPasskey(BadRequest):
    """What was sent is no answer of a passkey."""

    default_code = "bad_passkey"


class Signed(msgspec.Struct, frozen=True, kw_only=True):
    """What an authenticator has signed; all of it base64url."""

    client_data: str = msgspec.field(name="clientDataJSON")
    authenticator_data: str = msgspec.field(name="authenticatorData")
    signature: str
    user_handle: str | None = msgspec.field(name="userHandle", default=None)


class Assertion(msgspec.Struct, frozen=True, kw_only=True):
    """A passkey’s answer (`AuthenticationResponseJSON`): what `navigator.credentials.get()` gives."""

    id: str
    type: Literal["public-key"]
    response: Signed


class Made(msgspec.Struct, frozen=True, kw_only=True):
    """What an authenticator tells of a new passkey; the first two base64url."""

    client_data: str = msgspec.field(name="clientDataJSON")
    attestation: str = msgspec.field(name="attestationObject")
    transports: tuple[str, ...] = ()


class Registration(msgspec.Struct, frozen=True, kw_only=True):
    """A new passkey (`RegistrationResponseJSON`): what `navigator.credentials.create()` gives."""

    id: str
    type: Literal["public-key"]
    response: Made
    attachment: str | None = msgspec.field(name="authenticatorAttachment", default=None)


class Descriptor(msgspec.Struct, frozen=True, kw_only=True):
    """A passkey that the browser may look for."""

    id: str
    type: Literal["public-key"] = "public-key"
    transports: tuple[str, ...]


class RequestOptions(View, kw_only=True, rename="camel"):
    """What to ask a passkey (`PublicKeyCredentialRequestOptionsJSON`). `timeout` is in milliseconds; the challenge is
    good that long, and once. Without `allowCredentials` any passkey of this instance will do.
    """

    challenge: str
    timeout: int
    rp_id: str
    allow_credentials: tuple[Descriptor, ...]
    user_verification: Literal["required", "preferred"]


class Party(msgspec.Struct, frozen=True):
    """Whom a passkey is made for: this instance."""

    id: str
    name: str


class Holder(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """Whose a passkey will be. `id` is random, and tells nothing of the person."""

    id: str
    name: str
    display_name: str


class Algorithm(msgspec.Struct, frozen=True):
    """A kind of signature that is taken, by its COSE number."""

    alg: int
    type: Literal["public-key"] = "public-key"


class Selection(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """What a new passkey must be able to do: be found without a name, and check who uses it."""

    resident_key: Literal["required"] = "required"
    require_resident_key: bool = True
    user_verification: Literal["required"] = "required"


class CreationOptions(View, kw_only=True, rename="camel"):
    """How to make a passkey (`PublicKeyCredentialCreationOptionsJSON`). `timeout` is in milliseconds."""

    challenge: str
    timeout: int
    rp: Party
    user: Holder
    pub_key_cred_params: tuple[Algorithm, ...] = tuple(Algorithm(number) for number in ALGORITHMS)
    exclude_credentials: tuple[Descriptor, ...]
    authenticator_selection: Selection = Selection()
    attestation: Literal["none"] = "none"


class ClientData(msgspec.Struct, frozen=True):
    """The part of a browser’s `clientDataJSON` that says which challenge it answers."""

    challenge: str


C = TypeVar("C", Assertion, Registration)


def read_credential(given: C | str, shape: type[C]) -> C:
    """A credential that came as JSON, or as JSON in a form's field. Raises BadPasskey."""
    if not isinstance(given, str):
        return given
    if not given:
        raise BadPasskey("No passkey was asked. Passkeys need JavaScript: switch it on, or take another way in.")
    try:
        return msgspec.json.decode(given, type=shape)
    except (msgspec.DecodeError, UnicodeEncodeError, RecursionError):
        raise _bad() from None


def challenge_in(client_data: bytes) -> str:
    """The challenge that a browser says it answers. Raises BadPasskey."""
    try:
        return msgspec.json.decode(client_data, type=ClientData).challenge
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise _bad() from None


def from_base64url(text: str) -> bytes:
    """Raises BadPasskey."""
    if not BASE64URL.fullmatch(text):
        raise _bad()
    try:
        return urlsafe_b64decode(text.rstrip("=") + "=" * (-len(text.rstrip("=")) % 4))
    except binascii.Error:
        raise _bad() from None


def base64url(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")


def _bad() -> BadPasskey:
    return BadPasskey("What the browser sent is no passkey’s answer. Try again. Nothing was changed.")
