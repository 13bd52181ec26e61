"""The answers of questions that ask for nothing in particular, as they are kept with a version.

Of each there are its rows, as SPARQL results in TSV, and a head, which says where every hundredth of them begins, which are of
which document, and which values a column has, so that a page of them can be shown without reading the others.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import islice, pairwise
from pathlib import Path
from typing import Any, Protocol, TypeVar

from pyoxigraph import Literal, NamedNode, QueryResultsFormat, QuerySolutions, parse_query_results

from kgservice.queries.catalogue import NamedQuery
from kgservice.store.engine import Solutions, Term, solutions_of

TSV = "text/tab-separated-values"
_MOST_BYTES = 64 << 20
_STEP = 100
# A column with more values than that is none that somebody chooses a value of in a list.
_MOST_VALUES = 60


Row = TypeVar("Row")
Rank = Callable[[str], Any]
"""What texts are sorted by."""


class AnswerTable(Protocol):
    """What a question gives: its columns, how many rows it has, and `values`, which are told of columns that have few; `cut` if there are more rows."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of its columns."""

    @property
    def total(self) -> int:
        """How many rows it has."""

    @property
    def cut(self) -> bool:
        """Whether there are more."""

    @property
    def values(self) -> Mapping[str, Sequence[str]]:
        """The different values of each column that has few, as text."""

    def part(self, first: int, last: int) -> Solutions:
        """The rows from the one numbered `first` to before `last`, from 0 on."""

    def whole(self) -> Solutions:
        """All rows."""

    def texts(self, column: str) -> list[str]:
        """The different texts in a column; an empty cell is an empty text."""

    def having(self, column: str, texts: Collection[str]) -> AnswerTable:
        """The rows that have one of `texts` in a column."""

    def ordered(self, column: str, rank: Rank, *, descending: bool) -> AnswerTable:
        """The rows by the rank of their text in a column, equals as they are and empty cells last."""


