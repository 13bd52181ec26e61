"""Reads the rows of a plan's tables: those of a task table as tasks, those of any other as rows that may set targets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from kgservice.documents.parts import LabelledTable
from kgservice.documents.tables import Row
from kgservice.documents.text import CleanText, Span
from kgservice.extraction.assigning import Duty, assign, named_parties
from kgservice.extraction.calendar import last_year
from kgservice.extraction.campaigns import find_campaign
from kgservice.extraction.clauses import Clause
from kgservice.extraction.columns import BARE_FIGURE, COUNTED, STAGE, columns_of, is_task_table
from kgservice.extraction.deadlines import DeadlinesRead
from kgservice.extraction.facts import Assignment, Campaign, Cause, IndicatorTarget, ItemFacts, Kind, Role, Unread
from kgservice.extraction.kinds import kind_of_section
from kgservice.extraction.parties import ClauseContent, read_clause
from kgservice.extraction.passages import Passages
from kgservice.extraction.resolution import Names
from kgservice.extraction.stated import FirstIsLead, StatedRule, find_stated
from kgservice.extraction.tables import ROLES, Column, ReadRow, read_rows
from kgservice.extraction.targets.rows import row_targets
from kgservice.registers.lookup import Registers

_LONGEST_TITLE = 50
_NUMBER = re.compile(r"^\d{1,2}[.、](?!\d)")
_LISTED = re.compile(r"(?:\d{1,2}[.、]|（\d{1,2}）|[①-⑳])(?!\d)")
_STATED_ROLE = re.compile("(?<=.{2})[为是](?P<role>[^、，；为是]{2,6})$")
_NAMES = re.compile("[\u4e00-\u9fff]{2,3}(?:[、，][\u4e00-\u9fff]{2,3})*")
_BRACKETED_NAMES = re.compile("（[\u4e00-\u9fff]{2,3}(?:[、，][\u4e00-\u9fff]{2,3})*）$")
_LIST_NUMBER = "123456789（①②③④⑤⑥⑦⑧⑨⑩"
_WORDS = (Column.TASK, Column.CONTENT, Column.GOAL, Column.FIGURE, Column.STAGE)


@dataclass(slots=True)
class TableRead:
    """What the sections and rows of a table say, in order, and what in them was not understood."""

    items: list[ItemFacts] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Above:
    """What a table stands in: the path that those of its rows begin with, and the item whose section it is, if it is one's."""

    path: tuple[str, ...] = ()
    item: int | None = None
    campaign: Campaign | None = None


def holds_tasks(text: CleanText, labelled: LabelledTable, registers: Registers) -> bool:
    """Whether the rows of the table are tasks."""
    return is_task_table(columns_of(text, labelled.table, registers))


def read_table(
    passages: Passages, labelled: LabelledTable, names: Names, stated: Sequence[StatedRule], above: Above, first: int
) -> TableRead:
    """What each section and row of the table says; `first` is the place among the plan's items of the first of them."""
    return _Reading(passages, labelled, names, stated, above, first).read()


def _says_something(item: ItemFacts) -> bool:
    return bool(item.targets or item.deadlines or item.citations)


