"""Decode in a process of its own what could take this one down.

libavif believes the size in a file's container, while its AV1 decoder makes room for the size in the coded frame: a
file of 3 KB that calls itself 64×64 can take half a gigabyte. Pillow can't set the decoder's limit, so the kernel
does, for a process that may die of it.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from signal import SIGKILL
from typing import Final

from app.media import unpack
from app.media.errors import DamagedPicture, NoMemory, PictureTooLarge
from app.media.gate import GATE

PIXELS: Final = 20_000_000
_SECONDS: Final = 60
_PROGRAM: Final = str(Path(unpack.__file__).resolve())


def avif_to_png(data: bytes) -> bytes:
    """The first frame as PNG, with its Exif and colour profile.

    Raises PictureTooLarge over 20 megapixels, DamagedPicture for what can't be decoded, whatever it does, and
    NoMemory when the system ended the process for want of memory.
    """
    run = [sys.executable, "-P", _PROGRAM, str(GATE.room), str(PIXELS)]
    try:
        with GATE.hold(GATE.room):
            done = subprocess.run(run, input=data, capture_output=True, timeout=_SECONDS, check=False, env={})
    except subprocess.TimeoutExpired as error:
        raise DamagedPicture("The picture takes too long to decode. Save it again and retry.") from error
    if done.returncode == unpack.TOO_LARGE:
        raise PictureTooLarge(
            f"An AVIF picture may have {PIXELS // 1_000_000} megapixels at most. Save it smaller, or as JPEG or PNG."
        )
    if done.returncode == -SIGKILL:
        raise NoMemory
    if done.returncode:
        raise DamagedPicture("The picture is damaged or incomplete. Save it again and retry.")
    return done.stdout
