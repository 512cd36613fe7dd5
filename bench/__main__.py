"""`make bench`, or one of them: `python -m bench thumbs page ingest start`."""

from __future__ import annotations

import sys
import time
from importlib import import_module

MEASURES = ("thumbs", "page", "ingest", "looks", "verify", "search", "matrix", "start")


def main(chosen: list[str]) -> int:
    """Print each ratio as it comes. Returns 0, or 2 for a name that is none; a missed goal is told, not an error."""
    unknown = [name for name in chosen if name not in MEASURES]
    if unknown:
        print(f"there is no measure {unknown[0]!r}; there are {', '.join(MEASURES)}", file=sys.stderr)
        return 2
    began = time.monotonic()
    for name in chosen or MEASURES:
        for ratio in import_module(f"bench.{name}").measure():
            print(ratio, flush=True)
    print(f"done in {time.monotonic() - began:.0f} s; ratios are medians, in brackets the least and the greatest")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
