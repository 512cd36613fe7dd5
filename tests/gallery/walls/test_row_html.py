"""The HTML of rows, which is made without a template: escaped, complete, and drawn once."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from app.gallery.views import Cell, Tile
from app.gallery.walls.markup import cells_html, text
from app.gallery.walls.views import Family, Row

if TYPE_CHECKING:
    from app.gallery.views import CellStatus

HOSTILE = "<b title=\"'x'\"> & {0} %s"
ICONS = tuple((name, f"({name})") for name in ("copy", "pending", "failed", "hidden", "missing", "done"))


class Tags(HTMLParser):
    """The tags with their attributes, and the text, as a browser reads them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [found for name, found in self.tags if name == tag]


def picture(alt: str = "ink, a fox, Brush") -> Cell:
    tile = Tile(thumb_url="/a-thumb.webp", thumb_2x_url="/a-2x.webp", width=256, height=192, colour="d-123", alt=alt)
    return Cell(model_key="a:b", status="done", id="1", url="/render/1", tile=tile, reason="")


def note(status: CellStatus, reason: str) -> Cell:
    return Cell(model_key="a:b", status=status, id=None, url=None, tile=None, reason=reason)


def row(phrase: str = "ink", cells: list[Cell] | None = None, words: str = "") -> Row:
    return Row(slug="ink", phrase=phrase, note=words, url="/styles/ink", cells=cells or [picture()])


def family(rows: list[Row], label: str = "Ink") -> Family:
    return Family(slug="ink", label=label, continued=False, rows=rows)


def test_a_picture_opens_and_tells_what_it_shows_in_two_sizes() -> None:
    read = Tags(cells_html([picture()], "8rem", ICONS, soon=False))
    [link], [image] = read.all("a"), read.all("img")
    assert link == {"class": "tile d-123", "href": "/render/1"}
    assert image == {
        "src": "/a-thumb.webp",
        "srcset": "/a-thumb.webp 256w, /a-2x.webp 512w",
        "sizes": "8rem",
        "width": "256",
        "height": "192",
        "alt": "ink, a fox, Brush",
        "loading": "lazy",
        "decoding": "async",
    }


@pytest.mark.parametrize("status", ["pending", "failed", "hidden", "missing", "done"])
def test_a_cell_without_a_picture_says_why(status: CellStatus) -> None:
    html = cells_html([note(status, "Not & yet")], "8rem", ICONS, soon=False)
    assert html == (f'<td><div class="tile tile-note is-{status}">({status})<span>Not &amp; yet</span></div></td>')


def test_of_a_row_that_is_seen_soon_only_the_first_picture_is_fetched_at_once() -> None:
    read = Tags(cells_html([picture(), note("missing", ""), picture()], "8rem", ICONS, soon=True))
    first, second = read.all("img")
    assert (first.get("loading"), first["fetchpriority"], first["decoding"]) == (None, "high", "sync")
    assert (second["loading"], second.get("fetchpriority"), second["decoding"]) == ("lazy", None, "async")


def test_only_as_many_rows_as_were_said_are_seen_soon() -> None:
    html = family([row(), row(), row()]).html("8rem", ICONS, 2)
    assert [image.get("loading") for image in Tags(html).all("img")] == [None, None, "lazy"]


@pytest.mark.parametrize(("count", "odd"), [(1, [0]), (2, []), (3, [2])])
def test_the_last_of_an_odd_number_of_rows_says_so(count: int, odd: list[int]) -> None:
    rows = Tags(family([row() for _ in range(count)]).html("8rem", ICONS, 0)).all("tr")
    assert [at for at, found in enumerate(rows) if found.get("class") == "odd"] == odd
    assert len(rows) == count


def test_what_people_wrote_is_text_wherever_it_stands() -> None:
    hostile = row(HOSTILE, [picture(HOSTILE), note("failed", HOSTILE)], HOSTILE)
    read = Tags(family([hostile], HOSTILE).html("8rem", ICONS, 1))
    [shown], [image], [button] = read.all("tr"), read.all("img"), read.all("button")
    assert shown["data-words"] == f"{HOSTILE} {HOSTILE}"
    assert image["alt"] == button["data-copy"] == HOSTILE
    assert button["aria-label"] == f"Copy the phrase {HOSTILE}"
    assert read.words.count(HOSTILE) == 3
    assert read.all("b") == []


@pytest.mark.parametrize("sign", "&<>\"'")
def test_each_sign_of_markup_is_escaped_alone(sign: str) -> None:
    assert len(text(f"a{sign}b")) > 3
    assert Tags(f"<i>{text(sign)}</i>").words == sign


def test_a_row_is_drawn_once_for_the_same_family_and_anew_for_another_place() -> None:
    one = row()
    first = family([one]).html("8rem", ICONS, 0)
    one.cells.append(picture())
    assert family([one]).html("8rem", ICONS, 0) == first
    assert family([one]).html("9rem", ICONS, 0).count("<td>") == 2
    assert 'data-words="ink Other"' in family([one], "Other").html("8rem", ICONS, 0)
