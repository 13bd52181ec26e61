"""Finds the sections of a table: what is merged over several of its rows, or stands in a row of its own above them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from kgservice.documents.cell_numbers import (
    NUMBER_IN_COLUMN,
    are_outranked,
    counting_column,
    inner_column,
    number_in,
    number_of_column,
    style_in,
    tells_apart,
)
from kgservice.documents.headers import TEXTS, Heading, ends_in_stage, has_unit, heading_of
from kgservice.documents.lists import points
from kgservice.documents.missing_cells import put_in_columns
from kgservice.documents.numbering import Style, number_at
from kgservice.documents.sums import adds_up, is_total, sums_up
from kgservice.documents.table_parts import Arranged, RawRow, Row, Section
from kgservice.documents.text import CleanText, Span

_COUNT = re.compile(r"[（]?(?:共|合计)?\d{1,4}(?:项|个|件|条)(?:任务|工作)?[）]?")
_SAYS_NOTHING = re.compile("[-—/]+|无")
_CONTINUED = re.compile("（续表?）$")
# 建成数据基础设施评估检测中心; names of bodies and of works are shorter on the whole.
_SHORTEST_TEXT = 12
_MOSTLY = 0.7


@dataclass(frozen=True, slots=True)
class _Open:
    """A section that rows still stand in: the column it is merged in (-1 for a row of its own), its style and its words."""

    index: int
    column: int
    style: Style | None
    words: str


def arrange(text: CleanText, names: Sequence[str], raw: Sequence[RawRow]) -> Arranged:
    """The rows and sections of the table whose header has the columns `names`."""
    return _Arranging(text, names, tuple(map(heading_of, names)), list(raw)).arranged()


@dataclass(slots=True)
class _Arranging:
    text: CleanText
    names: Sequence[str]
    kinds: tuple[Heading | None, ...]
    raw: list[RawRow]
    number: int | None = None
    groups: list[int] = field(default_factory=list)
    named: int | None = None
    inner: int | None = None
    sections: list[Section] = field(default_factory=list)
    sums: list[Row] = field(default_factory=list)
    place: int = 0
    began: list[int] = field(default_factory=list)
    open: list[_Open] = field(default_factory=list)
    depths: dict[Style | None, int] = field(default_factory=dict)

    def arranged(self) -> Arranged:
        self.number = self._number_column()
        if self.number is not None and self._are_counted_behind(self.number):
            self.raw = [self._with_number_in_front(row, self.number) for row in self.raw]
        self.raw = put_in_columns(self.text, self.raw, self.kinds, self.number)
        if self.number is None:
            self.number = self._number_column()
        self._find_groups()
        left_out = {self.number, *self.groups}
        if self.number is None:
            left_out |= {column for column, kind in enumerate(self.kinds) if kind is Heading.NUMBER}
        columns = tuple(column for column in range(len(self.kinds)) if column not in left_out)
        numbered = self.number is not None or self.named is not None
        rows = tuple(self._rows(columns))
        return Arranged(columns, rows, tuple(self.sections), numbered, tuple(self.sums))

    def _number_column(self) -> int | None:
        """The column of the numbers: the one that is called so and holds some, else one of nothing else in front or under a name over two."""
        for column, kind in enumerate(self.kinds):
            if kind is Heading.NUMBER:
                return column if any(row.cells[column] for row in self.raw if not row.full) else None
        rows = [row.cells for row in self.raw if not row.full and row.aligned]
        return counting_column(self.names, [[self._words(cell) for cell in cells] for cells in rows])

    def _are_counted_behind(self, column: int) -> bool:
        """Whether the column of the numbers only has those of sections (一, 二), and the one behind it has the rows'."""
        rows = [row for row in self.raw if not row.full and row.aligned and column + 1 < len(row.cells)]
        if any(self._words(row.cells[column]).isdecimal() for row in rows):
            return False
        under = [row for row in rows if not NUMBER_IN_COLUMN.fullmatch(self._words(row.cells[column]))]
        counted = sum(self._words(row.cells[column + 1]).isdecimal() for row in under)
        return counted > 1 and counted >= _MOSTLY * len(under)

    def _with_number_in_front(self, row: RawRow, column: int) -> RawRow:
        if row.full or not self._words(row.cells[column + 1]).isdecimal():
            return row
        before, number = row.cells[column : column + 2]
        return replace(row, cells=(*row.cells[:column], number, before, *row.cells[column + 2 :]))

    def _find_groups(self) -> None:
        rows = [row for row in self.raw if not (row.full or self._is_text_only(row) or is_total(self.text, row))]
        rows = [row for row in rows if row.aligned]
        texts = [
            column
            for column, kind in enumerate(self.kinds)
            if column != self.number
            and not (ends_in_stage(self.names[column]) or has_unit(self.names[column]))
            and (kind in TEXTS or (kind is None and (self._tells(rows, column) or self._are_numbered(rows, column))))
        ]
        first = 1 if self.number == 0 else 0
        if texts and first < texts[0] and self.kinds[first] is None:
            texts.insert(0, first)
        within = True
        for place, column in enumerate(texts[:-1]):
            later = texts[place + 1 :]
            told_apart = any(self._tells_more(rows, column, other) for other in later)
            if (
                (within or self.kinds[column] is Heading.CATEGORY)
                and told_apart
                and self._is_group(rows, column, later)
            ):
                self.groups.append(column)
            elif tells_apart([self._words(row.cells[column]) for row in rows]):
                within = False
        if self.number is not None and texts and self.groups in ([], texts[:1]):
            self.inner = inner_column(self.text, [row.cells for row in rows], self.number, texts)
            self.groups = texts[:1] if self.inner is not None else self.groups
        if self.number is None:
            left = (column for column in texts if column not in self.groups)
            self.named = next(filter(lambda column: self._are_numbered(rows, column), left), None)

    def _tells_more(self, rows: Sequence[RawRow], column: int, other: int) -> bool:
        """Whether rows that say the same in `column` say more than one thing in `other`, so that it may name a group of them; so they do where none says the same."""
        said = {(self._words(row.cells[column]), self._words(row.cells[other])) for row in rows}
        names = {words for words, _ in said}
        return len(said) > len(names) or len(names) == len(rows)

    def _tells(self, rows: Sequence[RawRow], column: int) -> bool:
        """Whether most cells of a column are as long as what is to be done is told."""
        return 2 * sum(len(self._words(row.cells[column])) >= _SHORTEST_TEXT for row in rows) > len(rows) > 0

    def _is_group(self, rows: Sequence[RawRow], column: int, later: Sequence[int]) -> bool:
        """Whether what stands in `column` goes for several rows: it is called so, is merged over numbers, or numbers outrank others'.

        Numbers alone name nothing: those of the items that a row belongs to.
        """
        said = [self._words(row.cells[column]) for row in rows if row.cells[column] is not None]
        if said and all(map(NUMBER_IN_COLUMN.fullmatch, said)):
            return False
        if self.kinds[column] is Heading.CATEGORY:
            return True
        keys = [self._key(row, index, later) for index, row in enumerate(rows)]
        above = ""
        first: dict[str, object] = {}
        merged = False
        styles = []
        for row, key in zip(rows, keys, strict=True):
            if _SAYS_NOTHING.fullmatch(self._words(row.cells[column])):
                continue
            words = self._words(row.cells[column]) or (above if column < min(later) and key is not None else "")
            if not words:
                continue
            if words == above and first.get(words) != key:
                merged = True
            if words != above:
                first[words] = key
                styles.append(self._style(row.cells[column]))
            above = words
        outranks = bool(styles) and all(style is not None and style < Style.ARABIC for style in styles)
        merged = merged and (self.kinds[column] is not None or self.number is not None)
        behind = [[row.cells[column] for column in later] for row in rows]
        return merged or (outranks and are_outranked(self.text, max(filter(None, styles)), behind))

    def _key(self, row: RawRow, index: int, later: Sequence[int]) -> object:
        """What tells a row from others: its number, or, where rows have none, its place; None for one without its number."""
        if self.number is not None:
            return self._words(row.cells[self.number]) or None
        for column in later:
            cell = row.cells[column]
            if cell is not None and (number := number_at(self.text.folded, cell)):
                return number[1]
        return index

    def _are_numbered(self, rows: Sequence[RawRow], column: int) -> bool:
        cells = [cell for row in rows if (cell := row.cells[column]) is not None]
        if any(len(list(points(self.text.folded, cell))) > 1 for cell in cells):
            return False
        return bool(cells) and 2 * sum(self._style(cell) is not None for cell in cells) > len(cells)

    def _style(self, cell: Span | None) -> Style | None:
        return style_in(self.text, cell)

    def _rows(self, columns: Sequence[int]) -> Iterator[Row]:
        number = ""
        before: int | None = None
        found: Counter[int | None] = Counter()
        for place, row in enumerate(self.raw):
            self.place = place
            if row.full or self._is_text_only(row):
                self._enter_row(row)
                self._sum(row, columns)
                continue
            if is_total(self.text, row):
                self._sum(row, columns)
                continue
            style, own, cells = self._numbered(row, columns)
            words = tuple(cell for cell in cells if cell is not None)
            if style is not None and own and words and self._outranks_next(style, own, place):
                self._close_at(style)
                told = cells if row.aligned else None
                made = Row(own, Span(row.span.start, words[-1].end), words, told, self._inside())
                self._enter(-1, style, own, self._heading(row, words[0]), row.span, made)
                number = own
                continue
            for column in self.groups:
                self._enter_cell(row, column)
            within = next((each.index for each in reversed(self.open) if each.style is not None), None)
            found[within] += 1
            number = own or (number if self.number is not None and number else str(found[within]))
            self._close_at(style)
            if words:
                span = Span(row.span.start, words[-1].end)
                inside = self._inside()
                goes_on = self.inner is not None and style is not None and inside == before
                before = inside
                yield Row(number, span, words, cells if row.aligned else None, inside, goes_on)

    def _sum(self, row: RawRow, columns: Sequence[int]) -> None:
        """Keep a row of sums, under the section that it names or whose rows it adds up."""
        first = next(cell for cell in row.cells if cell is not None)
        names = sums_up(self.text, row)
        figures = [row.cells[column] if row.cells[column] != first else None for column in columns]
        if row.full or not any(figures) or not (names or is_total(self.text, row)):
            return
        inside = self._inside() if names else self._summed(row)
        words = tuple(filter(None, (first, *figures)))
        self.sums.append(Row("", Span(row.span.start, words[-1].end), words, tuple(figures), inside))

    def _summed(self, row: RawRow) -> int | None:
        """The innermost open section the figures of whose rows are those of `row` together; None if it is no section's."""
        for each in reversed(self.open):
            within = self.raw[self.began[each.index] : self.place]
            parts = [other for other in within if not (is_total(self.text, other) or sums_up(self.text, other))]
            if adds_up(self.text, row, parts):
                return each.index
        return None

    def _inside(self) -> int | None:
        """The innermost section that is open."""
        return self.open[-1].index if self.open else None

    def _heading(self, row: RawRow, first: Span) -> Span:
        """What names the section that `row` opens: what stands where groups do, else its `first` cell."""
        return next((cell for column in self.groups if (cell := row.cells[column]) is not None), first)

    def _close_at(self, style: Style | None) -> None:
        """Close the section whose own number is of the style of a row's (五 behind 四 and its 1, 2, 3); 1.1 may stand under 1."""
        if style is not None and style < Style.ARABIC:
            place = next(
                (place for place, each in enumerate(self.open) if each.column < 0 and each.style is style), None
            )
            if place is not None:
                del self.open[place:]

    def _numbered(self, row: RawRow, columns: Sequence[int]) -> tuple[Style | None, str, tuple[Span | None, ...]]:
        """A row's number with its style, from its column or in front of what it names, and its other cells."""
        cells = [row.cells[column] for column in columns]
        if not row.aligned:
            cells = [cell for cell in row.cells if cell is not None]
            first = cells[0] if cells else None
            if self.number is not None and first and NUMBER_IN_COLUMN.fullmatch(self._words(first)):
                return Style.ARABIC, self.text[first], tuple(cells[1:])
            return None, "", tuple(cells)
        if self.number is not None:
            label = self._words(row.cells[self.number])
            match = NUMBER_IN_COLUMN.fullmatch(label)
            if self.inner is not None and (at := columns.index(self.inner)) >= 0 and (inner := cells[at]):
                style, label, end = number_in(self.text, inner) or (None, "", inner.start)
                return style, label, (*cells[:at], Span(end, inner.end), *cells[at + 1 :])
            if match is None:
                return None, label.rstrip(".、"), tuple(cells)
            return *number_of_column(self.text, row.cells[self.number], match), tuple(cells)
        for place, (column, cell) in enumerate(zip(columns, cells, strict=True)):
            if column == self.named and cell is not None and (found := number_in(self.text, cell)):
                style, label, end = found
                cells[place] = Span(end, cell.end) if end < cell.end else None
                return style, label, tuple(cells)
        return None, "", tuple(cells)

    def _outranks_next(self, style: Style, number: str, place: int) -> bool:
        """Whether the next row's number is of a lower rank, so that this one stands over it."""
        for row in self.raw[place + 1 :]:
            if row.full or is_total(self.text, row):
                return False
            if self.number is not None:
                label = self._words(row.cells[self.number])
                match = NUMBER_IN_COLUMN.fullmatch(label)
                if match is not None and label.startswith(f"{number}."):
                    return True
                return match is not None and Style[match.lastgroup or ""] > style
            below = self._style(row.cells[self.named]) if self.named is not None else None
            return below is not None and below > style
        return False

    def _enter_row(self, row: RawRow) -> None:
        """Open the section that a row of its own names; what stands in it again over a page's break (…（续）) does not."""
        cells = [cell for cell in row.cells if cell is not None]
        if len(cells) == 1 and _SAYS_NOTHING.fullmatch(self._words(cells[0])):
            self.open = []
            return
        style, number = None, ""
        if self.number is not None and not row.full and (cell := row.cells[self.number]) is not None:
            match = NUMBER_IN_COLUMN.fullmatch(self._words(cell))
            if match is not None:
                style, number = number_of_column(self.text, cell, match)
            if not sums_up(self.text, row):
                cells.remove(cell)
        heading = cells[0]
        if not number and (found := number_in(self.text, heading)):
            style, number, end = found
            heading = Span(end, heading.end) if end < heading.end else heading
        heading = self.text.strip(heading, "。：")
        if (again := _CONTINUED.search(self.text.folded, *heading)) and any(
            each.words == self.text.folded[heading.start : again.start()] for each in self.open
        ):
            return
        self._enter(-1, style, number, heading, row.span, None)

    def _enter_cell(self, row: RawRow, column: int) -> None:
        if (cell := row.cells[column]) is None:
            return
        if _SAYS_NOTHING.fullmatch(self._words(cell)):
            self.open = [each for each in self.open if each.column < column]
            return
        style, number, heading = None, "", cell
        if found := number_in(self.text, cell):
            style, number, end = found
            heading = Span(end, cell.end) if end < cell.end else cell
        elif self.inner is not None and self.number is not None:
            style, number = Style.ARABIC, self._words(row.cells[self.number])
        self._enter(column, style, number, self.text.strip(heading, "。：、"), cell, None)

    def _enter(self, column: int, style: Style | None, number: str, heading: Span, span: Span, row: Row | None) -> None:
        words = self.text.folded[heading.start : heading.end]
        if column >= 0:
            again = [place for place, each in enumerate(self.open) if (each.column, each.words) == (column, words)]
            if again:
                del self.open[again[0] + 1 :]
                return
            self.open = [each for each in self.open if each.column < column]
        else:
            self.open = [each for each in self.open if each.column < 0]
            outer = sum(each.style is None or style is None or each.style < style for each in self.open)
            del self.open[self.depths.setdefault(style, outer) :]
        parent = self.open[-1].index if self.open else None
        self.open.append(_Open(len(self.sections), column, style, words))
        self.sections.append(Section(number, heading, span, parent, row))
        self.began.append(self.place)

    def _is_text_only(self, row: RawRow) -> bool:
        """Whether the row says one thing and nothing else, as one that names a group does (一｜空气质量目标｜｜, 共2项 aside)."""
        if row.full or sums_up(self.text, row):
            return True
        cells = [cell for column, cell in enumerate(row.cells) if cell is not None and column != self.number]
        if not row.aligned and (self.number != 0 or len(cells) != 1):
            return False
        texts = [cell for cell in cells if not _COUNT.fullmatch(self._words(cell))]
        if len(texts) != 1 or is_total(self.text, row):
            return False
        own = self._words(row.cells[self.number]) if self.number is not None else ""
        match = NUMBER_IN_COLUMN.fullmatch(own)
        style = Style[match.lastgroup or ""] if match else self._style(texts[0])
        if style is not None:
            return style < Style.ARABIC
        return (
            not own
            and self.number is not None
            and texts[0] is row.cells[min(self.number + 1, len(row.cells) - 1)]
            and len(row.cells) > 2
        )

    def _words(self, cell: Span | None) -> str:
        return self.text.folded[cell.start : cell.end] if cell is not None else ""
