"""The Store: pooled readers and one writer over one SQLite file in WAL mode."""

from __future__ import annotations

import fcntl
import sqlite3
import sys
import threading
import time
from contextlib import contextmanager
from importlib import import_module
from queue import Empty, SimpleQueue
from types import ModuleType
from typing import TYPE_CHECKING, cast

import msgspec

from app.errors import Unavailable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from sqlite_utils import Database

BUSY_SECONDS = 15
DURABILITY = "FULL"  # what was committed survives a power cut
FOLD_MILLISECONDS = 250
FOREIGN_POLL_SECONDS = 0.1
StoreFailed = sqlite3.OperationalError  # the store can't be read or written, on a full disk for one


def listed(values: Iterable[object]) -> str:
    """A list as one parameter of a query, which reads it with `json_each`."""
    return msgspec.json.encode(list(values)).decode()


@contextmanager
def telling(path: Path) -> Iterator[Path]:
    """Turn SQLite's errors with the database at `path` into Unavailable, which says what to do."""
    try:
        yield path
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorname in ("SQLITE_BUSY", "SQLITE_LOCKED"):
            raise Unavailable(f"{path} is held by another program. End that one, then try again.") from error
        if error.sqlite_errorname == "SQLITE_FULL":
            raise Unavailable(f"The disk is full, so {path} can't be written. Free some space, then go on.") from error
        raise Unavailable(
            f"{path} can't be used ({error}). Restore the data folder from a backup, or begin anew in another DATA_DIR."
        ) from error


class _Later(ModuleType):
    """Stands for a module that is imported when something of it is first asked for."""

    def __getattr__(self, name: str) -> object:
        return getattr(import_module(self.__name__), name)


def _wrap(connection: sqlite3.Connection) -> Database:
    """A connection with sqlite-utils around it.

    That library loads NumPy when it is installed, for column types that we don't store; hiding NumPy while it loads
    saves each start 140 ms and 20 MB. What reads dates for its command line waits until something reads one.
    """
    modules = cast("dict[str, ModuleType | None]", sys.modules)
    hidden = modules.setdefault("numpy", None) is None
    if "sqlite_utils" not in modules and "dateutil.parser" not in modules:
        vars(import_module("dateutil"))["parser"] = _Later("dateutil.parser")
    try:
        from sqlite_utils import Database
    finally:
        if hidden:
            del modules["numpy"]
    return Database(connection, execute_plugins=False, strict=True)


class Store:
    """All of the data folder's rows.

    `read()` lends a connection that can only query. `write()` holds the one writing transaction of this process,
    begun with BEGIN IMMEDIATE; it commits on success and rolls back on any exception. Nesting `write()` joins the
    outer transaction. Both may be used from any thread. The schema is brought up to date by `migrations.migrate`.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._idle: SimpleQueue[Database] = SimpleQueue()
        self._lock = threading.RLock()
        self._after_commit: list[Callable[[], None]] = []
        with self._no_other_process():  # two that turn a new file to WAL at once don't wait for each other
            self._writer = self._connect()
        self._watcher = self._connect()
        self._watch_lock = threading.Lock()
        self._revision = self._seen = -1
        self._look_again_at = 0.0

    def _connect(self, *, query_only: bool = False) -> Database:
        connection = sqlite3.connect(
            self.path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False, cached_statements=256
        )
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute(f"PRAGMA synchronous={DURABILITY}")
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA secure_delete=ON")  # what is deleted is overwritten, so that erased means erased
        connection.execute("PRAGMA mmap_size=2147418112")  # takes addresses, no memory; a million renders are 1.3 GB
        connection.execute("PRAGMA cache_size=-16384")
        if query_only:
            connection.execute("PRAGMA query_only=ON")
        return _wrap(connection)

    @contextmanager
    def read(self) -> Iterator[Database]:
        """A connection for queries, given back at the end. All its queries see one moment of the data."""
        try:
            db = self._idle.get_nowait()
        except Empty:
            db = self._connect(query_only=True)
        db.conn.execute("BEGIN")
        try:
            yield db
        finally:
            db.conn.rollback()
            self._idle.put(db)

    @contextmanager
    def write(self) -> Iterator[Database]:
        """The writing transaction of this process."""
        with self._lock:
            db = self._writer
            if db.conn.in_transaction:
                yield db
                return
            db.conn.execute("BEGIN IMMEDIATE")
            try:
                yield db
                db.conn.commit()
            except BaseException:  # a full disk or a lock held too long fails the commit itself
                self._after_commit.clear()
                db.conn.rollback()
                raise
            calls, self._after_commit = self._after_commit, []
        for call in calls:
            call()

    @contextmanager
    def alone(self) -> Iterator[Database]:
        """The writing connection without a transaction, while no other process of this data folder is inside here."""
        with self._lock, self._no_other_process():
            yield self._writer

    def fold(self) -> bool:
        """Bring the WAL into the database file and empty it; false when someone is reading from it just now.

        Until then pages of the past stand in it.
        """
        with self._lock:
            self._writer.conn.execute(f"PRAGMA busy_timeout={FOLD_MILLISECONDS}")
            try:
                return not self._writer.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
            finally:
                self._writer.conn.execute(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}")

    @contextmanager
    def _no_other_process(self) -> Iterator[None]:
        with self.path.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def publish(self, db: Database) -> None:
        """Say, inside a write, that public pages change with it: `revision()` rises when the write commits."""
        db.conn.execute("UPDATE revision SET number = number + 1")
        self.after_commit(self._forget_revision)

    def after_commit(self, call: Callable[[], None]) -> None:
        """Run `call` when the write under way has been committed, outside the lock; never if it is rolled back."""
        self._after_commit.append(call)

    def _forget_revision(self) -> None:
        with self._watch_lock:
            self._look_again_at = 0.0
            self._seen = -1

    def revision(self) -> int:
        """A number that rises with every change of public pages.

        This process's own changes show at once, another's within 100 ms.
        """
        now = time.monotonic()
        if now < self._look_again_at:
            return self._revision
        with self._watch_lock:
            seen = self._watcher.conn.execute("PRAGMA data_version").fetchone()[0]
            if seen != self._seen:
                self._revision = self._watcher.conn.execute("SELECT number FROM revision").fetchone()[0]
                self._seen = seen
            self._look_again_at = now + FOREIGN_POLL_SECONDS
            return self._revision

    def close(self) -> None:
        """Close every idle connection; the last one to leave folds the WAL into the file."""
        with self._lock:
            while True:
                try:
                    self._idle.get_nowait().close()
                except Empty:
                    break
            self._watcher.close()
            self._writer.close()
