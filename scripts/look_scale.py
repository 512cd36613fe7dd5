"""Write `app/media/look/scale.py` anew: python -m scripts.look_scale DATA_FOLDER, where the whole wall hangs.

To be run when a measure changes, together with a step of LOOK_VERSION.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from app.media.look.measuring import measures

if TYPE_CHECKING:
    from numpy.typing import NDArray

TARGET = Path(__file__).parent.parent / "app/media/look/scale.py"
NOISE = 0.002  # a measure that hardly varies is not blown up
HEAD = '''"""What each measure of a look is on average over the shipped wall, and how much it varies there.

Written by `scripts/look_scale.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def _numbers(text: str) -> NDArray[np.float32]:
    return np.array(text.split(), np.float32)


'''


def written(name: str, values: NDArray[np.float64]) -> str:
    numbers = [f"{value:.4g}" for value in values]
    lines = [" ".join(numbers[at : at + 12]) for at in range(0, len(numbers), 12)]
    return f'{name}: Final = _numbers(\n    """\n    ' + "\n    ".join(lines) + '\n    """\n)\n'


def main(folder: Path) -> int:
    """Measure every large thumbnail below `folder`. Returns 0, or 1 when there are too few."""
    files = sorted(folder.glob("images/*/*/*-thumb-2x.webp"))
    if len(files) < 100:
        print(f"{folder} has {len(files)} pictures; fill the whole wall first", file=sys.stderr)
        return 1
    found = np.stack([measures(np.asarray(Image.open(file).convert("RGB"))) for file in files]).astype(np.float64)
    body = written("CENTRE", found.mean(0)) + written("SPREAD", found.std(0) + NOISE)
    TARGET.write_text(HEAD + body)
    print(f"{TARGET.name}: {found.shape[1]} measures of {len(files)} pictures")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
