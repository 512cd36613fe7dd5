"""What every answer says to browsers about trust, and which writes are refused as coming from another site."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from app.web.answer import Header

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})

POSTED_FROM_ELSEWHERE = frozenset({"/auth/google"})
"""Where a page of another site may post a form: these check by a cookie that a browser here asked for it."""

CONTENT_SECURITY_POLICY = {
    "default-src": "'self'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' blob: data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "object-src": "'none'",
    "frame-src": "'none'",
    "worker-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
FEATURES_NOBODY_NEEDS = (
    "accelerometer",
    "autoplay",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "usb",
    "xr-spatial-tracking",
    "browsing-topics",
)


def security_headers(base_url: str) -> tuple[Header, ...]:
    """The headers that go on every answer; HSTS only when the instance is reached by https."""
    policy = "; ".join(f"{directive} {sources}" for directive, sources in CONTENT_SECURITY_POLICY.items())
    headers: list[Header] = [
        (b"content-security-policy", policy.encode()),
        (b"x-content-type-options", b"nosniff"),
        (b"referrer-policy", b"strict-origin-when-cross-origin"),
        (b"cross-origin-opener-policy", b"same-origin"),
        (b"permissions-policy", ", ".join(f"{feature}=()" for feature in FEATURES_NOBODY_NEEDS).encode()),
    ]
    if base_url.startswith("https://"):
        headers.append((b"strict-transport-security", b"max-age=31536000"))
    return tuple(headers)


def crosses_sites(method: str, headers: list[Header], base_url: str = "", path: str = "") -> bool:
    """Whether a browser sent this write from another site (the rule of Go's net/http CrossOriginProtection, 2025).

    A write is refused when `Sec-Fetch-Site` is neither `same-origin` nor `none`, or, where that header is missing,
    when `Origin` is neither the request's own host nor `base_url`. Requests with neither header come from no browser.
    A request with `Authorization` and no cookie passes: another site's page can't set that header without a preflight,
    which nothing here grants. So does a form that is meant to come from elsewhere.
    """
    if method in SAFE_METHODS:
        return False
    if path in POSTED_FROM_ELSEWHERE and _is_form(headers):
        return False
    given = {name: value.decode("latin-1") for name, value in headers}
    if b"authorization" in given and b"cookie" not in given:
        return False
    site = given.get(b"sec-fetch-site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = given.get(b"origin")
    if origin is None:
        return False
    return origin != base_url.rstrip("/") and _host(origin) != given.get(b"host", "").lower()


def _is_form(headers: list[Header]) -> bool:
    kinds = [value for name, value in headers if name == b"content-type"]
    return [kind.partition(b";")[0].strip().lower() for kind in kinds] == [b"application/x-www-form-urlencoded"]


def _host(origin: str) -> str | None:
    try:
        return urlsplit(origin).netloc.lower() or None
    except ValueError:
        return None
