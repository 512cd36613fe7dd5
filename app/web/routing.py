"""Routes that return Views. One function, three addresses:

    @twin("/styles/{slug:str}")
    def style_page(gallery: NamedDependency[Gallery], slug: FromPath[str]) -> StylePage: ...

serves `/styles/{slug}` (the page, or JSON when `Accept` prefers it), `/api/styles/{slug}` (JSON, in the OpenAPI
schema) and, when the View has a fragment, `/fragments/styles/{slug}`. HEAD is answered wherever GET is. The function
may be plain (it then runs in a worker thread, where it may query the database) or async. It raises AppError.
`style_page` is afterwards a list of handlers: hand such lists to `build_app`.

`form_twin` does the same for a POST that brings one picture.
"""

from __future__ import annotations

import inspect
from functools import lru_cache, partial, wraps
from typing import TYPE_CHECKING, Any, Literal, cast, get_type_hints

import msgspec
from litestar import Response
from litestar.di import Provide
from litestar.handlers import HTTPRouteHandler
from litestar.types import Empty

from app.errors import AppError
from app.media.errors import NoMemory
from app.web.answer import SELDOM, Answer, deliver, header
from app.web.errors import form_of_error
from app.web.handler import Handler
from app.web.line import LARGEST_BODY
from app.web.negotiation import API, FRAGMENTS, Representation, form_of, negotiates
from app.web.upload import held_picture
from app.web.view import View

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from litestar import Litestar, Request
    from litestar.types import ASGIApp, Receive, Scope, Send

    from app.web.answer import Header
    from app.web.answer import Send as OwnSend
    from app.web.errands import Errands
    from app.web.templates import Templates

MEDIA: dict[Representation, str] = {
    "page": "text/html",
    "fragment": "text/html",
    "json": "application/json",
}


class ViewHandler(Handler):
    """A route whose function returns a View."""

    async def to_response(self, app: Litestar, data: Any, request: Request[Any, Any, Any]) -> ASGIApp:
        """The View in the form that the request asked for, made and drawn on one errand to a worker thread."""
        if inspect.isawaitable(data):
            data = await data
        if not isinstance(data, View | partial):
            return await super().to_response(app, data, request)
        scope = cast("dict[str, Any]", request.scope)
        path = scope["path"]
        form = form_of(path, header(scope, b"accept"))
        told = None if path.startswith(API + "/") or form != "json" else self.opt.get("told_to_programs")
        errands: Errands = app.state.errands
        view, form, body = await errands.run(partial(_drawn, data, told, form, app.state.templates, path))
        if body is None:
            return await super().to_response(app, view, request)
        scope[SELDOM] = view.seldom
        return _told(view, view.media if form == "page" else MEDIA[form], body, negotiated=negotiates(path))


def _told(view: View, media: str, body: bytes, *, negotiated: bool) -> ASGIApp:
    """What sends the drawn View. A response of Litestar's costs as much as a query, and does nothing more here."""
    own = [(name.encode(), value.encode("latin-1")) for name, value in view.headers().items()]
    headers = (*_usual(media, negotiated=negotiated), *own)

    async def tell(_scope: Scope, _receive: Receive, send: Send) -> None:
        await deliver(Answer(view.status, headers, body), cast("OwnSend", send))

    return tell


@lru_cache(64)
def _usual(media: str, *, negotiated: bool) -> tuple[Header, ...]:
    kind = f"{media}; charset=utf-8" if media.startswith("text/") else media
    vary = ((b"vary", b"Accept"),) if negotiated else ()
    return ((b"cache-control", b"no-store"), *vary, (b"content-type", kind.encode()))


def _drawn(
    data: View | partial[Any],
    told: Callable[[], View] | None,
    form: Representation,
    templates: Templates,
    path: str,
) -> tuple[Any, Representation, bytes | None]:
    """The View, made now if it still has to be (or the one that is `told` instead), its form, and it drawn.

    What a handler returns that is no View stays as it is, without bytes.
    """
    view = data() if isinstance(data, partial) else data
    if not isinstance(view, View):
        return view, form, None
    if told is not None:
        view = told()
    if not view.template:
        form = "json"
    return view, form, draw(view, form, templates, path)


def _later(function: Callable[..., Any]) -> Callable[..., Any]:
    """A plain function as its call that is still to be made, as an errand to a thread costs as much as a query."""
    if inspect.iscoroutinefunction(function):
        return function

    @wraps(function)
    def call(**values: Any) -> partial[Any]:
        return partial(function, **values)

    return call