@dataclass(frozen=True, slots=True)
class GivenTable:
    """What an engine gave."""

    given: Solutions

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of its columns."""
        return self.given.columns

    @property
    def total(self) -> int:
        """How many rows it has."""
        return len(self.given.rows)

    @property
    def cut(self) -> bool:
        """Whether there are more."""
        return self.given.cut

    @property
    def values(self) -> Mapping[str, Sequence[str]]:
        """The different values of each column that has few, as text."""
        columns = zip(self.columns, zip(*self.given.rows, strict=True), strict=False)
        several = {column: list(dict.fromkeys(map(_text, cells))) for column, cells in columns}
        return {column: values for column, values in several.items() if len(values) <= _MOST_VALUES}

    def part(self, first: int, last: int) -> Solutions:
        """The rows from the one numbered `first` to before `last`, from 0 on."""
        return replace(self.given, rows=self.given.rows[first:last])

    def whole(self) -> Solutions:
        """All rows."""
        return self.given

    def texts(self, column: str) -> list[str]:
        """The different texts in a column; an empty cell is an empty text."""
        return list(dict.fromkeys(self._texts(column)))

    def having(self, column: str, texts: Collection[str]) -> GivenTable:
        """The rows that have one of `texts` in a column."""
        rows = zip(self.given.rows, self._texts(column), strict=True)
        return GivenTable(replace(self.given, rows=tuple(row for row, text in rows if text in texts)))

    def ordered(self, column: str, rank: Rank, *, descending: bool) -> GivenTable:
        """The rows by the rank of their text in a column, equals as they are and empty cells last."""
        return GivenTable(
            replace(self.given, rows=tuple(_ordered(self.given.rows, self._texts(column), rank, descending)))
        )

    def _texts(self, column: str) -> list[str]:
        place = self.columns.index(column)
        return [_text(row[place]) for row in self.given.rows]


@dataclass(frozen=True, slots=True)
class KeptTable:
    """What a question gives, in files: its columns, how many rows it has, and the values of those columns that have few."""

    path: Path
    columns: tuple[str, ...]
    total: int
    values: Mapping[str, Sequence[str]]
    steps: Sequence[int]
    cut: bool = False

    def part(self, first: int, last: int) -> Solutions:
        """The rows from the one numbered `first` to before `last`, from 0 on."""
        begin = first // _STEP
        end = min(-(-last // _STEP), len(self.steps) - 1)
        with self.path.open("rb") as file:
            file.seek(self.steps[begin])
            data = file.read(self.steps[end] - self.steps[begin])
        rows = _table_of(self.columns, data).rows
        return Solutions(self.columns, rows[first - begin * _STEP : last - begin * _STEP])

    def whole(self) -> Solutions:
        """All rows."""
        return replace(self.part(0, self.total), cut=self.cut)

    def texts(self, column: str) -> list[str]:
        """The different texts in a column; an empty cell is an empty text."""
        return self._lines().texts(column)

    def having(self, column: str, texts: Collection[str]) -> PickedTable:
        """The rows that have one of `texts` in a column."""
        return self._lines().having(column, texts)

    def ordered(self, column: str, rank: Rank, *, descending: bool) -> PickedTable:
        """The rows by the rank of their text in a column, equals as they are and empty cells last."""
        return self._lines().ordered(column, rank, descending=descending)

    def _lines(self) -> PickedTable:
        with self.path.open("rb") as file:
            return PickedTable(self.columns, list(islice(file, self.total)), self.cut)

    def at_most(self, rows: int) -> KeptTable:
        """The table, or its first `rows` rows."""
        return self if self.total <= rows else replace(self, total=rows, cut=True)


@dataclass(frozen=True, slots=True)
class PickedTable:
    """Some rows of what a question gives, each as its line in TSV, so that only those that are shown need be read."""

    columns: tuple[str, ...]
    lines: Sequence[bytes]
    cut: bool = False

    @property
    def total(self) -> int:
        """How many rows it has."""
        return len(self.lines)

    @property
    def values(self) -> Mapping[str, Sequence[str]]:
        """The different values of each column that has few, as text."""
        return _values_of(self.columns, self.lines)

    def part(self, first: int, last: int) -> Solutions:
        """The rows from the one numbered `first` to before `last`, from 0 on."""
        return _table_of(self.columns, b"".join(self.lines[first:last]))

    def whole(self) -> Solutions:
        """All rows."""
        return replace(self.part(0, self.total), cut=self.cut)

    def texts(self, column: str) -> list[str]:
        """The different texts in a column; an empty cell is an empty text."""
        return list(dict.fromkeys(self._read(column)[1].values()))

    def having(self, column: str, texts: Collection[str]) -> PickedTable:
        """The rows that have one of `texts` in a column."""
        cells, read = self._read(column)
        wanted = {cell for cell, text in read.items() if text in texts}
        return replace(self, lines=[line for line, cell in zip(self.lines, cells, strict=True) if cell in wanted])

    def ordered(self, column: str, rank: Rank, *, descending: bool) -> PickedTable:
        """The rows by the rank of their text in a column, equals as they are and empty cells last."""
        cells, read = self._read(column)
        return replace(self, lines=_ordered(self.lines, [read[cell] for cell in cells], rank, descending))

    def _read(self, column: str) -> tuple[list[bytes], dict[bytes, str]]:
        """The cells of a column as they are written, and the text of each that is another."""
        place = self.columns.index(column)
        cells = [line.rstrip(b"\n").split(b"\t", place + 1)[place] for line in self.lines]
        several = list(dict.fromkeys(cells))
        rows = _table_of((column,), b"".join(b"%b\n" % cell for cell in several)).rows
        return cells, {cell: _text(term) for cell, (term,) in zip(several, rows, strict=True)}

    def at_most(self, rows: int) -> PickedTable:
        """The table, or its first `rows` rows."""
        return self if self.total <= rows else replace(self, lines=self.lines[:rows], cut=True)


def _ordered(rows: Sequence[Row], texts: Sequence[str], rank: Rank, descending: bool) -> list[Row]:
    ranks = {text: rank(text) for text in texts if text}
    filled = sorted(
        (place for place, text in enumerate(texts) if text), key=lambda at: ranks[texts[at]], reverse=descending
    )
    return [rows[place] for place in (*filled, *(place for place, text in enumerate(texts) if not text))]


def read_table(query: NamedQuery, folder: Path) -> KeptTable | None:
    """What `query` gives, as it is kept in `folder`; None if it is not, or the query was another then."""
    head = _head(query, folder)
    if head is None:
        return None
    return KeptTable(
        folder / _rows_file(query), tuple(head["columns"]), head["total"], head["values"], tuple(head["steps"])
    )


def read_parts(query: NamedQuery, folder: Path) -> dict[str, bytes]:
    """The rows that `query` gives of each document, as `written` takes them; nothing, if they are not kept."""
    head = _head(query, folder)
    if head is None:
        return {}
    data = (folder / _rows_file(query)).read_bytes()
    return {document: data[begin:end] for document, (begin, end) in head["parts"].items()}


def rows_of(answer: bytes) -> bytes:
    """The rows of SPARQL results in TSV."""
    return answer.partition(b"\n")[2]


def written(query: NamedQuery, parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files that keep the rows of each document as what `query` gives, in this order; none, if they are too large."""
    data = b"".join(parts.values())
    if len(data) > _MOST_BYTES:
        return {}
    lines = data.splitlines(keepends=True)
    ends = _running(map(len, lines))
    places = _running(map(len, parts.values()))
    head = {
        "digest": _digest(query),
        "columns": query.columns,
        "total": len(lines),
        "steps": [*ends[:-1:_STEP], ends[-1]],
        "values": _values_of(query.columns, lines),
        "parts": dict(zip(parts, pairwise(places), strict=True)),
    }
    return {_head_file(query): json.dumps(head, ensure_ascii=False).encode() + b"\n", _rows_file(query): data}


