"""What can't be asked is refused in a sentence, and nothing that may be asked takes unusual time."""

from __future__ import annotations

import time
from urllib.parse import quote

import pytest

from tests.gallery.finding.conftest import search
from tests.instance import Instance


@pytest.mark.parametrize("address", ["/api/search", "/api/suggest"])
@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("a" * 201, "query_too_long"),
        ("ink\u202ewash", "query_not_text"),
        ("ink\u200fwash", "query_not_text"),
        ("ink\twash", "query_not_text"),
        ("ink\nwash", "query_not_text"),
        ("\u0085ink", "query_not_text"),
        ('"*"', "query_without_words"),
        ("---", "query_without_words"),
        ("😀", "query_without_words"),
        ("\u0301", "query_without_words"),
        ("_", "query_without_words"),
    ],
)
def test_what_is_no_text_is_refused(library: Instance, address: str, query: str, code: str) -> None:
    answer = library.client.get(address, params={"q": query})
    assert (answer.status_code, answer.json()["code"]) in ((400, code), (400, "bad_address"))
    assert answer.elapsed.total_seconds() < 1


@pytest.mark.parametrize("raw", ["%00", "ink%00", "%ED%A0%80", "%FF", "%80abc"])
def test_what_is_no_utf8_is_refused(library: Instance, raw: str) -> None:
    assert library.client.get(f"/search?q={raw}").status_code == 400


@pytest.mark.parametrize(
    ("parameters", "code", "said"),
    [
        ("style=gouach", "unknown_style", "“gouache”"),
        ("family=tale", "unknown_family", "“tales”"),
        ("model=local:brus", "unknown_model", "“local:brush”"),
        ("subject=lighthous", "unknown_subject", "“lighthouse”"),
        ("style=" + "x" * 5000, "unknown_style", "There is no style"),
        ("subject=%27%3B--", "unknown_subject", "There is no subject"),
        ("as_of=-1", "bad_as_of", "from 0 on"),
        ("as_of=1000000", "bad_as_of", "newest render here"),
        ("as_of=99999999999999999999999", "bad_as_of", "newest render here"),
        ("as_of=x", "validation_failed", "whole number"),
        ("as_of=1.5", "validation_failed", "whole number"),
        ("as_of=", "validation_failed", "whole number"),
        ("after=", "bad_cursor", "where a page of this set ends"),
        ("after=1", "bad_cursor", "where a page of this set ends"),
        ("after=5-1", "bad_cursor", "where a page of this set ends"),
        ("after=0-0", "bad_cursor", "where a page of this set ends"),
        ("after=0--1", "bad_cursor", "where a page of this set ends"),
        ("after=0-99999", "bad_cursor", "where a page of this set ends"),
        ("after=0-" + "9" * 40, "bad_cursor", "where a page of this set ends"),
        ("after=0-9&as_of=8", "bad_cursor", "where a page of this set ends"),
        ("page=2", "unknown_parameter", "page"),
        ("q=ink&q=wash", "repeated_parameter", "twice"),
    ],
)
def test_a_bad_parameter_is_named(library: Instance, parameters: str, code: str, said: str) -> None:
    answer = library.client.get(f"/api/search?{parameters}")
    assert (answer.status_code, answer.json()["code"]) == (400, code)
    assert said in answer.text


def test_the_page_and_the_fragment_refuse_as_the_api_does(library: Instance) -> None:
    for address in ("/search", "/fragments/search"):
        answer = library.client.get(f"{address}?style=gouach", headers={"accept": "text/html"})
        assert answer.status_code == 400
        assert answer.headers["content-type"].startswith("text/html")
        assert "Did you mean “gouache”?" in answer.text


@pytest.mark.parametrize(
    "query",
    [
        'ink"',
        "NEAR(ink wash)",
        "ink AND wash",
        "ink*",
        "-ink",
        "phrase:ink",
        "ink') OR 1=1 --",
        "%",
        "ink%",
        "{{7*7}} ink",
        "<script>ink</script>",
        "a" * 200,
        " ".join("abcdefghij" * 6),
        "ing ion art pai wat col our ink pen oil " * 5,
        "Z̷̢̛̲̙̺̈́̓a̴̰̝͒͂l̵̨̛̗̥̓g̸̙̃̈́o̵̗͐ ink",
        "ﷺ" * 199,
        "日本語の版画",
        "स्याही",
        "ink 😀",
        "\ud7ff\ue000 ink",
        "misspelt wordz evrywhere abcdefgh bcdefghi cdefghij defghijk efghijkl fghijklm ghijklmn",
    ],
)
def test_whatever_else_is_typed_is_plain_text_and_quick(library: Instance, query: str) -> None:
    for address in ("/api/search", "/api/suggest"):
        began = time.process_time()
        answer = library.client.get(address, params={"q": query})
        assert answer.status_code in (200, 400)
        assert time.process_time() - began < 0.5
        if answer.status_code == 400:
            assert answer.json()["code"] == "query_without_words"


def test_query_syntax_is_read_as_words(library: Instance) -> None:
    assert search(library, '"ink" -wash*')["renders"] == search(library, "ink wash")["renders"] != []


def test_what_was_typed_is_shown_and_never_run(library: Instance) -> None:
    page = library.client.get("/search?q=" + quote("<script>alert(1)</script>"), headers={"accept": "text/html"}).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
