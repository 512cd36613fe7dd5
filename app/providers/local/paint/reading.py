"""From the words of a style to a Look, and from a Look to what each image model's temperament makes of it."""

from __future__ import annotations

import re
import zlib
from functools import cache

import msgspec

from app.providers.local.look import Look
from app.providers.local.numeric import random
from app.providers.local.paint.graphic.lexicon import ADJECTIVES, FILLERS, MEDIA, MOVEMENTS, PALETTES, VAGUE, Nudge

LONGEST = 4
FLAT = frozenset({"line-art", "comic", "anime", "stencil", "screen-print", "travel-poster", "art-deco"})
HALFTONED = frozenset({"halftone", "newsprint", "duotone", "risograph", "pop-art", "comic"})
ONE_INK = frozenset(
    {"engraving", "etching", "cross-hatching", "stipple", "pen-and-ink", "brush-ink", "woodcut", "newsprint", "pencil"}
)
STRANGE = (
    "oil", "watercolour", "gouache", "pastel", "expressionism", "pointillism", "palette-knife", "storybook", "linocut",
    "woodblock", "risograph", "screen-print", "paper-cut", "collage", "embroidery", "low-poly", "mosaic", "clay",
    "travel-poster", "neon", "scratchboard", "stipple", "felt", "batik",
)  # fmt: skip


class Found(msgspec.Struct, frozen=True):
    """What a phrase's words say: the techniques named, the nudges of its words, and the words nobody knows.

    `vague` are techniques of words that name any medium of a kind (poster, print, drawing).
    """

    media: tuple[str, ...]
    vague: tuple[str, ...]
    movements: tuple[tuple[str, Nudge], ...]
    nudges: tuple[Nudge, ...]
    unknown: tuple[str, ...]


@cache
def _vocabulary() -> tuple[dict[str, str], dict[str, tuple[str, Nudge]], dict[str, Nudge]]:
    """Media, movements and adjectives by each of their words."""
    media = {_plain(word): name for name, words in MEDIA.items() for word in words.split("|")}
    movements = {_plain(word): entry for words, entry in MOVEMENTS.items() for word in words.split("|")}
    adjectives = {_plain(word): nudge for words, nudge in ADJECTIVES.items() for word in words.split("|")}
    return media, movements, adjectives


def _plain(text: str) -> str:
    """Lower case, words apart by single spaces, punctuation and accents gone."""
    folded = text.lower().translate(str.maketrans("áàâäãåéèêëíìîïóòôöõøúùûüñç", "aaaaaaeeeeiiiioooooouuuunc"))
    return " ".join(re.findall(r"[a-z0-9]+", folded))


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _scan(text: str) -> Found:
    """Longest match first, left to right. Media overlap with adjectives ("black and white photo" is one medium)."""
    words = _plain(text).split()
    media, movements, adjectives = _vocabulary()
    mediums: list[str] = []
    vague: list[str] = []
    schools: list[tuple[str, Nudge]] = []
    nudges: list[Nudge] = []
    unknown: list[str] = []
    at = 0
    while at < len(words):
        size = next((n for n in range(LONGEST, 0, -1) if _known(" ".join(words[at : at + n]), n, len(words) - at)), 0)
        key = " ".join(words[at : at + size]) if size else words[at]
        key = key if key in media or key in movements or key in adjectives else _singular(key)
        if key in media:
            (vague if key in VAGUE else mediums).append(media[key])
        elif key in movements:
            schools.append(movements[key])
        elif key in adjectives:
            nudges.append(adjectives[key])
        elif key not in FILLERS:
            unknown.append(key)
        at += max(size, 1)
    return Found(
        media=tuple(mediums),
        vague=tuple(vague),
        movements=tuple(schools),
        nudges=tuple(nudges),
        unknown=tuple(unknown),
    )


def _known(key: str, size: int, left: int) -> bool:
    """Whether these `size` words are one entry of the vocabulary; `left` words remain in the phrase."""
    if size > left:
        return False
    tables = _vocabulary()
    return any(key in table or _singular(key) in table for table in tables)


