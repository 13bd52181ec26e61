"""Reads a plan's task table from the graph."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kgservice.queries.formats import xml_text
from kgservice.queries.pages import Pages, Row
from kgservice.tasktable.cells import citation_of, content_of, lines, number_of, parties_of, target_of

COLUMNS = ("序号", "重点任务", "具体内容", "牵头单位", "责任单位", "配合单位", "指标", "完成时限", "依据")
NUMBER = COLUMNS[0]
IN_NO_SECTION = "—"
_ROLES = {"牵头单位": "lead", "责任单位": "responsible", "配合单位": "support"}
_DEEPEST = 20
_CITED_FOR_THE_TASK = ("implements", "basis")
_ANNEX = re.compile("(?:附件|附表|附|表)[0-9一二三四五六七八九十]{0,3}(?=/)")
_NAMES_A_TABLE = re.compile("(?:表|清单|台账|分解|分工|职责)(?:（[^（）]*）)?$")


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task: a text for each column of its table, and the headings of the sections it stands in, outermost first.

    `values` has a text for any other column that may be asked for; `departments`, `campaign` and `deadlines` are what rows are
    grouped by. `is_task` is false for what only has parties of its own: a goal, a step, a safeguard.
    """

    sections: tuple[str, ...]
    cells: tuple[str, ...]
    values: Mapping[str, str] = field(default_factory=dict)
    departments: tuple[str, ...] = ()
    campaign: str = ""
    deadlines: tuple[str, ...] = ()
    is_task: bool = True


@dataclass(frozen=True, slots=True)
class TaskTable:
    """A plan's tasks in the order of the document, under these columns; `part` says which of its tables, or which group, they are."""

    plan: str
    rows: tuple[TaskRow, ...]
    columns: tuple[str, ...] = COLUMNS
    part: str = ""

    @property
    def title(self) -> str:
        """What stands above the table: the plan's title, which may be a table's already."""
        said = self.plan if _NAMES_A_TABLE.search(self.plan) else f"{self.plan}任务分解表"
        return self._with_part(said)

    @property
    def titled(self) -> str:
        """The plan's title, and which of its tables this is."""
        return self._with_part(self.plan)

    def _with_part(self, title: str) -> str:
        return f"{title}（{self.part}）" if self.part else title

    def grouped(self) -> Iterator[tuple[tuple[str, ...], TaskRow]]:
        """Each row with those of its sections that the row before it was not in, or what tells that it stands in none any more."""
        before: tuple[str, ...] = ()
        for row in self.rows:
            if before and not row.sections:
                before = ()
                yield (IN_NO_SECTION,), row
                continue
            shared = 0
            while shared < min(len(before), len(row.sections)) and before[shared] == row.sections[shared]:
                shared += 1
            yield row.sections[shared:], row
            before = row.sections

    def under(self, columns: Sequence[str]) -> TaskTable:
        """The same rows under other columns, which each of them has a value for."""
        rows = (replace(row, cells=tuple(row.values.get(each, "") for each in columns)) for row in self.rows)
        return replace(self, columns=tuple(columns), rows=tuple(rows))


def read_task_tables(pages: Pages, plan: str) -> tuple[TaskTable, ...]:
    """The task tables of the plan with the IRI `plan`: every task, and whatever else has a responsibility clause of its own.

    What stands in prose makes one; what stands in a table of the document makes one under that table's own columns.
    """
    about = pages.row("plan", plan=plan)
    assert about is not None
    title = xml_text(about["title"])
    tables: dict[tuple[str, tuple[str, ...]], list[TaskRow]] = {}
    for part, columns, row in _Reading(pages, plan).rows():
        tables.setdefault((part, columns), []).append(replace(row, sections=tuple(map(xml_text, row.sections))))
    return tuple(
        TaskTable(title, tuple(rows), columns, part if len(tables) > 1 else "").under(columns)
        for (part, columns), rows in tables.items()
    ) or (TaskTable(title, ()),)


class _Reading:
    """What the graph says of one plan, by item."""

    def __init__(self, pages: Pages, plan: str) -> None:
        self._items = {row["item"]: row for row in pages.rows("plan-items", plan=plan)}
        self._assignments = _by("item", pages.rows("plan-assignments", plan=plan))
        self._facts = _by("about", pages.rows("plan-facts", plan=plan))

    def rows(self) -> Iterator[tuple[str, tuple[str, ...], TaskRow]]:
        """Each row with the annex whose table it stands in and the columns of that table."""
        for place, item in enumerate(filter(self._is_listed, self._items.values()), 1):
            above = self._above(item)
            parties = self._parties(item, above)
            names, cells = ((*each.split("\t"),) for each in (item["row"] or "\n").split("\n", 1))
            own = dict(zip(names, cells, strict=True)) if item["row"] else {}
            values = self._values(str(place), item, parties)
            if own:
                values[NUMBER] = item["path"].rpartition("/")[2]
            sections = [each for each in above if not self._is_listed(each)]
            row = TaskRow(
                tuple(map(_titled, sections)) if above or own else _annex(item),
                (),
                {name: xml_text(text) for name, text in (values | own).items()},
                tuple(dict.fromkeys(each["name"] for each in parties)),
                item["campaign"],
                tuple(fact["words"] for fact in self._facts[item["item"]] if fact["kind"] == "deadline"),
                item["kind"] == "task",
            )
            annex = _ANNEX.match(item["path"]) if own else None
            yield annex.group() if annex else "", (NUMBER, *own) if own else COLUMNS, row

    def _values(self, place: str, item: Row, parties: Sequence[Row]) -> dict[str, str]:
        """What stands under each of `COLUMNS`."""
        facts = self._facts[item["item"]]
        deadlines = [fact for fact in facts if fact["kind"] == "deadline"]
        task, content = item["heading"], content_of(item, self._assignments.get(item["item"], ()), deadlines)
        return {
            NUMBER: place,
            "重点任务": task,
            "具体内容": content,
            **{column: parties_of(parties, role) for column, role in _ROLES.items()},
            "指标": lines(target_of(fact) for fact in facts if fact["kind"] == "target"),
            "完成时限": "；".join(dict.fromkeys(fact["words"] for fact in deadlines)),
            "依据": lines(citation_of(fact) for fact in facts if fact["relation"] in _CITED_FOR_THE_TASK),
        }

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


def _titled(section: Row) -> str:
    """A section's number and heading; an annex's label stands apart from its title."""
    number = number_of(section)
    return f"{number} {section['heading']}" if number == section["path"] else f"{number}{section['heading']}"


def _annex(item: Row) -> tuple[str, ...]:
    """The annex that a table's row stands in, which is no item itself."""
    annex, _, _ = item["path"].rpartition("/")
    return (annex,) if annex else ()


def _by(column: str, rows: Sequence[Row]) -> defaultdict[str, list[Row]]:
    grouped: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[row[column]].append(row)
    return grouped
