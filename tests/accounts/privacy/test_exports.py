"""Taking one's data along: ordered, made by the engine, fetched by its owner."""

from __future__ import annotations

import json
import os
import time
import tracemalloc
import zipfile
from datetime import timedelta
from io import BytesIO
from typing import Any

import httpx

from app.accounts.privacy.archive import write_archive
from app.accounts.privacy.erasing import erase_due, expire_exports
from app.accounts.privacy.queries import Export, insert_export
from tests.accounts.conftest import Member
from tests.accounts.privacy.conftest import Full, deliver, id_of, renders_of
from tests.instance import Instance
from tests.outbox import Outbox


def order(client: httpx.Client) -> httpx.Response:
    return client.post("/api/settings/privacy/export")


def ready(instance: Instance, client: httpx.Client) -> dict[str, Any]:
    """The finished export, as the page tells it."""
    instance.rooms.engine.wake()
    until = time.monotonic() + 20
    while not (told := client.get("/api/settings/privacy").json())["ready"]:
        assert time.monotonic() < until, told
        time.sleep(0.02)
    found: dict[str, Any] = told["ready"]
    return found


def exported(instance: Instance, client: httpx.Client) -> zipfile.ZipFile:
    assert order(client).status_code == 202
    return zipfile.ZipFile(BytesIO(client.get(ready(instance, client)["url"]).content))


def later(instance: Instance, user_id: str, **by: float) -> None:
    """Let a person's exports be older."""
    values = {"user": user_id, "seconds": f"-{timedelta(**by).total_seconds()} seconds"}
    with instance.rooms.store.write() as db:
        for column in ("created_at", "expires_at"):
            db.conn.execute(
                f"UPDATE exports SET {column} = strftime('%Y-%m-%dT%H:%M:%f', {column}, :seconds) || '+00:00'"
                f" WHERE user_id = :user AND {column} IS NOT NULL",
                values,
            )


def files_of(instance: Instance) -> list[str]:
    return sorted(path.stem for path in (instance.rooms.settings.data_folder / "private" / "exports").glob("*"))


def test_an_export_holds_all_that_is_kept(instance: Instance, full: Full) -> None:
    person = full("holds")
    archive = exported(instance, person.client)
    assert archive.testzip() is None
    account = json.loads(archive.read("account.json"))
    assert (account["id"], account["email"], account["name"]) == (person.id, person.email, "Nom de holds")
    assert account["recovery_codes_left"] == 1
    assert [each["way"] for each in json.loads(archive.read("sessions.json"))] == ["password"]
    (key,) = json.loads(archive.read("api-keys.json"))
    assert (key["name"], key["scopes"], key["hint"]) == ("Key of holds", ["read"], "q9Zkholds")
    assert [each["name"] for each in json.loads(archive.read("passkeys.json"))] == ["Ring"]
    assert {"session.begun", "profile.changed", "key.made", "export.ordered"} <= {
        line["action"] for line in json.loads(archive.read("activity.json"))
    }
    assert archive.read("picture.webp")[8:12] == b"WEBP"
    assert person.email in archive.read("README.txt").decode()


def test_an_export_holds_every_render_with_its_recipe_and_picture(instance: Instance, full: Full) -> None:
    person = full("renders")
    archive = exported(instance, person.client)
    rows = {row["id"]: row for row in json.loads(archive.read("gallery/renders.json"))}
    own = renders_of(instance, person.id)
    assert rows.keys() == own.keys()
    assert {row["public"] for row in rows.values()} == {True, False}
    for render_id, path in own.items():
        assert rows[render_id]["metadata"]["recipe"]["prompt"] == "prompt of renders"
        (name,) = rows[render_id]["files"]
        assert archive.read(f"gallery/{name}") == (instance.rooms.settings.data_folder / path).read_bytes()


def test_an_export_holds_no_secret_and_nothing_of_others(instance: Instance, full: Full) -> None:
    other, person = full("other"), full("own")
    archive = exported(instance, person.client)
    whole = b"".join(archive.read(name) for name in archive.namelist())
    assert not [name for name, mark in other.marks.items() if mark in whole]
    assert not [word for word in (b"$argon2", b"token_hash", b"code_hash", b"public_key") if word in whole]


def test_one_is_made_at_a_time(instance: Instance, member: Member) -> None:
    client, accounts = member("waits@letters.example"), instance.rooms.accounts
    with accounts.store.write() as db:
        insert_export(db, "waiting", id_of(instance, "waits@letters.example"), b"", accounts.now())
    answer = order(client)
    assert (answer.status_code, answer.json()["code"]) == (409, "export_under_way")
    page = client.get("/settings/privacy").text
    assert "being put together" in page
    assert "Export my data" not in page


def test_there_is_one_a_day(instance: Instance, full: Full) -> None:
    person = full("daily")
    exported(instance, person.client)
    answer = order(person.client)
    assert (answer.status_code, answer.json()["code"]) == (429, "export_recent")
    assert 86000 < int(answer.headers["retry-after"]) <= 86400


