"""Reads the rows of a plan's tables: those of a task table as tasks, those of any other as rows that may set targets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from kgservice.documents.headers import tells_wrongs
from kgservice.documents.plan_text import LabelledTable
from kgservice.documents.sums import WHOLE_PLACE
from kgservice.documents.table_parts import Row
from kgservice.documents.text import CleanText, Span
from kgservice.extraction.calendar import last_year
from kgservice.extraction.campaigns import find_campaign
from kgservice.extraction.clause import Clause
from kgservice.extraction.column_kinds import ROLES, Column
from kgservice.extraction.columns import (
    AT_STAGE,
    BARE_FIGURE,
    COUNTED,
    WHOLE,
    columns_of,
    is_task_table,
    names_indicators,
    tells_time,
)
from kgservice.extraction.deadlines import DeadlinesRead
from kgservice.extraction.duty_lists import ListedDuty, duties_of
from kgservice.extraction.facts import (
    Campaign,
    Cause,
    IndicatorTarget,
    ItemFacts,
    Kind,
    PersonInCharge,
    Unread,
)
from kgservice.extraction.indicator_rows import said_of_indicator, sentences_of_indicators
from kgservice.extraction.kinds import holds_goals, kind_of_section
from kgservice.extraction.legends import find_legend
from kgservice.extraction.party_cells import PartyCells
from kgservice.extraction.passages import Passages
from kgservice.extraction.persons import persons_in, phones_in, stretch_around
from kgservice.extraction.resolution import Names
from kgservice.extraction.row_citations import cells_of_sources, row_citations
from kgservice.extraction.row_parties import RowParties
from kgservice.extraction.stated import StatedRule, find_stated
from kgservice.extraction.stretches import without
from kgservice.extraction.tables import ReadRow, named_by, read_rows
from kgservice.extraction.targets.in_rows import row_targets, table_context
from kgservice.extraction.written_rows import OF_PERSONS, WrittenRows
from kgservice.registers.lookup import Registers

_LONGEST_TITLE = 50
_LONGEST_LEGEND = 60
_REMARK_BEHIND = re.compile("(?<=.)（[^（）]*）$")  # 1户（以实际工作抽查数为准）
_PART = re.compile("[^；]+")
_BARE_YEAR = re.compile(r"20\d\d")
_YEAR_AND_MONTHS = re.compile(r"(?P<year>20\d\d)年度?\d{1,2}(?:月?[-~至]\d{1,2})?月(?:份|底|末)?(?![\d底末前])")
_GOALS_OF_YEAR = re.compile(r"(20\d\d)年.*目标")
_OF_FIGURES = (Column.FIGURE, Column.FIGURE_OF_PLACE)
_OF_GOALS = (Column.GOAL, Column.FIGURE, Column.STAGE)
_WORDS = (Column.TASK, Column.CONTENT, *_OF_GOALS)


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
        self.of_goals = (
            (*_OF_GOALS, Column.CONTENT) if names_indicators(self.columns, self.table.columns) else _OF_GOALS
        )
        start = self.table.span.start
        self.year = self._year_above(Span(max(0, start - _LONGEST_TITLE), start))
        self.context = table_context(self.text, passages.plan.title, self.table, self.year, passages.calendar.since)
        self.stated = list(stated)
        notes = self.table.notes
        noted = list(find_stated(self.text, notes, names.registers, in_clause=False)) if notes else []
        self.stated += noted
        above_it = Span(max(0, start - _LONGEST_LEGEND), start)
        told = (passages.plan.preamble, above_it, self.table.notes, *self.table.header)
        self.cells = PartyCells(self.text, names.registers, find_legend(self.text.folded, told, names.registers))
        self.parties = RowParties(self.text, self.table, self.columns, names, self.stated, self.cells)
        self.written = WrittenRows(self.text, self.table, self.columns, self.stated, self.cells)
        self.places: dict[int, int] = {}
        self.result = TableRead()
        if notes and not noted and not find_legend(self.text.folded, [notes], names.registers).roles:
            self.result.unread.append(Unread(Cause.OUTSIDE_OUTLINE, notes))

    def _year_above(self, above: Span) -> int | None:
        """The year that what stands over the table gives its figures: none with months of which it reports (2027年1-8月完成情况), nor to tasks that of the plan's title."""
        told = [self.passages.plan.title] if self.tasks else []
        told += (Span(*match.span()) for match in _YEAR_AND_MONTHS.finditer(self.text.folded, *above))
        return last_year(self.text, without(above, told))

    def read(self) -> TableRead:
        rows = dict(read_rows(self.text, self.table, self.columns, self.names.registers))
        self.result.unread += self._columns_not_read()
        for row in self.table.rows:
            parent = self._enter(row.section, rows)
            read = rows[row]
            if read is None:
                self.result.unread.append(Unread(Cause.TABLE_NOT_READ, row.span))
                continue
            if self._is_of_whole(read):
                self.result.items.append(self._of_whole(read, (*self._path(row.section), row.number)))
            elif duties := duties_of(self.text, read):
                self._list(read, duties, parent)
            else:
                self.result.items.append(self._item(read, parent))
                self.result.unread += self._parties_of_nothing(read)
        for index in range(len(self.table.sections)):
            self._enter(index, rows)
        self.result.items += filter(_says_something, self._sums())
        if not self.tasks and not any(map(_says_something, self.result.items)):
            self.result.unread.append(Unread(Cause.TABLE_NOT_READ, self.table.span))
        return self.result

    def _is_of_whole(self, row: ReadRow) -> bool:
        """Whether a row of tasks says for the whole place what the others say for each party (全县 | 2300), and nothing to be done."""
        parties = [self.text.folded[cell.start : cell.end] for column, _, cell in row.cells if column in ROLES]
        return self.tasks and bool(parties) and all(map(WHOLE_PLACE.fullmatch, parties)) and not row.first(Column.TASK)

    def _of_whole(self, row: ReadRow, path: tuple[str, ...]) -> ItemFacts:
        """What a row sets for all, or for all of its section, and nobody alone answers for."""
        figures = ReadRow(row.row, tuple(each for each in row.cells if each[0] in (*_OF_FIGURES, *ROLES)))
        return ItemFacts(
            path=path,
            kind=Kind.ROW,
            parent=self._enter(row.row.section, {}),
            span=row.row.span,
            heading=named_by(figures) or row.row.span,
            text=row.row.span,
            targets=tuple(row_targets(self.text, figures, self.context)),
        )

    def _sums(self) -> Iterator[ItemFacts]:
        """What the rows of sums set."""
        for row in self.table.sums:
            given = zip(self.columns, self.table.columns, row.cells or (), strict=True)
            cells = tuple((kind, name, cell) for kind, name, cell in given if cell is not None)
            yield self._of_whole(ReadRow(row, cells), self._path(row.section) or (self.text[row.words[0]],))

    def _list(self, row: ReadRow, duties: Sequence[ListedDuty], parent: int | None) -> None:
        """Read a row that gives a party all its duties in one cell: a section of the party, each duty a task."""
        own = row.row
        base = (*self._path(own.section), *((own.number,) if self.table.numbered else ()))
        party = row.first(*ROLES) or own.span
        place = self.first + len(self.result.items)
        path = base if self.table.numbered else (*base, self.text[party])
        self.result.items.append(ItemFacts(path, Kind.SECTION, parent, own.span, party, party))
        for duty in duties:
            self.result.items.append(replace(self._item(duty.row, place), path=(*base, duty.number)))

    def _parties_of_nothing(self, row: ReadRow) -> Iterator[Unread]:
        """The parties of a row that is no task and sets no target: what they answer for was not understood."""
        if not self.tasks and not self.result.items[-1].targets:
            yield from (Unread(Cause.COLUMN_NOT_READ, cell) for column, _, cell in row.cells if column in ROLES)

    def _columns_not_read(self) -> Iterator[Unread]:
        """The names and cells of the columns that neither their names nor their cells tell of, and the cells whose column is in doubt."""
        yield from (Unread(Cause.COLUMN_NOT_READ, cell) for cell in self.table.doubtful)
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
            named = (name for name, kind in zip(self.table.columns, self.columns, strict=True) if kind is Column.TASK)
            return Kind.GOAL if any(map(holds_goals, named)) else Kind.TASK
        found = self.table.sections[section]
        own = kind_of_section(self.text.folded[found.heading.start : found.heading.end])
        return own if own in (Kind.GOAL, Kind.STEP, Kind.SAFEGUARD) else self._kind(found.parent)

    @staticmethod
    def _year_of_goals(column: str) -> int | None:
        """The year whose goals a column's name says that it holds (2022年预期目标)."""
        match = _GOALS_OF_YEAR.match(column)
        return int(match.group(1)) if match else None

    def _year_of_time(self, cells: Sequence[Span]) -> int | None:
        """The last year that the cells of times tell, however they say it: 2024, 2024-10-31, 年底前; 10月底前 tells none."""
        bare = [int(self.text[cell]) for cell in cells if _BARE_YEAR.fullmatch(self.text.folded, *cell)]
        told = [due.year for cell in cells for due in self.passages.deadlines_in(cell, [cell]).deadlines]
        return next((year for year in reversed([*bare, *told]) if year), None)

    def _goal_year(self, section: int | None) -> int | None:
        """The year whose goals the sections above a row are of (2025年主要预期目标)."""
        if section is None:
            return None
        found = self.table.sections[section]
        return self.passages.year_of([found.heading]) or self._goal_year(found.parent)

    def _campaign(self, parent: int | None) -> Campaign | None:
        """The campaign of the section above, which may be the item that the table stands in."""
        if parent is None or parent < self.first:
            return self.above.campaign
        return self.result.items[parent - self.first].campaign

    def _item(self, row: ReadRow, parent: int | None) -> ItemFacts:
        passages, own = self.passages, row.row
        heading = named_by(row) or own.span
        stretch = self._without_phones(row, heading)
        clauses = list(self.parties.clauses(row))
        deadlines = self._deadlines(row)
        if self.tasks:
            left = (each for _, clause in clauses for each in clause.content.leftovers)
            self.result.unread += (Unread(Cause.CLAUSE_HALF_READ, each) for each in left)
        self.result.unread += (Unread(Cause.TIME_NOT_READ, time) for time in deadlines.unread)
        return ItemFacts(
            path=(*self._path(own.section), own.number),
            kind=self._kind(own.section) if self.tasks else Kind.ROW,
            parent=parent,
            span=stretch,
            heading=self._first_sentence(heading) if self.tasks else heading,
            text=stretch,
            campaign=(find_campaign(self.text, heading) or self._campaign(parent)) if self.tasks else None,
            assignments=self.parties.assignments(row, clauses) if self.tasks else (),
            targets=tuple(self._targets(row, clauses)),
            citations=tuple(row_citations(passages, row, stretch)),
            deadlines=tuple(deadlines.deadlines),
            persons=tuple(self._persons(row, clauses)),
            cells=tuple(self.written.of(row)) if self.tasks else (),
        )

    def _first_sentence(self, cell: Span) -> Span:
        """What a cell says up to its first full stop, as the heading of a paragraph is."""
        end = self.text.folded.find("。", *cell)
        return self.text.strip(Span(cell.start, end if end > cell.start else cell.end), "。：；")

    def _without_phones(self, row: ReadRow, heading: Span) -> Span:
        """The stretch of a row around its heading in which no telephone's number stands."""
        cells = [(column, cell) for column, _, cell in row.cells]
        phones = [cell for column, cell in cells if column is Column.PHONE]
        phones += (each for column, cell in cells if column in OF_PERSONS for each in phones_in(self.text, cell))
        return stretch_around(self.text, row.row.span, phones, heading) if phones else row.row.span

    def _persons(self, row: ReadRow, clauses: Sequence[tuple[int, Clause]]) -> Iterator[PersonInCharge]:
        """Who answers for a task in person: in columns for them, and behind the bodies in others."""
        for column, name, cell in row.cells:
            if column is Column.PERSON:
                yield from persons_in(self.text, cell, self.header.get(name))
        for _, clause in clauses:
            yield from (PersonInCharge("person.table", each) for each in clause.content.people)

    def _deadlines(self, row: ReadRow) -> DeadlinesRead:
        """The times in a row's column for them, and in the words of a task; what both say counts once."""
        read = DeadlinesRead()
        for column, name, cell in row.cells:
            if column is Column.TIME:
                said = self.passages.deadlines_in(cell, [cell])
                known = said.deadlines or said.unread or tells_time(self.text.folded[cell.start : cell.end])
                read += said if known else DeadlinesRead([], [cell])
            elif column is Column.STAGE and (header := self.header.get(name)):
                stage = self._last_word(header)
                said = self.passages.deadlines_in(Span(header.start, stage.end), [stage])
                own = [each for each in said.deadlines if each.when.end > stage.start]
                read += DeadlinesRead(own, said.unread)
        told = {self.text.folded[each.when.start : each.when.end] for each in read.deadlines}
        words = (*_WORDS, Column.NOTE) if self.tasks else sentences_of_indicators(self.columns)
        sources = cells_of_sources(row)
        for column, _, cell in row.cells:
            if column in words and cell not in sources:
                said = self.passages.deadlines_in(cell)
                new = [each for each in said.deadlines if self.text.folded[each.when.start : each.when.end] not in told]
                read += DeadlinesRead(new, said.unread)
        return read

    def _last_word(self, header: Span) -> Span:
        """The stage that a header names, without the name of the columns together (进度安排 一季度)."""
        stage = AT_STAGE.search(self.text.folded, *header)
        return Span(*stage.span("stage")) if stage else header

    def _task_targets(self, row: ReadRow) -> list[IndicatorTarget]:
        """The targets in the words of a task, and those that are figures alone, which are of the task."""
        text = self.text
        due = self._year_of_time([cell for column, _, cell in row.cells if column is Column.TIME])
        due = due or self._goal_year(row.row.section)
        task = row.first(Column.TASK)
        named = text.folded[task.start : task.end] if task else ""
        said: list[IndicatorTarget] = []
        figures = []
        for column, name, cell in row.cells:
            if column not in _WORDS:
                continue
            if BARE_FIGURE.fullmatch(text.folded, *cell):
                figures.append((Column.FIGURE, name, cell))
                continue
            about = named if cell != task else ""
            year = None if due else self._year_of_goals(name)
            here = self.passages.cell_targets([cell], due, about, year, to_do=not tells_wrongs(name)).targets
            said += here
            if not here and column in self.of_goals and (apart := self._counted(cell)):
                figures += ((Column.FIGURE, name, each) for each in apart)
            elif not here and column in self.of_goals and (whole := WHOLE.fullmatch(text.folded, *cell)):
                figures.append((Column.FIGURE, name, Span(*whole.span("whole"))))
        others = [each for each in row.cells if each[0] not in _OF_GOALS]
        counted = ReadRow(row.row, (*others, *figures)) if figures else None
        context = replace(self.context, year=due or self.year)
        return said + (row_targets(text, counted, context) if counted else [])

    def _counted(self, cell: Span) -> list[Span]:
        """The figures of a cell that says nothing else, each with what it counts (3%；2次/年)."""
        remark = _REMARK_BEHIND.search(self.text.folded, *cell)
        said = Span(cell.start, remark.start() if remark else cell.end)
        parts = [Span(*part.span()) for part in _PART.finditer(self.text.folded, *said)]
        return parts if all(COUNTED.fullmatch(self.text.folded, *part) for part in parts) else []

    def _targets(self, row: ReadRow, clauses: Sequence[tuple[int, Clause]]) -> list[IndicatorTarget]:
        """The targets in the words of a task, or in a row's columns of figures with the parties of its other columns."""
        text = self.text
        if self.tasks:
            return self._task_targets(row)
        said, row = said_of_indicator(self.passages, row, self.year)
        return said + row_targets(text, row, self.context, self.parties.named(clauses))
