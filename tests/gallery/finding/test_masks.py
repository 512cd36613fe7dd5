"""Masks of styles say what a count of each style by itself says."""

from __future__ import annotations

import random

import pytest

from app.gallery.finding.index import at_least, numbers, tallied


def some_masks(seed: int) -> tuple[int, list[int]]:
    """How many bits there are, and up to two dozen masks of them: many dense, many sparse, some empty."""
    chance = random.Random(seed)
    bits = chance.choice((1, 5, 70, 300))
    thinner = chance.choice((1, 3))
    masks = [(1 << bits) - 1 for _ in range(chance.randrange(25))]
    for _ in range(thinner):
        masks = [mask & chance.getrandbits(bits) for mask in masks]
    return bits, masks


@pytest.mark.parametrize("seed", range(40))
def test_the_bits_of_a_mask_are_all_found_in_order(seed: int) -> None:
    bits, masks = some_masks(seed)
    assert [numbers(mask) for mask in masks] == [[bit for bit in range(bits) if mask >> bit & 1] for mask in masks]


@pytest.mark.parametrize("seed", range(40))
def test_tallied_masks_know_which_bits_are_in_so_many_of_them(seed: int) -> None:
    bits, masks = some_masks(seed)
    counted = [sum(mask >> bit & 1 for mask in masks) for bit in range(bits)]
    for least in range(1, len(masks) + 2):
        assert numbers(at_least(tallied(masks), least)) == [bit for bit in range(bits) if counted[bit] >= least]
