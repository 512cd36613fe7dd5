"""Templates that a strict content security policy lets through, and that ask nobody else for anything."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.house.source import Rule, Source, is_template

if TYPE_CHECKING:
    from collections.abc import Iterator

INLINE = (
    (re.compile(r"<style\b", re.IGNORECASE), "a <style> element"),
    (
        re.compile(r"<script\b(?![^>]*\ssrc=)(?![^>]*type=\"application/(ld\+)?json\")", re.IGNORECASE),
        "an inline script",
    ),
    (re.compile(r"<[a-z][^<>]*\sstyle\s*=", re.IGNORECASE), "a style attribute"),
    (re.compile(r"<[a-z][^<>]*\son[a-z]+\s*=", re.IGNORECASE), "an inline handler"),
    (re.compile(r"\bhx-on\b|\bhx-on:|\bhx-vars\b|=\s*[\"']js:", re.IGNORECASE), "an htmx attribute that is evaluated"),
    (re.compile(r"javascript:", re.IGNORECASE), "a javascript: address"),
)
FETCHED = re.compile(
    r"\b(?:src|srcset|action|formaction|poster|hx-(?:get|post|put|patch|delete))\s*=\s*[\"']\s*(?:https?:)?//",
    re.IGNORECASE,
)
LOADED = re.compile(
    r"<link\b[^>]*rel=\"?(?:stylesheet|icon|preload|modulepreload|manifest)[^>]*href=\"?(?:https?:)?//", re.IGNORECASE
)
UNESCAPED = re.compile(r"\|\s*safe\b|\{%-?\s*autoescape\s+false")
CSS_FETCHED = re.compile(r"url\(\s*[\"']?(?:https?:)?//|@import\s+[\"'](?:https?:)?//", re.IGNORECASE)


def line_of(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1


def inline(source: Source) -> Iterator[str]:
    for pattern, name in INLINE:
        for found in pattern.finditer(source.text):
            yield f"{source.path}:{line_of(source.text, found.start())} holds {name}"


def asks_elsewhere(source: Source) -> Iterator[str]:
    for pattern in (FETCHED, LOADED, CSS_FETCHED):
        for found in pattern.finditer(source.text):
            yield f"{source.path}:{line_of(source.text, found.start())} asks another host"


def unescaped(source: Source) -> Iterator[str]:
    for found in UNESCAPED.finditer(source.text):
        yield f"{source.path}:{line_of(source.text, found.start())} puts text in unescaped"


def is_served(path: str) -> bool:
    return is_template(path) or (path.startswith("app/static/") and path.endswith((".css", ".html")))


def is_page(path: str) -> bool:
    """Letters are no pages: no policy is sent with them, and what reads them takes no style sheet."""
    return is_template(path) and path.endswith(".html") and not path.startswith("templates/accounts/mail/")


RULES = (
    Rule(
        "templates hold no script and no style",
        is_page,
        inline,
        (
            ("templates/x.html", "<p style='color: red'>"),
            ("templates/x.html", "<script>go()</script>"),
            ("templates/x.html", '<button type="button"\n  onclick="go()">'),
            ("templates/x.html", "<style>p {}</style>"),
            ("templates/x.html", '<p hx-on:click="go()">'),
        ),
        (
            ("templates/x.html", '<script type="module" src="{{ asset(\'wall.js\') }}"></script>'),
            ("templates/x.html", '<a class="style" data-on="x" href="/styles">style = on</a>'),
        ),
    ),
    Rule(
        "pages ask no other host",
        is_served,
        asks_elsewhere,
        (
            ("templates/x.html", '<script src="https://cdn.example/x.js"></script>'),
            ("templates/x.html", '<link rel="stylesheet" href="//cdn.example/x.css">'),
            ("app/static/x.css", "@font-face { src: url(https://fonts.example/x.woff2) }"),
        ),
        (("templates/x.html", '<a href="https://example.org">a link</a><img src="/images/x.webp">'),),
    ),
    Rule(
        "templates escape what they show",
        is_template,
        unescaped,
        (("templates/x.html", "{{ prompt | safe }}"), ("templates/x.html", "{% autoescape false %}")),
        (("templates/x.html", "{{ prompt }}"),),
    ),
)
