"""The rules' own examples: what each reads, and what it must leave alone."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from conftest import ROOT
from yaml_files import yaml_of

from kgservice.documents.layout import lay_out
from kgservice.documents.reading import Source
from kgservice.documents.text import Span
from kgservice.extraction.actors import ACTOR_RULES
from kgservice.extraction.campaigns import campaign_rules, find_campaign
from kgservice.extraction.citations import find_citations
from kgservice.extraction.cited import ShortTitles
from kgservice.extraction.clauses import CLAUSE_RULES, PLAIN_RULES, find_clauses
from kgservice.extraction.deadlines import DEADLINE_RULES, Times, find_deadlines
from kgservice.extraction.kinds import kind_of_section, section_rules
from kgservice.extraction.quantities import find_quantities
from kgservice.extraction.reader import read_facts
from kgservice.extraction.resolution import Names
from kgservice.extraction.statements import read_statements
from kgservice.extraction.targets.forms import FORMS
from kgservice.extraction.targets.in_passages import find_targets
from kgservice.extraction.targets.scopes import with_scopes
from kgservice.extraction.targets.years import Years

CORPUS = ROOT / "tests" / "corpus"


def examples(topic: str):
    entries = yaml_of(CORPUS / f"{topic}.yaml")
    return [pytest.param(entry, id=str(entry.get("why") or entry["text"])) for entry in entries]


def rules_of(entry: dict) -> set[str]:
    """The rules that an entry names: one, or each of several."""
    return set(entry.get("rules", [entry["rule"]] if "rule" in entry else []))


def laid_out(text: str):
    layout = lay_out(text)
    return layout, Span(0, len(layout.text.text))


def party(words: str, role: str, registers) -> str:
    return f"{role}:({words})" if registers.is_group(words) else f"{role}:{words}"


@pytest.mark.parametrize("entry", examples("clauses"))
def test_clauses(entry, registers):
    layout, whole = laid_out(entry["text"])
    clauses = find_clauses(layout, whole, registers)
    read = [
        party(layout.text[each.span], each.role, registers) for clause in clauses for each in clause.content.parties
    ]
    assert read == entry["expect"]
    assert {clause.rule for clause in clauses} == ({entry["rule"]} if "rule" in entry else set())


@pytest.mark.parametrize("entry", examples("stated"))
def test_stated_rules(entry, registers):
    facts = read_facts(Source("x.txt", f"某市工作方案\n{entry['text']}", "0" * 64), registers)
    text = facts.document.text
    read = {
        "/".join(item.path): [party(text[each.surface], each.role, registers) for each in item.assignments]
        for item in facts.plans[0].items
        if item.assignments
    }
    assert read == entry["expect"]


@pytest.mark.parametrize("entry", examples("campaigns"))
def test_campaigns(entry):
    layout, whole = laid_out(entry["text"])
    campaign = find_campaign(layout.text, whole)
    assert (campaign.name if campaign else None) == entry["expect"]
    assert (campaign.rule if campaign else None) == entry.get("rule")


def days_of(deadline):
    """When it is due: how it recurs, its last day, or its first and last."""
    if deadline.recurrence:
        return deadline.recurrence
    last = str(deadline.day) if deadline.day else ""
    return f"{deadline.starts}/{last}" if deadline.starts else last or None


@pytest.mark.parametrize("entry", examples("deadlines") + examples("deadlines-words"))
def test_deadlines(entry):
    layout, whole = laid_out(entry["text"])
    stretches = (whole,) if entry.get("times") else ()
    times = Times(stretches, this=2026, since=entry.get("since"), only=2026, issued=date(2026, 3, 1))
    found = find_deadlines(layout.text, whole, times).deadlines
    assert [[layout.text[each.when], each.year, days_of(each)] for each in found] == entry["expect"]
    if "rule" in entry:
        assert entry["rule"] in {each.rule for each in found}


@pytest.mark.parametrize("entry", examples("numbers"))
def test_numbers(entry):
    layout, whole = laid_out(entry["text"])
    read = [
        [layout.text[each.span], str(each.value), str(each.upper) if each.upper is not None else None, each.unit]
        + ([each.about.name.lower()] if each.about else [])
        for each in find_quantities(layout.text.folded, whole)
    ]
    assert read == entry["expect"]


@pytest.mark.parametrize("entry", examples("citations"))
def test_citations(entry):
    layout, whole = laid_out(entry["text"])
    text = layout.text
    opening, titles = entry.get("opening", False), entry.get("titles", ())
    found = list(find_citations(text, whole, ShortTitles.of(text), opening=opening, own_titles=titles))
    read = [
        [text[each.title] if each.title else None, text[each.number] if each.number else None, each.relation]
        for each in found
    ]
    assert read == entry["expect"]
    if "rule" in entry:
        assert {each.rule for each in found} == {entry["rule"]}


@pytest.mark.parametrize("entry", examples("targets") + examples("targets-words"))
def test_targets(entry):
    layout, whole = laid_out(entry["text"])
    found = list(
        with_scopes(
            find_targets(
                layout,
                whole,
                Years(this=entry.get("this"), carries=entry.get("goal", False), since=entry.get("since")),
            ).targets,
            own="",
        )
    )
    read = [[each.indicator, each.comparator, each.value, each.unit, each.year] for each in found]
    assert read == [[*before, Decimal(str(value)), unit, year] for *before, value, unit, year in entry["expect"]]
    baselines = [[float(each.baseline) if each.baseline is not None else None, each.baseline_year] for each in found]
    assert baselines == entry.get("baselines", [[None, None]] * len(found))
    assert [each.scope for each in found] == entry.get("scopes", [None] * len(found))
    assert [each.approximate for each in found] == entry.get("approximate", [False] * len(found))
    if rules := rules_of(entry):
        assert {each.rule for each in found} == rules


@pytest.mark.parametrize("entry", examples("statements"))
def test_statements(entry, registers):
    layout, whole = laid_out(entry["text"])
    names = Names(registers, registers.national())
    found = list(read_statements(layout.text, whole, (), names))
    assert [[each.force, [layout.text[made.surface] for made in each.mentions]] for each in found] == entry["expect"]
    if "rule" in entry:
        assert {made.rule for each in found for made in each.mentions} == {entry["rule"]}


@pytest.mark.parametrize(
    ("topic", "rules"),
    [
        ("clauses", {rule.id for rule in (*CLAUSE_RULES, *PLAIN_RULES)}),
        (
            "stated",
            {
                "assignment.stated.first-is-lead",
                "assignment.stated.before-comma-is-lead",
                "assignment.stated.carry-over",
            },
        ),
        ("campaigns", {rule.id for rule in campaign_rules()}),
        ("deadlines", {*DEADLINE_RULES, "deadline.bare"}),
        ("citations", {"citation.title", "citation.number"}),
        ("statements", {rule.id for rule in ACTOR_RULES}),
        ("targets", {rule for rule, _ in FORMS}),
    ],
)
def test_each_rule_has_an_example_and_each_topic_counter_examples(topic, rules):
    entries = yaml_of(CORPUS / f"{topic}.yaml")
    assert set().union(*map(rules_of, entries)) == rules
    assert any("rule" not in entry for entry in entries)


@pytest.mark.parametrize("topic", ["deadlines", "numbers"])
def test_half_of_what_is_read_of_times_and_numbers_is_taken_from_real_documents(topic):
    entries = yaml_of(CORPUS / f"{topic}.yaml")
    assert len(entries) >= 150
    assert 2 * sum("from" in entry for entry in entries) >= len(entries)


@pytest.mark.parametrize("entry", examples("sections"))
def test_kinds_of_sections(entry):
    assert kind_of_section(entry["text"]) == entry["expect"]


def test_each_form_of_sections_fits_its_example():
    assert [rule.id for rule, pattern in section_rules() if not pattern.fullmatch(rule.example)] == []


def test_every_corpus_is_used():
    topics = {
        "clauses",
        "stated",
        "campaigns",
        "deadlines",
        "deadlines-words",
        "targets-words",
        "citations",
        "statements",
        "targets",
        "numbers",
        "outlines",
        "sections",
    }
    assert {path.stem for path in Path(CORPUS).glob("*.yaml")} == topics
