"""All SQL of the engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from app.database import listed
from app.engine.jobs import Job, NewJob

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlite_utils import Database

    from app.engine.jobs import Failure, Status

_COLUMNS = """id, kind, provider, subject_of, payload, user_id, repeatable, status, attempts, request_id, progress,
    error_code, error_message"""

INSERT = """
INSERT INTO jobs (id, kind, provider, subject_of, payload, user_id, priority, repeatable, status, created_at)
VALUES (:id, :kind, :provider, :subject_of, :payload, :user_id, :priority, :repeatable, 'queued', :now)
"""

RUNNING = "SELECT count(*) FROM jobs WHERE status = 'running' AND lease_until > :now"

# The head of each user's queue at each provider; then paid plans first, the provider with fewer calls under way,
# the user who has waited longest since a job of theirs began, and the oldest job.
NEXT = f"""
WITH heads AS (
    SELECT priority, provider, user_id, min(number) AS number FROM jobs
    WHERE status = 'queued' AND run_after <= :now AND kind IN (SELECT value FROM json_each(:kinds))
    GROUP BY priority, provider, user_id
), busy AS (
    SELECT provider, count(*) AS calls FROM jobs WHERE status = 'running' AND lease_until > :now GROUP BY provider
)
SELECT {_COLUMNS} FROM jobs WHERE number = (
    SELECT heads.number FROM heads LEFT JOIN busy USING (provider)
    ORDER BY heads.priority DESC, coalesce(busy.calls, 0),
        coalesce((SELECT max(started_at) FROM jobs AS past WHERE past.user_id = heads.user_id), 0), heads.number
    LIMIT 1
)
"""

CLAIM = """
UPDATE jobs SET status = 'running', holder = :holder, lease_until = :until, started_at = :now,
    attempts = attempts + 1, progress = 0 WHERE id = :id
"""

EXTEND = """
UPDATE jobs SET lease_until = :until
WHERE status = 'running' AND holder = :holder AND id IN (SELECT value FROM json_each(:in_hand))
"""

HELD = "SELECT count(*) FROM jobs WHERE id = :id AND status = 'running' AND holder = :holder"

CLOSE = """
UPDATE jobs SET status = :status, finished_at = :now, holder = NULL, lease_until = NULL, error_code = :code,
    error_message = :message WHERE id = :id
"""

RETRY = """
UPDATE jobs SET status = 'queued', run_after = :run_after, holder = NULL, lease_until = NULL,
    request_id = CASE WHEN :anew THEN NULL ELSE request_id END WHERE id = :id
"""

# A lease that ran out belongs to a process that died, unless this one has the job in hand: then its clock jumped.
_LOST = "status = 'running' AND lease_until <= :now AND id NOT IN (SELECT value FROM json_each(:in_hand))"

# What may be repeated or resumed goes back in the queue.
REQUEUE_LOST = f"""
UPDATE jobs SET status = 'queued', holder = NULL, lease_until = NULL
WHERE {_LOST} AND attempts < :most AND (repeatable = 1 OR request_id IS NOT NULL)
"""

LOST = f"SELECT {_COLUMNS} FROM jobs WHERE {_LOST}"


def insert_job(db: Database, job: NewJob, job_id: str, now: float) -> None:
    db.conn.execute(INSERT, {**msgspec.to_builtins(job), "payload": job.payload.decode(), "id": job_id, "now": now})


def running_calls(db: Database, now: float) -> int:
    """How many leased jobs run on this data folder, in whatever process."""
    return int(db.conn.execute(RUNNING, {"now": now}).fetchone()[0])


def next_job(db: Database, kinds: Iterable[str], now: float) -> Job | None:
    rows = list(db.query(NEXT, {"kinds": listed(kinds), "now": now}))
    return msgspec.convert(rows[0], Job, strict=False) if rows else None


def claim(db: Database, job_id: str, holder: str, now: float, until: float) -> None:
    db.conn.execute(CLAIM, {"id": job_id, "holder": holder, "now": now, "until": until})


def extend_leases(db: Database, holder: str, in_hand: Iterable[str], until: float) -> None:
    """Renew the leases of the jobs that the holder really works on."""
    db.conn.execute(EXTEND, {"holder": holder, "in_hand": listed(in_hand), "until": until})


def still_held(db: Database, job_id: str, holder: str) -> bool:
    return bool(db.conn.execute(HELD, {"id": job_id, "holder": holder}).fetchone()[0])


def close_job(db: Database, job_id: str, status: Status, now: float, failure: Failure | None = None) -> None:
    code, message = (failure.code, failure.message) if failure else (None, None)
    db.conn.execute(CLOSE, {"id": job_id, "status": status, "now": now, "code": code, "message": message})


def retry_job(db: Database, job_id: str, run_after: float, *, anew: bool) -> None:
    """Back in the queue; `anew` forgets the provider's request, so that a new one is made."""
    db.conn.execute(RETRY, {"id": job_id, "run_after": run_after, "anew": anew})


def requeue_lost(db: Database, now: float, in_hand: Iterable[str], most_attempts: int) -> int:
    values = {"now": now, "in_hand": listed(in_hand), "most": most_attempts}
    return db.conn.execute(REQUEUE_LOST, values).rowcount


def lost_jobs(db: Database, now: float, in_hand: Iterable[str]) -> list[Job]:
    """Jobs whose lease has run out, except those that the asking process has in hand."""
    values = {"now": now, "in_hand": listed(in_hand)}
    return msgspec.convert(list(db.query(LOST, values)), list[Job], strict=False)


def keep_request_id(db: Database, job_id: str, request_id: str) -> None:
    db.conn.execute("UPDATE jobs SET request_id = :request WHERE id = :id", {"id": job_id, "request": request_id})


def keep_progress(db: Database, job_id: str, progress: float) -> None:
    db.conn.execute("UPDATE jobs SET progress = :progress WHERE id = :id", {"id": job_id, "progress": progress})


def job_by_id(db: Database, job_id: str) -> Job | None:
    rows = list(db.query(f"SELECT {_COLUMNS} FROM jobs WHERE id = :id", {"id": job_id}))
    return msgspec.convert(rows[0], Job, strict=False) if rows else None


def ask_to_cancel(db: Database, job_id: str) -> None:
    db.conn.execute("UPDATE jobs SET cancel_requested = 1 WHERE id = :id AND status = 'running'", {"id": job_id})


def cancel_asked(db: Database, job_id: str) -> bool:
    row = db.conn.execute("SELECT cancel_requested FROM jobs WHERE id = :id", {"id": job_id}).fetchone()
    return bool(row and row[0])


def open_jobs(db: Database, kind: str) -> int:
    """How many jobs of a kind are queued or running."""
    sql = "SELECT count(*) FROM jobs WHERE kind = :kind AND status IN ('queued', 'running')"
    return int(db.conn.execute(sql, {"kind": kind}).fetchone()[0])


def forget_jobs_of(db: Database, user_id: str) -> None:
    """Remove all jobs of a person. Who works on one finds it gone, and discards what was made."""
    db.conn.execute("DELETE FROM jobs WHERE user_id = :user", {"user": user_id})


def queued_subjects(db: Database, subjects: Iterable[str]) -> list[Job]:
    """The queued jobs that work on any of these."""
    sql = f"""SELECT {_COLUMNS} FROM jobs
        WHERE status = 'queued' AND subject_of IN (SELECT value FROM json_each(:ids))"""
    rows = list(db.query(sql, {"ids": listed(subjects)}))
    return msgspec.convert(rows, list[Job], strict=False)
