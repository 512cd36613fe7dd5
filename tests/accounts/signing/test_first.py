"""The first account, which runs the instance."""

from __future__ import annotations

import logging
import re
from pathlib import Path

import httpx
import pytest

from app.accounts.signing.first import print_first_link
from tests.accounts.signing.conftest import PASSWORD
from tests.instance import Instance, running_instance


def token_of(instance: Instance) -> str:
    return print_first_link(instance.rooms.accounts).partition("?first=")[2]


def sign_up(instance: Instance, email: str, first: str) -> httpx.Response:
    with httpx.Client(base_url=instance.url) as client:
        return client.post("/api/auth/register", json={"email": email, "password": PASSWORD, "first": first})


def test_the_start_prints_a_link_that_makes_the_operator(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)
    with running_instance(tmp_path) as instance:
        printed = re.search(r"/signup\?first=(\S+)", caplog.text)
        assert printed
        page = instance.client.get(f"/signup?first={printed[1]}").text
        assert "as the operator" in page
        form = {"email": "op@example.org", "password": PASSWORD, "name": "", "next": "", "first": printed[1]}
        answer = instance.client.post("/signup", data=form)
        assert (answer.status_code, answer.headers["location"]) == (303, "/dashboard")
        me = instance.json("/me")
        assert (me["is_admin"], me["email_verified"]) == (True, True)
        assert sign_up(instance, "second@example.org", printed[1]).json()["code"] == "link_expired"
        assert print_first_link(instance.rooms.accounts) == ""


def test_a_stranger_who_is_quicker_runs_nothing(tmp_path: Path) -> None:
    with running_instance(tmp_path) as instance:
        first = token_of(instance)
        assert not sign_up(instance, "stranger@example.org", "").json()["is_admin"]
        assert sign_up(instance, "op@example.org", first).json()["is_admin"]


def test_a_guessed_and_an_older_link_make_no_account(tmp_path: Path) -> None:
    with running_instance(tmp_path) as instance:
        older = token_of(instance)
        newer = token_of(instance)
        for first in ("guessed", older):
            answer = sign_up(instance, "op@example.org", first)
            assert (answer.status_code, answer.json()["code"]) == (410, "link_expired")
        assert sign_up(instance, "op@example.org", newer).json()["is_admin"]
