"""What tables are made of: their lines as they stand, and the rows and sections that these are."""

from __future__ import annotations

from dataclasses import dataclass

from kgservice.documents.text import Span


@dataclass(frozen=True, slots=True)
class Row:
    """A table's row: its number, and its other words as they stand apart; `cells` where their columns are certain.

    A cell is None if it is empty. `section` is the index of the innermost section it stands in; `goes_on` says that the row is a later
    part of what that section numbers, so that what is merged over its rows stands in the first. Spans count in the clean text.
    """

    number: str
    span: Span
    words: tuple[Span, ...]
    cells: tuple[Span | None, ...] | None
    section: int | None = None
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A group of rows: its number, empty where it has none, and its heading; `row` holds its own cells where it has some."""

    number: str
    heading: Span
    span: Span
    parent: int | None
    row: Row | None = None


@dataclass(frozen=True, slots=True)
class RawRow:
    """A line of a table: its stretch, and its cells under each column of the header; one that stands alone is `full`.

    `aligned` says whether each cell is known to stand in its column.
    """

    span: Span
    cells: tuple[Span | None, ...]
    full: bool
    aligned: bool = True


@dataclass(frozen=True, slots=True)
class Arranged:
    """The rows of a table under its sections; `columns` are the indices of the header's columns that the rows' cells stand in.

    `numbered` says whether they have numbers of their own; `sums` are the rows that add others up, the first word of each being what calls it so.
    """

    columns: tuple[int, ...]
    rows: tuple[Row, ...]
    sections: tuple[Section, ...]
    numbered: bool
    sums: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the names of its columns (without those of numbers and groups), its rows under its sections, and all of it with notes.

    `header` is where the names of the columns stand, empty where that is not certain; `notes` what stands under the rows.
    `numbered` says whether the rows have numbers of their own; `doubtful` are the cells of which nothing tells their column;
    `sums` are the rows that add up those of their section, or all.
    """

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    span: Span
    sections: tuple[Section, ...] = ()
    header: tuple[Span | None, ...] = ()
    notes: Span | None = None
    numbered: bool = True
    doubtful: tuple[Span, ...] = ()
    sums: tuple[Row, ...] = ()

    @property
    def begins_inside(self) -> bool:
        """Whether the first of its rows that are numbered is not the first."""
        return self.rows[0].number.isdigit() and int(self.rows[0].number) > 1
