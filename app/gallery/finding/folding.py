"""Text as search compares it: without case, accents and punctuation, British and American spelling as one."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

WORD = re.compile(r"[^\W_]+")
LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ı": "i"})
SMALL_WORDS = frozenset(
    ("a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "over", "style", "the", "to", "with")
)

_OUR = "behavi|cand|clam|col|demean|endeav|enam|fav|ferv|flav|glam|harb|hon|hum|lab|neighb|od|parl|ranc|rig|rum|sav|"
_OUR += "splend|tum|val|vap|vig"
_ER = "calib|cent|fib|lit|lust|meag|met|mit|och|saltpet|scept|somb|spect|theat"
_DOUBLED = "chisel|enamel|jewel|label|marvel|model|panel|pencil|stencil|tinsel|travel|wool"
# British into American, in any part of speech. What it makes of other words is of no matter: both sides are respelt.
SPELLINGS = (
    (re.compile(rf"({_OUR}|^arm)our"), r"\1or"),
    (re.compile(rf"({_ER})re(d|s)?$"), r"\1er\2"),
    (re.compile(r"(anal|catal|dial|monol|prol|epil)ogue"), r"\1og"),
    (re.compile(r"jewell?ery"), "jewelry"),
    (re.compile(rf"({_DOUBLED})l(ed|er|ers|ing|en|ous)$"), r"\1\2"),
    (re.compile(r"(\w{3})is(e|ed|es|er|ers|ing|ation)$"), r"\1iz\2"),
    (re.compile(r"^grey"), "gray"),
    (re.compile(r"(m)ould"), r"\1old"),
    (re.compile(r"^aesthet"), "esthet"),
    (re.compile(r"mediaeval"), "medieval"),
    (re.compile(r"^(archa|pal)eo"), r"\1eo"),
    (re.compile(r"^plough"), "plow"),
    (re.compile(r"aluminium"), "aluminum"),
    (re.compile(r"^cosy$"), "cozy"),
    (re.compile(r"^pyjama"), "pajama"),
    (re.compile(r"^moustache"), "mustache"),
    (re.compile(r"^artefact"), "artifact"),
    (re.compile(r"^sulph"), "sulf"),
    (re.compile(r"^sceptic"), "skeptic"),
    (re.compile(r"^draught"), "draft"),
    (re.compile(r"^programme"), "program"),
)


def fold(text: str) -> str:
    """The text in lower case, without accents and other marks, ligatures taken apart (NFKD, then case folding)."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text).casefold().translate(LETTERS)
    plain = unicodedata.normalize("NFKD", plain)
    return "".join(letter for letter in plain if unicodedata.category(letter) not in ("Mn", "Mc", "Me", "Cf"))


def words(text: str) -> list[str]:
    """Its words, folded. Hyphens and apostrophes part them: "ukiyo-e" is two."""
    return WORD.findall(fold(text))


@lru_cache(1 << 14)
def respelt(word: str) -> str:
    """A folded word in the one spelling that is compared: "watercolour" and "watercolor" give the same."""
    for british, american in SPELLINGS:
        word = british.sub(american, word)
    return word


class Piece(NamedTuple):
    """A folded word of a text; `places` are the positions in the text of each of its letters."""

    word: str
    places: list[int]


def pieces(text: str) -> list[Piece]:
    """The words of a text with the places they come from, in characters (Unicode code points)."""
    folded, places = "", []
    for at, letter in enumerate(text):
        plain = fold(letter)
        folded += plain
        places += [at] * len(plain)
    return [Piece(found[0], places[found.start() : found.end()]) for found in WORD.finditer(folded)]
