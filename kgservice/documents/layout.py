"""How the source is laid out: its lines, which of them are page furniture, and where its paragraphs begin."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from kgservice.documents.headers import under_names
from kgservice.documents.issue_numbers import is_issue_number
from kgservice.documents.labels import begins_with_label
from kgservice.documents.not_read import is_not_read
from kgservice.documents.run_on import end_before_authors, line_ends
from kgservice.documents.text import CleanText, Span, clean, fold, squeeze
from kgservice.lexicon import one_of
from kgservice.registers.shipped import shipped_roles
from kgservice.times.words import WHOLE_DATE

_PAGE_NUMBER = re.compile(
    r"""
      -+·?\d{1,4}·?-+              # — 10 —   -3-
    | 第\d{1,4}页(?:，?/?共\d{1,4}页)?  # 第3页 共20页
    | \d{1,4}/\d{1,4}              # 3/20
    | [·•]\d{1,4}[·•]             # ·23·
    | [\u4e00-\u9fff]{4,30}公报\d{4}年第\d{1,3}[号期](?:（总第?\d+[号期]）)?  # 陕西省人民政府公报2024年第11号
    """,
    re.VERBOSE,
)
COLUMN_GAP = re.compile(r"\t+|\x20{2,}|\u3000+|\u2003{2,}")
"""What sets columns apart on a line: tabs, or more white space than words have between them."""
_BARE_NUMBER = re.compile(r"\d{1,4}")
_LEADER = re.compile(r"[.…·．\-]*\d*$")
_LETTERHEAD = re.compile(r"(?!.*关于)[\u4e00-\u9fff]{4,40}(?:文件|公报|办公室简报)")
_UNBREAKABLE = re.compile(r"(?:[0-9A-Za-z.%]{1,12}|.)[，。；：、！？）》”〕]{0,2}")
_ITEM = re.compile(r"[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|\d{1,3}[.、](?!\d)")
_BEGINS = re.compile(f"{_ITEM.pattern}|[\u4e00-\u9fff]{{2,8}}：")  # 责任单位：
_ENDS_WITH_DATE = re.compile(f"{WHOLE_DATE}$")
# White space between Chinese words, or before an item's number or a date, but none inside an issue number (国办发 〔2010〕1号).
_FORMER_BREAK = re.compile(
    rf"(?<=[^\sA-Za-z\d])\s+(?![〔\[（(](?:19|20)\d\d)(?=[^\sA-Za-z\d]|{_ITEM.pattern}|{WHOLE_DATE})"
)
_SPACE_BEFORE_ITEM = re.compile(rf"(?<=[^\sA-Za-z\d])\s+(?={_ITEM.pattern})")
_FEWEST_ITEMS = 2
_IN_A_LIST = re.compile("[\u4e00-\u9fff）]{2}[、，]$")  # a line that ends so is no paragraph's last
# A line's end, but none inside a date whose figures a page put on a line of their own (2014 | 年8月26日 | 前，).
_LINE_END = re.compile(
    r"(?:\r\n|[\n\r\f\v\u2028\u2029\x85])"
    r"(?!(?:(?<=\s20\d\d[\n\r])|(?<=\s20\d\d\r\n))年\d{1,2}月|(?<=[日月底末]\s)[前起止]，)"
)
_SENTENCE_END = "。！？；：…"
_CLOSED = _SENTENCE_END + "）〕》”"

_GOES_ON = re.compile("[的》〉）、，。；]")

_CONTENTS = "目录"
_HEADING = re.compile("[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|附件")
_LONGEST_LISTED = 60  # a heading with its subtitle
_SHORT_LINE = 40
_LINES_ON_A_PAGE = 12
# The longest annotated paragraph has 1,100 characters, and makes a sixth of its text.
_LONGEST_PARAGRAPH = 200
_MOSTLY = 0.8
_WIDEST_WRAPPED_LINE = 60
# The narrowest annotated text that is wrapped has 22 characters to the line; below are lists of short lines.
_NARROWEST_WRAPPED_LINE = 18
_SHORTEST_SPLIT_PARAGRAPH = 30
_GOES_ON_BEHIND = "、，；："


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: its stretch of the source without outer white space, and what it says, squeezed, and folded.

    `whole` is the stretch with its white space, `is_row` whether tabs stand between its words, as in a table's row.
    """

    span: Span
    whole: Span
    text: str
    folded: str
    indent: int
    blank_before: bool
    is_row: bool