def read_style(phrase: str, prompt: str = "", negative: str = "") -> Look:
    """The Look that a style phrase asks for.

    A medium decides the technique, else a movement or artist, else a word for any medium of a kind ("print"), else
    the words themselves by their checksum; the prompt is asked when the phrase is empty. Adjectives and colours
    set the factors; words of the negative prompt push the other way. The same words
    always give the same Look.
    """
    found = _scan(phrase)
    technique, school = _technique(found, phrase, prompt)
    look = Look(technique=technique)
    for nudge in (*((school,) if school else ()), *found.nudges):
        look = _nudged(look, nudge)
    look = _secondary(look, found)
    if found.unknown:
        look = _strange(look, found, named=bool(found.media or found.movements or found.vague))
    for nudge in _scan(negative).nudges:
        look = _nudged(look, _opposite(nudge))
    return _bounded(look)


def _technique(found: Found, phrase: str, prompt: str) -> tuple[str, Nudge | None]:
    """The technique, and the nudge of the movement named, if any."""
    school = found.movements[0][1] if found.movements else None
    if found.media:
        return found.media[0], school
    if found.movements:
        return found.movements[0]
    if found.vague:
        return found.vague[0], None
    told = _scan(prompt)
    if not phrase.strip() and (told.media or told.movements):
        return (told.media[0], None) if told.media else told.movements[0]
    return STRANGE[_checksum(phrase) % len(STRANGE)], None


def _secondary(look: Look, found: Found) -> Look:
    """A second medium colours the first: ink draws lines into a wash, paper shows, a print flattens."""
    line = 0.0
    for other in (*found.media[1:], *(found.vague if found.media else ())):
        line = max(line, 0.75 if other in ONE_INK or other in FLAT else 0.2)
    return msgspec.structs.replace(look, line=look.line + line) if line else look


def _nudged(look: Look, nudge: Nudge) -> Look:
    return msgspec.structs.replace(
        look,
        scale=look.scale * nudge.scale,
        chroma=look.chroma * nudge.chroma,
        contrast=look.contrast * nudge.contrast,
        warmth=look.warmth + nudge.warmth,
        light=look.light + nudge.light,
        line=look.line + nudge.line,
        grain=look.grain + nudge.grain,
        palette=_joined(look.palette, nudge.palette),
        border=look.border or nudge.border,
    )


