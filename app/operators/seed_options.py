"""The seed script's command line: names and files become rows of the catalogue."""

from __future__ import annotations

import argparse
import csv
import json
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TypeVar

import msgspec

from app.gallery import queries
from app.gallery.rows import StyleRow, SubjectRow
from app.gallery.walls.order import by_family
from app.naming import did_you_mean
from app.operators.first_wall import free_models

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from app.gallery.gallery import Gallery
    from app.providers.catalog import ImageModel


Row = TypeVar("Row")


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be filled, and how."""

    styles: list[StyleRow]
    subjects: list[SubjectRow]
    models: list[str]
    limit: int | None
    dry_run: bool
    yes: bool
    curate: bool


class Wrong(Exception):
    """A call that can't be carried out; the message says what to change."""


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(
        prog="seed_data.py",
        description="Fill the wall: styles × subjects × image models, through the same engine as a user's order. "
        "What is there already is not made again.",
    )
    made.add_argument("--models", metavar="A,B", help="image models by key or label (default: every one that is free)")
    made.add_argument("--styles", metavar="NAMES|FILE", help="style phrases or slugs, or a CSV or JSON file of them")
    made.add_argument("--subjects", metavar="A,B", help="subjects by slug or label (default: all)")
    made.add_argument("--limit", type=_positive, metavar="N", help="make at most N pictures now")
    made.add_argument("--dry-run", action="store_true", help="say what it would make and cost, then stop")
    made.add_argument("--yes", action="store_true", help="agree to spend what the dry run says")
    made.add_argument("--curate", action="store_true", help="pick the default set afterwards")
    return made


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number


def read_options(gallery: Gallery, argv: Sequence[str]) -> Options:
    """The options of a command line. A wrong call ends the process with status 2 and says why."""
    made = parser()
    given = made.parse_args(argv)
    with gallery.store.read() as db:
        styles, subjects = by_family(gallery, queries.all_styles(db)), queries.all_subjects(db)
    try:
        return Options(
            styles=_pick_styles(given.styles, styles),
            subjects=_pick("subject", given.subjects, {n: s for s in subjects for n in (s.slug, s.label)}, subjects),
            models=_pick_models(gallery, given.models),
            limit=given.limit,
            dry_run=given.dry_run,
            yes=given.yes,
            curate=given.curate,
        )
    except Wrong as wrong:
        _refuse(made, str(wrong))


def _refuse(made: argparse.ArgumentParser, message: str) -> NoReturn:
    made.error(message)


def _pick_styles(given: str | None, styles: list[StyleRow]) -> list[StyleRow]:
    known = {n: s for s in styles for n in (s.slug, s.phrase)}
    if given is None:
        return styles
    if Path(given).suffix.lower() in (".csv", ".json"):
        return _named("style", [name for name in _names_in_file(Path(given)) if name], known)
    whole = {name.casefold() for name in known}
    return _named("style", [given] if given.casefold() in whole else _split(given), known)


def _names_in_file(path: Path) -> list[str]:
    """Phrases or slugs: a JSON list of them or of objects, or a CSV's column `phrase`, `style` or `slug`."""
    try:
        text = path.read_text("utf-8-sig")
        entries = json.loads(text) if path.suffix.lower() == ".json" else list(csv.reader(text.splitlines()))
    except (OSError, ValueError, csv.Error) as error:
        raise Wrong(f"{path} can't be read: {error}.") from error
    if not isinstance(entries, list):
        raise Wrong(f"{path} must hold a list of styles.")
    if path.suffix.lower() == ".csv":
        return _csv_column(entries)
    return [_json_name(path, entry) for entry in entries]


def _csv_column(rows: list[list[str]]) -> list[str]:
    rows = [row for row in rows if row and row[0].strip()]
    header = [cell.strip().lower() for cell in rows[0]] if rows else []
    for name in ("phrase", "style", "slug"):
        if name in header:
            at = header.index(name)
            return [row[at].strip() for row in rows[1:] if len(row) > at]
    return [row[0].strip() for row in rows]


def _json_name(path: Path, entry: object) -> str:
    if isinstance(entry, dict):
        entry = entry.get("phrase") or entry.get("style") or entry.get("slug")
    if not isinstance(entry, str):
        raise Wrong(f"{path}: each entry must be a style's phrase or slug, or an object with one.")
    return entry


def _pick_models(gallery: Gallery, given: str | None) -> list[str]:
    usable = [m for m in gallery.catalog.models.values() if m.provider in gallery.configured]
    if given is None:
        return free_models(gallery)
    chosen = _pick("image model", given, {n: m for m in usable for n in (m.label, m.key)}, usable)
    return [_runnable(model) for model in chosen]


def _runnable(model: ImageModel) -> str:
    if model.state == "retired":
        instead = f" Use {model.successor}." if model.successor else ""
        raise Wrong(f"{model.key} is retired and can't be run.{instead}")
    if "text-to-image" not in model.operations:
        raise Wrong(f"{model.key} makes no pictures from text.")
    return model.key


def _pick(noun: str, given: str | None, known: Mapping[str, Row], every: Sequence[Row]) -> list[Row]:
    return list(every) if given is None else _named(noun, _split(given), known)


def _named(noun: str, names: Iterable[str], known: Mapping[str, Row]) -> list[Row]:
    folded = {name.casefold(): row for name, row in known.items()}
    chosen: list[Row] = []
    for name in names:
        row = folded.get(name.casefold())
        if row is None:
            hint = did_you_mean(name, known, "Add it to catalog.toml in the data folder.")
            raise Wrong(f"there is no {noun} “{name}”. {hint}")
        if row not in chosen:
            chosen.append(row)
    if not chosen:
        raise Wrong(f"no {noun} named.")
    return chosen


def _split(given: str) -> Iterable[str]:
    return (name for part in given.split(",") if (name := part.strip()))