@dataclass(frozen=True, slots=True)
class Layout:
    """A source document's clean text, where its lines and paragraphs start in it, and what was left out as furniture.

    `lines` hold source offsets, `line_starts` and `paragraph_starts` clean ones, all in order; the n-th of
    `line_starts` is where the n-th of `lines` begins. `width` is where lines were broken, None if each is a paragraph.
    """

    text: CleanText
    lines: tuple[Line, ...]
    line_starts: tuple[int, ...]
    paragraph_starts: tuple[int, ...]
    furniture: tuple[Span, ...]
    width: float | None

    def written(self, line: Line) -> str:
        """What the source has on `line`, with the white space between its words."""
        return self.text.source[line.span.start : line.span.end]

    def paragraph_break_in(self, span: Span) -> int | None:
        """The first place inside `span`, its start excepted, where a paragraph begins."""
        index = bisect_left(self.paragraph_starts, span.start + 1)
        if index < len(self.paragraph_starts) and self.paragraph_starts[index] < span.end:
            return self.paragraph_starts[index]
        return None

    def paragraphs_in(self, span: Span) -> Iterator[Span]:
        """`span`, cut where a paragraph begins."""
        start = span.start
        while (paragraph := self.paragraph_break_in(Span(start, span.end))) is not None:
            yield Span(start, paragraph)
            start = paragraph
        yield Span(start, span.end)

    def start_of(self, line: int) -> int:
        """Where the line of that index begins in the clean text, its end for one past the last."""
        return self.line_starts[line] if line < len(self.line_starts) else len(self.text.text)

    def opens_paragraph(self, line: int) -> bool:
        """Whether the line of that index is the first of a paragraph."""
        start = self.line_starts[line]
        index = bisect_left(self.paragraph_starts, start)
        return index < len(self.paragraph_starts) and self.paragraph_starts[index] == start

    def lines_in(self, span: Span) -> range:
        """The indices of the lines that begin inside `span` of the clean text."""
        return range(bisect_left(self.line_starts, span.start), bisect_left(self.line_starts, span.end))


def lay_out(source: str) -> Layout:
    """Read the layout of `source`: lines broken by a page or a PDF are joined again, furniture is left out."""
    every = _lines(source)
    furniture = _furniture(every)
    lines = tuple(line for index, line in enumerate(every) if index not in furniture)
    width = wrap_width([line.text for line in lines if not line.is_row])
    openings = _paragraph_openings(lines, width)
    broken = {line.span.start for line in lines} - {lines[index].span.start for index in openings}
    text = clean(source, (line.span for line in lines), broken)
    starts = _clean_starts(text, lines)
    paragraphs = tuple(starts[index] for index in openings)
    return Layout(text, lines, starts, paragraphs, tuple(every[index].span for index in sorted(furniture)), width)


def wrap_width(lines: Sequence[str]) -> float | None:
    """The width at which the lines were broken, in Chinese characters; None if each line is a paragraph."""
    widths = sorted(text_width(line) for line in lines)
    if not widths:
        return None
    widest = widths[int(len(widths) * 0.95)]
    opened = [place for place, line in enumerate(lines) if fold(line[-1]) not in _CLOSED]
    full = [place for place in opened if text_width(lines[place]) >= widest - 4]
    if not _NARROWEST_WRAPPED_LINE <= widest <= _WIDEST_WRAPPED_LINE or len(lines) < 8 or len(full) < 0.5 * len(opened):
        return None
    behind = [fold(following) for place in full for following in lines[place + 1 : place + 2]]
    if 2 * sum(_BEGINS.match(following) is not None for following in behind) > len(behind):
        return None  # hardly a line goes on from the one before
    return widest


