"""Putting jobs in the queue and taking them out."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING
from uuid import uuid4

from app.engine import queries
from app.engine.jobs import Failure

if TYPE_CHECKING:
    from sqlite_utils import Database

    from app.engine.jobs import Job, NewJob

CANCELLED = Failure(code="cancelled", message="Cancelled before it was done. Nothing was charged.")


def enqueue(db: Database, job: NewJob) -> str:
    """Queue a job inside the caller's transaction, so that it stands or falls with the rows it belongs to.

    Returns the job's id. The engine is told after the commit, or finds the job by itself within half a second.
    """
    job_id = str(uuid4())
    queries.insert_job(db, job, job_id, time.time())
    return job_id


def cancel_queued(db: Database, job: Job) -> None:
    """Close a job that nobody has begun; the caller writes what follows from that."""
    queries.close_job(db, job.id, "cancelled", time.time(), CANCELLED)
