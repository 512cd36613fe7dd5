"""The table of finished answers: bytes in memory, bounded in bytes, the least recently used leave first."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

from app.web.answer import Message

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from app.web.answer import Answer

OVERHEAD = 1024


class Entry:
    """One answer with the messages that send it, built once.

    An entry is good as long as the data's version is the one it was made from. When that has changed, `confirm` may
    say that this entry still stands (a file that is still there); without `confirm` it has to be made again.
    """

    __slots__ = ("body", "confirm", "etag", "size", "start", "unchanged", "version")

    def __init__(
        self, answer: Answer, unchanged: Answer, etag: str, version: int, confirm: Callable[[], bool] | None = None
    ) -> None:
        length = (b"content-length", b"%d" % len(answer.body))
        self.start: Message = {
            "type": "http.response.start",
            "status": answer.status,
            "headers": [*answer.headers, length],
        }
        self.unchanged: Message = {"type": "http.response.start", "status": 304, "headers": list(unchanged.headers)}
        self.body = answer.body
        self.etag = etag
        self.version = version
        self.confirm = confirm
        self.size = len(answer.body) + OVERHEAD

    def stands(self, version: int) -> bool:
        """Whether the entry may still be sent now that the data is at `version`."""
        if self.version == version:
            return True
        if self.confirm is None or not self.confirm():
            return False
        self.version = version
        return True


class Table:
    """Entries by key. Used from one thread, the event loop's."""

    def __init__(self, limit: int = 32 << 20) -> None:
        self.limit = limit
        self.size = 0
        self._entries: OrderedDict[Hashable, Entry] = OrderedDict()

    def get(self, key: Hashable, version: int) -> Entry | None:
        """The entry, if there is one that stands at `version`; one that does not is dropped."""
        entry = self._entries.get(key)
        if entry is None:
            return None
        if not entry.stands(version):
            self.drop(key)
            return None
        self._entries.move_to_end(key)
        return entry

    def put(self, key: Hashable, entry: Entry) -> None:
        """Keeps the entry, unless it alone would take more than an eighth of the table."""
        if entry.size > self.limit // 8:
            return
        self.drop(key)
        self._entries[key] = entry
        self.size += entry.size
        while self.size > self.limit:
            _, oldest = self._entries.popitem(last=False)
            self.size -= oldest.size

    def drop(self, key: Hashable) -> None:
        """Forgets the entry."""
        entry = self._entries.pop(key, None)
        if entry is not None:
            self.size -= entry.size

    def __len__(self) -> int:
        return len(self._entries)