def _values_of(columns: Sequence[str], lines: Sequence[bytes]) -> dict[str, list[str]]:
    """The different values of each column that has few, as text, of some rows in TSV."""
    found: dict[str, list[str]] = {}
    cells = [line.rstrip(b"\n").split(b"\t") for line in lines]
    for place, column in enumerate(columns):
        several = dict.fromkeys(row[place] for row in cells)
        if len(several) <= _MOST_VALUES:
            found[column] = [
                _text(row[0]) for row in _table_of((column,), b"".join(b"%b\n" % each for each in several)).rows
            ]
    return found


def _text(cell: Term | None) -> str:
    return cell.value if isinstance(cell, NamedNode | Literal) else ""


def _table_of(columns: Sequence[str], rows: bytes) -> Solutions:
    """The table of some rows in TSV."""
    heading = "\t".join(f"?{column}" for column in columns).encode()
    return solutions_of(_read(heading + b"\n" + rows))


def _read(data: bytes) -> QuerySolutions:
    solutions = parse_query_results(data, format=QueryResultsFormat.TSV)
    assert isinstance(solutions, QuerySolutions)
    return solutions


def _running(sizes: Iterable[int]) -> list[int]:
    """Where each begins if they stand one after another, and where the last ends."""
    places = [0]
    for size in sizes:
        places.append(places[-1] + size)
    return places


def _head(query: NamedQuery, folder: Path) -> dict[str, Any] | None:
    try:
        head: dict[str, Any] = json.loads((folder / _head_file(query)).read_bytes())
        return head if head["digest"] == _digest(query) else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _head_file(query: NamedQuery) -> str:
    return f"answer-{query.id}.json"


def _rows_file(query: NamedQuery) -> str:
    return f"answer-{query.id}.tsv"


def _digest(query: NamedQuery) -> str:
    return sha256(query.text.encode()).hexdigest()