def draw(view: View, form: Representation, templates: Templates, path: str = "") -> bytes:
    """The View as bytes. `path` is the address it was asked for at; templates see the page's own."""
    if form == "json":
        return msgspec.json.encode(view)
    own = path.removeprefix(FRAGMENTS) or "/"
    return (templates.fragment(view, own) if form == "fragment" else templates.page(view, own)).encode()


def twin(
    path: str,
    *,
    api: str | None = None,
    tags: Sequence[str] = (),
    public: bool = True,
    told_to_programs: Callable[[], View] | None = None,
) -> Callable[[Callable[..., View | Awaitable[View]]], list[HTTPRouteHandler]]:
    """Registers a function for the page at `path`, its JSON twin at `api` (`/api` + path) and its fragment.

    `public` promises that the answer is the same for everyone and depends on nothing but the address and the data's
    version, so that it may be kept in memory. `told_to_programs` is what a request for the page's own address that
    prefers JSON gets instead of the View.
    """

    def register(function: Callable[..., View | Awaitable[View]]) -> list[HTTPRouteHandler]:
        view = get_type_hints(function)["return"]
        opt = {"public": public, "told_to_programs": told_to_programs}
        pages = [path, FRAGMENTS + path.rstrip("/")] if getattr(view, "fragment", None) else [path]
        call = _later(function)
        return [
            _handler(call, pages, opt, in_schema=False, tags=tags),
            _handler(call, [api or API + path], opt, in_schema=True, tags=tags),
        ]

    return register


def form_twin(
    path: str,
    *,
    api: str | None = None,
    tags: Sequence[str] = (),
    refused: Callable[[AppError], View] | None = None,
) -> Callable[[Callable[..., View | Awaitable[View]]], list[HTTPRouteHandler]]:
    """Registers a function for POSTs that bring one picture: the page at `path`, JSON at `api`, and its fragment.

    The function asks for the file's bytes as `picture: NamedDependency[bytes]`; `web.upload` says how they may come
    and how many are held at once. `refused` is the page, and the fragment, of an AppError, when the usual error page
    is not what the form should show; it is sent with the error's own status.
    """

    def register(function: Callable[..., View | Awaitable[View]]) -> list[HTTPRouteHandler]:
        fragment = getattr(get_type_hints(function)["return"], "fragment", None)
        pages = [path, FRAGMENTS + path] if fragment else [path]
        opt = {"public": False, "picture": True, "refused": refused}
        call = _later(function)
        return [
            _handler(call, pages, opt, in_schema=False, tags=tags, method="POST"),
            _handler(call, [api or API + path], opt, in_schema=True, tags=tags, method="POST"),
        ]

    return register


def _refusal(request: Request[Any, Any, Any], error: AppError) -> Response[bytes]:
    """What a form answers when its picture can't be taken."""
    path, accept = request.scope["path"], request.headers.get("accept", "")
    told: Response[bytes] = request.app.state.errors.response(error, path, accept)
    refused: Callable[[AppError], View] | None = request.route_handler.opt.get("refused")
    form = form_of_error(path, accept)
    if refused is not None and form != "json":
        told.content = draw(refused(error), form, request.app.state.templates, path)
    return told


def _refusal_for_now(request: Request[Any, Any, Any], _error: MemoryError) -> Response[bytes]:
    return _refusal(request, NoMemory())


def _handler(
    function: Callable[..., View | Awaitable[View]],
    paths: list[str],
    opt: dict[str, Any],
    *,
    in_schema: bool,
    tags: Sequence[str],
    method: Literal["GET", "POST"] = "GET",
) -> HTTPRouteHandler:
    documentation = inspect.getdoc(function) or ""
    summary, _, description = documentation.partition("\n\n")
    return ViewHandler(
        paths,
        http_method=method,
        status_code=200,
        opt=opt,
        include_in_schema=in_schema,
        sync_to_thread=None if inspect.iscoroutinefunction(function) else False,
        tags=list(tags) or None,
        summary=" ".join(summary.split()).rstrip(".") or None,
        description=description or None,
        operation_id=getattr(function, "__name__", None),
        dependencies={"picture": Provide(held_picture)} if method == "POST" else None,
        exception_handlers={AppError: _refusal, MemoryError: _refusal_for_now} if method == "POST" else None,
        request_max_body_size=2 * LARGEST_BODY if method == "POST" else Empty,
    )(function)