def test_a_newer_export_takes_the_older_one_s_place(instance: Instance, full: Full) -> None:
    person = full("newer")
    assert order(person.client).status_code == 202
    first = ready(instance, person.client)
    later(instance, person.id, hours=25)
    second_id = order(person.client).json()["id"]
    while (second := ready(instance, person.client))["url"] == first["url"]:
        time.sleep(0.02)
    assert person.client.get(first["url"]).status_code == 404
    assert person.client.get(second["url"]).status_code == 200
    assert second_id in files_of(instance)


def test_only_a_fresh_sign_in_may_order_one(member: Member) -> None:
    stale = member(fresh=False)
    answer = order(stale)
    assert (answer.status_code, answer.json()["code"]) == (403, "fresh_sign_in_needed")
    assert "/signin/again?next=/settings/privacy" in stale.get("/settings/privacy").text


def test_nobody_but_its_owner_can_fetch_one(
    instance: Instance, full: Full, member: Member, browser: httpx.Client
) -> None:
    person, other = full("private"), member(admin=True)
    order(person.client)
    url = ready(instance, person.client)["url"]
    assert other.get(url).status_code == 404
    assert browser.get(url).headers["location"].startswith("/signin?next=/settings/privacy/export/")
    assert person.client.get(f"{url}x").status_code == 404


def test_a_download_is_a_file_that_nothing_keeps(instance: Instance, full: Full) -> None:
    person = full("download")
    order(person.client)
    told = ready(instance, person.client)
    answer = person.client.get(told["url"])
    assert answer.headers["content-disposition"] == 'attachment; filename="127.0.0.1-export.zip"'
    assert answer.headers["cache-control"] == "private, no-store"
    assert answer.headers["content-type"] == "application/zip"
    assert int(answer.headers["content-length"]) == told["bytes"] == len(answer.content)


def test_a_mail_tells_when_it_is_ready_and_leads_there(instance: Instance, full: Full, outbox: Outbox) -> None:
    person = full("mailed")
    order(person.client)
    told = ready(instance, person.client)
    deliver(instance)
    letter = outbox.latest(person.email, "export_ready")
    assert told["url"] in letter.text
    assert told["url"] in letter.html


def test_after_seven_days_it_is_gone_from_the_disk(instance: Instance, full: Full) -> None:
    person = full("expired")
    export_id = order(person.client).json()["id"]
    url = ready(instance, person.client)["url"]
    assert export_id in files_of(instance)
    kept = instance.rooms.settings.data_folder / "private" / "exports" / f"{export_id}.zip"
    assert kept.stat().st_mode & 0o077 == 0
    later(instance, person.id, days=7)
    assert person.client.get(url).status_code == 404
    expire_exports(instance.rooms.accounts)
    assert export_id not in files_of(instance)
    assert order(person.client).status_code == 202
    ready(instance, person.client)


def test_the_size_of_an_export_takes_disk_and_no_memory(instance: Instance, full: Full) -> None:
    person, root = full("large"), instance.rooms.settings.data_folder
    path = min(renders_of(instance, person.id).values())
    with (root / path).open("wb") as file:
        file.truncate(48 << 20)
    accounts = instance.rooms.accounts
    export = Export(
        id="x", user_id=person.id, status="pending", path=None, bytes=None, created_at=accounts.now(), expires_at=None
    )
    target = root / "tmp" / "large.zip"
    tracemalloc.start()
    write_archive(accounts, export, target, lambda _: None)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert target.stat().st_size > 48 << 20
    assert peak < 8 << 20
    target.unlink()


def test_a_picture_that_is_gone_is_named_and_the_rest_is_there(instance: Instance, full: Full) -> None:
    person = full("missing")
    lost = min(renders_of(instance, person.id).items())
    for path in instance.rooms.files.places(lost[1]):
        path.unlink(missing_ok=True)
    archive = exported(instance, person.client)
    assert lost[0] in archive.read("README.txt").decode()
    assert len([name for name in archive.namelist() if name.startswith("gallery/pictures/")]) == 1


def test_the_form_of_the_page_orders_one(instance: Instance, full: Full) -> None:
    person = full("form")
    answer = person.client.post("/settings/privacy/export")
    assert (answer.status_code, answer.headers["location"]) == (303, "/settings/privacy")
    url = ready(instance, person.client)["url"]
    assert f'href="{url}" download' in person.client.get("/settings/privacy").text


def test_an_unfinished_file_of_a_process_that_died_is_swept_up(instance: Instance, member: Member) -> None:
    member("swept@letters.example")
    root = instance.rooms.settings.data_folder
    left = [root / "tmp" / "export-x-1.zip", root / "private" / "exports" / "unknown.zip"]
    left.append(root / "private" / "people" / f"{id_of(instance, 'swept@letters.example')}-00112233.webp")
    fresh = root / "tmp" / "export-y-1.zip"
    for path in (*left, fresh):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    for path in left:
        os.utime(path, (time.time() - 7200,) * 2)
    erase_due(instance.rooms.accounts)
    assert [path.exists() for path in (*left, fresh)] == [False, False, False, True]
    fresh.unlink()