def text_width(line: str) -> float:
    """How wide `line` is, in Chinese characters."""
    return len(line) - len(line.encode("ascii", "ignore")) / 2


def _lines(source: str) -> list[Line]:
    lines = []
    blank = True
    position = 0
    for raw in _broken(source):
        stripped = raw.strip()
        if stripped:
            start = source.index(stripped, position)
            indent = sum(2 if character in "\u3000\u2003" else 1 for character in raw[: len(raw) - len(raw.lstrip())])
            text = squeeze(stripped)
            whole = Span(start - raw.index(stripped), start - raw.index(stripped) + len(raw))
            lines.append(
                Line(Span(start, start + len(stripped)), whole, text, fold(text), indent, blank, "\t" in stripped)
            )
            position = start + len(stripped)
        blank = not stripped
    return lines


def _broken(source: str) -> list[str]:
    """`source` cut at its line ends; a head that is all on one line also where it shows them, a text at the spaces that stand for them."""
    lines = _LINE_END.split(source)
    head = next((line for line in lines if line.strip()), "")
    whole = [
        line
        for line in lines
        if len(line) >= _MOSTLY * len(source)
        and (len(line) >= _LONGEST_PARAGRAPH or len(_SPACE_BEFORE_ITEM.findall(line)) >= _FEWEST_ITEMS)
    ]
    return [
        piece
        for line in lines
        for piece in (_pieces(line, line in whole) if line.strip() and line in (head, *whole) else _from_authors(line))
    ]


def _from_authors(line: str) -> list[str]:
    end = end_before_authors(line)
    return [line[:end], line[end:]] if end else [line]


def _pieces(line: str, is_whole: bool) -> list[str]:
    if is_not_read(fold(line.strip())):
        return [line]
    spaces = _FORMER_BREAK.finditer(line) if is_whole else ()
    ends = sorted({0, *(space.end() for space in spaces), *line_ends(line), len(line)})
    return [line[start:end] for start, end in itertools.pairwise(ends)]


def _furniture(lines: Sequence[Line]) -> set[int]:
    found = {index for index, line in enumerate(lines) if _PAGE_NUMBER.fullmatch(line.folded)}
    found |= {index for index, line in enumerate(lines) if _LETTERHEAD.fullmatch(line.text) and index > 0}
    found |= _bare_page_numbers(lines)
    found |= _contents(lines)
    return found | _running_heads(lines, found)


def _contents(lines: Sequence[Line]) -> set[int]:
    """The lines of a table of contents (目录): up to where the first of its headings stands again."""
    if not any(line.folded == _CONTENTS for line in lines):
        return set()
    headings = [_LEADER.sub("", line.folded) for line in lines]
    for index, heading in enumerate(headings):
        if heading != _CONTENTS:
            continue
        first = headings[index + 1 : index + 2]
        again = next((later for later in range(index + 2, len(lines)) if headings[later : later + 1] == first), index)
        listed = headings[index + 1 : again]
        if len(listed) > 1 and all(len(each) <= _LONGEST_LISTED for each in listed):
            return set(range(index, again))
    return set()


def _bare_page_numbers(lines: Sequence[Line]) -> set[int]:
    """Lines that are a number alone, where the numbers count up page by page."""
    bare = [(index, int(line.folded)) for index, line in enumerate(lines) if _BARE_NUMBER.fullmatch(line.folded)]
    rows = _numbers_of_rows(lines, bare)
    numbers = [(index, number) for index, number in bare if index not in rows]
    pages = {
        index
        for (index, number), (later, successor) in itertools.pairwise(numbers)
        if successor == number + 1 and later - index >= _LINES_ON_A_PAGE
    }
    successors = {
        later
        for (index, number), (later, successor) in itertools.pairwise(numbers)
        if index in pages and successor == number + 1
    }
    return pages | successors


