"""Where the rows of a PDF's table end that has no lines between them: at the lines that are there, between numbers, at wider blanks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kgservice.documents.formats.pdf_lines import TextLine
from kgservice.documents.text import fold

_NUMBER = re.compile(r"[（(]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[)）.、]?")
_GROUP = re.compile("[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）.")
_LONGEST_GROUP = 40
_CLEARLY_WIDER = 1.3
SAME_LINE = 3.0  # points: lines drawn so near each other are one


@dataclass(slots=True)
class ColumnReach:
    """How far to the left and right the words of a column reach."""

    left: float
    right: float

    def meets(self, segment: TextLine) -> bool:
        """Whether `segment` reaches into it."""
        return segment.left < self.right and segment.right > self.left


def is_group(line: Sequence[TextLine], columns: Sequence[ColumnReach]) -> bool:
    """Whether `line` is a row that names a section: 一、民生类."""
    return (
        len(line) == 1
        and columns[0].meets(line[0])
        and len(line[0].text) <= _LONGEST_GROUP
        and _GROUP.match(fold(line[0].text)) is not None
    )


def row_edges(
    rules: Iterable[float],
    lines: Sequence[Sequence[TextLine]],
    columns: Sequence[ColumnReach],
    heights: tuple[float, float, float],
) -> list[float] | None:
    """Where the rows end, from the table's top to its bottom; None if that cannot be told."""
    top, header, bottom = heights
    segments = [segment for line in lines for segment in line]
    blanks = _blanks(segments)
    numbers = sorted(
        segment.top
        for segment in segments
        if segment.top >= header and columns[0].meets(segment) and _NUMBER.fullmatch(fold(segment.text))
    )
    below_header = [rule for rule in rules if rule > header - SAME_LINE]
    if not below_header and header > top:
        first = min((segment.top for segment in segments if segment.top >= header), default=bottom)
        below_header = [(header + first) / 2]
    groups = [line[0] for line in lines if line[0].top >= header and is_group(line, columns)]
    below_header += (
        (low + high) / 2
        for low, high in blanks
        if any(low == group.bottom or high == group.top for group in groups) and low > header
    )
    edges = [top, *below_header]
    if len(below_header) < 2 and not numbers:
        edges += _wider_blanks([blank for blank in blanks if blank[0] > below_header[0]]) if below_header else ()
        rows = pairwise([*edges, bottom])
        return [*edges, bottom] if len(edges) > 2 and all(_is_row(row, segments, columns) for row in rows) else None
    for before, after in pairwise(numbers):
        if not any(before < edge <= after for edge in edges):
            edge = _between(before, after, blanks)
            if edge is None:
                return None
            edges.append(edge)
    return [*sorted(edges), bottom]


def _is_row(row: tuple[float, float], segments: Sequence[TextLine], columns: Sequence[ColumnReach]) -> bool:
    """Whether something stands between these heights in most columns, as in no part of a row."""
    inside = [segment for segment in segments if row[0] <= segment.top < row[1]]
    return 2 * sum(any(map(column.meets, inside)) for column in columns) > len(columns)


def _wider_blanks(blanks: Sequence[tuple[float, float]]) -> list[float]:
    """The middles of the blanks that stand between rows: those clearly wider than the others, which stand between the lines of cells."""
    widths = sorted(high - low for low, high in blanks)
    jumps = [(after / max(before, 1.0), after) for before, after in pairwise(widths)]
    step, widest = max(jumps, default=(0.0, 0.0))
    if step < _CLEARLY_WIDER:
        return []
    return [(low + high) / 2 for low, high in blanks if high - low >= widest]


def _between(before: float, after: float, blanks: Sequence[tuple[float, float]]) -> float | None:
    """Where the row of the number at `before` ends and that of `after` begins: in the widest blank, if one is clearly that."""
    here = sorted((high - low, low, high) for low, high in blanks if before < low and low < after)
    if not here:
        return None
    width, low, high = here[-1]
    return (low + high) / 2 if len(here) == 1 or width > _CLEARLY_WIDER * here[-2][0] else None


def _blanks(segments: Sequence[TextLine]) -> list[tuple[float, float]]:
    """The stretches of height in which nothing stands."""
    blanks: list[tuple[float, float]] = []
    reached = 0.0
    for segment in sorted(segments, key=lambda each: each.top):
        if reached and segment.top > reached:
            blanks.append((reached, segment.top))
        reached = max(reached, segment.bottom)
    return blanks
