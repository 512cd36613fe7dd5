"""Reading a prompt: its words become a scene; words that cannot be drawn are named."""

from __future__ import annotations

import re
import unicodedata
import zlib
from dataclasses import dataclass, field

from app.providers.local.scene import lexicon
from app.providers.local.scene.lexicon import singular
from app.providers.local.scene.settling import settle
from app.providers.local.scene.spec import Item, Reading, Scene
from app.providers.local.things.catalogue import THINGS

__all__ = ["Reading", "read_prompt"]

_WORD = re.compile(r"[a-z0-9]+")
_LONGEST = 4


def _normal(phrase: str) -> str:
    """A phrase as the tables are searched: lower case, hyphens open, the last word singular."""
    words = _WORD.findall(phrase.lower().replace("-", " "))
    return " ".join([*words[:-1], singular(words[-1])]) if words else ""


def _normalised(table: dict[str, str]) -> dict[str, str]:
    return {_normal(phrase): value for phrase, value in table.items()}


_SLOTS: dict[str, dict[str, str]] = {
    "time": _normalised(lexicon.TIME),
    "weather": _normalised(lexicon.WEATHER),
    "season": _normalised(lexicon.SEASON),
    "place": _normalised(lexicon.PLACE),
    "feature": _normalised(lexicon.FEATURE),
    "grown": _normalised(lexicon.GROWN),
    "thing": {_normal(word): trait.key for trait in THINGS for word in trait.words},
    "kind": {_normal(p): "portrait" for p in lexicon.PORTRAIT} | {_normal(p): "table" for p in lexicon.TABLE},
}


@dataclass
class _Notes:
    """What has been read so far."""

    found: dict[str, list[str]] = field(default_factory=lambda: {slot: [] for slot in _SLOTS})
    items: list[Item] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    drawn: list[str] = field(default_factory=list)
    undrawn: list[str] = field(default_factory=list)
    count: int = 0
    adjectives: list[str] = field(default_factory=list)
    denied: bool = False


def read_prompt(text: str) -> Reading:
    """The scene that a prompt asks for; any text gives one. `undrawn` holds its content words without effect."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    tokens = _WORD.findall(plain.replace("-", " ").replace("'s ", " "))
    notes = _Notes()
    at = 0
    while at < len(tokens):
        at += _phrase(tokens, at, notes)
    scene = settle(_scene(notes), frozenset(notes.found["place"]))
    drawn = tuple(dict.fromkeys(notes.drawn))
    undrawn = tuple(dict.fromkeys(w for w in notes.undrawn if w not in drawn))
    salt = zlib.crc32(" ".join(undrawn).encode()) if undrawn else 0
    return Reading(scene=_salted(scene, salt), drawn=drawn, undrawn=undrawn)


def _salted(scene: Scene, salt: int) -> Scene:
    return Scene(**{**{f: getattr(scene, f) for f in scene.__struct_fields__}, "salt": salt})


def _phrase(tokens: list[str], at: int, notes: _Notes) -> int:
    """Take the longest known phrase at a position; returns how many words it had."""
    for length in range(min(_LONGEST, len(tokens) - at), 0, -1):
        words = tokens[at : at + length]
        slots = _matches(" ".join(words), " ".join([*words[:-1], singular(words[-1])]))
        if slots:
            _take(words, slots, notes)
            return length
    _single(tokens[at], notes)
    return 1


def _matches(*forms: str) -> dict[str, str]:
    return {slot: table[form] for slot, table in _SLOTS.items() for form in reversed(forms) if form in table}


def _take(words: list[str], slots: dict[str, str], notes: _Notes) -> None:
    """File a known phrase under everything it means; a thing takes the number and adjectives before it."""
    if notes.denied:
        notes.denied = False
        return
    for word in words:
        if word in _SLOTS["feature"] and len(words) > 1:
            notes.found["feature"].append(_SLOTS["feature"][word])
    key = slots.pop("thing", "") or slots.pop("grown", "")
    slots.pop("grown", None)
    for slot, value in slots.items():
        notes.found[slot].append(value)
    if key:
        plural = singular(words[-1]) != words[-1] or (words[-1] in lexicon.UNCHANGING and not notes.count)
        count = notes.count if notes.count > 1 else (_plenty(key) if plural else 1)
        notes.items.append(Item(key=key, count=count, words=frozenset(notes.adjectives)))
        notes.count, notes.adjectives = 0, []
    notes.drawn.extend(words)


def _plenty(key: str) -> int:
    """How many an unnumbered plural means: what flies or swims comes in fives, buildings in threes."""
    return 5 if any(t.key == key and t.kind == "air" for t in THINGS) else 3


def _single(word: str, notes: _Notes) -> None:
    """A word that no table knows: a number, an adjective, grammar, or something that stays undrawn."""
    if word in lexicon.NEGATIONS:
        notes.denied = True
    elif word in lexicon.COUNTS or word.isdigit():
        notes.count = max(notes.count, lexicon.COUNTS.get(word, int(word) if word.isdigit() and len(word) < 3 else 1))
    elif word in lexicon.ADJECTIVES:
        notes.adjectives.append(word)
        notes.words.append(word)
        notes.drawn.append(word)
    elif word not in lexicon.STOP:
        notes.undrawn.append(word)


def _scene(notes: _Notes) -> Scene:
    first = {slot: (values[0] if values else "") for slot, values in notes.found.items()}
    return Scene(
        kind=first["kind"] or "landscape",
        time=first["time"],
        weather=_strongest(notes.found["weather"]),
        season=first["season"],
        place=first["place"],
        items=tuple(notes.items),
        features=frozenset(notes.found["feature"]),
        words=frozenset(notes.words),
    )


def _strongest(weathers: list[str]) -> str:
    """Of several weathers the one that shows most."""
    rank = ("storm", "snow", "rain", "fog", "overcast", "cloudy", "wind", "clear")
    return min(weathers, key=rank.index, default="")
