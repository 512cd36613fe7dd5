"""A person's picture: small, square, without metadata, for its owner alone."""

from __future__ import annotations

import secrets
from io import BytesIO
from pathlib import Path

import httpx
import pytest
from PIL import Image

from app.accounts.profile.picture import PER_HOUR
from app.web.rates import Rates
from tests.accounts.conftest import Member
from tests.instance import Instance


def send(client: httpx.Client, picture: bytes) -> httpx.Response:
    return client.post("/api/settings/picture", files={"file": ("me.jpg", picture)})


def files(instance: Instance) -> set[Path]:
    return set((instance.rooms.settings.data_folder / "private" / "people").glob("*"))


def shown(client: httpx.Client) -> Image.Image:
    answer = client.get(client.get("/api/settings").json()["picture_url"])
    assert answer.headers["content-type"] == "image/webp"
    return Image.open(BytesIO(answer.content))


def test_a_picture_becomes_a_small_square_from_the_middle(member: Member, photo: bytes) -> None:
    client = member()
    assert send(client, photo).status_code == 201
    picture = shown(client).convert("RGB")
    assert picture.size == (256, 256)
    red, green, blue = (list(band.tobytes()) for band in picture.split())
    assert (max(red) < 60, min(green) > 120, max(blue) < 60) == (True, True, True)


def test_nothing_of_what_the_camera_said_is_kept(member: Member, instance: Instance, photo: bytes) -> None:
    before = files(instance)
    send(member(), photo)
    (kept,) = files(instance) - before
    assert b"Secret" in photo
    assert [mark for mark in (b"Secret", b"EXIF", b"XMP ", b"ICCP") if mark in kept.read_bytes()] == []


def test_only_its_owner_is_shown_a_picture(member: Member, browser: httpx.Client, photo: bytes) -> None:
    owner, other = member(), member()
    url = send(owner, photo).json()["picture_url"]
    assert owner.get(url).status_code == 200
    assert other.get(url).status_code == 404
    assert browser.get(url, headers={"accept": "application/json"}).status_code == 401


def test_the_browser_may_keep_a_picture_and_nobody_between(member: Member, photo: bytes) -> None:
    client = member()
    answer = client.get(send(client, photo).json()["picture_url"])
    assert answer.headers["cache-control"] == "private, max-age=31536000, immutable"


def test_another_picture_has_another_address_and_the_first_file_is_gone(
    member: Member, instance: Instance, photo: bytes
) -> None:
    client, before = member(), files(instance)
    first, second = (send(client, photo).json()["picture_url"] for _ in range(2))
    assert first != second
    assert client.get(first).status_code == 404
    assert len(files(instance) - before) == 1


def test_a_removed_picture_is_gone_from_the_disk(member: Member, instance: Instance, photo: bytes) -> None:
    client, before = member(), files(instance)
    url = send(client, photo).json()["picture_url"]
    assert client.delete("/api/settings/picture").json() == {"picture_url": ""}
    assert client.get(url).status_code == 404
    assert files(instance) == before


def test_the_form_of_the_page_sends_one_and_leads_back(member: Member, photo: bytes) -> None:
    client = member()
    answer = client.post("/settings/picture", files={"file": ("me.jpg", photo)})
    assert (answer.status_code, answer.headers["location"]) == (303, "/settings?saved=1")
    assert 'src="/me/picture/' in client.get("/settings").text


def test_a_file_that_is_no_picture_is_refused_on_the_page(member: Member) -> None:
    client = member()
    answer = client.post("/settings/picture", files={"file": ("me.jpg", b"%PDF-1.7 nothing to see")})
    assert answer.status_code == 415
    assert "<h1>Profile</h1>" in answer.text
    assert 'role="alert"' in answer.text
    assert client.get("/api/settings").json()["picture_url"] == ""


def test_a_form_without_a_file_is_refused(member: Member) -> None:
    answer = send(member(), b"")
    assert (answer.status_code, answer.json()["code"]) == (400, "no_picture")


def test_a_stranger_s_upload_is_refused_before_it_is_read(browser: httpx.Client) -> None:
    answer = send(browser, secrets.token_bytes(100))
    assert (answer.status_code, answer.json()["code"]) == (401, "sign_in_needed")


def test_one_who_sends_picture_after_picture_has_to_wait(
    member: Member, instance: Instance, photo: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, accounts = member(), instance.rooms.accounts
    monkeypatch.setattr(accounts, "rates", Rates())
    user_id = client.get("/api/auth/me").json()["id"]
    accounts.rates.hit(PER_HOUR, user_id, cost=PER_HOUR.amount)
    before = files(instance)
    answer = send(client, photo)
    assert (answer.status_code, answer.json()["code"]) == (429, "rate_limited")
    assert int(answer.headers["retry-after"]) > 0
    assert files(instance) == before


def test_a_file_over_the_limit_is_refused(member: Member) -> None:
    answer = send(member(), bytes(20_000_001))
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


def test_addresses_beside_the_picture_lead_nowhere(member: Member, photo: bytes) -> None:
    client = member()
    url = send(client, photo).json()["picture_url"]
    for other in (url.replace(".webp", ".webp.webp"), url.removesuffix(".webp"), "/me/picture/..%5Cx.webp"):
        assert client.get(other).status_code == 404
