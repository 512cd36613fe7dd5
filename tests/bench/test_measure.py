"""What a benchmark says follows from what it took."""

from __future__ import annotations

import pytest

from bench.load import answered
from bench.measure import Ratio, ratio, side_by_side


def test_sides_take_turns_in_beginning_and_warm_up_first() -> None:
    turns: list[str] = []

    def side(name: str) -> float:
        turns.append(name)
        return 1.0

    taken = side_by_side(lambda: side("a"), lambda: side("b"), 2)
    assert turns == ["a", "b", "a", "b", "b", "a"]
    assert len(taken) == 2


def test_the_ratio_is_ours_over_theirs_in_the_median() -> None:
    said = ratio("x", [(2.0, 1.0), (9.0, 1.0), (3.0, 1.0)], goal=1, better="more", unit="MB")
    assert said.median == 3.0
    assert said.rounds == (2.0, 9.0, 3.0)
    assert "3 against 1 MB" in str(said)


@pytest.mark.parametrize(
    ("better", "goal", "verdict"),
    [
        ("more", 0.7, "goal ≥0.7 MISSED"),
        ("less", 0.7, "goal ≤0.7 reached"),
        ("more", 0.5, "goal ≥0.5 reached"),
        ("more", None, "more is better"),
    ],
)
def test_the_goal_knows_its_direction(better: str, goal: float | None, verdict: str) -> None:
    assert Ratio("x", (0.5,), better, goal).verdict == verdict
    assert verdict in str(Ratio("x", (0.5,), better, goal))


def test_failed_requests_are_no_measurement() -> None:
    assert answered("\nrequests 12 failed 0\n") == 12
    with pytest.raises(RuntimeError):
        answered("\nrequests 12 failed 1\n")
    with pytest.raises(RuntimeError):
        answered("")
