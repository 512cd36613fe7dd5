"""Signatures of passkeys, checked by py_webauthn, which is loaded when the first one comes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from app.accounts.passkeys.schemas import ALGORITHMS, Assertion, Registration, from_base64url

if TYPE_CHECKING:
    from app.accounts.passkeys.domain import Domain


class Answered(msgspec.Struct, frozen=True):
    """A right answer: how often the passkey says it has signed (0: it does not count), and whether copies are kept."""

    count: int
    backed_up: bool


class NewKey(msgspec.Struct, frozen=True, kw_only=True):
    """A right registration."""

    credential_id: bytes
    public_key: bytes
    count: int
    backed_up: bool


def verified_answer(
    assertion: Assertion, challenge: str, domain: Domain, public_key: bytes, *, in_person: bool
) -> Answered | None:
    """The answer, when all in it is right; `in_person`: the authenticator must have checked who uses it.

    Whether the count went on is for the caller to see. Raises BadPasskey for what is not base64url.
    """
    from webauthn import verify_authentication_response
    from webauthn.helpers.structs import (
        AuthenticationCredential,
        AuthenticatorAssertionResponse,
        PublicKeyCredentialType,
    )

    response = assertion.response
    credential = AuthenticationCredential(
        id=assertion.id,
        raw_id=from_base64url(assertion.id),
        response=AuthenticatorAssertionResponse(
            client_data_json=from_base64url(response.client_data),
            authenticator_data=from_base64url(response.authenticator_data),
            signature=from_base64url(response.signature),
        ),
        type=PublicKeyCredentialType.PUBLIC_KEY,
    )
    try:
        found = verify_authentication_response(
            credential=credential,
            expected_challenge=from_base64url(challenge),
            expected_rp_id=domain.host,
            expected_origin=domain.origin,
            credential_public_key=public_key,
            credential_current_sign_count=0,
            require_user_verification=in_person,
        )
    except _refusals():
        return None
    return Answered(found.new_sign_count, found.credential_backed_up)


def verified_key(registration: Registration, challenge: str, domain: Domain) -> NewKey | None:
    """The new key, when all in it is right and the authenticator has checked who uses it.

    Raises BadPasskey for what is not base64url.
    """
    from webauthn import verify_registration_response
    from webauthn.helpers.cose import COSEAlgorithmIdentifier
    from webauthn.helpers.structs import (
        AuthenticatorAttestationResponse,
        PublicKeyCredentialType,
        RegistrationCredential,
    )

    response = registration.response
    credential = RegistrationCredential(
        id=registration.id,
        raw_id=from_base64url(registration.id),
        response=AuthenticatorAttestationResponse(
            client_data_json=from_base64url(response.client_data),
            attestation_object=from_base64url(response.attestation),
        ),
        type=PublicKeyCredentialType.PUBLIC_KEY,
    )
    try:
        found = verify_registration_response(
            credential=credential,
            expected_challenge=from_base64url(challenge),
            expected_rp_id=domain.host,
            expected_origin=domain.origin,
            require_user_verification=True,
            supported_pub_key_algs=[COSEAlgorithmIdentifier(number) for number in ALGORITHMS],
        )
    except _refusals():
        return None
    return NewKey(
        credential_id=found.credential_id,
        public_key=found.credential_public_key,
        count=found.sign_count,
        backed_up=found.credential_backed_up,
    )


def _refusals() -> tuple[type[Exception], ...]:
    """What the library raises: its own errors, and whatever it trips over in bytes that make no sense."""
    from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
    from webauthn.helpers.exceptions import WebAuthnException

    slips = (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError)
    return (WebAuthnException, InvalidSignature, UnsupportedAlgorithm, *slips)
