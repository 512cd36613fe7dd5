"""The program that runs apart: AVIF on standard input → PNG on standard output. Imports nothing of ours.

Called with the memory in bytes and the pixels it may take. Exit status 0 done, 3 too large, 1 damaged.
"""

from __future__ import annotations

import resource
import sys
from io import BytesIO

from PIL import Image

TOO_LARGE = 3


def main(memory: int, pixels: int) -> int:
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    Image.MAX_IMAGE_PIXELS = None
    try:
        with Image.open(BytesIO(sys.stdin.buffer.read()), formats=("AVIF",)) as picture:
            if picture.width * picture.height > pixels:
                return TOO_LARGE
            picture.load()
            kept = {key: picture.info[key] for key in ("exif", "icc_profile") if key in picture.info}
            picture.save(sys.stdout.buffer, "PNG", compress_level=1, **kept)
    except MemoryError:
        return TOO_LARGE
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])))
