"""The one form in which addresses are kept."""

from __future__ import annotations

import pytest

from app.accounts.addresses import BadEmail, address_from


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (" Ada@Example.ORG ", "Ada@example.org"),
        ("a+b@b\u00fccher.example", "a+b@xn--bcher-kva.example"),
        ("me@intranet", "me@intranet"),
    ],
)
def test_an_address_is_kept_as_mail_reaches_it(given: str, kept: str) -> None:
    assert address_from(given) == kept


@pytest.mark.parametrize(
    "given",
    [
        "",
        "ada",
        "ada@",
        "\u0430da@example.org",  # a Cyrillic letter that looks like the Latin one
        "ada@example.org\r\nBcc: eve@example.org",
        "ada@example.org, eve@example.org",
        "Ada <ada@example.org>",
        "x" * 300 + "@example.org",
    ],
)
def test_what_is_no_address_is_refused_by_its_field(given: str) -> None:
    with pytest.raises(BadEmail) as refused:
        address_from(given)
    assert refused.value.errors[0].field == "email"
