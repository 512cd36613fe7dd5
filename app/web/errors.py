"""Errors as answers: RFC 9457 problem+json with a stable code for programs, a page or a fragment for people.

Rooms raise `AppError`; whatever else is raised becomes a 500 that tells nothing of its cause but an error id, under
which the log holds the path and the traceback, once.
"""

from __future__ import annotations

import logging
import re
import secrets
from http import HTTPStatus
from typing import TYPE_CHECKING, ClassVar

import msgspec
from litestar import Response
from litestar.exceptions import HTTPException, ValidationException

from app.errors import AppError, FieldError
from app.web.answer import Answer, Header
from app.web.codes import FRAMEWORK, INVALID
from app.web.negotiation import Representation, form_of, names_html
from app.web.view import View

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.web.templates import Templates

logger = logging.getLogger("tessera.web")

FOR_PROGRAMS = (
    "/images/",
    "/static/",
    "/health",
    "/openapi.json",
    "/v1/",
    "/cards/",
    "/feed.atom",
    "/oembed",
    "/robots.txt",
    "/sitemap",
)
KEPT_HEADERS = frozenset({"allow", "retry-after", "www-authenticate"})
MISSING = re.compile(r"Missing required (\w+) parameter '([\w.-]{1,64})'")

EXPECTED = re.compile(r"Expected `(\w+)(?: \| null)?`, got `\w+`")
RANGE = re.compile(r"Expected `(int|float)` (>=|<=) (-?\d+)")
KINDS = {"int": "a whole number", "float": "a number", "bool": "true or false", "str": "text", "uuid": "an id"}

TITLES: Mapping[int, str] = {
    400: "This request can’t be read",
    401: "Sign in first",
    402: "You need more credits",
    403: "This is not yours to do",
    404: "No page at this address",
    405: "This address takes other requests",
    408: "That took too long to arrive",
    409: "Something changed in between",
    410: "This is gone",
    413: "That is too large",
    414: "That address is too long",
    415: "This kind of file is not taken",
    422: "This can’t be done with these values",
    429: "That was a lot in a short time",
    500: "Something broke on this side",
    501: "Not offered in this form",
    503: "Not available right now",
}
DETAILS: Mapping[int, str] = {
    400: "The address or the data sent with it has a mistake in it. Nothing was changed.",
    401: "This needs an account. Nothing was changed.",
    403: "Nothing was changed.",
    404: "It may have been deleted by its owner, or the link lost a character on its way to you.",
    405: "Nothing was changed.",
    413: "The request is larger than this address takes. Nothing was kept.",
    414: "An address may have 8,000 characters here. Nothing was changed.",
    415: "Nothing was kept.",
    429: "Wait a little, then try again. Nothing was changed.",
    500: "The fault is ours, not yours. Try again in a moment; if it stays, tell the operator the id below.",
    503: "Try again in a moment. Nothing was changed.",
}


