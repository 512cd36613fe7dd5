"""The line of uploads: room that is taken as it is needed, shares, and turns."""

from __future__ import annotations

import asyncio

import pytest

from app.web import line
from app.web.line import TooManyUploads, Turns, Uploads, client_of
from tests.loops import run_apart


@pytest.fixture(autouse=True)
def single_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line, "STEP", 1)
    monkeypatch.setattr(Uploads, "patience", 0.05)


async def read(uploads: Uploads, client: str, size: int, told: list[str]) -> None:
    """A body that comes byte by byte and is then done with."""
    try:
        async with uploads.place(client, size) as body:
            for received in range(size):
                await uploads.grow(body, received + 1)
                await asyncio.sleep(0)
            uploads.settle(body)
            told.append(client)
    except TooManyUploads:
        told.append(f"{client} refused")


def test_what_is_announced_takes_no_room_and_what_came_does() -> None:
    async def use() -> list[str]:
        uploads, told = Uploads(room=20, share=10), list[str]()
        async with uploads.place("a", 10) as slow, uploads.place("b", 10) as other:
            await uploads.grow(slow, 1)
            await uploads.grow(other, 1)
            await read(uploads, "c", 10, told)
            await uploads.grow(slow, 10)
            await read(uploads, "d", 10, told)
        await read(uploads, "e", 10, told)
        return told

    assert run_apart(use()) == ["c", "d refused", "e"]


def test_bodies_that_are_half_read_never_wait_for_each_other() -> None:
    async def use() -> list[str]:
        uploads, told = Uploads(room=25, share=10), list[str]()
        await asyncio.gather(*(read(uploads, str(number % 4), 10, told) for number in range(12)))
        return told

    assert sorted(run_apart(use())) == sorted(str(number % 4) for number in range(12))


def test_a_client_leaves_room_for_others() -> None:
    async def use() -> list[str]:
        uploads, told = Uploads(room=20, share=10), list[str]()
        async with uploads.place("a", 10) as body:
            await uploads.grow(body, 10)
            await read(uploads, "a", 5, told)
            await read(uploads, "b", 10, told)
        return told

    assert run_apart(use()) == ["a refused", "b"]


def test_a_body_that_ends_before_its_announced_length_holds_no_more_than_came() -> None:
    async def use() -> list[str]:
        uploads, told = Uploads(room=10, share=10), list[str]()
        async with uploads.place("a", 10) as body:
            await uploads.grow(body, 4)
            uploads.settle(body)
            await read(uploads, "b", 6, told)
            await read(uploads, "c", 7, told)
        return told

    assert run_apart(use()) == ["b", "c refused"]


def test_who_waits_gets_the_room_that_another_gives_back() -> None:
    async def use() -> tuple[list[str], float]:
        uploads, told = Uploads(room=10, share=10), list[str]()
        uploads.patience = 5
        async with uploads.place("a", 10) as body:
            await uploads.grow(body, 10)
            waiting = asyncio.create_task(read(uploads, "b", 10, told))
            await asyncio.sleep(0.05)
            assert told == []
        await waiting
        async with uploads.place("c", 10) as body:
            return told, await uploads.grow(body, 10)

    assert run_apart(use()) == (["b"], 0.0)


def test_a_body_larger_than_all_room_is_let_in_alone() -> None:
    async def use() -> list[str]:
        uploads, told = Uploads(room=10, share=10), list[str]()
        await read(uploads, "a", 1000, told)
        return told

    assert run_apart(use()) == ["a"]


def test_clients_take_turns_however_often_one_waits() -> None:
    async def use() -> list[str]:
        turns, told = Turns(1), list[str]()

        async def work(client: str) -> None:
            await turns.take(client)
            told.append(client)
            await asyncio.sleep(0)
            turns.give_back()

        await asyncio.gather(*(work(client) for client in "aaaabc"))
        return told

    assert run_apart(use()) == ["a", "a", "b", "c", "a", "a"]


def test_a_turn_that_nobody_waits_for_any_more_goes_to_the_next() -> None:
    async def use() -> None:
        turns = Turns(1)
        await turns.take("a")
        given_up, given = asyncio.create_task(turns.take("b")), asyncio.create_task(turns.take("c"))
        await asyncio.sleep(0)
        given_up.cancel()
        await asyncio.sleep(0)
        turns.give_back()
        given.cancel()  # in the moment in which it has got its turn
        with pytest.raises(asyncio.CancelledError):
            await given
        async with asyncio.timeout(1):
            await turns.take("d")

    run_apart(use())


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("192.0.2.1", "192.0.2.2", False),
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("::ffff:192.0.2.1", "::ffff:192.0.2.2", False),
        ("fe80::1%eth0", "fe80::2", True),
        ("", "testclient", False),
    ],
)
def test_whom_an_address_belongs_to(one: str, other: str, *, same: bool) -> None:
    assert (client_of(one) == client_of(other)) is same
