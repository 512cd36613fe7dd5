"""Where people are sent back to."""

from __future__ import annotations

import pytest

from app.web.returning import here_only


@pytest.mark.parametrize(
    ("given", "sent"),
    [
        ("/dashboard?a=1&b=%20#c", "/dashboard?a=1&b=%20#c"),
        ("/☃?q=é", "/%E2%98%83?q=%C3%A9"),
        ("/%E2%98%83", "/%E2%98%83"),
        ("/a b", "/a%20b"),
    ],
)
def test_a_path_here_passes_as_a_header_can_hold_it(given: str, sent: str) -> None:
    assert here_only(given) == here_only(here_only(given)) == sent


@pytest.mark.parametrize(
    "given",
    ["", "dashboard", "//evil.example", "/\\evil.example", "/\t/evil.example", "/\n", "/\ud800", "/" + "a" * 2000],
)
def test_what_could_lead_elsewhere_does_not_pass(given: str) -> None:
    assert here_only(given, "/dashboard") == "/dashboard"