class Problem(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """RFC 9457 problem details. `code` is stable; `error_id` is in the operator's log."""

    title: str
    status: int
    detail: str
    code: str
    type: str = msgspec.field(default="about:blank")
    errors: tuple[FieldError, ...] = ()
    error_id: str | None = None


class ErrorPage(View, kw_only=True):
    """An error as a page for people. `number` is the HTTP status; `errors` tells the fields that can't be taken."""

    template: ClassVar[str] = "web/error.html"
    fragment: ClassVar[str | None] = "web/_error.html"

    number: int
    heading: str
    detail: str
    code: str
    errors: tuple[FieldError, ...]
    error_id: str | None


class ErrorAnswers:
    """Turns whatever was raised into an answer. It raises nothing itself, even when the error page is broken."""

    def __init__(self, templates: Templates) -> None:
        self._templates = templates

    def answer(self, error: Exception, path: str, accept: str) -> Answer:
        """The answer to a request for `path` that ended in `error`; a 5xx that nobody expected is logged here."""
        problem = describe(error)
        if problem.error_id is not None:
            logger.error("Error %s at %s", problem.error_id, path, exc_info=error)
        form = form_of_error(path, accept)
        body, media = self._body(problem, form)
        headers: list[Header] = [(b"content-type", media), (b"cache-control", b"no-store"), (b"vary", b"Accept")]
        if isinstance(error, HTTPException):
            given = {name.lower(): str(value) for name, value in (error.headers or {}).items()}
            if "GET" in given.get("allow", ""):
                given["allow"] = ", ".join([*sorted(given["allow"].split(", ")), "HEAD"])
            headers += [(n.encode(), v.encode("latin-1")) for n, v in given.items() if n in KEPT_HEADERS]
        if problem.status == HTTPStatus.UNAUTHORIZED:
            headers.append((b"www-authenticate", b'Bearer realm="tessera"'))
        if isinstance(error, AppError) and error.retry_after is not None:
            headers.append((b"retry-after", b"%d" % error.retry_after))
        return Answer(problem.status, tuple(headers), body)

    def response(self, error: Exception, path: str, accept: str) -> Response[bytes]:
        """The same as one of the framework's responses."""
        answer = self.answer(error, path, accept)
        headers = {name.decode(): value.decode("latin-1") for name, value in answer.headers}
        media = headers.pop("content-type").removesuffix("; charset=utf-8")
        return Response(answer.body, status_code=answer.status, media_type=media, headers=headers)

    def _body(self, problem: Problem, form: Representation) -> tuple[bytes, bytes]:
        if form == "json":
            return msgspec.json.encode(with_type(problem)), b"application/problem+json"
        page = ErrorPage(
            number=problem.status,
            heading=TITLES.get(problem.status, problem.title),
            detail=problem.detail,
            code=problem.code,
            errors=problem.errors,
            error_id=problem.error_id,
        )
        try:
            text = self._templates.fragment(page) if form == "fragment" else self._templates.page(page)
        except Exception:
            logger.exception("The error page itself can't be drawn")
            text = f"<!doctype html><title>{page.heading}</title><h1>{page.heading}</h1>"
        return text.encode(), b"text/html; charset=utf-8"


def form_of_error(path: str, accept: str) -> Representation:
    """The form an error at `path` is told in; files and other things for programs answer with a page only to people."""
    if path.startswith(FOR_PROGRAMS):
        return "page" if names_html(accept) else "json"
    return form_of(path, accept)


def describe(error: Exception) -> Problem:
    """What may be told of an error: all of an AppError, the gist of a framework's, nothing of any other."""
    if isinstance(error, AppError) and error.status != HTTPStatus.INTERNAL_SERVER_ERROR:
        return _problem(error.status, error.message, code=error.code, errors=error.errors)
    if getattr(error, "sqlite_errorname", "") == "SQLITE_FULL":
        full = "The server’s disk is full, so nothing was kept. Try again later, or tell the operator."
        return _problem(503, full, code="storage_full")
    if isinstance(error, HTTPException) and error.status_code < HTTPStatus.INTERNAL_SERVER_ERROR:
        fields = _fields(error)
        return _problem(error.status_code, _gist(error, fields), code=_code(error), errors=fields)
    return _problem(500, DETAILS[500], code="internal_error", error_id=secrets.token_hex(6))


def _problem(
    status: int, detail: str, *, code: str, errors: tuple[FieldError, ...] = (), error_id: str | None = None
) -> Problem:
    try:
        title = HTTPStatus(status).phrase
    except ValueError:
        title = "Error"
    return Problem(title=title, status=status, detail=detail, code=code, errors=errors, error_id=error_id)


def with_type(problem: Problem) -> dict[str, object]:
    """RFC 9457 members in their usual order, `type` always there."""
    members: dict[str, object] = msgspec.to_builtins(problem)
    return {"type": problem.type} | members


def _code(error: HTTPException) -> str:
    if isinstance(error, ValidationException):
        return INVALID
    try:
        return FRAMEWORK.get(error.status_code) or HTTPStatus(error.status_code).name.lower()
    except ValueError:
        return "error"


def _fields(error: HTTPException) -> tuple[FieldError, ...]:
    """The fields that a ValidationException of the framework names."""
    if missing := MISSING.match(str(error.detail)):
        return (FieldError(missing[2], "This is needed."),)
    extra = error.extra if isinstance(error, ValidationException) and isinstance(error.extra, list) else []
    members = [member for member in extra if isinstance(member, dict)]
    return tuple(FieldError(str(m.get("key", "")), in_words(str(m.get("message", "")))) for m in members)


def in_words(message: str) -> str:
    """A decoder's message without its type names: “Expected `int`, got `str`” becomes “Expected a whole number”."""
    if limit := RANGE.match(message):
        return f"Expected {KINDS[limit[1]]}, {'at least' if limit[2] == '>=' else 'at most'} {int(limit[3]):,}."
    expected = EXPECTED.match(message)
    return f"Expected {KINDS[expected[1]]}." if expected and expected[1] in KINDS else message


def _gist(error: HTTPException, fields: tuple[FieldError, ...]) -> str:
    if fields:
        return " ".join(f"{field.field}: {field.message.rstrip('.')}." for field in fields)
    return DETAILS.get(error.status_code, "Nothing was changed.")
