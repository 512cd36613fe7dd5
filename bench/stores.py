"""Stores of ten thousand, a hundred thousand and a million renders, to measure what size costs.

Rows only: pictures are named and not there. A store is made once and kept in the temporary folder, from where any
bench reads it; it is made anew when the schema or this file has changed.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.migrations import NUMBERED, m0003_lanes, m0005_tallies
from bench.gallery import opened

if TYPE_CHECKING:
    from collections.abc import Sequence

MEDIA = (
    "watercolour, oil painting, gouache, linocut, woodblock print, ink wash, charcoal drawing, pencil sketch, "
    "pastel, etching, engraving, risograph, screen print, pixel art, low poly render, stained glass, mosaic, "
    "embroidery, paper collage, claymation, travel poster, storybook illustration, comic panel, blueprint, "
    "topographic map, graffiti, neon sign, glitch art, daguerreotype, film still, infrared photograph, tilt-shift "
    "photograph, cyanotype, fresco, tempera panel, batik, tapestry, marquetry, scratchboard, silhouette, enamel "
    "plate, ceramic tile, mural, chalk drawing, felt applique, voxel scene, isometric drawing, pointillism, pop "
    "art, art deco poster"
)
MANNERS = (
    "loose, pale, wet-on-wet, bold, faded, luminous, moody, minimal, ornate, rough, delicate, sunlit, misty, "
    "nocturnal, autumnal, wintry, dreamlike, geometric, abstract, baroque, gothic, medieval, Victorian, "
    "Edwardian, mid-century, cubist, Bauhaus, brutalist, rustic, coastal, alpine, botanical, celestial, "
    "cinematic, vintage, weathered, monochrome, sepia, high-contrast, grey, gilded, iridescent, pastel-toned, "
    "earthy, saturated, hazy, textured, layered, crosshatched, stippled, feathery, angular, swirling, "
    "symmetrical, spare, lush, stormy, quiet, playful, solemn"
)
THINGS = "lighthouse, jug, lake, skyline, balloon, tree, harbour, market, bridge, garden, castle, train, violin, fox"
SIZES = {10_000: (300, 6), 100_000: (1_000, 14), 1_000_000: (3_000, 34)}
MODELS = 10
FAMILIES = 12
DAY = 86400

CELLS = """
CREATE TEMP TABLE cells AS
SELECT row_number() OVER () AS n, style_id, subject_id, model_key FROM (
    SELECT styles.id AS style_id, subjects.id AS subject_id, names.key AS model_key
    FROM styles, subjects, (SELECT axis, key, row_number() OVER (ORDER BY key) AS rank FROM names) AS names
    WHERE styles.slug LIKE 'b-%' AND subjects.slug LIKE 'b-%' AND axis = 'model' AND names.key LIKE 'bench:%'
    ORDER BY (styles.id * 7919 + subjects.id * 104729 + names.rank * 1299709) * 2654435761 % 4294967291
    LIMIT :renders
)
"""
RENDERS = """
INSERT INTO renders (id, seq, style_id, subject_id, style_phrase, model_key, base_prompt, negative_prompt, operation,
    seed, width, height, recipe_hash, image_path, thumb_path, status, render_metadata, public, created_at,
    published_at, hidden_at)
SELECT printf('%08x-%04x-7%03x-8%03x-%012x', 26479616 + n / 4096, n % 65536, n % 4096, n * 31 % 4096, n * 2654435761),
    n, style_id, subject_id, phrase, model_key, base_prompt, '', 'text-to-image', subject_id, 768, 576,
    printf('%064x', n),
    printf('images/2026/%02d/%08x-%04x-7%03x-8%03x-%012x.webp', 1 + n % 12,
        26479616 + n / 4096, n % 65536, n % 4096, n * 31 % 4096, n * 2654435761),
    printf('images/2026/%02d/%08x-%04x-7%03x-8%03x-%012x-thumb.webp', 1 + n % 12,
        26479616 + n / 4096, n % 65536, n % 4096, n * 31 % 4096, n * 2654435761),
    'done',
    json_object('recipe', json_object('version', 1, 'model', model_key, 'operation', 'text-to-image',
        'prompt', phrase || ' of ' || base_prompt, 'base_prompt', base_prompt, 'style_phrase', phrase,
        'width', 768, 'height', 576, 'seed', subject_id), 'colour', printf('d-%d%d%d', n % 6, n / 6 % 6, n / 36 % 6),
        'seconds', 4.2),
    1, at, at, iif(n % 97, NULL, at)
FROM (SELECT n, style_id, subject_id, model_key, strftime('%Y-%m-%dT%H:%M:%S+00:00', 1770000000 + n * 9, 'unixepoch')
    AS at FROM cells)
