"""The cookies of this room, out of reach of scripts but for two that tell no secret: a hint, and the theme."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from litestar.datastructures import Cookie

if TYPE_CHECKING:
    from app.accounts.people.user import Theme

HINT: Final = "signed_in"
THEME: Final = "theme"
THEME_WAITS: Final = timedelta(days=1)


def cookie_name(name: str, *, secure: bool) -> str:
    """On https the browser refuses such a cookie from a sub-domain or over plain http (RFC 6265bis, `__Host-`)."""
    return f"__Host-{name}" if secure else name


def secret_cookie(name: str, value: str, lasting: timedelta, *, secure: bool) -> Cookie:
    """A cookie that only the server reads."""
    seconds = int(lasting.total_seconds())
    key = cookie_name(name, secure=secure)
    return Cookie(key, path="/", value=value, max_age=seconds, httponly=True, secure=secure, samesite="lax")


def no_cookie(name: str, *, secure: bool) -> Cookie:
    """What takes a cookie back."""
    key = cookie_name(name, secure=secure)
    return Cookie(key, path="/", value="", max_age=0, httponly=True, secure=secure, samesite="lax")


def hint_cookie(lasting: timedelta, *, secure: bool) -> Cookie:
    """What a page's script sees: that it is worth asking who is signed in."""
    return Cookie(HINT, path="/", value="1", max_age=int(lasting.total_seconds()), secure=secure, samesite="lax")


def no_hint(*, secure: bool) -> Cookie:
    """What takes the hint back."""
    return Cookie(HINT, path="/", value="", max_age=0, secure=secure, samesite="lax")


def theme_cookie(theme: Theme, *, secure: bool) -> Cookie:
    """What hands the account's theme to `theme.js`: taken on before the next page is painted, and then gone."""
    seconds = int(THEME_WAITS.total_seconds())
    return Cookie(THEME, path="/", value=theme, max_age=seconds, secure=secure, samesite="lax")
