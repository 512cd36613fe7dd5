"""Confirming an address."""

from __future__ import annotations

import datetime as dt

import httpx
import pytest

from app.accounts import limits
from app.web.rates import Rates
from tests.accounts.conftest import Member
from tests.accounts.signing.conftest import PASSWORD, Browsers, Joiner
from tests.instance import Instance
from tests.outbox import Outbox


def verified(client: httpx.Client) -> bool:
    return bool(client.get("/api/auth/me").json()["email_verified"])


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06d}"


def test_the_code_confirms_however_it_is_spaced(join: Joiner, outbox: Outbox) -> None:
    client, email = join()
    code = outbox.latest(email, "verify").code
    answer = client.post("/verify-email", data={"code": f" {code[:3]} {code[3:]} ", "next": "/settings/mails"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/settings/mails")
    assert verified(client)


def test_a_wrong_code_is_told_beside_its_field(join: Joiner, outbox: Outbox) -> None:
    client, email = join()
    code = wrong(outbox.latest(email, "verify").code)
    answer = client.post("/verify-email", data={"code": code})
    assert (answer.status_code, 'id="w-code"' in answer.text) == (400, True)
    assert client.post("/api/verify-email", json={"code": code}).json()["code"] == "wrong_code"
    assert not verified(client)


def test_after_five_wrong_codes_only_a_new_letter_s_code_is_taken(join: Joiner, outbox: Outbox) -> None:
    client, email = join()
    code = outbox.latest(email, "verify").code
    for _ in range(5):
        client.post("/api/verify-email", json={"code": wrong(code)})
    assert client.post("/api/verify-email", json={"code": code}).status_code == 400
    assert client.post("/verify-email/resend").status_code == 202
    newer = outbox.latest(email, "verify", least=2).code
    assert client.post("/api/verify-email", json={"code": newer}).status_code == 200
    assert verified(client)


def test_a_code_is_its_own_account_s(join: Joiner, outbox: Outbox) -> None:
    _, email = join()
    other, _ = join()
    code = outbox.latest(email, "verify").code
    assert other.post("/api/verify-email", json={"code": code}).json()["code"] == "wrong_code"


@pytest.mark.parametrize("code", ["", "12345", "١٢٣٤٥٦", "a" * 5000])
def test_what_is_no_code_is_wrong(join: Joiner, outbox: Outbox, code: str) -> None:
    client, email = join()
    outbox.latest(email, "verify")
    assert client.post("/api/verify-email", json={"code": code}).json()["code"] == "wrong_code"


def test_the_link_confirms_by_its_button_alone(join: Joiner, outbox: Outbox) -> None:
    client, email = join()
    token = outbox.latest(email, "verify").token
    page = client.get(f"/verify-email?token={token}")
    assert (page.status_code, email in page.text, verified(client)) == (200, True, False)
    assert client.post("/verify-email", data={"token": token}).headers["location"] == "/dashboard"
    assert verified(client)
    assert client.get(f"/verify-email?token={token}").status_code == 410
    assert client.post("/api/verify-email", json={"token": token}).json()["code"] == "link_expired"


def test_whoever_is_not_signed_in_is_sent_to_it_and_back_to_the_link(
    browsers: Browsers, join: Joiner, outbox: Outbox
) -> None:
    owner, email = join()
    token = outbox.latest(email, "verify").token
    client = browsers()
    page = client.get(f"/verify-email?token={token}").text
    assert email not in page
    assert client.post("/api/verify-email", json={"token": token}).status_code == 401
    assert not verified(owner)
    back = f"/verify-email?token={token}"
    assert f'href="/signin?next={back.replace("?", "%3F").replace("=", "%3D")}"' in page
    answer = client.post("/signin", data={"email": email, "password": PASSWORD, "next": back})
    assert answer.headers["location"] == back


def test_nobody_confirms_a_stranger_s_account_by_a_click(member: Member, join: Joiner, outbox: Outbox) -> None:
    stranger, email = join()
    token = outbox.latest(email, "verify").token
    reader = member()
    assert email not in reader.get(f"/verify-email?token={token}").text
    answer = reader.post("/api/verify-email", json={"token": token})
    assert (answer.status_code, answer.json()["code"]) == (403, "link_of_another")
    assert not verified(stranger)


def test_code_and_link_are_good_for_a_day(
    instance: Instance, join: Joiner, outbox: Outbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, email = join()
    letter = outbox.latest(email, "verify")
    accounts = instance.rooms.accounts
    later = accounts.now() + dt.timedelta(hours=25)
    monkeypatch.setattr(accounts, "now", lambda: later)
    assert client.post("/api/verify-email", json={"code": letter.code}).status_code == 400
    assert client.post("/api/verify-email", json={"token": letter.token}).status_code == 410


def test_once_more_is_told_the_same_to_everybody(
    browsers: Browsers, join: Joiner, member: Member, outbox: Outbox
) -> None:
    _, waiting = join()
    member("confirmed@example.org")
    texts = set()
    for email in ("confirmed@example.org", "nobody-waits@example.org", waiting):
        answer = browsers().post("/api/verify-email/resend", json={"email": email})
        texts.add((answer.status_code, answer.text.replace(email, "…")))
    assert len(texts) == 1
    outbox.latest(waiting, "verify", least=2)
    assert not outbox.letters("confirmed@example.org", "verify")


def test_without_a_letter_to_anybody_there_is_nothing_to_send(browser: httpx.Client) -> None:
    assert browser.post("/api/verify-email/resend", json={}).json()["code"] == "bad_email"


def test_a_confirmed_address_has_nothing_left_to_do(member: Member) -> None:
    page = member().get("/verify-email")
    assert (page.status_code, "nothing left to do" in page.text) == (200, True)


def test_codes_can_t_be_tried_for_days_but_the_link_works_on(
    instance: Instance, join: Joiner, outbox: Outbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, email = join()
    letter, user_id = outbox.latest(email, "verify"), client.get("/api/auth/me").json()["id"]
    monkeypatch.setattr(instance.rooms.accounts, "rates", Rates())
    for _ in range(limits.CODES.amount):
        instance.rooms.accounts.rates.hit(limits.CODES, user_id)
    answer = client.post("/api/verify-email", json={"code": letter.code})
    assert (answer.status_code, answer.json()["code"], verified(client)) == (429, "rate_limited", False)
    assert client.post("/api/verify-email", json={"token": letter.token}).status_code == 200
