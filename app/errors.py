"""The tree of errors that a person or a program may be told about.

AppError
├── BadRequest 400      ├── PayloadTooLarge 413
├── Unauthorized 401    ├── UnsupportedMedia 415
├── PaymentRequired 402 ├── Unprocessable 422
├── Forbidden 403       ├── TooManyRequests 429
├── NotFound 404        └── Unavailable 503
├── Conflict 409
└── Gone 410
"""

from __future__ import annotations

from typing import ClassVar

import msgspec


class FieldError(msgspec.Struct, frozen=True):
    """One field of a request that can't be taken, and why."""

    field: str
    message: str


class AppError(Exception):
    """An outcome with an HTTP status and a stable code; `message` is written for the person who caused it.

    `retry_after` is in how many seconds it makes sense to try again. `mended_at` is the page here that takes a person
    past it and on to where they were going, as the sign-in does.
    """

    status: ClassVar[int] = 500
    default_code: ClassVar[str] = "internal_error"
    mended_at: ClassVar[str] = ""

    def __init__(
        self,
        message: str,
        *,
        code: str | None = None,
        errors: tuple[FieldError, ...] = (),
        retry_after: int | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.code = code or self.default_code
        self.errors = errors
        self.retry_after = retry_after


class BadRequest(AppError):
    status, default_code = 400, "bad_request"


class Unauthorized(AppError):
    status, default_code, mended_at = 401, "sign_in_needed", "/signin"


class PaymentRequired(AppError):
    status, default_code = 402, "payment_required"


class Forbidden(AppError):
    status, default_code = 403, "forbidden"


class NotFound(AppError):
    status, default_code = 404, "not_found"


class Conflict(AppError):
    status, default_code = 409, "conflict"


class Gone(AppError):
    status, default_code = 410, "gone"


class PayloadTooLarge(AppError):
    status, default_code = 413, "payload_too_large"


class UnsupportedMedia(AppError):
    status, default_code = 415, "unsupported_media_type"


class Unprocessable(AppError):
    status, default_code = 422, "unprocessable"


class TooManyRequests(AppError):
    status, default_code = 429, "too_many_requests"


class Unavailable(AppError):
    status, default_code = 503, "unavailable"