JOIN styles ON styles.id = style_id JOIN subjects ON subjects.id = subject_id
ORDER BY n
"""


@dataclass(frozen=True)
class Kept:
    """A made store: its data folder and how many renders stand in it."""

    data: Path
    renders: int


def folder() -> Path:
    """Where stores are kept, one folder a state of the schema."""
    stamp = hashlib.blake2b(digest_size=6)
    for path in (Path(__file__), *(Path(str(module.__file__)) for module in NUMBERED)):
        stamp.update(path.read_bytes())
    return Path(tempfile.gettempdir()) / f"tessera-bench-{os.getuid()}" / stamp.hexdigest()


def store(renders: int) -> Kept:
    """The store with so many renders (a key of `SIZES`), made now if there is none. Nobody may write to it."""
    data = folder() / str(renders)
    if not data.exists():
        _sweep()
        data.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=data.parent.parent) as name:
            _make(Path(name), renders)
            Path(name).chmod(0o755)
            if not data.exists():
                shutil.copytree(name, data.with_suffix(".new"), dirs_exist_ok=True, copy_function=os.link)
                data.with_suffix(".new").rename(data)
    return Kept(data, renders)


def _sweep() -> None:
    """Forget the stores of earlier schemas that nobody has made today."""
    for old in folder().parent.glob("*"):
        if time.time() - old.stat().st_mtime > DAY:
            shutil.rmtree(old, ignore_errors=True)


def _make(data: Path, renders: int) -> None:
    styles, subjects = SIZES[renders]
    (data / "catalog.toml").write_text(catalog(styles, subjects))
    with opened(data):
        pass  # the schema, and the catalogue's rows
    connection = sqlite3.connect(data / "tessera.db", isolation_level=None)
    connection.execute("PRAGMA synchronous=OFF")
    connection.execute("PRAGMA cache_size=-1000000")
    connection.execute("BEGIN")
    _fill(connection, renders)
    connection.execute("COMMIT")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def _fill(connection: sqlite3.Connection, renders: int) -> None:
    """Set by set, without the triggers and indexes that are for one row at a time; they come back at the end."""
    own = "SELECT name, sql FROM sqlite_master WHERE type = :type AND tbl_name = 'renders' AND sql IS NOT NULL"
    triggers = connection.execute(own, {"type": "trigger"}).fetchall()
    indexes = connection.execute(own, {"type": "index"}).fetchall()
    for kind, made in (("TRIGGER", triggers), ("INDEX", indexes)):
        for name, _ in made:
            connection.execute(f"DROP {kind} {name}")
    connection.execute(CELLS, {"renders": renders})
    connection.execute(RENDERS)
    for _, sql in indexes:
        connection.execute(sql)
    lanes, places = _that_insert(m0003_lanes.STATEMENTS, "lanes"), _that_insert(m0003_lanes.STATEMENTS, "places")
    connection.execute(_that_create(m0003_lanes.STATEMENTS, "open_axes"))
    connection.execute(lanes)
    connection.execute(places)
    connection.execute("DROP TABLE open_axes")
    connection.execute("DELETE FROM tallies")
    connection.execute(_that_insert(m0005_tallies.STATEMENTS, "tallies"))
    for _, sql in triggers:
        connection.execute(sql)
    connection.execute("UPDATE revision SET number = number + 1")


def _that_insert(statements: Sequence[str], table: str) -> str:
    return next(each for each in statements if each.strip().startswith(f"INSERT INTO {table} "))


def _that_create(statements: Sequence[str], table: str) -> str:
    return next(each for each in statements if each.strip().startswith(f"CREATE TEMP TABLE {table} "))


def phrases(styles: int) -> list[str]:
    """That many style phrases: every medium alone, then in one manner after the other."""
    media, manners = MEDIA.split(", "), MANNERS.split(", ")
    return [*media, *(f"{manner} {medium}" for manner in manners for medium in media)][:styles]


def catalog(styles: int, subjects: int) -> str:
    """A catalogue with these axes beside the shipped ones."""
    things, manners = THINGS.split(", "), MANNERS.split(", ")
    lines = [f'[[family]]\nslug = "family-{n}"\nlabel = "Family {n}"' for n in range(FAMILIES)]
    for n, phrase in enumerate(phrases(styles)):
        note = f"As {manners[n * 7 % len(manners)]} as {manners[n * 11 % len(manners)]}"
        family = f"family-{n * FAMILIES // styles}"
        lines.append(
            f'[[style]]\nslug = "b-{n}"\nphrase = "{phrase}"\nfamily = "{family}"\nnote = "{note}"\n'
            'prompt = "{phrase} of {subject}"'
        )
    for n in range(subjects):
        words = f"{manners[n * 5 % len(manners)]} {things[n % len(things)]}".lower()
        lines.append(f'[[subject]]\nslug = "b-{n}"\nlabel = "{words.capitalize()}"\nprompt = "a {words} at noon"')
    lines += [f'[[model]]\nkey = "bench:model-{n}"\nlabel = "Model {n}"\noperations = {{}}' for n in range(MODELS)]
    return "\n\n".join(lines) + "\n"


if __name__ == "__main__":
    for size in [int(text) for text in sys.argv[1:]] or SIZES:
        began = time.monotonic()
        kept = store(size)
        megabytes = (kept.data / "tessera.db").stat().st_size / 1e6
        print(f"{size:,} renders in {time.monotonic() - began:.0f} s, {megabytes:,.0f} MB: {kept.data}")
