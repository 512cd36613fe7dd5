"""Forms that change something. One function, two addresses:

    @action("/signin", api="/api/auth/login", page=sign_in_page)
    def sign_in(given: SignIn, accounts: NamedDependency[Accounts]) -> Done[Me]: ...

serves `POST /signin` (what a page's form sends, or JSON) and `POST /api/auth/login`. `given` is the body as a struct; a
field that it does not know is refused. A person is sent on to `Done.to` with a 303, a program is told `Done.view`.

When the function raises an AppError, a person sees `page` again with the error's status: the function of the page that
holds the form. It asks for `refusal: NamedDependency[Refusal]`, to show what was wrong beside the field.
"""

from __future__ import annotations

import asyncio
import inspect
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, Final, Generic, Literal, TypeVar, cast, get_args, get_origin, get_type_hints

import msgspec
from litestar import Request, Response
from litestar.datastructures import Cookie
from litestar.handlers import HTTPRouteHandler

from app.errors import AppError, FieldError, Unauthorized
from app.web.body import LARGEST_FORM, Body, as_struct, read_body
from app.web.errors import form_of_error
from app.web.handler import Handler
from app.web.line import LARGEST_BODY
from app.web.negotiation import API, form_of
from app.web.rates import keep_left_of
from app.web.routing import MEDIA, draw
from app.web.upload import held_picture
from app.web.view import View

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from app.web.answer import Scope
    from app.web.crew import Crew

V = TypeVar("V", bound=View)
Method = Literal["POST", "PUT", "PATCH", "DELETE"]

SECRETS: Final = ("password", "code", "token", "credential")
LONGEST_SHOWN: Final = 400
PICTURE: Final = "picture"
held = asynccontextmanager(held_picture)


class Done(msgspec.Struct, Generic[V], frozen=True, kw_only=True):
    """How a form ended well.

    `to` is the address here where a person goes next; without one they see `view` as a page at once, as befits what is
    shown only once. A program is told `view` with `status`; both get `cookies`.
    """

    view: V
    to: str = ""
    status: int = 200
    cookies: tuple[Cookie, ...] = ()


class Nothing(View):
    """It was done, and there is nothing to tell."""

    done: bool = True


class Entered(msgspec.Struct, frozen=True):
    """A field of a form as it was filled in."""

    field: str
    value: str


class Refusal(msgspec.Struct, frozen=True):
    """Why a form was not taken: a sentence, what is wrong with single fields, and what was entered (never a secret).

    All of it is empty when the page is shown for the first time.
    """

    message: str = ""
    code: str = ""
    errors: tuple[FieldError, ...] = ()
    entered: tuple[Entered, ...] = ()

    def of(self, field: str) -> str:
        """What is wrong with a field, or nothing."""
        return " ".join(error.message for error in self.errors if error.field == field)

    def value(self, field: str, otherwise: str = "") -> str:
        """What was entered into a field, to be shown again."""
        return next((each.value for each in self.entered if each.field == field), otherwise)


def no_refusal() -> Refusal:
    """The dependency `refusal` of a page that is shown for the first time."""
    return Refusal()


def action(
    path: str,
    *,
    api: str | None = None,
    page: Callable[..., View] | None = None,
    method: Method = "POST",
    tags: Sequence[str] = (),
    crew: Crew | None = None,
) -> Callable[[Callable[..., Any]], list[HTTPRouteHandler]]:
    """Registers a function for the form that is posted to `path`, and its JSON twin at `api` (`/api` + path).

    `method` is the twin's, for those that change or delete; the form of a page always posts. The function may be plain
    (it then runs in a worker thread) or async, and may ask for `request`. One that takes `picture: bytes` is given the
    file that the form brings (`web.upload`), read once all that it asks for besides is there. One that computes long
    runs in the threads of a `crew`.
    """

    def register(function: Callable[..., Any]) -> list[HTTPRouteHandler]:
        act = _acting(function, page, crew)
        return [
            _handler(act, function, path, "POST", in_schema=False, tags=tags),
            _handler(act, function, api or API + path, method, in_schema=True, tags=tags),
        ]

    return register


def _handler(
    act: Callable[..., Any],
    function: Callable[..., Any],
    path: str,
    method: Method,
    *,
    in_schema: bool,
    tags: Sequence[str],
) -> HTTPRouteHandler:
    summary, _, description = (inspect.getdoc(function) or "").partition("\n\n")
    hints = get_type_hints(function)
    return Handler(
        path,
        http_method=method,
        status_code=200,
        opt={"public": False, "body": hints.get("given"), "picture": PICTURE in hints},
        include_in_schema=in_schema,
        tags=list(tags) or None,
        summary=" ".join(summary.split()).rstrip(".") or None,
        description=description or None,
        operation_id=getattr(function, "__name__", None),
        request_max_body_size=2 * LARGEST_BODY if PICTURE in hints else LARGEST_FORM,
    )(act)


