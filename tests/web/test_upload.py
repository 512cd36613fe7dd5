"""One picture comes in by a form or as a body, under a cap, in a line; every way to get it wrong has its answer."""

from __future__ import annotations

import socket
import threading
import time
from typing import TYPE_CHECKING, Any

import httpx
import msgspec
import pytest
from litestar.di import NamedDependency

from app.errors import AppError, FieldError, Unprocessable
from app.media.files import Files
from app.media.limits import UPLOAD
from app.settings import Settings
from app.web import line, upload
from app.web.app import build_app
from app.web.errors import ErrorPage
from app.web.line import LARGEST, Uploads
from app.web.routing import form_twin
from tests.web.conftest import serving

if TYPE_CHECKING:
    from collections.abc import Iterator

PICTURE = b"\x89PNG and so on"


class Weighed(ErrorPage, kw_only=True):
    """How long a picture's file is, on the one page that the platform has."""

    number: int = 200
    heading: str
    detail: str = ""
    code: str = "none"
    errors: tuple[FieldError, ...] = ()
    error_id: str | None = None
    length: int = 0


def refused(error: AppError) -> Weighed:
    return Weighed(heading=f"Not weighed: {error.code}")


class Busy:
    """Holds whoever weighs until it is told to let go."""

    def __init__(self) -> None:
        self.free = threading.Event()
        self.free.set()


@form_twin("/weigh", refused=refused)
def weigh(busy: NamedDependency[Busy], picture: NamedDependency[bytes]) -> Weighed:
    """Weigh a picture."""
    busy.free.wait(10)
    if picture == b"refuse me":
        raise Unprocessable("It is too light.", code="too_light")
    if picture == b"no memory":
        raise MemoryError
    return Weighed(heading="Weighed", length=len(picture))


@pytest.fixture(scope="module")
def busy() -> Busy:
    return Busy()


@pytest.fixture(scope="module")
def scales(tmp_path_factory: pytest.TempPathFactory, busy: Busy) -> Iterator[str]:
    settings = Settings()
    door = build_app(
        [weigh],
        settings=settings,
        dependencies={"busy": busy},
        version=lambda: 1,
        images=Files(tmp_path_factory.mktemp("data")),
    )
    with serving(door, settings) as address:
        yield address


@pytest.fixture
def client(scales: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=scales, timeout=20) as client:
        yield client


def code(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def test_a_form_brings_a_picture(client: httpx.Client) -> None:
    answer = client.post("/api/weigh", files={"file": ("a.png", PICTURE, "image/png")})
    assert (answer.status_code, answer.json()["length"]) == (200, len(PICTURE))
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("media", ["image/png", "application/octet-stream"])
def test_a_body_of_its_own_is_a_picture(client: httpx.Client, media: str) -> None:
    answer = client.post("/api/weigh", content=PICTURE, headers={"content-type": media})
    assert answer.json()["length"] == len(PICTURE)


def test_a_body_in_pieces_without_a_length_is_a_picture(client: httpx.Client) -> None:
    answer = client.post("/api/weigh", content=iter([b"a" * 70_000, b"b" * 70_000]))
    assert answer.json()["length"] == 140_000


def test_one_function_answers_with_page_fragment_and_json(client: httpx.Client) -> None:
    files = {"file": ("a.png", PICTURE, "image/png")}
    page, fragment = client.post("/weigh", files=files), client.post("/fragments/weigh", files=files)
    assert "<!doctype html>" in page.text
    assert "Weighed" in fragment.text
    assert "<!doctype html>" not in fragment.text
    asked = client.post("/weigh", files=files, headers={"accept": "application/json"})
    assert asked.json()["length"] == len(PICTURE)


def test_a_form_shows_its_own_refusal_to_people_and_problem_details_to_programs(client: httpx.Client) -> None:
    for address in ("/weigh", "/fragments/weigh"):
        page = client.post(address, content=b"refuse me", headers={"content-type": "image/png"})
        assert page.status_code == 422
        assert "Not weighed: too_light" in page.text
    assert code(client.post("/api/weigh", content=b"refuse me")) == (422, "too_light")


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        ({"files": {"file": ("", b"", "application/octet-stream")}}, (400, "no_picture")),
        ({"content": b""}, (400, "no_picture")),
        ({"files": [("file", ("a", b"a")), ("file", ("b", b"b"))]}, (400, "too_many_files")),
        ({"files": [("file", ("a", b""))] * 12}, (400, "too_many_files")),
        ({"files": {"photo": ("a", b"a")}}, (400, "unknown_field")),
        ({"files": {"file": ("a", b"a")}, "data": {"note": "x"}}, (400, "unknown_field")),
        ({"data": {"file": "x"}}, (415, "unsupported_upload")),
        ({"json": {"file": "x"}}, (415, "unsupported_upload")),
    ],
)
def test_what_is_no_one_picture_is_refused(
    client: httpx.Client, sent: dict[str, Any], expected: tuple[int, str]
) -> None:
    assert code(client.post("/api/weigh", **sent)) == expected