class _Reading:
    def __init__(
        self,
        passages: Passages,
        labelled: LabelledTable,
        names: Names,
        stated: Sequence[StatedRule],
        above: Above,
        first: int,
    ) -> None:
        self.passages = passages
        self.text = passages.text
        self.table = labelled.table
        self.names = names
        self.above = above
        self.first = first
        self.header = dict(zip(self.table.columns, self.table.header, strict=False))
        self.columns = columns_of(self.text, self.table, names.registers)
        self.tasks = is_task_table(self.columns)
        start = self.table.span.start
        self.year = last_year(self.text, [Span(max(0, start - _LONGEST_TITLE), start)])
        self.stated = list(stated)
        if self.table.notes is not None:
            self.stated += find_stated(self.text, self.table.notes, names.registers, in_clause=False)
        self.places: dict[int, int] = {}
        self.result = TableRead()

    def read(self) -> TableRead:
        rows = dict(read_rows(self.text, self.table, self.columns, self.names.registers))
        self.result.unread += self._columns_not_read()
        for row in self.table.rows:
            parent = self._enter(row.section, rows)
            read = rows[row]
            if read is None:
                self.result.unread.append(Unread(Cause.TABLE_NOT_READ, row.span))
                continue
            self.result.items.append(self._item(read, parent))
        for index in range(len(self.table.sections)):
            self._enter(index, rows)
        if not self.tasks and not any(map(_says_something, self.result.items)):
            self.result.unread.append(Unread(Cause.TABLE_NOT_READ, self.table.span))
        return self.result

    def _columns_not_read(self) -> Iterator[Unread]:
        """The names and cells of the columns that neither their names nor their cells tell of."""
        for place, column in enumerate(self.columns):
            if column is Column.UNKNOWN and self.table.header:
                cells = (row.cells[place] for row in self.table.rows if row.cells is not None)
                for span in (self.table.header[place], *cells):
                    if span is not None:
                        yield Unread(Cause.COLUMN_NOT_READ, span)

    def _enter(self, index: int | None, rows: dict[Row, ReadRow | None]) -> int | None:
        """The place of a section among the plan's items; it is read when it is first entered."""
        if index is None:
            return self.above.item
        if index in self.places:
            return self.places[index]
        section = self.table.sections[index]
        parent = self._enter(section.parent, rows)
        path = (*self._path(section.parent), section.number or self.text[section.heading])
        own = rows.get(section.row) if section.row is not None else None
        if own is not None and self.tasks and any(column in ROLES for column, _, _ in own.cells):
            item = replace(self._item(own, parent), path=path)
        else:
            campaign = find_campaign(self.text, section.heading) or self._campaign(parent)
            item = ItemFacts(path, Kind.SECTION, parent, section.span, section.heading, section.span, campaign)
        self.places[index] = self.first + len(self.result.items)
        self.result.items.append(item)
        return self.places[index]

    def _path(self, section: int | None) -> tuple[str, ...]:
        """The numbers of the sections down to `section`, those left out that have none."""
        if section is None:
            return self.above.path
        found = self.table.sections[section]
        return (*self._path(found.parent), *((found.number,) if found.number else ()))

    def _kind(self, section: int | None) -> Kind:
        """The kind of the rows of `section`: that of the nearest section above that tells."""
        if section is None:
            return Kind.TASK
        found = self.table.sections[section]
        own = kind_of_section(self.text.folded[found.heading.start : found.heading.end])
        return own if own in (Kind.GOAL, Kind.STEP, Kind.SAFEGUARD) else self._kind(found.parent)

    def _campaign(self, parent: int | None) -> Campaign | None:
        """The campaign of the section above, which may be the item that the table stands in."""
        if parent is None or parent < self.first:
            return self.above.campaign
        return self.result.items[parent - self.first].campaign

    def _item(self, row: ReadRow, parent: int | None) -> ItemFacts:
        passages, own = self.passages, row.row
        heading = row.first(Column.TASK, Column.INDICATOR, Column.CONTENT) or own.span
        deadlines = self._deadlines(row)
        self.result.unread += (Unread(Cause.TIME_NOT_READ, time) for time in deadlines.unread)
        return ItemFacts(
            path=(*self._path(own.section), own.number),
            kind=self._kind(own.section) if self.tasks else Kind.ROW,
            parent=parent,
            span=own.span,
            heading=self.text.strip(heading, "。：；") if self.tasks else heading,
            text=own.span,
            campaign=(find_campaign(self.text, heading) or self._campaign(parent)) if self.tasks else None,
            assignments=self._assignments(row) if self.tasks else (),
            targets=tuple(self._targets(row)),
            citations=passages.citations(own.span),
            deadlines=tuple(deadlines.deadlines),
        )

    def _deadlines(self, row: ReadRow) -> DeadlinesRead:
        """The times in a row's column for them, and in the words of a task; what both say counts once."""
        read = DeadlinesRead()
        for column, name, cell in row.cells:
            if column is Column.TIME:
                read += self.passages.deadlines_in(cell, [cell])
            elif column is Column.STAGE and (header := self.header.get(name)):
                read += self.passages.deadlines_in(header, [self._last_word(header)])
        told = {self.text.folded[each.when.start : each.when.end] for each in read.deadlines}
        for column, _, cell in row.cells:
            if self.tasks and column in (*_WORDS, Column.NOTE):
                said = self.passages.deadlines_in(cell)
                new = [each for each in said.deadlines if self.text.folded[each.when.start : each.when.end] not in told]
                read += DeadlinesRead(new, said.unread)
        return read

    def _last_word(self, header: Span) -> Span:
        """The stage that a header names, without the name of the columns together (进度安排 一季度)."""
        stage = STAGE.search(self.text.folded, *header)
        return Span(*stage.span()) if stage else header

    def _assignments(self, row: ReadRow) -> tuple[Assignment, ...]:
        """The parties of a row's columns, by the rules that its header, the table's notes and the plan state."""
        leads = any(column is Column.LEAD for column, _, _ in row.cells)
        stated = [rule for rule in self.stated if not (leads and isinstance(rule, FirstIsLead))]
        found: list[Assignment] = []
        general: list[Clause] = []
        for place, clause in self._clauses(row):
            if rules := self._stated_in_header(place):
                (own,) = assign(self.text, self.names, [Duty(Kind.ROW, row.row.span, (clause,))], rules)
                found.extend(own)
            else:
                general.append(clause)
            self.result.unread += (Unread(Cause.CLAUSE_HALF_READ, left) for left in clause.content.leftovers)
        (rest,) = assign(self.text, self.names, [Duty(Kind.TASK, row.row.span, tuple(general))], stated)
        return (*found, *rest)

    def _stated_in_header(self, place: int) -> list[StatedRule]:
        header = self.table.header[place] if place < len(self.table.header) else None
        return list(find_stated(self.text, header, self.names.registers, in_clause=False)) if header else []

    def _clauses(self, row: ReadRow) -> Iterator[tuple[int, Clause]]:
        """The cells of a row that name parties, as clauses, each with the place of its column."""
        places = {name: place for place, name in enumerate(self.table.columns)}
        for column, name, cell in row.cells:
            if column in ROLES:
                content = self._read_cell(row.row, cell, ROLES[column])
                yield places[name], Clause("assignment.table", cell, content, cell)

    def _read_cell(self, row: Row, cell: Span, role: Role) -> ClauseContent:
        """What a cell of parties says, each of a numbered list (1.A 2.B), or on lines of its own, by itself."""
        content = ClauseContent()
        for part in self._lines(row, cell) or self._listed(cell):
            named, stated = self._stated_role(self._without_people(part, content), role)
            said = read_clause(self.text, named, self.names.registers, default=stated)
            content.parties += said.parties
            content.leftovers += said.leftovers
        return content

    def _without_people(self, part: Span, content: ClauseContent) -> Span:
        """The bodies of a cell without the persons behind them (县商务局 李乙, 县工信局（王甲）), who are kept apart."""
        is_body, folded = self.names.registers.is_body, self.text.folded
        for start in (*self.text.gaps(part), *(match.start() for match in _BRACKETED_NAMES.finditer(folded, *part))):
            words = folded[start : part.end].strip("（）")
            if _NAMES.fullmatch(words) and not is_body(words) and is_body(folded[part.start : start]):
                content.people.append(Span(start, part.end))
                return Span(part.start, start)
        return part

    def _stated_role(self, part: Span, role: Role) -> tuple[Span, Role]:
        """The parties of a cell, and the role that it gives them itself (A为牵头单位)."""
        stated = _STATED_ROLE.search(self.text.folded, *part)
        own = self.names.registers.roles.role_of_column(stated["role"]) if stated else None
        return (Span(part.start, stated.start()), Role(own)) if stated and own else (part, role)

    def _lines(self, row: Row, cell: Span) -> list[Span]:
        """The lines of a cell in a table of lines, where each is the name of a body."""
        words = [word for word in row.words if row.cells is None and cell.start <= word.start and word.end <= cell.end]
        names = (self.text.folded[word.start : word.end].rstrip("、，；") for word in words)
        return words if len(words) > 1 and all(map(self.names.registers.is_body, names)) else []

    def _before_groups(self, cell: Span) -> Iterator[Span]:
        """`cell` cut where white space stands before a name for several (高新园 各街道): whatever is before it is another."""
        start, gaps = cell.start, list(self.text.gaps(cell))
        for gap, end in pairwise([*gaps, cell.end]):
            words = self.text.folded[gap:end]
            if words.startswith("各") and self.names.registers.is_body(words):
                yield Span(start, gap)
                start = gap
        yield Span(start, cell.end)

    def _listed(self, cell: Span) -> Iterator[Span]:
        starts = [cell.start, *self.text.gaps(cell)] if self.text.folded[cell.start] in _LIST_NUMBER else []
        found = [
            (start, match.end()) for start in starts if (match := _LISTED.match(self.text.folded, start, cell.end))
        ]
        if not found:
            yield from self._before_groups(cell)
            return
        ends = [start for start, _ in found[1:]] + [cell.end]
        for (_, start), end in zip(found, ends, strict=True):
            yield Span(start, end)

    def _task_targets(self, row: ReadRow) -> list[IndicatorTarget]:
        """The targets in the words of a task, and those that are figures alone, which are of the task."""
        text = self.text
        due = last_year(text, [cell for column, _, cell in row.cells if column is Column.TIME])
        task = row.first(Column.TASK)
        named = text.folded[task.start : task.end] if task else ""
        said: list[IndicatorTarget] = []
        figures = []
        for column, name, cell in row.cells:
            is_goal = column in (Column.GOAL, Column.FIGURE)
            bare = COUNTED if is_goal else BARE_FIGURE
            if column not in _WORDS:
                continue
            if bare.fullmatch(text.folded, *cell) or BARE_FIGURE.fullmatch(text.folded, *cell):
                figures.append((Column.FIGURE, name, cell))
            else:
                said += self.passages.cell_targets([cell], due, named if is_goal else "").targets
        others = [each for each in row.cells if each[0] not in (Column.GOAL, Column.FIGURE)]
        counted = ReadRow(row.row, (*others, *figures)) if figures else None
        since, year = self.passages.calendar.since, due or self.year
        return said + (row_targets(text, counted, (), year=year, since=since) if counted else [])

    def _targets(self, row: ReadRow) -> list[IndicatorTarget]:
        """The targets in the words of a task, or in a row's columns of figures with the parties of its other columns."""
        text = self.text
        if self.tasks:
            return self._task_targets(row)
        kinds = {column for column, _, _ in row.cells}
        if Column.FIGURE not in kinds and (name := row.first(Column.INDICATOR)):
            what = _NUMBER.sub("", text.folded[name.start : name.end])
            words = [cell for column, _, cell in row.cells if column in (Column.TASK, Column.CONTENT)]
            return self.passages.cell_targets(words, self.year, what).targets
        clauses = [clause for _, clause in self._clauses(row)]
        parties = [named for clause in clauses for named in named_parties(text, self.names, clause)]
        return row_targets(text, row, tuple(parties), year=self.year, since=self.passages.calendar.since)
