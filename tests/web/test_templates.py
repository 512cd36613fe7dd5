"""Templates and the Views they show."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import pytest
from jinja2 import UndefinedError

from app.web.assets import Assets
from app.web.templates import Templates, view_variables
from app.web.view import View

if TYPE_CHECKING:
    from pathlib import Path


class Note(View, kw_only=True):
    template: ClassVar[str] = "note.html"
    fragment: ClassVar[str | None] = "_note.html"

    words: list[str]


class Whole(View, kw_only=True):
    template: ClassVar[str] = "note.html"

    words: list[str]


@pytest.fixture
def templates(tmp_path: Path) -> Templates:
    (tmp_path / "frame.html").write_text("<p>{{ version }}{% block main %}{% endblock %}")
    (tmp_path / "note.html").write_text(
        '{% extends "frame.html" %}{% block main %}{% include "_note.html" %}{% endblock %}'
    )
    (tmp_path / "_note.html").write_text('{% for word in words %}{% include "_word.html" %}{% endfor %}')
    (tmp_path / "_word.html").write_text("[{{ word }}]")
    return Templates(Assets(tmp_path), tmp_path)


def complaints(templates: Templates, name: str, text: str, root: Path) -> list[str]:
    (root / name).write_text(text)
    return view_variables(Note, templates.environment)


def test_a_page_is_drawn_from_the_fields_alone(templates: Templates) -> None:
    assert templates.page(Note(words=["a", "<b>"])).endswith("[a][&lt;b&gt;]")


def test_a_variable_without_a_field_stops_the_page(templates: Templates, tmp_path: Path) -> None:
    (tmp_path / "_word.html").write_text("{{ wrod }}")
    with pytest.raises(UndefinedError, match="wrod"):
        templates.page(Note(words=["a"]))


def test_a_view_without_a_fragment_has_none(templates: Templates) -> None:
    with pytest.raises(LookupError):
        templates.fragment(Whole(words=[]))


def test_a_view_and_templates_that_agree_have_nothing_to_complain_of(templates: Templates) -> None:
    assert view_variables(Note, templates.environment) == []


@pytest.mark.parametrize("name", ["note.html", "_note.html", "_word.html", "frame.html"])
def test_a_missing_field_is_found_wherever_it_is_used(templates: Templates, tmp_path: Path, name: str) -> None:
    text = (tmp_path / name).read_text()
    found = complaints(templates, name, text.replace("<p>", "<p>{{ titel }}").replace("[", "[{{ titel }}"), tmp_path)
    if name in ("note.html", "_note.html"):
        found = complaints(templates, name, text.replace("{% include", "{{ titel }}{% include"), tmp_path)
    assert found
    assert all(f"{name} uses titel" in complaint for complaint in found)


def test_what_a_loop_names_is_known_only_below_it(templates: Templates, tmp_path: Path) -> None:
    assert complaints(templates, "frame.html", "{{ word }}{% block main %}{% endblock %}", tmp_path)


def test_a_template_chosen_while_it_runs_is_complained_of(templates: Templates, tmp_path: Path) -> None:
    assert complaints(templates, "_word.html", "{% include words[0] %}", tmp_path)
