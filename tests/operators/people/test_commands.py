"""`python -m app user …` as an operator calls it, beside a running server."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.__main__ import main
from app.accounts.people.queries import by_email
from app.accounts.people.user import User
from app.accounts.second.queries import set_second_step
from app.accounts.signing.tickets import RESET
from tests.instance import Instance, running_instance

ROOT = Path(__file__).resolve().parents[3]
PASSWORD, OTHER = "seven grey herons", "eight blue otters"
Ran = tuple[int, str, str]


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Instance]:
    with running_instance(tmp_path_factory.mktemp("people")) as instance:
        yield instance


@pytest.fixture
def command(
    running: Instance, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Any:
    """Runs the command in this process, on the data folder that the server has open."""
    monkeypatch.setenv("DATA_DIR", str(running.rooms.settings.data_folder.resolve()))
    monkeypatch.setenv("BASE_URL", running.url)
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str, given: str = "") -> Ran:
        capsys.readouterr()
        monkeypatch.setattr(sys, "stdin", io.StringIO(given))
        try:
            status = main(["user", *arguments])
        except SystemExit as left:
            status = int(left.code or 0)
        return status, *capsys.readouterr()

    return run


def user(running: Instance, email: str) -> User:
    with running.rooms.store.read() as db:
        found = by_email(db, email)
    assert found is not None
    return found


def login(running: Instance, email: str, password: str = PASSWORD) -> httpx.Response:
    return httpx.post(f"{running.url}/api/auth/login", json={"email": email, "password": password})


def signed_in(running: Instance, answer: httpx.Response) -> bool:
    return httpx.get(f"{running.url}/api/auth/me", cookies=dict(answer.cookies)).status_code == 200


def create(command: Any, email: str, *more: str) -> None:
    status, _, said = command("create", email, "--password-stdin", *more, given=PASSWORD + "\n")
    assert status == 0, said


def told(running: Instance, email: str) -> list[tuple[str, str]]:
    given = {"id": user(running, email).id}
    with running.rooms.store.read() as db:
        rows = db.conn.execute("SELECT action, actor FROM audit WHERE user_id = :id ORDER BY number", given)
        return [(row[0], row[1]) for row in rows]


def test_an_account_is_made_that_can_sign_in_at_once(running: Instance, command: Any) -> None:
    create(command, "ada@example.org", "--name", "Ada")
    answer = login(running, "ada@example.org")
    assert answer.json()["email_verified"] is True
    assert (answer.json()["name"], answer.json()["is_admin"]) == ("Ada", False)
    assert ("account.made", "operator") in told(running, "ada@example.org")


def test_an_admin_is_made(running: Instance, command: Any) -> None:
    create(command, "root@example.org", "--admin")
    assert login(running, "root@example.org").json()["is_admin"] is True


def test_without_a_password_a_link_sets_one(running: Instance, command: Any) -> None:
    status, said, _ = command("create", "link@example.org")
    link = said.strip().splitlines()[-1]
    assert status == 0
    assert link.startswith(f"{running.url}/reset/set?token=")
    token = link.partition("token=")[2]
    answer = httpx.post(f"{running.url}/api/reset/set", json={"token": token, "password": OTHER})
    assert answer.status_code == 200, answer.text
    assert login(running, "link@example.org", OTHER).status_code == 200


@pytest.mark.parametrize(
    ("email", "given", "status"),
    [
        ("no address", PASSWORD, 2),
        ("short@example.org", "short", 2),
        ("common@example.org", "1234567890", 2),
        ("empty@example.org", "", 2),
        ("empty@example.org", "\n" + PASSWORD, 2),
    ],
)
def test_what_will_not_do_makes_no_account(command: Any, email: str, given: str, status: int) -> None:
    ended, said, wrong = command("create", email, "--password-stdin", given=given)
    assert (ended, said) == (status, "")
    assert wrong.startswith("tessera: ")
    assert email not in command("list")[1]


def test_an_address_that_is_taken_fails(running: Instance, command: Any) -> None:
    create(command, "twice@example.org")
    status, _, wrong = command("create", "TWICE@example.org", "--password-stdin", given=OTHER)
    assert status == 1
    assert "already" in wrong
    assert login(running, "twice@example.org").status_code == 200


@pytest.mark.parametrize("verb", ["grant-admin", "revoke-admin", "disable", "enable", "reset-password"])
def test_an_address_without_an_account_fails(command: Any, verb: str) -> None:
    status, said, wrong = command(verb, "nobody@example.org")
    assert (status, said) == (1, "")
    assert "no account nobody@example.org" in wrong


@pytest.mark.parametrize("call", [[], ["create"], ["frobnicate", "a@example.org"], ["list", "--xml"], ["disable"]])
def test_a_wrong_call_is_told_so(command: Any, call: list[str]) -> None:
    assert command(*call)[0] == 2


def test_the_list_is_a_table_for_people_and_json_for_programs(command: Any) -> None:
    create(command, "listed@example.org", "--name", "Lis", "--admin")
    rows = [line.split() for line in command("list")[1].splitlines()]
    assert rows[0][:4] == ["ADDRESS", "NAME", "SINCE", "STATE"]
    row = next(row for row in rows if row[0] == "listed@example.org")
    assert row[1:] == ["Lis", f"{datetime.now(UTC):%Y-%m-%d}", "active", "runs", "the", "instance"]
    people = {each["email"]: each for each in json.loads(command("list", "--json")[1])}
    listed = people["listed@example.org"]
    assert {key: listed[key] for key in ("name", "admin", "state", "verified", "second_step")} == {
        "name": "Lis",
        "admin": True,
        "state": "active",
        "verified": True,
        "second_step": False,
    }
    assert "hash" not in json.dumps(people)


def test_who_is_made_an_operator_signs_in_anew(running: Instance, command: Any) -> None:
    create(command, "rising@example.org")
    before = login(running, "rising@example.org")
    assert command("grant-admin", "rising@example.org")[0] == 0
    assert not signed_in(running, before)
    assert login(running, "rising@example.org").json()["is_admin"] is True
    assert ("admin.granted", "operator") in told(running, "rising@example.org")


def test_rights_that_are_taken_back_are_gone_at_once(running: Instance, command: Any) -> None:
    create(command, "falling@example.org", "--admin")
    cookies = dict(login(running, "falling@example.org").cookies)
    url = f"{running.url}/api/admin/audit"
    assert httpx.get(url, cookies=cookies).status_code == 200
    assert command("revoke-admin", "falling@example.org")[0] == 0
    assert httpx.get(url, cookies=cookies).json()["code"] == "operators_only"


def test_a_locked_account_is_out_at_once_and_its_keys_for_good(running: Instance, command: Any) -> None:
    create(command, "locked@example.org")
    inside = login(running, "locked@example.org")
    cookies, given = dict(inside.cookies), {"name": "k", "scopes": ["read"]}
    token = httpx.post(f"{running.url}/api/settings/keys", json=given, cookies=cookies).json()["token"]
    key = {"authorization": f"Bearer {token}"}
    assert httpx.get(f"{running.url}/api/auth/me", headers=key).status_code == 200
    status, said, _ = command("disable", "locked@example.org")
    assert (status, said) == (0, "locked@example.org is locked. Ended: 1 sessions, 1 API keys.\n")
    assert not signed_in(running, inside)
    assert httpx.get(f"{running.url}/api/auth/me", headers=key).status_code == 401
    assert login(running, "locked@example.org").json()["code"] == "account_disabled"
    assert command("enable", "locked@example.org")[0] == 0
    assert login(running, "locked@example.org").status_code == 200
    assert not signed_in(running, inside)
    assert httpx.get(f"{running.url}/api/auth/me", headers=key).status_code == 401


def test_who_lost_the_second_step_gets_in_by_password_again(running: Instance, command: Any) -> None:
    create(command, "stranded@example.org")
    inside = login(running, "stranded@example.org")
    with running.rooms.store.write() as db:
        set_second_step(db, user(running, "stranded@example.org").id, on=True)
    assert login(running, "stranded@example.org").status_code == 202
    assert command("drop-second-step", "stranded@example.org")[0] == 0
    assert not signed_in(running, inside)
    assert login(running, "stranded@example.org").status_code == 200
    assert ("second_step.off", "operator") in told(running, "stranded@example.org")


def test_a_link_to_a_new_password_is_good_for_a_day_and_once(running: Instance, command: Any) -> None:
    create(command, "forgot@example.org")
    said = command("reset-password", "forgot@example.org")[1]
    token = said.strip().rpartition("token=")[2]
    with running.rooms.store.read() as db:
        given = {"user": user(running, "forgot@example.org").id, "kind": RESET}
        row = db.conn.execute("SELECT expires_at FROM tickets WHERE user_id = :user AND kind = :kind", given).fetchone()
    assert timedelta(hours=23) < datetime.fromisoformat(row[0]) - datetime.now(UTC) <= timedelta(days=1)
    answers = [
        httpx.post(f"{running.url}/api/reset/set", json={"token": token, "password": OTHER}).status_code
        for _ in range(2)
    ]
    assert answers == [200, 410]
    assert login(running, "forgot@example.org", OTHER).status_code == 200


def test_a_password_that_is_set_ends_all_sessions(running: Instance, command: Any) -> None:
    create(command, "set@example.org")
    inside = login(running, "set@example.org")
    assert command("reset-password", "set@example.org", "--password-stdin", given=OTHER + "\r\n")[0] == 0
    assert not signed_in(running, inside)
    assert login(running, "set@example.org").status_code == 401
    assert login(running, "set@example.org", OTHER).status_code == 200


def test_a_locked_account_gets_no_new_password(running: Instance, command: Any) -> None:
    create(command, "stays-locked@example.org")
    command("disable", "stays-locked@example.org")
    status, said, wrong = command("reset-password", "stays-locked@example.org")
    assert (status, said) == (2, "")
    assert "user enable stays-locked@example.org" in wrong


def test_no_password_is_printed_or_written_down(running: Instance, command: Any) -> None:
    status, said, wrong = command("create", "quiet@example.org", "--password-stdin", given=PASSWORD)
    assert status == 0
    with running.rooms.store.read() as db:
        rows = db.conn.execute("SELECT * FROM audit").fetchall() + db.conn.execute("SELECT * FROM users").fetchall()
    assert PASSWORD not in said + wrong + repr(rows)


def test_a_process_of_its_own_does_the_same_and_is_seen_by_the_server(running: Instance, tmp_path: Path) -> None:
    environment = os.environ | {
        "DATA_DIR": str(running.rooms.settings.data_folder.resolve()),
        "PYTHONPATH": str(ROOT),
    }
    done = subprocess.run(
        [sys.executable, "-m", "app", "user", "create", "process@example.org", "--password-stdin"],
        input=PASSWORD,
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "process@example.org has an account now.\n"), done.stderr
    assert login(running, "process@example.org").status_code == 200
