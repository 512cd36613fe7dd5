"""Durable jobs."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

STATEMENTS = (
    """
    CREATE TABLE jobs (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL,
        provider TEXT NOT NULL,
        subject_of TEXT NOT NULL,
        payload TEXT NOT NULL CHECK (json_valid(payload)),
        user_id TEXT NOT NULL DEFAULT '',
        priority INTEGER NOT NULL DEFAULT 0,
        repeatable INTEGER NOT NULL DEFAULT 0,
        status TEXT NOT NULL CHECK (status IN ('queued', 'running', 'done', 'failed', 'cancelled')),
        attempts INTEGER NOT NULL DEFAULT 0,
        run_after REAL NOT NULL DEFAULT 0,
        holder TEXT,
        lease_until REAL,
        request_id TEXT,
        progress REAL NOT NULL DEFAULT 0,
        cancel_requested INTEGER NOT NULL DEFAULT 0,
        error_code TEXT,
        error_message TEXT,
        created_at REAL NOT NULL,
        started_at REAL,
        finished_at REAL
    ) STRICT
    """,
    """
    CREATE INDEX jobs_waiting ON jobs (priority DESC, provider, user_id, number, run_after)
    WHERE status = 'queued'
    """,
    "CREATE INDEX jobs_running ON jobs (lease_until, provider) WHERE status = 'running'",
    "CREATE INDEX jobs_of_user ON jobs (user_id, started_at)",
    "CREATE INDEX jobs_of_subject ON jobs (subject_of)",
)


def apply(db: Database) -> None:
    for statement in STATEMENTS:
        db.execute(statement)
