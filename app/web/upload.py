"""One picture out of a request's body: read into memory under a cap, kept nowhere.

It comes as `multipart/form-data` with one file in the field `file`, or as the body itself with an image's content type.
What a body takes of memory is reserved before it is read, so that many uploads at once wait in line and a small host
survives them; the reservation is given back when the answer stands.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, contextmanager
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from litestar import Request
from litestar.exceptions import InternalServerException
from multipart import MultipartError, MultipartSegment, ParserLimitReached, PushMultipartParser, parse_options_header

from app.errors import AppError, BadRequest, FieldError, PayloadTooLarge, Unavailable, UnsupportedMedia

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator

FIELD: Final = "file"
LARGEST: Final = 20_000_000
LARGEST_BODY: Final = LARGEST + (64 << 10)  # what multipart puts around a file
ROOM: Final = 48_000_000
AT_ONCE: Final = 2
MOST_PARTS: Final = 8
FIRST_SECONDS, BYTES_A_SECOND = 20.0, 32 << 10
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


class TooManyUploads(Unavailable):
    """So many pictures are looked at already that this one would wait too long."""

    default_code = "too_many_uploads"


class Uploads:
    """The line in which uploads wait: `room` bytes of bodies are held at once, `at_once` of them are worked on.

    Whoever waits longer than `patience` seconds for either is refused with TooManyUploads. One for each application, as
    it belongs to an event loop.
    """

    patience = 20.0

    def __init__(self, *, room: int = ROOM, at_once: int = AT_ONCE) -> None:
        self._room = room
        self._taken = 0
        self._first = asyncio.Lock()
        self._freed = asyncio.Condition()
        self._turns = asyncio.Semaphore(at_once)

    @asynccontextmanager
    async def room(self, size: int) -> AsyncIterator[None]:
        """Wait for `size` bytes of room (at most all of it) and hold them."""
        size = min(size, self._room)
        try:
            async with asyncio.timeout(self.patience), self._first, self._freed:
                await self._freed.wait_for(lambda: self._taken + size <= self._room)
                self._taken += size
        except TimeoutError:
            raise _full() from None
        try:
            yield
        finally:
            async with self._freed:
                self._taken -= size
                self._freed.notify_all()

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait until few enough are worked on."""
        try:
            async with asyncio.timeout(self.patience):
                await self._turns.acquire()
        except TimeoutError:
            raise _full() from None
        try:
            yield
        finally:
            self._turns.release()


def _full() -> TooManyUploads:
    return TooManyUploads(
        "Many pictures are being looked at right now. Nothing was kept. Send yours again in a moment.", retry_after=10
    )


async def held_picture(request: Request[Any, Any, Any]) -> AsyncGenerator[bytes, None]:
    """A dependency: the picture of a request, with its place in the application's line held until the answer stands."""
    uploads: Uploads = request.app.state.uploads
    async with uploads.room(_announced(request)):
        picture = await read_picture(request)
        async with uploads.turn():
            yield picture


async def read_picture(request: Request[Any, Any, Any]) -> bytes:
    """The one file that a request brings, whatever it is; not yet looked at.

    Raises NoPicture, TooManyFiles, FileTooLarge (before anything is read when the length says so), BrokenUpload,
    NotAnUpload and UploadTooSlow; BadRequest for a field that is not known.
    """
    _announced(request)
    media, options = parse_options_header(request.headers.get("content-type", ""))
    if media == "multipart/form-data":
        form = _Form(options.get("boundary", ""))
        await _read(request, form.take)
        picture = form.finish()
    elif media.startswith("image/") or media in ("", "application/octet-stream"):
        body = BytesIO()
        await _read(request, body.write)
        picture = body.getvalue()
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


async def _read(request: Request[Any, Any, Any], take: Callable[[bytes], object]) -> None:
    """Hand the body on as it comes. It has some seconds, and more with what has come of it."""
    begun, received = asyncio.get_running_loop().time(), 0
    try:
        async with asyncio.timeout(FIRST_SECONDS) as timeout:
            async for chunk in request.stream():
                received += len(chunk)
                if received > LARGEST_BODY:
                    raise _too_large()
                timeout.reschedule(begun + FIRST_SECONDS + received / BYTES_A_SECOND)
                take(chunk)
    except TimeoutError:
        raise UploadTooSlow("The picture came too slowly. Nothing was kept. Save it smaller, or try again.") from None
    except InternalServerException:
        raise BrokenUpload("The connection ended before the picture was whole. Nothing was kept.") from None


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
