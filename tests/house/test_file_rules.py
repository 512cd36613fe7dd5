"""The rules that each file keeps by itself, and the proof that each rule can be broken."""

from __future__ import annotations

import pytest

from tests.house import rules_borders, rules_size, rules_templates, rules_types, rules_words
from tests.house.source import Rule, Source, every_source

RULES = (
    *rules_size.RULES,
    *rules_borders.RULES,
    *rules_types.RULES,
    *rules_words.RULES,
    *rules_templates.RULES,
)


def named(rule: Rule) -> str:
    return rule.name.replace(" ", "-")


@pytest.mark.parametrize("rule", RULES, ids=named)
def test_every_file_keeps_the_rule(rule: Rule) -> None:
    complaints = [said for source in every_source() if rule.applies(source.path) for said in rule.complaints(source)]
    assert not complaints, "\n".join(complaints)


@pytest.mark.parametrize("rule", RULES, ids=named)
def test_the_rule_notices_what_breaks_it(rule: Rule) -> None:
    for path, text in rule.broken_by:
        assert rule.applies(path), path
        assert list(rule.complaints(Source(path, text))), text


@pytest.mark.parametrize("rule", RULES, ids=named)
def test_the_rule_lets_good_files_pass(rule: Rule) -> None:
    for path, text in rule.kept_by:
        assert not list(rule.complaints(Source(path, text))), text
