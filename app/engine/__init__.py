"""Durable jobs in SQLite, done by a few threads, resumed after a crash."""

from app.engine.jobs import Failure, Handler, Job, NewJob
from app.engine.runner import STORE_TROUBLE, Engine

__all__ = ["STORE_TROUBLE", "Engine", "Failure", "Handler", "Job", "NewJob"]
