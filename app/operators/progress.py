"""A progress bar with count, rate and remaining time."""

from __future__ import annotations

import time
from typing import TextIO

WIDTH = 28
LINE_SECONDS = 5.0


class Progress:
    """Draws on one line of a terminal; elsewhere it writes a line every five seconds."""

    def __init__(self, out: TextIO, total: int) -> None:
        self.total = total
        self._out, self._began = out, time.monotonic()
        self._live = out.isatty()
        self._last_line = self._began

    def show(self, done: int) -> None:
        now = time.monotonic()
        if self._live:
            self._out.write("\r" + self._line(done, now) + "\x1b[K")
            self._out.flush()
        elif now - self._last_line >= LINE_SECONDS:
            self._last_line = now
            print(self._line(done, now), file=self._out, flush=True)

    def close(self, done: int) -> None:
        """The last state, and the end of the line."""
        now = time.monotonic()
        start = "\r" if self._live else ""
        self._out.write(f"{start}{self._line(done, now)}{chr(27) + '[K' if self._live else ''}\n")
        self._out.flush()

    def _line(self, done: int, now: float) -> str:
        elapsed = max(now - self._began, 1e-6)
        rate = done / elapsed
        filled = round(WIDTH * done / self.total) if self.total else WIDTH
        bar = "█" * filled + "░" * (WIDTH - filled)
        left = _clock((self.total - done) / rate) if done else "–:––"
        return f"{bar} {done}/{self.total}  {rate:.1f}/s  {left} left"


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
