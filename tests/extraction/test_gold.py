"""The rules against hand annotations: no figure falls, each is of what a user sees, and the page shows what is kept."""

from __future__ import annotations

from dataclasses import replace

import pytest
from figures import FIGURES, PAGE, kept, measure, members, page_with_figures, rounded, unread_of
from scoring import annotated, score, source_of

from kgservice.documents.text import fold, squeeze
from kgservice.extraction.facts import Cause, DocumentFacts, Unread

KEPT = {(row["set"], row["topic"]): (row["exact"], row["lenient"]) for row in kept(FIGURES)}
WITH_MEMBERS = list(dict.fromkeys(name for name, _ in KEPT))
ALL = [stem for name in WITH_MEMBERS for stem in members(name)]
NAMED = "dev-linfen-air"


@pytest.mark.slow
@pytest.mark.parametrize("name", WITH_MEMBERS)
def test_no_figure_falls(name, read):
    fallen = {
        topic: (KEPT[name, topic], rounded(total))
        for topic, total in measure(members(name), read).items()
        if any(now < before for now, before in zip(rounded(total), KEPT[name, topic], strict=True))
    }
    assert fallen == {}, "kept, and now; `benchmarks/reading.py --keep` writes figures that rose"


def test_the_page_shows_what_is_kept():
    page = PAGE.read_text(encoding="utf-8")
    assert page_with_figures(page) == page


@pytest.mark.parametrize(("what", "topic"), [("party", "departments"), ("indicator", "indicators")])
def test_nonsense_for_names_is_noticed(what, topic, read):
    facts = read(source_of(NAMED))
    assert score(NAMED, topic, facts).score.f1 > 0.5
    assert score(NAMED, topic, _with_nonsense(facts, what)).score.lenient == 0


def test_a_figure_without_its_year_or_unit_is_noticed(read):
    facts = read(source_of(NAMED))
    for topic, change in (("years", {"year": None}), ("units", {"unit": ""}), ("responsible", {"responsible": ()})):
        changed = _with_targets(facts, **change)
        assert score(NAMED, topic, changed).score.f1 <= score(NAMED, topic, facts).score.f1
    assert score(NAMED, "units", _with_targets(facts, unit="")).score.f1 == 0


def test_what_is_listed_as_not_understood_is_missed_all_the_same(read):
    facts = read(source_of(NAMED))
    plan = facts.plans[0]
    item = next(item for item in plan.items if item.assignments)
    lost = item.assignments[0]
    without = replace(item, assignments=item.assignments[1:])
    items = tuple(without if each is item else each for each in plan.items)
    unread = (*plan.unread, Unread(Cause.CLAUSE_HALF_READ, lost.surface))
    worse = replace(facts, plans=(replace(plan, items=items, unread=unread), *facts.plans[1:]))
    before, after = unread_of(NAMED, facts), unread_of(NAMED, worse)
    assert after.parties_missed == before.parties_missed + 1
    assert after.parties_listed == before.parties_listed + 1
    assert after.clauses_unread == before.clauses_unread + len(range(*lost.surface))


@pytest.mark.slow
@pytest.mark.parametrize("stem", ALL)
def test_an_annotation_is_of_its_document(stem, read):
    """What is annotated as written stands in the text, so that a slip of the annotator's is no miss of the program's."""
    text = "".join(read(source_of(stem)).document.text.folded.split())
    for file, column in (("assignments", "surface"), ("deadlines", "when")):
        for row in annotated(stem, file):
            assert _folded(row[column]) in text, (file, row)


def _with_nonsense(facts: DocumentFacts, what: str) -> DocumentFacts:
    def item_with(item):
        return replace(
            item,
            assignments=tuple(
                replace(each, party=replace(each.party, name="甲乙丙丁")) if what == "party" else each
                for each in item.assignments
            ),
            targets=tuple(
                replace(each, indicator="甲乙丙丁") if what == "indicator" else each for each in item.targets
            ),
        )

    return _with_items(facts, item_with)


def _with_targets(facts: DocumentFacts, **change: object) -> DocumentFacts:
    return _with_items(
        facts, lambda item: replace(item, targets=tuple(replace(each, **change) for each in item.targets))
    )


def _with_items(facts: DocumentFacts, changed) -> DocumentFacts:
    return replace(
        facts,
        plans=tuple(
            replace(
                plan,
                items=tuple(map(changed, plan.items)),
                outside=tuple(map(changed, plan.outside)),
            )
            for plan in facts.plans
        ),
    )


def _folded(words: str) -> str:
    return fold(squeeze(words)).replace(" ", "")
