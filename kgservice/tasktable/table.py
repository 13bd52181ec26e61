"""Reads a plan's task table from the graph."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kgservice.queries.formats import xml_text
from kgservice.queries.pages import Pages, Row
from kgservice.tasktable.cells import citation_of, content_of, lines, number_of, parties_of, target_of

COLUMNS = ("序号", "重点任务", "具体内容", "牵头单位", "责任单位", "配合单位", "指标", "完成时限", "依据")
_DEEPEST = 20
_CITED_FOR_THE_TASK = ("implements", "basis")


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task: a text for each of `COLUMNS`, and the headings of the sections it stands in, outermost first."""

    sections: tuple[str, ...]
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TaskTable:
    """A plan's tasks in the order of the document."""

    plan: str
    rows: tuple[TaskRow, ...]

    @property
    def title(self) -> str:
        """What stands above the table."""
        return f"{self.plan}任务分解表"

    def grouped(self) -> Iterator[tuple[tuple[str, ...], TaskRow]]:
        """Each row with those of its sections that the row before it was not in."""
        before: tuple[str, ...] = ()
        for row in self.rows:
            shared = 0
            while shared < min(len(before), len(row.sections)) and before[shared] == row.sections[shared]:
                shared += 1
            yield row.sections[shared:], row
            before = row.sections


def read_task_table(pages: Pages, plan: str) -> TaskTable:
    """The task table of the plan with the IRI `plan`: every task, and whatever else has a responsibility clause of its own."""
    about = pages.row("plan", plan=plan)
    assert about is not None
    rows = (TaskRow(_written(row.sections), _written(row.cells)) for row in _Reading(pages, plan).rows())
    return TaskTable(xml_text(about["title"]), tuple(rows))


def _written(texts: Iterable[str]) -> tuple[str, ...]:
    """The texts as Word and Excel can hold them."""
    return tuple(map(xml_text, texts))


class _Reading:
    """What the graph says of one plan, by item."""

    def __init__(self, pages: Pages, plan: str) -> None:
        self._items = {row["item"]: row for row in pages.rows("plan-items", plan=plan)}
        self._holders = {row["parent"] for row in self._items.values()}
        self._assignments = _by("item", pages.rows("plan-assignments", plan=plan))
        self._facts = _by("about", pages.rows("plan-facts", plan=plan))

    def rows(self) -> Iterator[TaskRow]:
        for place, item in enumerate(filter(self._is_listed, self._items.values()), 1):
            facts = self._facts[item["item"]]
            deadlines = [fact for fact in facts if fact["kind"] == "deadline"]
            above = self._above(item)
            parties = self._parties(item, above)
            sections = [each for each in above if not self._is_listed(each)]
            task, content = item["heading"], content_of(item, self._assignments.get(item["item"], ()), deadlines)
            if not content and sections and item["item"] not in self._holders:
                task, content = sections[-1]["heading"], f"{item['heading']}。"
            yield TaskRow(
                tuple(number_of(each) + each["heading"] for each in sections) if above else _annex(item),
                (
                    str(place),
                    task,
                    content,
                    *(parties_of(parties, role) for role in ("lead", "responsible", "support")),
                    lines(target_of(fact) for fact in facts if fact["kind"] == "target"),
                    lines(fact["words"] for fact in deadlines),
                    lines(citation_of(fact) for fact in facts if fact["relation"] in _CITED_FOR_THE_TASK),
                ),
            )

    def _is_listed(self, item: Row) -> bool:
        return item["kind"] == "task" or item["item"] in self._assignments

    def _parties(self, item: Row, above: Sequence[Row]) -> Sequence[Row]:
        """The item's own assignments, else those of the nearest item above it that has some."""
        nearest = next((each for each in (item, *reversed(above)) if each["item"] in self._assignments), None)
        return self._assignments[nearest["item"]] if nearest else ()

    def _above(self, item: Row) -> list[Row]:
        """The items that `item` stands in, outermost first; in RDF from elsewhere they may stand in each other."""
        found: list[Row] = []
        while item["parent"] in self._items and len(found) < _DEEPEST:
            item = self._items[item["parent"]]
            found.insert(0, item)
        return found


def _annex(item: Row) -> tuple[str, ...]:
    """The annex that a table's row stands in, which is no item itself."""
    annex, _, _ = item["path"].rpartition("/")
    return (annex,) if annex else ()


def _by(column: str, rows: Sequence[Row]) -> defaultdict[str, list[Row]]:
    grouped: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[row[column]].append(row)
    return grouped
