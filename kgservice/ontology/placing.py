"""Places a picture's boxes as its grid says and draws a straight line for each edge between neighbours.

Two boxes are neighbours in the columns (or rows) that both stand in with nothing between them. Every stretch of a column lies
between two boxes only, so lines in one direction never meet, and the gaps are made as wide as the labels in them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from kgservice.errors import PictureError
from kgservice.ontology.drawn import Box, Drawing, Label, Stroke
from kgservice.ontology.edges import BELOW, Edge
from kgservice.ontology.measures import (
    LABEL_SIZE,
    LINE_HEIGHT,
    MARGIN,
    text_width,
)

_LEAST_GAP = 18
_ROOM_AT_ENDS = 28
_ROOM_BETWEEN = 10
_EMPTY = "."


@dataclass(frozen=True, slots=True)
class _Cells:
    """The rows and columns that a box stands in, first and last."""

    rows: tuple[int, int]
    columns: tuple[int, int]


def read_grid(text: str) -> list[list[str]]:
    """The cells of a grid: a line a row, a class's name in each cell it stands in, a dot where nothing is."""
    grid = [line.split() for line in text.strip().splitlines()]
    if len({len(row) for row in grid}) != 1:
        raise PictureError("a picture's rows have different numbers of cells; fill them with dots.")
    return grid


def names_in(grid: Sequence[Sequence[str]]) -> list[str]:
    """The classes of a grid, each once, row by row."""
    return list(dict.fromkeys(name for row in grid for name in row if name != _EMPTY))


def lay_out(
    grid: Sequence[Sequence[str]], boxes: Mapping[str, Box], edges: Iterable[Edge], words: Mapping[str, str]
) -> Drawing:
    """The picture of `boxes` (by name) where `grid` has them, joined by `edges`, a property called as `words` has it.

    Raises PictureError if a class's cells are no rectangle, or an edge joins two that are no neighbours.
    """
    return _Layout(grid, boxes, edges, words).drawing()


class _Layout:
    def __init__(
        self, grid: Sequence[Sequence[str]], boxes: Mapping[str, Box], edges: Iterable[Edge], words: Mapping[str, str]
    ) -> None:
        self._grid = grid
        self._boxes = boxes
        self._words = words
        self._cells = {name: _cells_of(grid, name) for name in boxes}
        self._upright: dict[tuple[str, str], list[int]] = _neighbours(list(zip(*grid, strict=True)))
        self._level: dict[tuple[str, str], list[int]] = _neighbours(grid)
        self._bundles = _bundles(edges)
        for bundle in self._bundles:
            if not self._run(bundle, self._upright) and not self._run(bundle, self._level):
                one = bundle[0]
                raise PictureError(
                    f"{one.source} {one.name} {one.target}: no neighbours in the picture; place them so or leave it out."
                )

    def drawing(self) -> Drawing:
        column_sizes, column_gaps = self._columns()
        row_sizes, row_gaps = self._rows()
        self._left, self._right = _positions(column_sizes, column_gaps)
        self._top, self._bottom = _positions(row_sizes, row_gaps)
        boxes = tuple(self._placed(name) for name in self._boxes)
        lines = tuple(line for pair in self._pairs() for line in self._lines(pair))
        return Drawing(self._right[-1] + MARGIN, self._bottom[-1] + MARGIN, boxes, lines)

    def _pairs(self) -> list[list[tuple[Edge, ...]]]:
        """The bundles between the same two boxes, together."""
        return [list(group) for _, group in groupby(sorted(self._bundles, key=_ends), key=_ends)]

    def _run(self, bundle: tuple[Edge, ...], neighbours: Mapping[tuple[str, str], list[int]]) -> list[int]:
        one = bundle[0]
        return neighbours.get((one.source, one.target)) or neighbours.get((one.target, one.source)) or []

    def _label_width(self, bundle: tuple[Edge, ...]) -> float:
        return max((text_width(self._words[edge.name], LABEL_SIZE) for edge in bundle if edge.name != BELOW), default=0)

    def _columns(self) -> tuple[list[float], list[float]]:
        number = len(self._grid[0])
        sizes, gaps = [0.0] * number, [float(_LEAST_GAP)] * (number - 1)
        level = []
        for pair in self._pairs():
            if run := self._run(pair[0], self._upright):
                least = sum(self._label_width(bundle) + _ROOM_BETWEEN for bundle in pair)
                for column in run:
                    sizes[column] = max(sizes[column], least / len(run))
            else:
                level.append(pair)
        for name, box in sorted(self._boxes.items(), key=lambda item: self._span(item[0])):
            first, last = self._cells[name].columns
            lacking = box.least_width - sum(sizes[first : last + 1]) - sum(gaps[first:last])
            for column in range(first, last + 1):
                sizes[column] += max(0, lacking) / (last - first + 1)
        for pair in level:
            one, other = sorted(self._cells[name].columns for name in (pair[0][0].source, pair[0][0].target))
            least = max(self._label_width(bundle) for bundle in pair) + _ROOM_AT_ENDS
            lacking = least - sum(gaps[one[1] : other[0]]) - sum(sizes[one[1] + 1 : other[0]])
            for gap in range(one[1], other[0]):
                gaps[gap] += max(0, lacking) / (other[0] - one[1])
        return sizes, gaps

    def _span(self, name: str) -> int:
        first, last = self._cells[name].columns
        return last - first

    def _rows(self) -> tuple[list[float], list[float]]:
        number = len(self._grid)
        sizes, gaps = [0.0] * number, [float(_LEAST_GAP)] * (number - 1)
        for pair in self._pairs():
            if self._run(pair[0], self._upright):
                one = pair[0][0]
                first = min(self._cells[one.source].rows[1], self._cells[one.target].rows[1])
                most = max(sum(edge.name != BELOW for edge in bundle) for bundle in pair)
                gaps[first] = max(gaps[first], most * LINE_HEIGHT + _ROOM_AT_ENDS)
            elif run := self._run(pair[0], self._level):
                least = sum(len(bundle) * LINE_HEIGHT + _ROOM_BETWEEN for bundle in pair)
                for row in run:
                    sizes[row] = max(sizes[row], least / len(run))
        for name, box in self._boxes.items():
            first, last = self._cells[name].rows
            lacking = box.least_height - sum(sizes[first : last + 1]) - sum(gaps[first:last])
            for row in range(first, last + 1):
                sizes[row] += max(0, lacking) / (last - first + 1)
        return sizes, gaps

    def _placed(self, name: str) -> Box:
        box, cells = self._boxes[name], self._cells[name]
        x, y = self._left[cells.columns[0]], self._top[cells.rows[0]]
        width, height = self._right[cells.columns[1]] - x, self._bottom[cells.rows[1]] - y
        return replace(box, x=x, y=y, width=width, height=height)

    def _lines(self, pair: Sequence[tuple[Edge, ...]]) -> Iterable[Stroke]:
        upright = bool(self._run(pair[0], self._upright))
        run = self._run(pair[0], self._upright if upright else self._level)
        starts, ends = (self._left, self._right) if upright else (self._top, self._bottom)
        room = ends[run[-1]] - starts[run[0]]
        needs = [
            (self._label_width(bundle) if upright else len(bundle) * LINE_HEIGHT) + _ROOM_BETWEEN for bundle in pair
        ]
        slack = (room - sum(needs)) / len(pair)
        at = starts[run[0]]
        for bundle, need in zip(pair, needs, strict=True):
            yield self._line(bundle, at + (need + slack) / 2, upright=upright)
            at += need + slack

    def _line(self, bundle: tuple[Edge, ...], at: float, *, upright: bool) -> Stroke:
        source, target = self._placed(bundle[0].source), self._placed(bundle[0].target)
        if upright:
            down = source.y < target.y
            start = (at, source.y + source.height if down else source.y)
            end = (at, target.y if down else target.y + target.height)
        else:
            right = source.x < target.x
            start = (source.x + source.width if right else source.x, at)
            end = (target.x if right else target.x + target.width, at)
        named = [edge for edge in bundle if edge.name != BELOW]
        middle_x, middle_y = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
        above = 0 if upright else len(named) * LINE_HEIGHT / 2 + 1
        top = middle_y - above - (len(named) - 1) * LINE_HEIGHT / 2
        labels = tuple(
            Label(edge.name, self._words[edge.name], middle_x, top + position * LINE_HEIGHT)
            for position, edge in enumerate(named)
        )
        return Stroke(bundle, (start, end), labels)


