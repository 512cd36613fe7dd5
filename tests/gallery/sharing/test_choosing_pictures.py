"""Which pictures of many stand on a card, and how many cards are made at once."""

from __future__ import annotations

import asyncio
import threading

from app.errors import Unavailable
from app.gallery.recent import Recent
from app.gallery.sharing.cards import spread
from app.gallery.sharing.queries import Picture
from app.gallery.sharing.turns import Turns
from tests.loops import run_apart


def pictures(styles: int, subjects: int, models: int) -> list[Picture]:
    return [
        Picture(
            id=f"{style}-{subject}-{model}",
            image_path="",
            width=4,
            height=3,
            colour=None,
            style_id=style,
            subject_id=subject,
            model_key=f"local:{model}",
        )
        for style in range(styles)
        for subject in range(subjects)
        for model in range(models)
    ]


def test_every_subject_and_image_model_is_shown_before_one_is_shown_again() -> None:
    chosen = spread(pictures(1, 4, 4), 4)
    assert len({picture.subject_id for picture in chosen}) == len({picture.model_key for picture in chosen}) == 4


def test_a_card_of_many_styles_shows_each_once() -> None:
    assert len({picture.style_id for picture in spread(pictures(12, 1, 3), 12)}) == 12


def test_few_pictures_are_all_shown() -> None:
    assert len(spread(pictures(1, 1, 3), 12)) == 3


def test_too_many_at_once_are_told_when_to_come_back() -> None:
    turns, end = Turns(waiting=1), threading.Event()

    async def crowd() -> list[bool | BaseException]:
        calls = [asyncio.ensure_future(turns.take(lambda: end.wait(10))) for _ in range(4)]
        await asyncio.sleep(0)
        end.set()
        return await asyncio.gather(*calls, return_exceptions=True)

    outcome = run_apart(crowd())
    refused = [error for error in outcome if isinstance(error, Unavailable)]
    assert outcome[:2] == [True, True]
    assert [error.retry_after for error in refused] == [5, 5]
    assert run_apart(turns.take(lambda: "again")) == "again"


def test_what_was_used_longest_ago_leaves_memory_first() -> None:
    kept: Recent[bytes] = Recent(10)
    kept.put("a", b"1234", 4)
    kept.put("b", b"1234", 4)
    assert kept.get("a")
    kept.put("c", b"1234", 4)
    assert (kept.get("a"), kept.get("b"), kept.get("c")) == (b"1234", None, b"1234")
