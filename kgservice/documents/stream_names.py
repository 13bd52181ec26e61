"""Reads the names of columns that stand over a stream of cells: a name a line, on two lines, over several years, or several on a line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice, takewhile
from typing import NamedTuple

from kgservice.documents.column_fit import fit, suits
from kgservice.documents.displaced import fitting_columns
from kgservice.documents.header_rows import names_with_parts
from kgservice.documents.headers import TEXTS, YEAR_COLUMN, Heading, heading_of, is_known, name_of, words_in
from kgservice.documents.layout import COLUMN_GAP, Layout, Line
from kgservice.documents.row_cells import cell_lines, cell_of_line
from kgservice.documents.text import Span, fold, squeeze

_JOINS = ("及", "和", "与")  # 抽查比例 | 及频次
_LONGEST_HEADER = 120
_MOST_HEADER_LINES = 40
_LONGEST_NAME = 12
_LONGEST_OF_NUMBERS = 6
_MOST_GROUPS = 3
_MOST_PARTS = 8
_NAMES_IN_A_ROW = 3
_FEWEST_UNDER_ONE = 2
_OVER_YEARS = (Heading.TASK, Heading.GOAL, Heading.FIGURE)

Words = tuple[str, ...]


class Name(NamedTuple):
    """The name of a column, and where it stands."""

    words: str
    place: Span


def header_end(layout: Layout, line: int) -> int | None:
    """The line of the first row under the header that begins on `line` with the name of a column of numbers; None if none does."""
    if not _begins_header(layout.lines[line].folded):
        return None
    words = 0
    length = 0
    for following in range(line, min(line + _MOST_HEADER_LINES, len(layout.lines))):
        text = layout.lines[following].text
        if following > line and layout.written(layout.lines[following]).split(maxsplit=1)[0].isdecimal():
            return following if words >= 2 else None
        length += len(text)
        if length > _LONGEST_HEADER or text[-1] in "。；":
            return None
        words += words_in(fold(text))
    return None


def _begins_header(text: str) -> bool:
    """Whether a line begins with the name of a column of numbers: 序号, 建议编号."""
    return text.startswith("序号") or (len(text) <= _LONGEST_OF_NUMBERS and heading_of(text) is Heading.NUMBER)


def names_on_lines(layout: Layout, lines: Iterator[int], most: int) -> list[Name]:
    """The names of columns that the first of `lines`, no more than `most`, are one by one."""
    named = takewhile(lambda line: _is_name(layout, line), islice(lines, most))
    return [Name(name_of(layout.lines[line].text), cell_of_line(layout, line)) for line in named]


def _is_name(layout: Layout, line: int) -> bool:
    words = layout.lines[line]
    return len(words.text) <= _LONGEST_NAME and not words.is_row and heading_of(name_of(words.text)) is not None


def names_over(layout: Layout, line: int, end: int, width: int, rows: Sequence[Words]) -> list[Name] | None:
    """The names of `width` columns on the lines from `line` up to `end`, of which the first is that of the numbers; None if they are fewer.

    Some are written on several lines, or, if the cells of `rows` then suit, stand over cells that all rows lack.
    """
    number, *names = (
        Name(name_of(layout.lines[each].text), cell_of_line(layout, each)) for each in cell_lines(layout, line, end)
    )
    written = _under_years(names)
    if len(written) < width - 1:
        return None
    joined = [number, *_joined(tuple(written), width - 1)]
    alone = len(written) >= width and all(_kinds(written))
    if not alone and not any(suits(row, _kinds(joined))[1] for row in rows):
        return joined
    written = [number, *written]
    others = (_over_cells(written, width, rows), _over_parts(written, width, rows))
    ways = filter(None, (*others, joined) if alone else (joined, *others))
    return max(ways, key=lambda way: fit(rows, [name.words for name in way], _kinds(way)))


def _over_cells(written: Sequence[Name], width: int, rows: Sequence[Words]) -> list[Name]:
    """Those `width` of the names `written` that the cells of `rows` suit, as the others stand over cells that all rows lack, or over names; none if no one way is best."""
    kinds = [Heading.TASK if kind in TEXTS else kind for kind in _kinds(written)]
    lacking = ("",) * (len(written) - width)
    ways = {fitting_columns((*row, *lacking), kinds, sure=True) for row in rows}
    way = ways.pop() if len(ways) == 1 else None
    if way is None:
        return []
    behind = [0, *(column + 1 for column in way)]
    alike = (range(start, column + 1) for start, column in zip(behind, way, strict=False))
    return [
        written[next(each for each in near if each == near[-1] or kinds[each] is kinds[near[-1]] is Heading.TASK)]
        for near in alike
    ]


def _over_parts(written: Sequence[Name], width: int, rows: Sequence[Words]) -> list[Name]:
    """The names of `width` columns where those `written` last are parts of some before (责任单位 | 时限 | 牵头单位 | 配合单位); none if the cells of `rows` suit no way best."""
    words = [name.words for name in written]
    ways = []
    for parts in range(len(written) - 2, max(1, len(written) - _MOST_PARTS - 1), -1):
        if heading_of(words[parts + 1]) is None:
            break
        names = names_with_parts((words[:parts], words[parts:]), width, rows)
        if names is not None:
            ways.append([Name(name.words, written[name.place + parts * name.line].place) for name in names])
    return max(ways, key=lambda way: fit(rows, [name.words for name in way], _kinds(way)), default=[])


def _kinds(names: Sequence[Name]) -> list[Heading | None]:
    return [heading_of(name.words) for name in names]


def _joined(written: tuple[Name, ...], width: int) -> list[Name]:
    """The names of `width` columns that are `written` on lines, some on several (总投资 | （万元）): as many as can be are names that are known."""

    @cache
    def name(start: int, end: int) -> tuple[Name, int]:
        """The name that stands from `start` up to `end`, and how likely it is one."""
        words = "".join(each.words for each in written[start:end])
        place = Span(written[start].place.start, written[end - 1].place.end)
        return Name(words, place), (heading_of(words) is not None) - words.startswith("（")

    @cache
    def best(start: int, left: int) -> tuple[tuple[int, int], tuple[Name, ...]]:
        """The likeliest names from `start` on, `left` of them: how many are known, and how short the longest is."""
        if not left:
            return (0, 0), ()
        ways = []
        for end in range(start + 1, len(written) - left + 2) if left > 1 else (len(written),):
            (first, known), ((others, longest), behind) = name(start, end), best(end, left - 1)
            ways.append(((known + others, min(longest, -len(first.words))), (first, *behind)))
        return max(ways, key=lambda way: way[0])

    return list(best(0, width)[1])


def _under_years(names: list[Name]) -> list[Name]:
    """The names of columns; one that stands over years at the end (整治计划（处）, 2021年, 2022年) is part of each that says no more."""
    years = sum(1 for _ in takewhile(lambda name: YEAR_COLUMN.match(name.words), reversed(names)))
    over = len(names) - years - 1
    if years < _FEWEST_UNDER_ONE or over < 1 or heading_of(names[over].words) not in _OVER_YEARS:
        return names
    under = (
        name._replace(words=name.words + names[over].words) if YEAR_COLUMN.fullmatch(name.words) else name
        for name in names[over + 1 :]
    )
    return [*names[:over], *under]


def groups_before_first(layout: Layout, line: int, header_end: int) -> int:
    """How many lines over the first number are cells of groups, whose names stand one a line before that of the numbers on `line`."""
    over = takewhile(lambda place: _names_group(layout.lines[place]), range(line - 1, -1, -1))
    last = takewhile(lambda place: not _names_group(layout.lines[place]), range(header_end - 1, line, -1))
    return min(len(list(islice(over, _MOST_GROUPS))), len(list(islice(last, _MOST_GROUPS))))


def _names_group(line: Line) -> bool:
    return heading_of(line.folded.replace(" ", "")) is not None and len(line.folded) <= _LONGEST_OF_NUMBERS


def names_written(header: Sequence[str]) -> tuple[str, ...]:
    """The names of the columns after 序号 on the lines `header`; a year keeps to the 年 that white space cut off."""
    if len(header) == 1 and _stand_apart(header[0]):
        return tuple(fold(squeeze(name)).replace(" ", "") for name in COLUMN_GAP.split(header[0]))[1:]
    names = [name for raw in header for name in (COLUMN_GAP.split(raw) if _stand_apart(raw) else raw.split())]
    joined: list[str] = []
    spread = False
    for name in (fold("".join(name.split())) for name in names):
        goes_on = (spread and len(name) == 1) or (name.startswith(_JOINS) and joined)
        unfinished = joined and not YEAR_COLUMN.match(joined[-1]) and not words_in(joined[-1] + name[:1])
        if goes_on or unfinished:
            joined[-1] += name
        elif name:
            joined.append(name)
        spread = len(name) == 1
    return tuple(joined[1:])


def are_spaced_once(header: Sequence[str]) -> bool:
    """Whether one space parts the names on the lines `header`, so that two have an empty cell between them."""
    named = len(header) == 1 or _names_in(header[0]) >= _NAMES_IN_A_ROW
    return named and not any(map(_stand_apart, header))


def _stand_apart(header: str) -> bool:
    """Whether gaps part all the names of columns in `header`; between two of them one may stand by chance, with single spaces between the others."""
    parts = COLUMN_GAP.split(header)
    return len(parts) > 1 and all(_names_in(part) < _NAMES_IN_A_ROW for part in parts)


def _names_in(header: str) -> int:
    return sum(map(is_known, map(name_of, header.split())))
