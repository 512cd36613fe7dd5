"""The vocabulary of a gallery, kept up with what is published."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from app.gallery.finding import queries
from app.gallery.finding.vocabulary import Vocabulary

if TYPE_CHECKING:
    from datetime import datetime

    from sqlite_utils import Database


class Axes:
    """Keeps one vocabulary for all threads.

    What is in it never changes and only more is added, so looking whether it is complete costs one seek, and a new
    render of known style, subject and model nothing more than reading its lanes.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept = (0, Vocabulary())
        self._published: tuple[int, datetime | None] = (0, None)

    def vocabulary(self, db: Database) -> Vocabulary:
        """What has been published as far as this transaction sees, or further."""
        last = queries.last_lane(db)
        if last > self._kept[0]:
            with self._lock:
                after, known = self._kept
                if last > after:
                    styles = queries.new_styles(db, after)
                    subjects, models = queries.new_subjects(db, after), queries.new_models(db, after)
                    grown = styles or subjects or models
                    self._kept = (last, known.extended(styles, subjects, models) if grown else known)
        return self._kept[1]

    def published_at(self, db: Database, seq: int) -> datetime | None:
        """When the render with this sequence number came out. Nearly all ask for the newest, so one is remembered."""
        known, at = self._published
        if known != seq or at is None:
            at = queries.published_at(db, seq)
            self._published = (seq, at)
        return at
