"""What a form needs beside a figure, what it gives, and how a figure is meant."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from kgservice.documents.text import Span
from kgservice.extraction.facts import Comparator
from kgservice.extraction.quantities import About
from kgservice.extraction.targets.figures import FARTHEST, Figure
from kgservice.extraction.targets.names import bare

TIME_UNIT = re.compile("(?<!/)(?:年|个?月|周|天|日|小时|分钟|工作日|自然日|学时|课时)$")
MONEY_UNIT = re.compile("元(?:/|$)")
SHARES = ("%", "‰", "‱", "")
SHORT_TIME = re.compile("(?:天|日|小时|分钟)$")
SIZE_OF_FUND = re.compile("总?规模$")
FUND = re.compile("的(?P<fund>[^，；、的]{0,20}?(?:基金|资金池?))(?![\u4e00-\u9fff]{2})")
DESCRIBES = re.compile("的(?!目标|要求|标准|任务)[\u4e00-\u9fff]{2}")
WORDS = re.compile("^(?:的)?[\u4e00-\u9fff“（]{2}")
_SIZE = re.compile("米|公里|亩|公顷")
_CAPACITY = re.compile("吨|千瓦|兆瓦|伏安")

_COMPARATORS = {
    "more": Comparator.MORE_THAN,
    "most": Comparator.AT_MOST,
    "less": Comparator.LESS_THAN,
    "least": Comparator.AT_LEAST,
    "equal": Comparator.EXACTLY,
}
_ABOUT = {About.OVER: Comparator.MORE_THAN, About.UNDER: Comparator.LESS_THAN, About.AROUND: Comparator.EXACTLY}


@dataclass(frozen=True, slots=True)
class FigureContext:
    """What a form needs beside the figure: the text, what the words before were about, and what stands beside it.

    `listed` says that the figure before it in the same list is a target, `goes_on` that the clause before has one;
    `percents` counts the percentages in the clause; `due` says that a year is told by which the figure is meant,
    `of_row` that it stands in a table's cell that says what is to be done.
    """

    folded: str
    topic: str
    subject: str
    heading: str
    listed: bool
    goes_on: bool
    percents: int
    due: bool = False
    of_row: bool = False

    def words(self, span: Span) -> str:
        """The words at `span`."""
        return self.folded[span.start : span.end]


@dataclass(frozen=True, slots=True)
class Measured:
    """What a figure measures: the names that share it, how it is meant, and the stretch that says so.

    `final` says that nothing is to fall away from the names.
    """

    names: list[str]
    comparator: Comparator
    quote: Span
    final: bool = False


Form = Callable[[Figure, FigureContext], Measured | None]


def comparator_of(figure: Figure) -> Comparator:
    """How `figure` is meant: 不超过 and 以内 are at most, 以上 is at least, 余 is over, 近 under, bare and 左右 exactly."""
    if figure.suffix and figure.suffix["most"]:
        return Comparator.AT_MOST
    if figure.suffix and figure.suffix["about"]:
        return Comparator.EXACTLY
    if figure.quantity.about in _ABOUT and not (figure.cue and figure.cue["most"]):
        return _ABOUT[figure.quantity.about]
    cue = figure.cue
    named = next(meant for kind, meant in _COMPARATORS.items() if cue[kind]) if cue else Comparator.EXACTLY
    if named is Comparator.EXACTLY and figure.suffix and figure.suffix["least"]:
        return Comparator.AT_LEAST
    return named


def is_approximate(figure: Figure) -> bool:
    """Whether the text gives `figure` as about right: 余, 近, 约, 左右."""
    return figure.quantity.about is not None or bool(figure.suffix and figure.suffix["about"])


def is_size(unit: str) -> bool:
    """Whether `unit` measures money, time, length or area, so that a figure may only describe."""
    return bool(TIME_UNIT.search(unit) or MONEY_UNIT.search(unit) or _SIZE.search(unit))


def is_capacity(unit: str) -> bool:
    """Whether `unit` measures what a plant can make or bear, by which it is called (单机30万千瓦以上机组)."""
    return _CAPACITY.search(unit) is not None


def first_words(right: str) -> str:
    """The words right behind a figure."""
    match = re.match("[的]?[\u4e00-\u9fff“”、（）A-Z+]*", right)
    return match.group() if match else ""


def start_of(figure: Figure, context: FigureContext, floor: int | None = None) -> int:
    """Where the words that belong to the figure begin, those that lead to them left out."""
    start = figure.left.start if floor is None else max(floor, figure.start - FARTHEST)
    words = context.folded[start : figure.start]
    kept = bare(words)
    if kept and (place := words.find(kept)) >= 0:
        return start + place
    cue = figure.cue.start() if figure.cue else figure.start
    return min(cue, figure.start)
