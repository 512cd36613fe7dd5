"""What a job is, and what a room promises that registers a kind of job."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Protocol

import msgspec

if TYPE_CHECKING:
    from sqlite_utils import Database

    from app.providers.base import Call

Status = Literal["queued", "running", "done", "failed", "cancelled"]


class NewJob(msgspec.Struct, frozen=True, kw_only=True):
    """A job to be queued. `subject_of` is the id of what it works on (a render), `payload` the handler's own JSON.

    `repeatable` says that doing it twice costs nobody anything, so a job cut off half-way may simply start again.
    """

    kind: str
    provider: str
    subject_of: str
    payload: bytes
    user_id: str = ""
    priority: int = 0
    repeatable: bool = False


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """A row of `jobs`. Times are seconds since 1970 in UTC."""

    id: str
    kind: str
    provider: str
    subject_of: str
    payload: str
    user_id: str
    repeatable: bool
    status: Status
    attempts: int
    request_id: str | None
    progress: float
    error_code: str | None
    error_message: str | None


class Failure(msgspec.Struct, frozen=True, kw_only=True):
    """How a job ended without its work: a stable code and a sentence for the person who ordered."""

    code: str
    message: str


class Handler(Protocol):
    """How one kind of job is done."""

    def run(self, job: Job, call: Call) -> object:
        """Do the work, outside any transaction; files may be written, rows may not. The outcome goes to `settle`."""

    def settle(self, db: Database, job: Job, outcome: object) -> None:
        """Write the outcome's rows, in the transaction that closes the job."""

    def fail(self, db: Database, job: Job, failure: Failure) -> None:
        """Write the failure's rows, in the transaction that closes the job."""

    def discard(self, job: Job, outcome: object) -> None:
        """Undo what `run` left outside the database: someone else has closed this job."""