def _numbers_of_rows(lines: Sequence[Line], numbers: Sequence[tuple[int, int]]) -> set[int]:
    """The lines of those of `numbers`, alone on a line, that count up from the first one under names of columns (序号 | 任务 | 1)."""
    rows: set[int] = set()
    last, before = 0, 0
    for index, number in numbers:
        ended = last and any(_HEADING.match(line.folded) for line in lines[before:index])
        if number == last + 1 and not ended and (last or under_names(line.folded for line in reversed(lines[:index]))):
            rows.add(index)
            last, before = number, index
    return rows


def _running_heads(lines: Sequence[Line], page_numbers: set[int]) -> set[int]:
    """Short lines that return beside the page numbers."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for index, line in enumerate(lines):
        if len(line.text) <= _SHORT_LINE and line.folded[-1] not in _CLOSED and index not in page_numbers:
            places[line.text].append(index)
    return {
        index
        for indices in places.values()
        if len(indices) >= 3 and all({index - 1, index + 1} & page_numbers for index in indices)
        for index in indices
    }


def _clean_starts(text: CleanText, lines: Sequence[Line]) -> tuple[int, ...]:
    starts = []
    run = 0
    for line in lines:
        while text.origins[run] != line.span.start:
            run += 1
        starts.append(text.starts[run])
    return tuple(starts)


def _paragraph_openings(lines: Sequence[Line], width: float | None) -> list[int]:
    """The indices of the lines that open a paragraph."""
    openings: list[int] = []
    for index, line in enumerate(lines):
        if index == 0 or not _continues(lines[index - 1], line, width, openings[-1] == index - 1):
            openings.append(index)
    return openings


def _continues(line: Line, following: Line, width: float | None, opens_paragraph: bool) -> bool:
    """Whether `following` goes on with the paragraph that `line` is part of."""
    if line.is_row or following.is_row or _stands_alone(line) or _stands_alone(following):
        return False
    if _IN_A_LIST.search(line.folded) and not _ITEM.match(following.folded):
        return True
    if following.indent >= 2 and following.indent > line.indent:
        return False
    last = line.folded[-1]
    if _ENDS_WITH_DATE.search(line.folded) or (last in _SENTENCE_END and _ITEM.match(following.folded)):
        return False
    if width is None:
        goes_on = following.indent < 2 and last not in _CLOSED and text_width(line.text) >= _SHORTEST_SPLIT_PARAGRAPH
        is_title = opens_paragraph and _titled().fullmatch(line.folded) and not _GOES_ON.match(following.folded)
        says_whose = shipped_roles().label_of_parties.match(line.folded) is not None and last not in _GOES_ON_BEHIND
        return goes_on and not (is_title or says_whose) and not _ITEM.match(following.folded)
    if last in _SENTENCE_END and following.indent >= 2:
        return False
    indent = 2 if opens_paragraph else 0
    return indent + text_width(line.text) + text_width(unbreakable_start(following.text)) >= width - 1


@cache
def _titled() -> re.Pattern[str]:
    """A line that is a title and nothing else: 甲县深化改革重点任务分工方案."""
    return re.compile(f"[^，。；：]*{one_of('heads', 'kinds')}")


def _stands_alone(line: Line) -> bool:
    """Whether `line` is one of a document's head, which nothing goes on from: an issue number, a label with its value."""
    return is_issue_number(line.folded) or begins_with_label(line.text)


def unbreakable_start(line: str) -> str:
    """What would have to stand on the line before, had it room: a word or character and the punctuation after it."""
    match = _UNBREAKABLE.match(line)
    return match.group() if match else line[:1]
