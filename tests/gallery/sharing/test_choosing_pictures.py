"""Which pictures of many stand on a card, and how many cards are made at once."""

from __future__ import annotations

import threading

import pytest

from app.errors import Unavailable
from app.gallery.sharing.cards import spread
from app.gallery.sharing.queries import Picture
from app.gallery.sharing.turns import Kept, Turns


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
    turns, begun, end = Turns(waiting=0), threading.Event(), threading.Event()

    def stay() -> None:
        with turns.take():
            begun.set()
            end.wait(10)

    thread = threading.Thread(target=stay)
    thread.start()
    assert begun.wait(10)
    with pytest.raises(Unavailable) as refused, turns.take():
        pass
    end.set()
    thread.join(10)
    assert refused.value.retry_after
    with turns.take():
        assert not thread.is_alive()


def test_what_was_used_longest_ago_leaves_memory_first() -> None:
    kept = Kept(10)
    kept.put("a", b"1234")
    kept.put("b", b"1234")
    assert kept.get("a")
    kept.put("c", b"1234")
    assert (kept.get("a"), kept.get("b"), kept.get("c")) == (b"1234", None, b"1234")
