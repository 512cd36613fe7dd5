"""JSON that is nested beyond reading."""

from __future__ import annotations

import httpx
import pytest

from tests.accounts.conftest import Member

DEEP = "[" * 20_000 + "]" * 20_000


@pytest.mark.parametrize("path", ["/api/auth/register", "/api/auth/login", "/api/reset", "/api/passkeys/signin"])
def test_a_body_nested_too_deep_is_refused_as_no_json(browser: httpx.Client, path: str) -> None:
    answer = browser.post(path, content=f'{{"email": {DEEP}}}', headers={"content-type": "application/json"})
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_json")


def test_a_passkey_s_answer_nested_too_deep_is_refused(member: Member) -> None:
    answer = member().post("/api/passkeys/signin", json={"credential": f'{{"a": {DEEP}}}'})
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_passkey")
