"""Reading the catalogue: the shipped files, then the operator's, whose rows replace or follow the shipped ones."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from app.errors import AppError
from app.providers.catalog.schema import Catalog, Family, ImageModel, Style, Subject

SHIPPED = (Path(__file__).with_name("catalog.toml"), Path(__file__).with_name("styles.toml"))
TABLES: dict[str, tuple[type[msgspec.Struct], str]] = {
    "family": (Family, "slug"),
    "style": (Style, "slug"),
    "subject": (Subject, "slug"),
    "model": (ImageModel, "key"),
}
Row = TypeVar("Row")


class CatalogError(AppError):
    """A catalogue that can't be used: the message tells file, line and reason."""


def load_catalog(own: Path | None = None) -> Catalog:
    """The shipped catalogue, with the operator's file `own` over it when that exists. Raises CatalogError."""
    rows: dict[str, dict[str, Any]] = {table: {} for table in TABLES}
    for path in (*SHIPPED, own):
        if path is not None and path.is_file():
            _read(path, rows)
    return Catalog(
        families=_typed(rows["family"], Family),
        styles=_typed(rows["style"], Style),
        subjects=_typed(rows["subject"], Subject),
        models=_typed(rows["model"], ImageModel),
    )


def _typed(rows: dict[str, Any], kind: type[Row]) -> dict[str, Row]:
    return {key: row for key, row in rows.items() if isinstance(row, kind)}


def _read(path: Path, rows: dict[str, dict[str, Any]]) -> None:
    """Put the file's rows over those that are there."""
    try:
        text = path.read_text("utf-8")
        parsed = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CatalogError(f"{path}: {error}.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise CatalogError(f"{path} can't be read: {error}.") from error
    for table, entries in parsed.items():
        if table not in TABLES or not isinstance(entries, list):
            raise CatalogError(
                f"{path}, line {_line(text, table, 0)}: there is no table [{table}]. "
                "Use [[family]], [[style]], [[subject]] and [[model]]."
            )
        seen: set[str] = set()
        for index, entry in enumerate(entries):
            key, row = _row(path, text, table, index, entry, rows[table])
            if key in seen:
                raise CatalogError(f"{path}, line {_line(text, table, index)}: {table} {key} stands here twice.")
            seen.add(key)
            rows[table][key] = row
    _check_links(path, text, parsed, rows)


def _row(
    path: Path, text: str, table: str, index: int, entry: object, before: dict[str, Any]
) -> tuple[str, msgspec.Struct]:
    """One row; fields that an operator leaves out keep the shipped row's value."""
    kind, key_field = TABLES[table]
    key = entry.get(key_field) if isinstance(entry, dict) else None
    if not isinstance(entry, dict) or not isinstance(key, str):
        raise CatalogError(f"{path}, line {_line(text, table, index)}: a [[{table}]] needs its {key_field}.")
    if key in before:
        entry = msgspec.to_builtins(before[key]) | entry
    try:
        row = msgspec.convert(entry, kind)
    except msgspec.ValidationError as error:
        reason, _, at = str(error).partition(" - at `$.")
        field = at.rstrip("`")
        told = f"{field}: {reason}" if field else reason
        raise CatalogError(f"{path}, line {_line(text, table, index, field)}: {table} {key}, {told}.") from error
    if isinstance(row, Style) and "{subject}" not in row.prompt:
        raise CatalogError(
            f"{path}, line {_line(text, table, index, 'prompt')}: style {key}, prompt: "
            "{subject} is missing, so the subject could not be put in."
        )
    return key, row


def _check_links(path: Path, text: str, parsed: dict[str, Any], rows: dict[str, dict[str, Any]]) -> None:
    """Every family and successor that the file's rows name must be there, in this file or the shipped one."""
    for table, field, target in (("style", "family", "family"), ("model", "successor", "model")):
        for index, entry in enumerate(parsed.get(table, [])):
            named = entry.get(field)
            if named and named not in rows[target]:
                where = f"{path}, line {_line(text, table, index, field)}"
                name = entry[TABLES[table][1]]
                raise CatalogError(f"{where}: {table} {name}, {field}: there is no {target} {named}.")


def _line(text: str, table: str, index: int, field: str = "") -> int:
    """The line, from 1, where the table's `index`-th entry (or the named field of it) stands."""
    lines = text.splitlines()
    header = re.compile(rf"\s*\[\[?\s*{re.escape(table)}\s*\]\]?")
    starts = [number for number, line in enumerate(lines, 1) if header.match(line)]
    if index >= len(starts):
        return 1
    start = starts[index]
    first = re.split(r"[.\[]", field)[0]
    for number in range(start + 1, len(lines) + 1) if first else ():
        line = lines[number - 1]
        if re.match(rf"\s*\[\[?\s*{table}\s*\]\]?", line):
            break
        if re.match(rf"\s*(\[.*\b)?{re.escape(first)}\b", line):
            return number
    return start
