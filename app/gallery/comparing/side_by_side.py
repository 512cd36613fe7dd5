"""Two to four renders, side by side: the pictures, and what of their recipes differs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.errors import BadRequest, FieldError, NotFound
from app.gallery.comparing.views import Comparison, Fact, Side
from app.gallery.identity import is_id
from app.gallery.queries import public_render
from app.gallery.tiles import model_label, render_json
from app.gallery.views import Tombstone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.gallery.gallery import Gallery
    from app.gallery.rows import RenderRow

FEWEST, MOST = 2, 4
LETTERS = "ABCD"
HOW = "Name two to four renders: /compare?ids=first,second."


def ids_of(text: str) -> list[str]:
    """The ids in `ids=a,b`. BadRequest (code `bad_ids`) unless they are two to four different ones, well-formed."""
    ids = text.split(",")
    if bad := next((one for one in ids if not is_id(one)), None):
        raise _bad(f"“{bad[:60]}” is not written like the id of a render.")
    if bad is not None:
        raise _bad("An id is missing here.")
    if len(set(ids)) < len(ids):
        raise _bad("A render stands here twice.")
    if not FEWEST <= len(ids) <= MOST:
        raise _bad(f"{len(ids)} render{'s are' if len(ids) > 1 else ' is'} named here.")
    return ids


def _bad(what: str) -> BadRequest:
    return BadRequest(f"{what} {HOW}", code="bad_ids", errors=(FieldError("ids", HOW),))


def compare(gallery: Gallery, ids: Sequence[str]) -> Comparison:
    """These public renders side by side. NotFound, naming them, for ids that are none; a hidden one keeps its place."""
    with gallery.store.read() as db:
        found = {each: public_render(db, each) for each in ids}
    if unknown := [each for each in ids if found[each] is None]:
        listed = " and ".join(unknown)
        raise NotFound(f"There is no render {listed}. It may have been deleted, or the address is cut off.")
    shown = [row[0] if row and not row[1] else None for row in found.values()]
    return Comparison(
        title=_capital(title(gallery, [row for row in shown if row])),
        renders=[render_json(gallery, row) if row else Tombstone() for row in shown],
        sides=[_side(gallery, row, n, ids) for n, row in enumerate(shown)],
        facts=facts(gallery, shown),
        url=address(ids),
        swapped=address([ids[1], ids[0]]) if len(ids) == FEWEST else None,
    )


def title(gallery: Gallery, rows: Sequence[RenderRow]) -> str:
    """What is compared, in words: the styles when they differ, else the image models, else the subjects."""
    styles = list(dict.fromkeys(row.style_phrase or "unstyled" for row in rows))
    if len(styles) != 1:
        return _listed(styles) or "Compared"
    models = list(dict.fromkeys(model_label(gallery, row.model_key) for row in rows))
    subjects = {row.base_prompt for row in rows}
    if len(models) > 1 or len(subjects) == 1:
        return f"{styles[0]} on {_listed(models)}"
    return f"{styles[0]} on {len(subjects)} subjects"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _listed(words: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), "".join(words[-1:]))))


def address(ids: Sequence[str]) -> str:
    """Where renders are compared."""
    return "/compare?ids=" + ",".join(ids)


def _side(gallery: Gallery, row: RenderRow | None, number: int, ids: Sequence[str]) -> Side:
    others = [*ids[:number], *ids[number + 1 :]]
    return Side(
        letter=LETTERS[number],
        phrase=(row.style_phrase or "unstyled") if row else "",
        model_label=model_label(gallery, row.model_key) if row else "",
        without=address(others) if len(others) >= FEWEST else None,
    )


def facts(gallery: Gallery, rows: Sequence[RenderRow | None]) -> list[Fact]:
    """What is known of each render, a fact a line, in the order of a recipe; what none of them has is left out.

    A hidden one (None) tells nothing, and differs from nothing.
    """
    told = [_told(gallery, row) if row else {} for row in rows]
    names = dict.fromkeys(name for each in told for name in each)
    lines = [(name, [each.get(name, "") for each in told]) for name in names]
    return [
        Fact(name=name, values=values, differs=len({each.get(name, "") for each in told if each}) > 1)
        for name, values in lines
        if any(values)
    ]


def _told(gallery: Gallery, row: RenderRow) -> dict[str, str]:
    recipe = row.metadata.recipe
    seconds = row.metadata.seconds
    return {
        "Style": row.style_phrase or "unstyled",
        "Model": f"{model_label(gallery, row.model_key)} ({row.model_key})",
        "Subject": row.base_prompt,
        "Prompt": recipe.prompt,
        "Negative": recipe.negative_prompt,
        "Seed": str(recipe.seed),
        "Size": f"{row.width} × {row.height}",
        "Steps": _number(recipe.steps),
        "Guidance": _number(recipe.guidance),
        "Strength": _number(recipe.strength),
        "Operation": recipe.operation,
        **{name: str(value) for name, value in sorted(recipe.parameters.items())},
        "Cost": f"{row.cost_credits} credit{'s' if row.cost_credits != 1 else ''}" if row.cost_credits else "free",
        "Took": "" if seconds is None else f"{seconds:.1f} s",
        "Made": f"{row.created_at.day} {row.created_at:%B %Y}",
    }


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:g}"
