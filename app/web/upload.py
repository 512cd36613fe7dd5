"""One picture out of a request's body: read into memory under a cap, kept nowhere.

It comes as `multipart/form-data` with one file in the field `file`, or as the body itself with an image's content type.
What a body takes of memory is reserved as it comes, so that many uploads at once wait in line and a small host survives
them; the reservation is given back when the answer stands (`web.line`).
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from litestar import Request
from litestar.exceptions import InternalServerException
from multipart import MultipartError, MultipartSegment, ParserLimitReached, PushMultipartParser, parse_options_header

from app.errors import AppError, BadRequest, FieldError, PayloadTooLarge, UnsupportedMedia
from app.web.line import LARGEST, LARGEST_BODY, Body, Uploads, client_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FIELD: Final = "file"
MOST_PARTS: Final = 8
WHOLE_SECONDS, PAUSE_SECONDS = 60.0, 10.0
HOW: Final = f"Send one picture as multipart/form-data in the field “{FIELD}”, or as the body with an image type."


class NoPicture(BadRequest):
    """A form without a file, or an empty body."""

    default_code = "no_picture"


class TooManyFiles(BadRequest):
    """More than one file where one is taken."""

    default_code = "too_many_files"


class BrokenUpload(BadRequest):
    """A body that is no multipart form although it says so, or one that ended early."""

    default_code = "upload_broken"


class FileTooLarge(PayloadTooLarge):
    """More bytes than a file may have."""

    default_code = "too_large"


class NotAnUpload(UnsupportedMedia):
    """A body of another kind than the ones that carry a picture."""

    default_code = "unsupported_upload"


class UploadTooSlow(AppError):
    """The body came so slowly that its place was given to others."""

    status, default_code = 408, "upload_too_slow"


async def held_picture(request: Request[Any, Any, Any]) -> AsyncGenerator[bytes, None]:
    """A dependency: the picture of a request, with its place in the application's line held until the answer stands."""
    uploads: Uploads = request.app.state.uploads
    client = client_of(request.client.host if request.client else "")
    async with uploads.place(client, _announced(request)) as body:
        picture = await read_picture(request, body)
        async with uploads.turn(client):
            yield picture


async def read_picture(request: Request[Any, Any, Any], body: Body) -> bytes:
    """The one file that a request brings, whatever it is; not yet looked at. It takes room for `body` as it comes.

    Raises NoPicture, TooManyFiles, FileTooLarge (before anything is read when the length says so), BrokenUpload,
    NotAnUpload, UploadTooSlow and TooManyUploads; BadRequest for a field that is not known.
    """
    media, options = parse_options_header(request.headers.get("content-type", ""))
    if media == "multipart/form-data":
        form = _Form(options.get("boundary", ""))
        await _read(request, body, form.take)
        picture = form.finish()
    elif media.startswith("image/") or media in ("", "application/octet-stream"):
        whole = BytesIO()
        await _read(request, body, whole.write)
        picture = whole.getvalue()
    else:
        raise NotAnUpload(f"A body of type “{media[:60]}” brings no picture. {HOW}")
    if not picture:
        raise NoPicture("No picture came with this. Choose one and send it again.")
    if len(picture) > LARGEST:
        raise _too_large()
    return picture


def _announced(request: Request[Any, Any, Any]) -> int:
    """The body's length as announced, else the most it may have."""
    length = request.headers.get("content-length", "")
    size = int(length) if length.isascii() and length.isdigit() and len(length) < 20 else LARGEST_BODY
    if size > LARGEST_BODY:
        raise _too_large()
    return size


def _too_large() -> FileTooLarge:
    return FileTooLarge(
        f"The file is larger than {LARGEST // 1_000_000} MB. Nothing was kept. Save it smaller and send it again."
    )


async def _read(request: Request[Any, Any, Any], body: Body, take: Callable[[bytes], object]) -> None:
    """Hand the body on as it comes. It may neither pause nor last long; its waiting for room is not counted."""
    uploads: Uploads = request.app.state.uploads
    clock, received = asyncio.get_running_loop().time, 0
    end = clock() + WHOLE_SECONDS
    try:
        async with asyncio.timeout(PAUSE_SECONDS) as timeout:
            async for chunk in request.stream():
                received += len(chunk)
                if received > LARGEST_BODY:
                    raise _too_large()
                timeout.reschedule(None)
                end += await uploads.grow(body, received)
                timeout.reschedule(min(end, clock() + PAUSE_SECONDS))
                take(chunk)
    except TimeoutError:
        raise UploadTooSlow("The picture came too slowly. Nothing was kept. Save it smaller, or try again.") from None
    except InternalServerException:
        raise BrokenUpload("The connection ended before the picture was whole. Nothing was kept.") from None
    uploads.settle(body)


class _Form:
    """The one file of a multipart form (RFC 7578), read as it comes."""

    def __init__(self, boundary: str) -> None:
        with _telling():
            self._parser = PushMultipartParser(boundary, max_segment_count=MOST_PARTS)
        self._part = BytesIO()
        self._file = b""

    def take(self, chunk: bytes) -> None:
        """Read on. What comes after the form's end is left alone."""
        if not chunk or self._parser.closed:
            return
        with _telling():
            for event in self._parser.parse(chunk):
                if isinstance(event, MultipartSegment):
                    _check_name(event.name)
                elif event:
                    self._part.write(event)
                else:
                    self._end_part()

    def _end_part(self) -> None:
        """A part without a byte is a file input that nobody used."""
        part, self._part = self._part.getvalue(), BytesIO()
        if part and self._file:
            raise TooManyFiles("More than one file came. Send one picture at a time.")
        self._file = part or self._file

    def finish(self) -> bytes:
        """The file's bytes; empty when there was none."""
        with _telling():
            self._parser.close()
        return self._file


@contextmanager
def _telling() -> Iterator[None]:
    try:
        yield
    except ParserLimitReached:
        raise TooManyFiles("The form has more parts than one picture needs. Send one picture at a time.") from None
    except MultipartError:
        raise BrokenUpload(f"This is no whole multipart form. Nothing was kept. {HOW}") from None


def _check_name(name: str) -> None:
    if name != FIELD:
        told = FieldError(name[:60], f"Unknown. Known here: {FIELD}.")
        raise BadRequest(f"This address does not know “{name[:60]}” as a field.", code="unknown_field", errors=(told,))
