"""The web application: door → gate → Litestar."""

from __future__ import annotations

import re
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, cast

from litestar import Litestar
from litestar.datastructures import State
from litestar.di import Provide
from litestar.handlers import HTTPRouteHandler

from app.errors import AppError
from app.web.action import no_refusal
from app.web.assets import Assets
from app.web.door import Door
from app.web.errands import Errands
from app.web.errors import ErrorAnswers, form_of_error
from app.web.gate import Gate
from app.web.handler import Together
from app.web.health import health_route
from app.web.images import Images, ImageSource
from app.web.later import Later
from app.web.line import Uploads
from app.web.parameters import QueryCheck
from app.web.rates import Rates, keep_left_of
from app.web.reference import reference_routes
from app.web.returning import by_way_of, way_back
from app.web.security import security_headers
from app.web.sender import sender_of
from app.web.table import Table
from app.web.templates import Templates

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from contextlib import AbstractAsyncContextManager

    from litestar import Request, Response

    from app.settings import Settings
    from app.web.answer import ASGI, Scope
    from app.web.health import Checks

Routes = HTTPRouteHandler | list[HTTPRouteHandler]
PARAMETER = re.compile(r"\\\{\w+(:\w+)?\\\}")


def build_app(
    routes: Iterable[Routes],
    *,
    settings: Settings,
    dependencies: Mapping[str, object],
    version: Callable[[], int],
    images: ImageSource,
    checks: Checks | None = None,
    rates: Callable[[], Rates] | None = None,
    later: Callable[[], Iterable[Routes]] = tuple,
    lifespan: Sequence[Callable[[Litestar], AbstractAsyncContextManager[None]]] = (),
) -> Door:
    """The whole application as one ASGI app.

    `dependencies` are objects that handlers ask for by name; a `Provide` is taken as it is. `version` grows with every
    commit: public pages are kept until it does. `checks` feed `/health`, `rates` counts what each address writes.
    `later` are routes that are neither public nor needed at a start; see `web.later`.
    """
    handlers, provided, site = _flat(routes), _provided(dependencies), settings.public_url
    templates = Templates(Assets(), site=site)
    errors, errands = ErrorAnswers(templates), Errands()
    personal = lru_cache(1)(lambda: _flat(later()))
    handlers += [health_route({} if checks is None else checks)]
    handlers += reference_routes(lambda: [*handlers, *personal()], provided, site)
    state = State({"templates": templates, "errors": errors, "uploads": Uploads(), "errands": errands})
    build = partial(_litestar, dependencies=provided, state=state, exception_handlers={Exception: _told_by(errors)})
    first = build(handlers, lifespan=[errands.open, *lifespan])
    whole = Later(first, addresses(handlers), lambda: build(personal()))
    table, counts = Table(), rates or _own_rates()
    pictures = Images(images, table, version, security_headers(settings.base_url))
    gate = Gate(whole, assets=templates.assets, images=pictures, errors=errors, rates=counts, base_url=site)
    return Door(gate, table, version, addresses(handlers, public=True))


def _flat(routes: Iterable[Routes]) -> list[HTTPRouteHandler]:
    return [one for route in routes for one in (route if isinstance(route, list) else [route])]


def _litestar(handlers: Sequence[HTTPRouteHandler], **options: Any) -> ASGI:
    application = Litestar(
        [Together(handlers)],
        before_request=QueryCheck(),
        openapi_config=None,
        logging_config=None,
        debug=False,
        request_max_body_size=1 << 20,
        **options,
    )
    return cast("ASGI", application)


def _provided(dependencies: Mapping[str, object]) -> dict[str, Provide]:
    given = {name: thing if isinstance(thing, Provide) else _always(thing) for name, thing in dependencies.items()}
    own: dict[str, Callable[..., object]] = {"refusal": no_refusal, "sender": sender_of}
    return given | {name: Provide(made, sync_to_thread=False) for name, made in own.items()}


def _own_rates() -> Callable[[], Rates]:
    kept = Rates()
    return lambda: kept


def _always(thing: object) -> Provide:
    return Provide(lambda: thing, use_cache=True, sync_to_thread=False)


def _told_by(errors: ErrorAnswers) -> Callable[[Request[Any, Any, Any], Exception], Response[bytes]]:
    def tell(request: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
        path, accept = request.scope["path"], request.headers.get("accept", "")
        keep_left_of(cast("Scope", request.scope), error)
        told = errors.response(error, path, accept)
        if isinstance(error, AppError) and error.mended_at and form_of_error(path, accept) == "page":
            told.status_code, told.content = 303, b""
            told.headers["location"] = by_way_of(error.mended_at, way_back(request))
        return told

    return tell


def addresses(handlers: Iterable[HTTPRouteHandler], *, public: bool = False) -> Callable[[str], bool]:
    """Whether a path belongs to one of the handlers; to one that promised the same answer to everyone, if `public`."""
    paths = {path for handler in handlers if handler.opt.get("public") or not public for path in handler.paths}
    patterns = (PARAMETER.sub(_any_value, re.escape(path)) for path in sorted(paths))
    matcher = re.compile("|".join(f"(?:{pattern})/?" for pattern in patterns) or r"(?!)")
    return lambda path: matcher.fullmatch(path) is not None


def _any_value(parameter: re.Match[str]) -> str:
    return ".+" if parameter[1] == ":path" else "[^/]+"