def _acting(function: Callable[..., Any], page: Callable[..., View] | None, crew: Crew | None) -> Callable[..., Any]:
    """The handler. It asks the framework for what the function and the page ask for together."""
    own = get_type_hints(function, include_extras=True)
    shape, returned, brings_picture = own.pop("given", None), own.pop("return"), own.pop(PICTURE, None) is not None
    shown = get_type_hints(page, include_extras=True) if page is not None else {}
    shown = {name: kind for name, kind in shown.items() if name not in ("return", "refusal")}

    async def act(request: Request[Any, Any, Any], **things: Any) -> Response[bytes]:
        things["request"] = request
        body = Body()
        try:
            asked = {name: things[name] for name in own}
            if brings_picture:
                async with held(request) as picture:
                    done = await _called(function, asked | {PICTURE: picture})
            else:
                body = await read_body(request)
                given = {} if shape is None else {"given": as_struct(body, shape)}
                done = await _called(function, asked | given, crew)
        except AppError as error:
            if page is None or isinstance(error, Unauthorized) or _form(request) == "json":
                raise
            view = await _called(page, {name: things[name] for name in shown} | {"refusal": refusal_of(error, body)})
            return await _page(request, view, error)
        return await _answer(request, done)

    kinds = shown | own | {"request": Request[Any, Any, Any]}
    response: Any = Response
    result = response[_view_of(returned)]
    act.__annotations__ = kinds | {"return": result}
    only = inspect.Parameter.KEYWORD_ONLY
    defaults = (_defaults(page) if page is not None else {}) | _defaults(function)
    parameters = [
        inspect.Parameter(name, only, annotation=kind, default=defaults.get(name, inspect.Parameter.empty))
        for name, kind in kinds.items()
    ]
    vars(act)["__signature__"] = inspect.Signature(parameters, return_annotation=result)
    act.__name__, act.__module__ = getattr(function, "__name__", "act"), function.__module__
    return act


def _defaults(function: Callable[..., Any]) -> dict[str, Any]:
    parameters = inspect.signature(function).parameters.values()
    return {each.name: each.default for each in parameters if each.default is not inspect.Parameter.empty}


def _view_of(returned: Any) -> Any:
    """The View that a function tells programs, by what it promises to return: of several, the first."""
    one = next((kind for kind in get_args(returned) if get_origin(kind) is Done), returned)
    return get_args(one)[0]


def refusal_of(error: AppError, body: Body) -> Refusal:
    """What a form shows after an error."""
    entered = tuple(
        Entered(name, body.text(name)[:LONGEST_SHOWN])
        for name in body.names
        if not any(secret in name for secret in SECRETS)
    )
    return Refusal(error.message, error.code, error.errors, entered)


async def _called(function: Callable[..., Any], things: Mapping[str, Any], crew: Crew | None = None) -> Any:
    if inspect.iscoroutinefunction(function):
        return await function(**things)
    if crew is not None:
        return await crew.run(function, **things)
    return await asyncio.to_thread(function, **things)


def _form(request: Request[Any, Any, Any]) -> str:
    return form_of_error(request.scope["path"], request.headers.get("accept", ""))


async def _page(request: Request[Any, Any, Any], view: View, error: AppError) -> Response[bytes]:
    """The page that holds the form, once more; with the headers that the error would have had."""
    path = request.scope["path"]
    keep_left_of(cast("Scope", request.scope), error)
    told: Response[bytes] = request.app.state.errors.response(error, path, request.headers.get("accept", ""))
    told.content = await asyncio.to_thread(draw, view, "page", request.app.state.templates, path)
    return told


async def _answer(request: Request[Any, Any, Any], done: Done[Any]) -> Response[bytes]:
    headers = {"cache-control": "no-store", "vary": "Accept"}
    cookies = list(done.cookies)
    form = form_of(request.scope["path"], request.headers.get("accept", ""))
    if form == "page" and not (done.to or done.view.template):
        form = "json"
    if form == "json" or not done.to:
        path, templates = request.scope["path"], request.app.state.templates
        body = await asyncio.to_thread(draw, done.view, form, templates, path)
        return Response(body, status_code=done.status, media_type=MEDIA[form], headers=headers, cookies=cookies)
    return Response(b"", status_code=303, headers=headers | {"location": done.to}, cookies=cookies)