@pytest.mark.parametrize(
    ("media", "body"),
    [
        ("multipart/form-data", b"x"),
        ("multipart/form-data; boundary=", b"x"),
        ("multipart/form-data; boundary=x", b"no form at all"),
        ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data; name=file\r\n\r\ncut off"),
        ("multipart/form-data; boundary=x", b"--x\r\nno header\r\n\r\na\r\n--x--"),
        ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: attachment\r\n\r\na\r\n--x--"),
        ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data; name=\xff\r\n\r\na\r\n--x--"),
    ],
)
def test_a_broken_form_is_told_as_such(client: httpx.Client, media: str, body: bytes) -> None:
    assert code(client.post("/api/weigh", content=body, headers={"content-type": media})) == (400, "upload_broken")


def test_a_file_over_the_cap_is_refused_before_it_is_read(scales: str) -> None:
    with socket.create_connection(("127.0.0.1", int(scales.rpartition(":")[2])), timeout=10) as connection:
        head = (
            f"POST /api/weigh HTTP/1.1\r\nhost: x\r\ncontent-type: image/png\r\ncontent-length: {LARGEST * 50}\r\n\r\n"
        )
        connection.sendall(head.encode())
        assert connection.recv(4096).startswith(b"HTTP/1.1 413")


def test_a_file_over_the_cap_is_refused_when_its_length_was_not_told(client: httpx.Client) -> None:
    answer = client.post("/api/weigh", content=iter([b"a" * 1_000_000] * 21))
    assert code(answer) == (413, "too_large")


def test_a_file_of_one_byte_too_many_is_refused(client: httpx.Client) -> None:
    assert client.post("/api/weigh", content=b"a" * LARGEST).json()["length"] == LARGEST
    assert code(client.post("/api/weigh", content=b"a" * (LARGEST + 1))) == (413, "too_large")


def test_the_cap_is_what_the_decoder_takes() -> None:
    assert UPLOAD.bytes == LARGEST


def begin(address: str, length: int, sent: bytes) -> socket.socket:
    """An upload that has begun: its head, and the first bytes of as many as it announces."""
    connection = socket.create_connection(("127.0.0.1", int(address.rpartition(":")[2])), timeout=10)
    connection.sendall(b"POST /api/weigh HTTP/1.1\r\nhost: x\r\ncontent-length: %d\r\n\r\n" % length + sent)
    return connection


def test_a_body_that_does_not_come_gives_its_place_back(scales: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upload, "PAUSE_SECONDS", 0.3)
    with begin(scales, 1000, b"abc") as connection:
        assert connection.recv(4096).startswith(b"HTTP/1.1 408")


