"""A picture's look: its colour, edges and texture in a few bytes, so that pictures can be compared without their files.

No weights are learnt: every measure is a formula from the literature, named where it is taken. Two looks are compared
byte by byte, as each byte is in steps of 1/32 of what its measure varies by over the shipped wall (`scale.py`).
"""

from __future__ import annotations

from typing import Final

LOOK_VERSION: Final = 1
"""Rises with every change of what a look is. Looks of different versions can't be compared."""
