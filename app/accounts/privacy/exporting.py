"""Exports: ordered by a person, made by the engine, fetched by their owner for a week."""

from __future__ import annotations

import os
import secrets
from base64 import urlsafe_b64encode
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final
from uuid import uuid4

import msgspec

from app.accounts.audit.queries import note
from app.accounts.letters.queue import post
from app.accounts.people.queries import by_id
from app.accounts.privacy import queries
from app.accounts.privacy.archive import export_gone, write_archive
from app.accounts.removal.removal import to_be_removed
from app.accounts.tokens import hash_code, hash_token
from app.engine.jobs import NewJob
from app.engine.queue import enqueue
from app.errors import Conflict, NotFound, TooManyRequests, Unauthorized
from app.media.volume import folder, settle, telling
from app.providers.base import Cancelled

if TYPE_CHECKING:
    from datetime import datetime

    from sqlite_utils import Database

    from app.accounts.accounts import Accounts
    from app.accounts.caller import Caller
    from app.accounts.privacy.queries import Export
    from app.engine.jobs import Failure, Job
    from app.providers.base import Call

KIND: Final = "export"
LETTER: Final = "export_ready"
FOLDER: Final = "private/exports"
UNFINISHED: Final = "export-"
LASTS: Final = timedelta(days=7)
PAUSE: Final = timedelta(days=1)
OWNER_ONLY: Final = 0o600


class ExportUnderWay(Conflict):
    """An export of this person's is being made already."""

    default_code = "export_under_way"


class ExportRecent(TooManyRequests):
    """This person has had an export within the last day."""

    default_code = "export_recent"


class Ready(msgspec.Struct, frozen=True):
    """What the letter `export_ready` is written from."""

    user_id: str
    export_id: str


class Made(msgspec.Struct, frozen=True):
    """A finished ZIP: its path relative to the data folder, and its bytes."""

    path: str
    bytes: int


def export_path(accounts: Accounts, export_id: str) -> str:
    """Where an export's owner fetches it. It is worked out anew each time, so that no row and no queue holds it."""
    return f"/settings/privacy/export/{_token(accounts, export_id)}"


def _token(accounts: Accounts, export_id: str) -> str:
    return urlsafe_b64encode(hash_code(accounts.secret, KIND, export_id)).decode().rstrip("=")


def order_export(accounts: Accounts, person: Caller) -> str:
    """Have a person's data put together; returns the export's id.

    Raises ExportUnderWay and ExportRecent; a failed one counts for neither.
    """
    now, export_id = accounts.now(), str(uuid4())
    with accounts.store.write() as db:
        if by_id(db, person.user.id) is None:
            raise Unauthorized("This account is gone.")
        _refuse_another(queries.exports_of(db, person.user.id), now)
        kept = hash_token(_token(accounts, export_id))
        queries.insert_export(db, export_id, person.user.id, kept, now)
        job = NewJob(
            kind=KIND, provider="local", subject_of=export_id, payload=b"{}", user_id=person.user.id, repeatable=True
        )
        enqueue(db, job)
        note(db, "export.ordered", now, person.whence, user_id=person.user.id)
    return export_id


def _refuse_another(exports: list[Export], now: datetime) -> None:
    if any(export.status == "pending" for export in exports):
        raise ExportUnderWay("Your data is being put together already. You get a mail when it is ready.")
    newest = max((export.created_at for export in exports if export.status == "done"), default=None)
    if newest is not None and newest + PAUSE > now:
        seconds = max(1, int((newest + PAUSE - now).total_seconds()))
        raise ExportRecent(
            "There is one export a day. The last one is still here to be downloaded.", retry_after=seconds
        )


def fetch_export(accounts: Accounts, person: Caller, token: str) -> Path:
    """The file of a person's own export, by the last part of its address. Raises NotFound for any other, and later."""
    now = accounts.now()
    with accounts.store.read() as db:
        export = queries.export_by_token(db, hash_token(token), person.user.id, now)
    path = accounts.settings.data_folder / export.path if export is not None and export.path else None
    if path is None or not path.is_file():
        raise NotFound("There is no export at this address, or its seven days are over. Order a new one.")
    with accounts.store.write() as db:
        note(db, "export.fetched", now, person.whence, user_id=person.user.id)
    return path


class ExportHandler:
    """Implements `engine.jobs.Handler` for exports. They cost nothing, and one cut off half-way begins again."""

    def __init__(self, accounts: Accounts) -> None:
        self._accounts = accounts
        self._root = accounts.settings.data_folder

    def run(self, job: Job, call: Call) -> Made:
        """Build the ZIP among the temporary files, then put it in its place."""
        target = self._root / FOLDER / f"{job.subject_of}.zip"
        unfinished = self._root / "tmp" / f"{UNFINISHED}{job.subject_of}-{secrets.token_hex(4)}.zip"
        export = self._awaited(job)

        def going(fraction: float) -> None:
            if call.cancelled():
                raise Cancelled
            self._awaited(job)
            call.progress(fraction)

        with telling(self._root):
            folder(unfinished.parent)
            folder(target.parent)
            try:
                unfinished.touch(OWNER_ONLY, exist_ok=False)
                write_archive(self._accounts, export, unfinished, going)
                _to_disk(unfinished)
                unfinished.replace(target)
            finally:
                unfinished.unlink(missing_ok=True)
            settle(target.parent)
            return Made(target.relative_to(self._root).as_posix(), target.stat().st_size)

    def settle(self, db: Database, job: Job, outcome: object) -> None:
        """The new export can be had, the older ones can't any more."""
        assert isinstance(outcome, Made)
        now = self._accounts.now()
        user = by_id(db, job.user_id)
        if user is None or not queries.finish_export(db, job.subject_of, outcome.path, outcome.bytes, now + LASTS):
            return
        older = queries.drop_older_exports(db, user.id, job.subject_of)
        to_be_removed(self._accounts, db, [self._root / path for path in older])
        post(db, self._accounts, LETTER, user.email, Ready(user.id, job.subject_of))

    def fail(self, db: Database, job: Job, _failure: Failure) -> None:
        queries.fail_export(db, job.subject_of, self._accounts.now() + LASTS)

    def discard(self, job: Job, outcome: object) -> None:
        """Remove the ZIP, unless the job's next holder needs the same one."""
        assert isinstance(outcome, Made)
        with self._accounts.store.read() as db:
            known = queries.export_known(db, job.subject_of)
        if not known:
            (self._root / outcome.path).unlink(missing_ok=True)

    def _awaited(self, job: Job) -> Export:
        """The export's row. Raises AppError when it is not awaited any more."""
        with self._accounts.store.read() as db:
            export = queries.export_by_id(db, job.subject_of)
        if export is None or export.status != "pending":
            raise export_gone()
        return export


def _to_disk(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())
