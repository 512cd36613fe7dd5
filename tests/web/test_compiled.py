"""Templates are compiled once and then kept as bytecode."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from jinja2 import Environment, FileSystemLoader

from app.web.assets import Assets
from app.web.compiled import Compiled, compile_all
from app.web.templates import Templates

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of templates with one page, where Python keeps bytecode as it usually does."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)
    (tmp_path / "page.html").write_text("<b>{{ word }}</b>")
    return tmp_path


def drawn(folder: Path, word: str, *, autoescape: bool = True) -> str:
    """The page as a program that has just started draws it."""
    environment = Environment(
        loader=FileSystemLoader(folder), autoescape=autoescape, bytecode_cache=Compiled(folder), cache_size=-1
    )
    return environment.get_template("page.html").render(word=word)


def kept(folder: Path) -> list[Path]:
    return sorted((folder / "__pycache__").glob("*"))


def test_the_second_start_compiles_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn(folder, "ink")
    monkeypatch.setattr(Environment, "compile", lambda *_: pytest.fail("compiled again"))
    assert drawn(folder, "ink & oil") == "<b>ink &amp; oil</b>"


def test_a_source_that_changed_is_compiled_anew(folder: Path) -> None:
    drawn(folder, "ink")
    (folder / "page.html").write_text("<i>{{ word }}</i>")
    assert drawn(folder, "ink") == "<i>ink</i>"
    assert len(kept(folder)) == 1


def test_other_options_do_not_take_each_others_bytecode(folder: Path) -> None:
    assert drawn(folder, "<", autoescape=False) == "<b><</b>"
    assert drawn(folder, "<") == "<b>&lt;</b>"


@pytest.mark.parametrize("left", [0, 3, 30])
def test_a_damaged_file_is_compiled_anew(folder: Path, left: int) -> None:
    drawn(folder, "ink")
    (file,) = kept(folder)
    whole = file.read_bytes()
    file.write_bytes(whole[:left])
    assert drawn(folder, "ink") == "<b>ink</b>"
    assert file.read_bytes() == whole


def test_nothing_is_written_where_python_writes_no_bytecode(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert drawn(folder, "ink") == "<b>ink</b>"
    assert kept(folder) == []


def test_a_page_is_drawn_where_nothing_can_be_written(folder: Path) -> None:
    (folder / "__pycache__").write_text("a file where the folder would be")
    assert drawn(folder, "ink") == "<b>ink</b>"


def test_all_templates_can_be_compiled_ahead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path))
    there = len(Templates(Assets()).environment.list_templates())
    assert [compile_all(), compile_all()] == [there, there]
    assert len(list(tmp_path.rglob("template-*.pyc"))) == there
