"""The kinds of task tables that offices make, each in several forms and formats, with all that they say."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from tables_made import make_file
from yaml_files import yaml_of

from kgservice.documents.reading import source_of
from kgservice.documents.text import kept
from kgservice.extraction.facts import Cause, Kind
from kgservice.extraction.reader import read_facts

CASES = yaml_of(Path(__file__).parent / "table_kinds.yaml")


def squeezed(text, span):
    return kept(text.quote(span))


def items_of(facts):
    return [item for plan in facts.plans for item in plan.items]


def tasks(facts):
    none = (Kind.SECTION, Kind.ROW, Kind.BACKGROUND)
    text = facts.document.text
    return [
        f"{'/'.join(each.path)} {squeezed(text, each.heading)}" for each in items_of(facts) if each.kind not in none
    ]


def assignments(facts):
    text = facts.document.text
    return [
        f"{'/'.join(item.path)} {squeezed(text, each.surface)} {each.role.value}"
        for item in items_of(facts)
        for each in item.assignments
    ]


def targets(facts):
    found = (each for item in items_of(facts) for each in item.targets)
    return [f"{each.comparator.value} {Decimal(each.value).normalize():f} {each.unit}".strip() for each in found]


def indicators(facts):
    found = (each for item in items_of(facts) for each in item.targets)
    return [
        f"{each.indicator} {each.year or ''} {'' if each.baseline is None else each.baseline}".strip() for each in found
    ]


def deadlines(facts):
    found = (each for item in items_of(facts) for each in item.deadlines)
    return [f"{squeezed(facts.document.text, each.when)} {each.year or ''}".strip() for each in found]


def scopes(facts):
    return [each.scope for item in items_of(facts) for each in item.targets if each.scope]


def persons(facts):
    return [squeezed(facts.document.text, each.surface) for item in items_of(facts) for each in item.persons]


SAID = {each.__name__: each for each in (tasks, assignments, targets, indicators, deadlines, scopes, persons)}


def without_year(words):
    return words.split(" ")[0]


def named(case):
    return f"{case['kind']}-{case['format']}-{CASES.index(case)}"


@pytest.mark.parametrize("case", CASES, ids=named)
def test_all_that_a_table_says_is_read(case, registers):
    name, data = make_file(case)
    facts = read_facts(source_of(data, name), registers)
    for topic in SAID.keys() & case.keys():
        wanted = list(map(str, case[topic]))
        said = [
            f"{without_year(each)} *" if f"{without_year(each)} *" in wanted else each for each in SAID[topic](facts)
        ]
        assert Counter(said) == Counter(wanted), topic
    if "plan" in case:
        assert {facts.document.text[plan.title] for plan in facts.plans} == {case["plan"]}
    assert not [each for plan in facts.plans for each in plan.unread if each.cause is Cause.TABLE_NOT_READ]
