"""Markup with places says what a macro would say."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import msgspec
import pytest
from markupsafe import escape

from app.web.assets import Assets
from app.web.shapes import FORMS_KEPT, Shape, Shapes
from app.web.templates import Templates
from app.web.view import View

if TYPE_CHECKING:
    from pathlib import Path

HOSTILE = "<i title=\"'a'\"> 5 % of {words} &amp; %s {0} \x00"
AS_TEXT = "&lt;i title=&#34;&#39;a&#39;&#34;&gt; 5 % of {words} &amp;amp; %s {0} \x00"


class Note(msgspec.Struct, frozen=True):
    words: str
    width: int = 1
    inner: Note | None = None
    kind: str = "plain"


class Page(View, kw_only=True):
    template: ClassVar[str] = "page.html"

    notes: list[Note]
    label: str


def test_places_are_attributes_and_others() -> None:
    shape = Shape('<b width="{width}">{inner.words} {words}</b>{1}{0}')
    assert shape(Note("a", 3, Note("b")), "x", "y") == '<b width="3">b a</b>yx'


def test_a_shape_may_have_no_place_or_one() -> None:
    assert Shape("<hr> 100%")(Note("")) == "<hr> 100%"
    assert Shape("{words}")(Note("a")) == "a"


def test_what_is_filled_in_is_escaped_wherever_it_stands() -> None:
    shape = Shape("{words}|{0}|{inner.words}")
    assert shape(Note(HOSTILE, inner=Note("b")), HOSTILE) == f"{AS_TEXT}|{AS_TEXT}|b"


@pytest.mark.parametrize("sign", "&<>\"'")
def test_each_sign_of_markup_is_escaped_alone(sign: str) -> None:
    assert Shape("{words}{0}")(Note(sign), sign) == 2 * str(escape(sign))


def test_a_sign_in_one_of_many_things_is_found() -> None:
    shapes = Shapes("kind", {"plain": "{words};"})
    assert shapes([*[Note("a")] * 9, Note("<")]) == "a;" * 9 + "&lt;;"


def test_each_kind_has_its_shape() -> None:
    shapes = Shapes("kind", {"plain": "<p>{words}{0}</p>", "bold": "<b>{width}</b>"})
    things = [Note("a"), Note("b", 2, kind="bold"), Note("<")]
    assert shapes(things, "!") == "<p>a!</p><b>2</b><p>&lt;!</p>"
    assert shapes([], "!") == ""


def test_a_kind_without_a_shape_is_told() -> None:
    with pytest.raises(KeyError, match="odd"):
        Shapes("kind", {"plain": ""})([Note("a", kind="odd")])


def test_an_attribute_that_is_none_stops_the_page() -> None:
    with pytest.raises(AttributeError, match="wrods"):
        Shape("{wrods}")(Note("a"))


def test_a_brace_that_is_no_place_is_refused() -> None:
    with pytest.raises(ValueError, match="a place is"):
        Shape("<p>{Words!r}</p>")


def test_ever_other_others_take_no_more_room() -> None:
    shape = Shape("{words}{0}")
    for number in range(3 * FORMS_KEPT):
        assert shape(Note("a"), number) == f"a{number}"
    assert len(vars(shape)["_forms"]) <= FORMS_KEPT


def test_a_template_draws_with_shapes_and_escapes_as_ever(tmp_path: Path) -> None:
    box = "{% set box %}<p>{words} {0}</p>{% endset %}"
    draw = "{% set draw = shapes('kind', {'plain': box}) %}{{ draw(notes, label) }}"
    (tmp_path / "page.html").write_text(box + draw)
    page = Templates(Assets(tmp_path), tmp_path).page(Page(notes=[Note("a"), Note("<")], label="&"))
    assert page == "<p>a &amp;</p><p>&lt; &amp;</p>"
