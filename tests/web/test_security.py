"""What answers say to browsers about trust, and writes from other sites."""

from __future__ import annotations

import pytest

from app.media.files import Files
from app.settings import Settings
from app.web.assets import Assets
from app.web.security import crosses_sites
from tests.web.conftest import Client, put_image

NAMES = (
    "content-security-policy",
    "x-content-type-options",
    "referrer-policy",
    "cross-origin-opener-policy",
    "permissions-policy",
)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/sheets/oak"),
        ("GET", "/api/sheets/none"),
        ("GET", "/sheets/broken"),
        ("GET", "/nowhere"),
        ("GET", "/a%00"),
        ("POST", "/sheets/oak"),
        ("OPTIONS", "/sheets/oak"),
        ("GET", "/health"),
        ("GET", "image"),
        ("GET", "asset"),
    ],
)
def test_every_answer_carries_the_security_headers_once(client: Client, files: Files, method: str, path: str) -> None:
    path = {"image": put_image(files, b"x"), "asset": Assets().url("tokens.css")}.get(path, path)
    for _ in range(2):
        answer = client.request(method, path)
        for name in NAMES:
            assert len(answer.headers.get_list(name)) == 1, name


def test_a_range_and_a_304_carry_them_too(client: Client, files: Files) -> None:
    path = put_image(files, b"0123456789")
    tag = client.get(path).headers["etag"]
    for headers in ({"range": "bytes=0-1"}, {"range": "bytes=99-"}, {"if-none-match": tag}):
        assert NAMES[0] in client.get(path, headers=headers).headers


def test_the_policy_lets_no_inline_script_or_style_in(client: Client) -> None:
    policy = dict(part.strip().split(" ", 1) for part in client.get("/").headers["content-security-policy"].split(";"))
    assert "unsafe" not in " ".join(policy.values())
    assert policy["default-src"] == policy["script-src"] == policy["style-src"] == policy["connect-src"] == "'self'"
    assert policy["img-src"] == "'self' blob: data:"
    assert policy["form-action"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == policy["object-src"] == "'none'"


def test_https_is_insisted_on_only_where_it_is_used(client: Client) -> None:
    assert "strict-transport-security" not in client.get("/").headers


class TestOnHttps:
    @pytest.fixture
    def settings(self) -> Settings:
        return Settings(base_url="https://gallery.example")

    def test_https_is_insisted_on(self, client: Client, files: Files) -> None:
        for path in ("/", "/nowhere", put_image(files, b"x")):
            assert "max-age=31536000" in client.get(path).headers["strict-transport-security"]


HOST = (b"host", b"sheets.test")


@pytest.mark.parametrize(
    ("headers", "refused"),
    [
        ([], False),
        ([(b"sec-fetch-site", b"same-origin")], False),
        ([(b"sec-fetch-site", b"none")], False),
        ([(b"sec-fetch-site", b"same-site")], True),
        ([(b"sec-fetch-site", b"cross-site")], True),
        ([(b"sec-fetch-site", b"")], True),
        ([(b"sec-fetch-site", b"cross-site"), (b"origin", b"http://sheets.test")], True),
        ([(b"origin", b"http://sheets.test")], False),
        ([(b"origin", b"https://SHEETS.test")], False),
        ([(b"origin", b"https://gallery.example")], False),
        ([(b"origin", b"http://sheets.test:81")], True),
        ([(b"origin", b"https://evil.example")], True),
        ([(b"origin", b"null")], True),
        ([(b"origin", b"http://[")], True),
        ([(b"sec-fetch-site", b"cross-site"), (b"authorization", b"Bearer k")], False),
    ],
)
def test_a_write_from_another_site_is_known_by_its_headers(
    headers: list[tuple[bytes, bytes]], *, refused: bool
) -> None:
    assert crosses_sites("POST", [HOST, *headers], "https://gallery.example") is refused


def test_reading_is_never_cross_site() -> None:
    assert not crosses_sites("GET", [HOST, (b"sec-fetch-site", b"cross-site")])


def test_a_write_from_another_site_changes_nothing(client: Client) -> None:
    answer = client.post("/write", headers={"sec-fetch-site": "cross-site", "accept": "application/json"})
    assert answer.status_code == 403
    assert answer.json()["code"] == "cross_site_request"
    assert client.post("/write", headers={"sec-fetch-site": "same-origin"}).text == "written"
