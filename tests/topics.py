"""What is scored: for each topic the rows that are annotated, those that are read, and when two are nearly the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from likeness import anything, names_alike, parties_alike, same, units_alike, words_alike, years_alike

from kgservice.extraction.facts import AgentGroup, DocumentFacts, IndicatorTarget, ItemFacts, Kind, Relation
from kgservice.registers.entries import Level

Row = tuple[str, ...]
Likeness = Callable[[str, str], bool]


@dataclass(frozen=True, slots=True)
class Topic:
    """One thing that is promised.

    The first `place` cells of a row say where it is said, `likeness` is of the others; `only` picks annotated rows by a cell.
    """

    file: str
    columns: tuple[str, ...]
    place: int
    likeness: tuple[Likeness, ...]
    read: Callable[[DocumentFacts], Iterator[Row]]
    only: tuple[str, str] = ("source", "")

    def annotates(self, annotated: Mapping[str, str]) -> bool:
        column, cell = self.only
        return not cell or annotated[column] == cell

    def row(self, annotated: Mapping[str, str]) -> Row:
        cells = (annotated[column] for column in self.columns)
        return tuple(
            number(cell) if name in ("value", "baseline") and cell else cell
            for name, cell in zip(self.columns, cells, strict=True)
        )

    def alike(self, annotated: Row, read: Row) -> bool:
        pairs = zip(self.likeness, annotated[self.place :], read[self.place :], strict=True)
        return all(alike(one, other) for alike, one, other in pairs)


def squeezed(row: Row) -> Row:
    return tuple("".join(cell.split()) for cell in row)


def number(value: Decimal | str) -> str:
    """A figure as it is compared: to the hundredth where it has no end (66.67 %)."""
    exact = Decimal(value)
    places = -int(exact.as_tuple().exponent)
    return format((round(exact, 2) if places > 4 else exact).normalize(), "f")


def _items(facts: DocumentFacts) -> Iterator[tuple[str, str, ItemFacts]]:
    """Every passage with its plan and path; the words before the first item and after the last have none."""
    for plan in facts.plans:
        title = facts.document.text[plan.title]
        for outside in plan.outside:
            yield title, "", outside
        for item in plan.items:
            yield title, "/".join(item.path), item


def _tasks(facts: DocumentFacts) -> Iterator[tuple[str, str, ItemFacts]]:
    for plan in facts.plans:
        for item in plan.items:
            if item.kind not in (Kind.SECTION, Kind.BACKGROUND, Kind.ROW):
                yield facts.document.text[plan.title], "/".join(item.path), item


def _read_tasks(facts: DocumentFacts) -> Iterator[Row]:
    for plan, path, item in _tasks(facts):
        yield path, plan, item.kind, facts.document.text[item.heading]


def _read_campaigns(facts: DocumentFacts) -> Iterator[Row]:
    for _, path, item in _tasks(facts):
        if item.campaign is not None:
            yield path, item.campaign.name


def _read_assignments(facts: DocumentFacts) -> Iterator[Row]:
    for plan, path, item in _tasks(facts):
        for each in item.assignments:
            group = "true" if isinstance(each.party, AgentGroup) else "false"
            yield path, plan, facts.document.text[each.surface], each.role, group


def _read_departments(facts: DocumentFacts) -> Iterator[Row]:
    return _parties(facts, groups=False)


def _read_collectives(facts: DocumentFacts) -> Iterator[Row]:
    return _parties(facts, groups=True)


def _parties(facts: DocumentFacts, *, groups: bool) -> Iterator[Row]:
    for _, path, item in _tasks(facts):
        for each in item.assignments:
            if isinstance(each.party, AgentGroup) is groups:
                name = each.party.called if isinstance(each.party, AgentGroup) else each.party.name
                yield path, facts.document.text[each.surface], name


def _targets(facts: DocumentFacts) -> Iterator[tuple[str, ItemFacts, IndicatorTarget]]:
    for _, where, item in _items(facts):
        for target in item.targets:
            yield where, item, target


def _read_targets(facts: DocumentFacts) -> Iterator[Row]:
    for where, _, each in _targets(facts):
        yield where, str(each.year or ""), each.comparator, number(each.value), each.unit


def _read_indicators(facts: DocumentFacts) -> Iterator[Row]:
    for where, _, each in _targets(facts):
        yield where, number(each.value), each.indicator


def _read_years(facts: DocumentFacts) -> Iterator[Row]:
    for where, _, each in _targets(facts):
        yield where, number(each.value), str(each.year or "")


def _read_units(facts: DocumentFacts) -> Iterator[Row]:
    for where, _, each in _targets(facts):
        yield where, number(each.value), each.unit


def _read_responsible(facts: DocumentFacts) -> Iterator[Row]:
    text = facts.document.text
    for where, item, each in _targets(facts):
        surfaces = [party.surface for party in each.responsible] or [one.surface for one in item.assignments]
        yield where, number(each.value), "、".join(text[surface] for surface in surfaces)


def _read_baselines(facts: DocumentFacts) -> Iterator[Row]:
    for where, _, each in _targets(facts):
        baseline = "" if each.baseline is None else number(each.baseline)
        yield where, number(each.value), baseline, str(each.baseline_year or "")


def _read_approximate(facts: DocumentFacts) -> Iterator[Row]:
    for where, _, each in _targets(facts):
        yield where, number(each.value), "true" if each.approximate else ""


def _read_citations(facts: DocumentFacts) -> Iterator[Row]:
    text = facts.document.text
    for _, where, item in _items(facts):
        for each in item.citations:
            relation = Relation.MENTIONS if each.relation is Relation.REPEALS else each.relation
            yield where, text[each.title] if each.title else "", text[each.number] if each.number else "", relation


def _read_due(facts: DocumentFacts) -> Iterator[Row]:
    """The days that a deadline allows; a time that names no year has none that are known."""
    for _, where, item in _items(facts):
        for each in item.deadlines:
            if each.year is not None:
                starts, due = ("" if day is None else day.isoformat() for day in (each.starts, each.day))
                yield where, facts.document.text[each.when], starts, due


def _read_place(facts: DocumentFacts) -> Iterator[Row]:
    place = facts.jurisdiction
    if place is not None:
        yield ("全国" if place.level is Level.NATIONAL else place.name), place.level
    elif facts.level is not None:
        yield "", facts.level


def _read_deadlines(facts: DocumentFacts) -> Iterator[Row]:
    for _, where, item in _items(facts):
        for each in item.deadlines:
            yield where, facts.document.text[each.when], str(each.year or "")


TOPICS = {
    "tasks": Topic("tasks", ("path", "plan", "kind", "heading"), 1, (anything, same, words_alike), _read_tasks),
    "campaigns": Topic("tasks", ("path", "campaign"), 1, (words_alike,), _read_campaigns),
    "assignments": Topic(
        "assignments",
        ("path", "plan", "surface", "role", "group"),
        1,
        (anything, words_alike, same, anything),
        _read_assignments,
    ),
    "departments": Topic(
        "assignments",
        ("path", "surface", "department"),
        2,
        (names_alike,),
        _read_departments,
        only=("group", "false"),
    ),
    "collectives": Topic(
        "assignments",
        ("path", "surface", "department"),
        2,
        (names_alike,),
        _read_collectives,
        only=("group", "true"),
    ),
    "targets": Topic(
        "indicator-targets",
        ("where", "year", "comparator", "value", "unit"),
        1,
        (years_alike, same, same, units_alike),
        _read_targets,
    ),
    "indicators": Topic("indicator-targets", ("where", "value", "indicator"), 2, (words_alike,), _read_indicators),
    "years": Topic("indicator-targets", ("where", "value", "year"), 2, (years_alike,), _read_years),
    "units": Topic("indicator-targets", ("where", "value", "unit"), 2, (units_alike,), _read_units),
    "responsible": Topic(
        "indicator-targets", ("where", "value", "responsible"), 2, (parties_alike,), _read_responsible
    ),
    "baselines": Topic(
        "indicator-targets", ("where", "value", "baseline", "baseline_year"), 2, (same, years_alike), _read_baselines
    ),
    "approximate": Topic("indicator-targets", ("where", "value", "approximate"), 2, (same,), _read_approximate),
    "citations": Topic(
        "citations", ("where", "title", "number", "relation"), 1, (words_alike, same, anything), _read_citations
    ),
    "deadlines": Topic("deadlines", ("where", "when", "year"), 1, (words_alike, years_alike), _read_deadlines),
    "days due": Topic("deadlines", ("where", "when", "starts_on", "due_on"), 2, (years_alike, same), _read_due),
    "title": Topic("documents", ("title",), 0, (words_alike,), lambda facts: iter([(facts.title or "",)])),
    "number": Topic("documents", ("document_number",), 0, (words_alike,), lambda facts: iter([(facts.number or "",)])),
    "issuer": Topic("documents", ("issuer",), 0, (names_alike,), lambda facts: iter([(facts.issuer or "",)])),
    "date": Topic(
        "documents",
        ("issued_on",),
        0,
        (words_alike,),
        lambda facts: iter([(facts.issued_on.isoformat() if facts.issued_on else "",)]),
    ),
    "place": Topic("documents", ("jurisdiction", "level"), 0, (names_alike, anything), _read_place),
    "fragment": Topic(
        "documents",
        ("fragment",),
        0,
        (same,),
        lambda facts: iter([(str(facts.document.fragment).lower(),)]),
    ),
}
