"""One instance for what may be searched and erased, people with all that can be kept of them, and the search itself."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import httpx
import msgspec
import pytest
from PIL import Image

from app.accounts.audit.queries import note
from app.accounts.letters.postman import Postman
from app.accounts.people.queries import by_email
from app.accounts.privacy.erasing import erase_due
from app.accounts.tickets.queries import issue
from app.gallery.identity import new_id
from app.gallery.queries import finish_render, insert_render, public_render
from app.gallery.rows import Finished, NewRender
from app.web.rates import Rates
from app.web.sender import Whence
from tests.accounts.conftest import Member
from tests.instance import Instance, running_instance

HINT = "q9Zk"


class Person(NamedTuple):
    """Somebody of whom everything is kept that can be, and what to search for when they are gone."""

    id: str
    email: str
    client: httpx.Client
    marks: dict[str, bytes]


Full = Callable[[str], Person]


@pytest.fixture(scope="session")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Instance]:
    with running_instance(tmp_path_factory.mktemp("privacy")) as running:
        running.rooms.accounts.rates = Rates(times=1000)
        running.fill(["linocut"], ["lighthouse"], ["local:brush"])
        yield running


@pytest.fixture
def full(instance: Instance, member: Member) -> Full:
    """Makes a person with a picture, a session of another device, a key, letters, tickets, exports and two renders."""

    def make(called: str) -> Person:
        email = f"{called}@letters.example"
        client = member(email, password=f"a long password of {called}")
        user_id = id_of(instance, email)
        client.put("/api/settings", json={"name": f"Nom de {called}"})
        client.post("/api/settings/picture", files={"file": ("me.png", picture())})
        _keep_more(instance, user_id, email, called)
        marks = {"id": user_id, "address": email, "name": f"Nom de {called}", "key hint": HINT + called}
        marks |= {"place": f"place-of-{called}", "device": f"Device of {called}", "prompt": f"prompt of {called}"}
        return Person(user_id, email, client, {name: text.encode() for name, text in marks.items()})

    return make


def _keep_more(instance: Instance, user_id: str, email: str, called: str) -> None:
    accounts, at = instance.rooms.accounts, instance.rooms.accounts.now()
    whence = Whence(f"place-of-{called}", f"Device of {called}")
    row = {"user": user_id, "called": called, "hint": HINT + called, "at": at.isoformat(), "hash": os.urandom(32)}
    with accounts.store.write() as db:
        db.conn.execute(
            "INSERT INTO api_keys (id, token_hash, user_id, name, hint, scopes, created_at, used_from)"
            """VALUES ('key-' || :called, :hash, :user, 'Key of ' || :called, :hint, '["read"]', :at, 'x')""",
            row,
        )
        db.conn.execute(
            "INSERT INTO passkeys (id, credential_id, user_id, public_key, sign_count, transports, backed_up, name,"
            "created_at) VALUES ('pass-' || :called, :hash, :user, :hash, 0, '[\"usb\"]', 1, 'Ring', :at)",
            row,
        )
        db.conn.execute("INSERT INTO recovery_codes (user_id, code_hash) VALUES (:user, :hash)", row)
        issue(db, "reset", at, timedelta(hours=1), user_id=user_id)
        note(db, "session.refused", at, whence, detail=f"for {email}")
        note(db, "key.made", at, whence, user_id=user_id, detail=HINT + called)
    for public in (True, False):
        own_render(instance, user_id, f"prompt of {called}", public=public)


def own_render(instance: Instance, user_id: str, prompt: str, *, public: bool) -> str:
    """A finished render of a person's: the wall's first one, drawn again from their prompt."""
    gallery, now = instance.rooms.gallery, instance.rooms.accounts.now()
    with gallery.store.read() as db:
        first = db.conn.execute("SELECT min(seq), id FROM renders WHERE user_id IS NULL").fetchone()[1]
        (pattern, _) = public_render(db, first) or (None, None)
    assert pattern is not None
    assert pattern.image_path is not None
    recipe = msgspec.structs.replace(pattern.metadata.recipe, prompt=prompt, base_prompt=prompt)
    new = NewRender(
        id=new_id(),
        user_id=user_id,
        style_id=pattern.style_id,
        subject_id=pattern.subject_id,
        recipe=recipe,
        source_type=pattern.metadata.source_type,
        public=public,
        cost_credits=1,
        created_at=now,
    )
    image_path = f"{'images' if public else 'private'}/{now:%Y/%m}/{new.id}.webp"
    _copy_files(gallery.files.root, pattern.image_path, image_path)
    done = Finished(
        image_path=image_path,
        thumb_path=image_path.replace(".webp", "-thumb.webp"),
        width=pattern.width,
        height=pattern.height,
        look=b"",
        phash=0,
        metadata=msgspec.structs.replace(pattern.metadata, recipe=recipe),
    )
    with gallery.store.write() as db:
        insert_render(db, new)
        finish_render(db, new.id, done)
        db.conn.execute(
            "INSERT INTO looks (render_id, look, phash) VALUES (:id, :look, 7)", {"id": new.id, "look": b"x"}
        )
        gallery.store.publish(db)
    return new.id


def _copy_files(root: Path, source: str, target: str) -> None:
    for suffix in (".webp", "-thumb.webp", "-thumb-2x.webp"):
        path = root / target.replace(".webp", suffix)
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root / source.replace(".webp", suffix), path)


def picture() -> bytes:
    """A small PNG."""
    out = BytesIO()
    Image.new("RGB", (64, 64), (10, 90, 200)).save(out, "PNG")
    return out.getvalue()


def id_of(instance: Instance, email: str) -> str:
    with instance.rooms.store.read() as db:
        user = by_email(db, email)
    assert user is not None
    return user.id


def renders_of(instance: Instance, user_id: str) -> dict[str, str]:
    """A person's renders and the paths of their pictures."""
    with instance.rooms.store.read() as db:
        rows = db.conn.execute("SELECT id, image_path FROM renders WHERE user_id = :user", {"user": user_id})
        return dict(rows.fetchall())


def in_rows(instance: Instance, mark: bytes) -> list[str]:
    """Every table and column of the database that holds these bytes, in either case of letters."""
    found = []
    with sqlite3.connect(instance.rooms.store.path) as db:
        tables = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            cursor = db.execute(f'SELECT * FROM "{table}"')
            names = [column[0] for column in cursor.description]
            for row in cursor:
                for name, value in zip(names, row, strict=True):
                    raw = value if isinstance(value, bytes) else str(value).encode()
                    if mark.lower() in raw.lower():
                        found.append(f"{table}.{name}")
    db.close()
    return found


def on_disk(instance: Instance, mark: bytes) -> list[str]:
    """Every file of the data folder whose path or content holds these bytes, in either case of letters."""
    root = instance.rooms.settings.data_folder
    return [
        str(path.relative_to(root))
        for path in sorted(root.rglob("*"))
        if mark.lower() in str(path.relative_to(root)).lower().encode()
        or (path.is_file() and mark.lower() in path.read_bytes().lower())
    ]


def come_true(instance: Instance, user_id: str) -> None:
    """Let a person's seven days be over, and have the due ones erased."""
    past = (instance.rooms.accounts.now() - timedelta(seconds=1)).isoformat()
    with instance.rooms.store.write() as db:
        db.conn.execute("UPDATE users SET delete_after = :at WHERE id = :id", {"id": user_id, "at": past})
    erase_due(instance.rooms.accounts)


def deliver(instance: Instance) -> None:
    """Have all letters written to the outbox."""
    Postman(instance.rooms.accounts).deliver()
