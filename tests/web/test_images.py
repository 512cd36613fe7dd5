"""Image files over HTTP."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from app.web.conditional import Unsatisfiable, asked_range
from app.web.images import KEPT_WHOLE
from tests.web.conftest import put_image

if TYPE_CHECKING:
    from app.media.files import Files
    from tests.web.conftest import Client, Shelf

SMALL = bytes(range(256)) * 40
LARGE = os.urandom(KEPT_WHOLE + 300_001)


@pytest.fixture
def small(files: Files) -> str:
    return put_image(files, SMALL)


@pytest.fixture
def large(files: Files) -> str:
    return put_image(files, LARGE)


def test_an_image_may_be_kept_for_ever(client: Client, small: str) -> None:
    answer = client.get(small)
    assert answer.content == SMALL
    assert answer.headers["content-type"] == "image/webp"
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["accept-ranges"] == "bytes"
    assert "content-encoding" not in answer.headers


def test_a_kept_image_is_the_same_answer(client: Client, small: str) -> None:
    first, second = client.get(small), client.get(small)
    assert first.content == second.content
    assert dict(first.headers) == dict(second.headers)


def test_an_image_too_large_for_the_table_comes_whole(client: Client, large: str) -> None:
    answer = client.get(large)
    assert answer.content == LARGE
    assert int(answer.headers["content-length"]) == len(LARGE)


@pytest.mark.parametrize("size", ["small", "large"])
def test_head_tells_size_and_tag(client: Client, size: str, request: pytest.FixtureRequest) -> None:
    path = request.getfixturevalue(size)
    for _ in range(2):
        head, whole = client.head(path), client.get(path)
        assert head.content == b""
        assert dict(head.headers) == dict(whole.headers)


@pytest.mark.parametrize("path", ["small", "large"])
def test_head_tells_of_the_whole_whatever_part_is_asked_for(
    client: Client, path: str, request: pytest.FixtureRequest
) -> None:
    image = request.getfixturevalue(path)
    for _ in range(2):
        head = client.head(image, headers={"range": "bytes=0-9"})
        assert head.status_code == 200
        assert head.headers["content-length"] == client.get(image).headers["content-length"]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
@pytest.mark.parametrize("name", ["small", "none"])
def test_an_image_is_only_looked_at(client: Client, small: str, method: str, name: str) -> None:
    answer = client.request(method, small if name == "small" else small.replace("0193", "0194"))
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, HEAD"
    assert answer.json()["code"] == "method_not_allowed"


@pytest.mark.parametrize("size", ["small", "large"])
def test_who_has_it_gets_304(client: Client, size: str, request: pytest.FixtureRequest) -> None:
    path = request.getfixturevalue(size)
    tag = client.head(path).headers["etag"]
    for _ in range(2):
        answer = client.get(path, headers={"if-none-match": tag})
        assert (answer.status_code, answer.content) == (304, b"")
        assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
        client.get(path)


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [
        ("bytes=0-99", 0, 100),
        ("bytes=100-", 100, None),
        ("bytes=-50", -50, None),
        ("bytes=10-99999999", 10, None),
        ("bytes=-99999999", 0, None),
    ],
)
@pytest.mark.parametrize("data", [SMALL, LARGE], ids=["small", "large"])
def test_a_single_range_is_sent_alone(
    client: Client, files: Files, data: bytes, asked: str, start: int, end: int | None
) -> None:
    path = put_image(files, data)
    client.get(path)
    answer = client.get(path, headers={"range": asked})
    assert answer.status_code == 206
    assert answer.content == data[start:end]
    first = start if start >= 0 else len(data) + start
    assert answer.headers["content-range"] == f"bytes {first}-{first + len(answer.content) - 1}/{len(data)}"


@pytest.mark.parametrize("asked", ["bytes=0-1,5-6", "lines=1-2", "bytes=9-3", "bytes=-", "bytes=x-y", "bytes"])
def test_other_ranges_get_the_whole(client: Client, small: str, asked: str) -> None:
    answer = client.get(small, headers={"range": asked})
    assert (answer.status_code, answer.content) == (200, SMALL)


@pytest.mark.parametrize("asked", ["bytes=99999-", "bytes=-0", "bytes=10240-10241"])
def test_a_range_beyond_the_end_is_416_with_the_size(client: Client, small: str, asked: str) -> None:
    answer = client.get(small, headers={"range": asked})
    assert answer.status_code == 416
    assert answer.headers["content-range"] == f"bytes */{len(SMALL)}"


def test_if_range_takes_the_range_only_of_the_same_file(client: Client, small: str) -> None:
    tag = client.head(small).headers["etag"]
    same = client.get(small, headers={"range": "bytes=0-9", "if-range": tag})
    other = client.get(small, headers={"range": "bytes=0-9", "if-range": '"another"'})
    assert (same.status_code, other.status_code) == (206, 200)


def test_a_range_of_an_empty_body_cannot_be_met() -> None:
    with pytest.raises(Unsatisfiable):
        asked_range("bytes=0-", "", '"t"', 0)


def test_a_removed_image_is_gone_with_the_next_version(client: Client, small: str, files: Files, shelf: Shelf) -> None:
    assert client.get(small).status_code == 200
    (files.root / small.lstrip("/")).unlink()
    shelf.version += 1
    assert client.get(small).status_code == 404


def test_an_image_outlives_a_new_version_of_the_data(client: Client, small: str, shelf: Shelf) -> None:
    client.get(small)
    shelf.version += 1
    assert client.get(small).content == SMALL


def test_a_link_out_of_the_folder_is_no_image(client: Client, small: str, files: Files) -> None:
    secret = files.root / "secret"
    secret.write_bytes(b"secret")
    file = files.root / small.lstrip("/")
    file.unlink()
    file.symlink_to(secret)
    assert client.get(small).status_code == 404


def test_a_private_image_is_not_below_the_public_address(client: Client, small: str, files: Files) -> None:
    (files.root / "images").rename(files.root / "private")
    assert client.get(small).status_code == 404