def _cells_of(grid: Sequence[Sequence[str]], name: str) -> _Cells:
    places = [(row, column) for row, cells in enumerate(grid) for column, cell in enumerate(cells) if cell == name]
    if not places:
        raise PictureError(f"{name}: has no place in the picture's grid; give it one.")
    rows, columns = [row for row, _ in places], [column for _, column in places]
    if len(places) != (max(rows) - min(rows) + 1) * (max(columns) - min(columns) + 1):
        raise PictureError(f"{name}: its cells are no rectangle; mend the picture's grid.")
    return _Cells((min(rows), max(rows)), (min(columns), max(columns)))


def _neighbours(tracks: Sequence[Sequence[str]]) -> dict[tuple[str, str], list[int]]:
    """Which tracks (columns, or rows) two boxes follow each other in with nothing between, those side by side only."""
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, track in enumerate(tracks):
        names = [name for name, _ in groupby(cell for cell in track if cell != _EMPTY)]
        for pair in pairwise(names):
            if not found[pair] or found[pair][-1] == number - 1:
                found[pair].append(number)
    return found


def _bundles(edges: Iterable[Edge]) -> list[tuple[Edge, ...]]:
    """Edges that one line can stand for: of the same kind, from the same box to the same box."""
    return [tuple(group) for _, group in groupby(sorted(edges, key=_kind), key=_kind)]


def _kind(edge: Edge) -> tuple[str, str, bool, bool]:
    return edge.source, edge.target, edge.name == BELOW, edge.concluded


def _ends(bundle: tuple[Edge, ...]) -> tuple[str, str]:
    first, second = sorted((bundle[0].source, bundle[0].target))
    return first, second


def _positions(sizes: Sequence[float], gaps: Sequence[float]) -> tuple[list[float], list[float]]:
    starts, ends, at = [], [], float(MARGIN)
    for size, gap in zip(sizes, [*gaps, 0.0], strict=True):
        starts.append(at)
        ends.append(at + size)
        at += size + gap
    return starts, ends
