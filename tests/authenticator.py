"""An authenticator of the tests' own: what it signs is right unless a test asks for something wrong."""

from __future__ import annotations

import json
import secrets
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from webauthn.helpers import encode_cbor

from app.accounts.passkeys.schemas import base64url, from_base64url

PRESENT, VERIFIED, ATTESTED = 1, 4, 64


class Authenticator:
    """One passkey on a device. `count` is what it says at its next signature; 0 does not count."""

    def __init__(self, origin: str, *, count: int = 1) -> None:
        self.origin, self.count = origin, count
        self.host = origin.partition("://")[2].partition(":")[0]
        self.id = secrets.token_bytes(16)
        self.handle = b""
        self._key = generate_private_key(SECP256R1())

    def create(self, options: dict[str, Any], *, verified: bool = True) -> dict[str, Any]:
        """What `navigator.credentials.create()` gives."""
        self.handle = from_base64url(options["user"]["id"])
        flags = PRESENT | ATTESTED | (VERIFIED if verified else 0)
        attested = bytes(16) + len(self.id).to_bytes(2, "big") + self.id + self._public()
        data = self._data(flags, 0) + attested
        return {
            "id": base64url(self.id),
            "rawId": base64url(self.id),
            "type": "public-key",
            "authenticatorAttachment": "cross-platform",
            "clientExtensionResults": {},
            "response": {
                "clientDataJSON": base64url(self._client_data("webauthn.create", options["challenge"])),
                "attestationObject": base64url(encode_cbor({"fmt": "none", "attStmt": {}, "authData": data})),
                "transports": ["usb"],
            },
        }

    def get(self, options: dict[str, Any], *, verified: bool = True) -> dict[str, Any]:
        """What `navigator.credentials.get()` gives."""
        client_data = self._client_data("webauthn.get", options["challenge"])
        data = self._data(PRESENT | (VERIFIED if verified else 0), self.count)
        if self.count:
            self.count += 1
        signature = self._key.sign(data + sha256(client_data).digest(), ECDSA(SHA256()))
        return {
            "id": base64url(self.id),
            "rawId": base64url(self.id),
            "type": "public-key",
            "authenticatorAttachment": "cross-platform",
            "clientExtensionResults": {},
            "response": {
                "clientDataJSON": base64url(client_data),
                "authenticatorData": base64url(data),
                "signature": base64url(signature),
                "userHandle": base64url(self.handle),
            },
        }

    def _public(self) -> bytes:
        """The public key as COSE writes it (RFC 9053): EC2, ES256, P-256."""
        point = self._key.public_key().public_numbers()
        return encode_cbor({1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32, "big"), -3: point.y.to_bytes(32, "big")})

    def _data(self, flags: int, count: int) -> bytes:
        return sha256(self.host.encode()).digest() + bytes([flags]) + count.to_bytes(4, "big")

    def _client_data(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}).encode()
