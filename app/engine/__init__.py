"""Durable jobs in SQLite, done by a few threads, resumed after a crash."""

from app.engine.jobs import Failure, Handler, Job, NewJob
from app.engine.runner import Engine

__all__ = ["Engine", "Failure", "Handler", "Job", "NewJob"]