def test_a_body_that_trickles_has_an_end(scales: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upload, "WHOLE_SECONDS", 0.5)
    with begin(scales, 1000, b"abc") as connection:
        connection.settimeout(0.1)
        answer = b""
        for _ in range(30):
            try:
                answer = connection.recv(4096)
                break
            except TimeoutError:
                connection.sendall(b"d")
        assert answer.startswith(b"HTTP/1.1 408")


def test_slow_bodies_that_announce_much_hold_nobody_up(
    scales: str, client: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Uploads, "patience", 0.5)
    slow = [begin(scales, LARGEST, b"a" * 40_000) for _ in range(6)]
    time.sleep(0.2)
    assert client.post("/api/weigh", content=b"a" * 15_000_000).json()["length"] == 15_000_000
    for connection in slow:
        connection.close()


def test_one_client_has_so_many_places(scales: str, client: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line, "MOST_OF_ONE", 2)
    slow = [begin(scales, 1000, b"a") for _ in range(2)]
    time.sleep(0.2)
    assert code(client.post("/api/weigh", content=b"a")) == (503, "too_many_uploads")
    for connection in slow:
        connection.close()
    time.sleep(0.2)
    assert client.post("/api/weigh", content=b"a").status_code == 200


def test_several_large_pictures_at_once_all_come_through(scales: str) -> None:
    told: list[int] = []

    def send() -> None:
        told.append(httpx.post(scales + "/api/weigh", content=b"a" * 12_000_000, timeout=20).status_code)

    threads = [threading.Thread(target=send) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert told == [200] * 5


@pytest.mark.parametrize("address", ["/weigh", "/api/weigh"])
def test_want_of_memory_is_told_as_such(client: httpx.Client, address: str) -> None:
    answer = client.post(address, content=b"no memory", headers={"content-type": "image/png"})
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "60")
    assert "no_memory" in answer.text


def test_want_of_memory_while_a_body_is_read_is_told_as_such(
    client: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(Uploads, "grow", fail)
    assert code(client.post("/api/weigh", content=b"a")) == (503, "no_memory")


def test_a_caller_who_hangs_up_is_no_error_of_ours(scales: str, caplog: pytest.LogCaptureFixture) -> None:
    with socket.create_connection(("127.0.0.1", int(scales.rpartition(":")[2])), timeout=10) as connection:
        connection.sendall(b"POST /api/weigh HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\n\r\nabc")
        time.sleep(0.1)
    time.sleep(0.2)
    assert caplog.records == []


def test_who_waits_too_long_is_told_when_to_come_back(
    client: httpx.Client, busy: Busy, monkeypatch: pytest.MonkeyPatch
) -> None:
    busy.free.clear()
    threads = [threading.Thread(target=client.post, args=["/api/weigh"], kwargs={"content": b"a"}) for _ in range(2)]
    for thread in threads:
        thread.start()
    time.sleep(0.3)
    monkeypatch.setattr(Uploads, "patience", 0.2)
    late = client.post("/api/weigh", content=b"a")
    busy.free.set()
    for thread in threads:
        thread.join()
    assert code(late) == (503, "too_many_uploads")
    assert late.headers["retry-after"] == "10"
    assert client.post("/api/weigh", content=b"a").status_code == 200


def test_the_document_shows_what_to_send(client: httpx.Client) -> None:
    operation = client.get("/openapi.json").json()["paths"]["/api/weigh"]["post"]
    assert operation["requestBody"]["content"]["multipart/form-data"]["schema"]["required"] == ["file"]
    assert list(operation["responses"]) == ["200", "default"]
    assert "-F file=@picture.jpg" in client.get("/docs").text


def test_another_site_can_not_send_a_picture(client: httpx.Client) -> None:
    answer = client.post("/api/weigh", content=PICTURE, headers={"sec-fetch-site": "cross-site"})
    assert code(answer) == (403, "cross_site_request")


def test_weighed_has_no_fields_that_json_lacks(client: httpx.Client) -> None:
    told = client.post("/api/weigh", content=PICTURE).json()
    assert set(told) == {field.name for field in msgspec.structs.fields(Weighed)}