def _joined(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    """Two colour words share the palette: the darks and middles of both, the palest of the first."""
    if not first or not second:
        return first or second
    both = {*first[:4], *second[1:3], first[-1]}
    return tuple(sorted(both, key=_lightness))


def _lightness(code: str) -> float:
    red, green, blue = (int(code[i : i + 2], 16) for i in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue


def _opposite(nudge: Nudge) -> Nudge:
    """What not wanting a word does: half its factors turned round, its palette forgotten."""
    return Nudge(
        scale=nudge.scale**-0.5,
        chroma=max(nudge.chroma, 0.6) ** -0.5,
        contrast=nudge.contrast**-0.5,
        warmth=-0.6 * nudge.warmth,
        light=-0.6 * nudge.light,
        line=-0.6 * nudge.line,
        grain=-0.6 * nudge.grain,
    )


def _checksum(text: str) -> int:
    return zlib.crc32(_plain(text).encode())


def _strange(look: Look, found: Found, *, named: bool) -> Look:
    """Words nobody knows move the factors by their checksum: a little beside a known medium, freely alone."""
    rng = random(_checksum(" ".join(found.unknown)), 701)
    reach = 0.35 if named else 1.0
    scale, chroma, contrast = (float(2 ** (rng.uniform(-0.6, 0.6) * reach)) for _ in range(3))
    palette = PALETTES[int(rng.integers(len(PALETTES)))]
    wants = not look.palette and (rng.random() < 0.55) and not named
    return msgspec.structs.replace(
        look,
        scale=look.scale * scale,
        chroma=look.chroma * chroma,
        contrast=look.contrast * contrast**0.4,
        warmth=look.warmth + float(rng.uniform(-0.7, 0.7)) * reach,
        light=look.light + float(rng.uniform(-0.2, 0.25)) * reach,
        line=look.line + float(rng.uniform(0, 0.5)) * reach,
        palette=palette if wants else look.palette,
    )


def _bounded(look: Look) -> Look:
    """Factors within what every technique stands."""
    return msgspec.structs.replace(
        look,
        scale=min(2.4, max(0.45, look.scale)),
        chroma=min(1.9, max(0.0, look.chroma)),
        contrast=min(1.6, max(0.6, look.contrast)),
        warmth=min(1.0, max(-1.0, look.warmth)),
        light=min(0.9, max(-0.9, look.light)),
        line=min(1.0, max(0.0, look.line)),
        grain=min(1.0, max(0.0, look.grain)),
    )


TEMPERAMENTS: dict[str, Nudge] = {
    "brush": Nudge(scale=1.25, chroma=1.1, warmth=0.22, grain=0.12),
    "graver": Nudge(scale=0.72, chroma=0.86, warmth=-0.22, light=0.06, line=0.3),
    "poster": Nudge(scale=1.12, chroma=1.28, contrast=1.18, line=0.15, grain=-0.3),
}
INKS: dict[str, dict[str, tuple[str, ...]]] = {
    "linocut": {"graver": ("#10302b", "#c8963e", "#f3eddc"), "poster": ("#101018", "#2f5fd0", "#f7f2e8")},
    "woodcut": {"brush": ("#2a140c", "#f3e2c3"), "poster": ("#0c0c10", "#e9b93f")},
    "engraving": {"brush": ("#3a1d10", "#f4e6cb"), "graver": ("#141a28", "#f1f0ea"), "poster": ("#0b2545", "#f6f3ea")},
    "etching": {"graver": ("#1c2026", "#ece7db"), "poster": ("#0f2e2c", "#efe6cf")},
    "cross-hatching": {"brush": ("#38190f", "#f6ecd8"), "poster": ("#0a0a0c", "#f4c95d")},
    "stipple": {"brush": ("#4a1d12", "#f7ecd9"), "poster": ("#10206a", "#f5efe2")},
    "pen-and-ink": {"brush": ("#3b2416", "#f7efdf"), "poster": ("#101014", "#fbfaf6")},
    "brush-ink": {"brush": ("#2c1712", "#f6ead6"), "poster": ("#0a0a0c", "#f2583e", "#fbf7ef")},
    "risograph": {"graver": ("#0b5563", "#ef7f86", "#f2c75c"), "poster": ("#20207a", "#ff3f7f", "#ffe14d")},
    "duotone": {"brush": ("#5a1230", "#f08a4b", "#fdf1de"), "graver": ("#0f3040", "#58a5a1", "#f1f2e6"),
                "poster": ("#1b1464", "#ff4f6d", "#fff2d6")},
    "pop-art": {
        "brush": ("#1c1a5e", "#e8237f", "#ff8f1f", "#ffe23d", "#fff6dc"),
        "graver": ("#0d2440", "#0a7fd1", "#16c2b5", "#ffd98a", "#fff6e8"),
        "poster": ("#17153b", "#d4213d", "#ff6fa8", "#ffe23d", "#e9fbff"),
    },
    "charcoal": {"brush": ("#1c1512", "#f0e3c8"), "poster": ("#131114", "#cdae82")},
    "pencil": {"brush": ("#3d2c20", "#f8efdf"), "poster": ("#1c3a8f", "#f8f6f0")},
    "newsprint": {"poster": ("#111114", "#f6cdd0")},
    "blueprint": {"brush": ("#27427e",), "poster": ("#0a2fa0",)},
    "chalkboard": {"brush": ("#2c3a30",), "graver": ("#22272e",), "poster": ("#131c33",)},
    "pyrography": {"graver": ("#d9b98c", "#efdcbb"), "poster": ("#a55f2a", "#e2a55c")},
}  # fmt: skip


def temper(look: Look, temperament: str) -> Look:
    """The Look in the hand of an image model: brush (loose, warm), graver (fine, cool), poster (flat, loud).

    Techniques of one or few inks get inks of the model's own when the style names none. An unknown temperament
    leaves the Look as it is.
    """
    if temperament not in TEMPERAMENTS:
        return look
    own = INKS.get(look.technique, {}).get(temperament, ())
    tempered = _nudged(look, TEMPERAMENTS[temperament])
    if look.technique in HALFTONED and temperament == "poster":
        tempered = msgspec.structs.replace(tempered, scale=tempered.scale * 1.25)
    return _bounded(msgspec.structs.replace(tempered, palette=look.palette or own))
