"""The forms in which a text sets a target: each looks at one figure and says what it measures, or that it is none."""

from __future__ import annotations

import re

from kgservice.documents.text import Span
from kgservice.extraction.facts import Comparator
from kgservice.extraction.targets.count_targets import count
from kgservice.extraction.targets.doers import such_as_do
from kgservice.extraction.targets.figure_context import (
    FUND,
    SHARES,
    SHORT_TIME,
    SIZE_OF_FUND,
    WORDS,
    FigureContext,
    Form,
    Measured,
    comparator_of,
    start_of,
)
from kgservice.extraction.targets.figures import Figure
from kgservice.extraction.targets.level_targets import level
from kgservice.extraction.targets.names import bare, counted_name, level_name, shared
from kgservice.extraction.targets.patterns import pattern
from kgservice.extraction.targets.scopes import is_place, without_place
from kgservice.extraction.targets.whole import whole
from kgservice.extraction.targets.words import measure_at_end
from kgservice.levels import LEVELS
from kgservice.lexicon import meanings

_ALL = 100
_IN = re.compile("[在对为]$")  # 在10%的服务站设置中医阁
_OF_SUCH_AS = (
    r"的[^，；、\d]{2,16}?(?:{more}|{most}|{less}|{least})[\d.]+[^，；、\d]{1,8}$"  # 20%的村集体年收入超30万元
)
_AT_A_RATIO = re.compile("(?:按照?|以)$")  # 按不低于1:3的比例配备安全员
_OF_RATIO = "的比例"
_TO_REACH = re.compile("(?:(?:努力|力争|基本|率先|确保|继续|持续)*(?:实现|保持|做到|达到|力争|确保|推动))+")
_LESS = "负"
_AS_GOAL = ("", "的目标")
_EACH_PLACE = re.compile(f"^各(?:[{LEVELS}乡、（）]|街道)+(?!办|委)")
_LIST = re.compile("、|和|及|与")
_COVERS_LIST = re.compile("(?P<by>[^，；：]{2,20})覆盖(?:所有|[\\d.]+%)[^，；：]{2,40}$")


def share(figure: Figure, context: FigureContext) -> Measured | None:
    """A percentage of a set that something is done to: 不低于80%的单位安装隔油池; 经营单位100%获证."""
    left, right = context.words(figure.left), context.words(figure.right)
    covered = None if left else _COVERS_LIST.search(context.folded, figure.clause.start, figure.start)
    if figure.kind or figure.quantity.unit not in SHARES or not (covered or WORDS.match(right)):
        return None
    of_such = right.startswith("的")
    such_as = pattern(_OF_SUCH_AS).match(context.folded[figure.end : figure.clause.end])
    right = such_as.group() if such_as else right
    reserved = of_such and pattern("{reserved}$").search(left) is not None
    opens = figure.suffix is not None and not bare(left)  # 70%以上的城市消除重污染天气
    if (
        figure.cue is None
        and of_such
        and not (
            reserved
            or opens
            or such_as
            or pattern("{held_of_all}|{done_to_a_share}").search(context.words(Span(figure.end, figure.clause.end)))
        )
    ):
        return None
    ratio = _AT_A_RATIO.search(bare(left)) if right.startswith(_OF_RATIO) else None
    led = bare(left)[: ratio.start()] if ratio else _IN.sub("", bare(left))
    of_whom = right.removeprefix(_OF_RATIO) if ratio else right.removeprefix("的")
    name = bare(f"{led}{of_whom}")
    if covered:
        name = f"{bare(covered['by'])}覆盖{name}"
    elif not reserved and figure.quantity.value != _ALL:
        behind = context.folded[figure.right.end : figure.clause.end]
        such = (such_as_do(bare(of_whom), behind) or bare(of_whom)) if of_such or opens else of_whom
        reached = pattern("(?:达到|达|实现)[^，；]{2,24}$").search(of_whom)
        name = bare(f"{led}{such}比例") if reached or such != of_whom or not measure_at_end().search(name) else name
    return Measured([name] if name else [], comparator_of(figure), Span(start_of(figure, context), figure.right.end))


def limit(figure: Figure, context: FigureContext) -> Measured | None:
    """A time within which something is done: 投诉7个工作日内核查回复."""
    left, right = context.words(figure.left), context.words(figure.right)
    if pattern("{brings}").search(left):
        return None
    if not (figure.suffix and figure.suffix["most"] and SHORT_TIME.search(figure.quantity.unit) and len(right) >= 2):
        return None
    if not pattern("{served}").search(f"{left}{right}"):
        return None
    name = bare(f"{_IN.sub('', bare(left))}{right}")
    timed = name if measure_at_end().search(name) else f"{name}时间"
    return Measured([timed], Comparator.AT_MOST, Span(start_of(figure, context), figure.right.end))


def fund(figure: Figure, context: FigureContext) -> Measured | None:
    """How large a fund is to be: 设立总规模不低于1亿元的引导资金."""
    left, right = context.words(figure.left), context.words(figure.right)
    size, of_what = SIZE_OF_FUND.search(left), FUND.match(right)
    if size is None or of_what is None:
        return None
    name = f"{bare(of_what['fund'])}{size.group()}"
    return Measured([name], comparator_of(figure), Span(start_of(figure, context), figure.end + of_what.end()))


def by_place(figure: Figure, context: FigureContext) -> Measured | None:
    """The part that a place, or each of several, has of what was said before: 造林任务：甲镇700亩，乙镇、丙镇各500亩."""
    left, right = context.words(figure.left), context.words(figure.right)
    places = _places_told(bare(left), each=figure.cue is not None)
    of_all = _EACH_PLACE.sub("", without_place(context.subject if context.goes_on or context.listed else context.topic))
    if figure.kind or (figure.cue and len(places) < 2) or right or not places or not of_all or _places_told(of_all):
        return None
    quote = Span(start_of(figure, context), figure.end)
    return Measured([f"{place}{counted_name(of_all, '')}" for place in places], comparator_of(figure), quote)


def _places_told(words: str, *, each: bool = False) -> list[str]:
    """The one place that `words` name, or those of a list that have as many `each`: 甲县、乙县、市直各."""
    if is_place(words):
        return [words]
    listed = _LIST.split(words.removesuffix("各")) if each or words.endswith("各") else []
    return listed if len(listed) > 1 and all(map(is_place, listed)) else []


def beside(figure: Figure, context: FigureContext) -> Measured | None:
    """What else is told of so many: 清淤支沟2条长3.2公里."""
    told = pattern("(?P<what>{besides})约?").fullmatch(context.words(figure.left))
    if figure.kind or not (told and figure.index and context.listed and context.subject):
        return None
    what = meanings("targets", "besides")[told["what"]]
    quote = Span(figure.left.start, figure.end)
    return Measured([f"{context.subject}{what}"], comparator_of(figure), quote)


def no_growth(figure: Figure, context: FigureContext) -> Measured | None:
    """That something grows no more: 实现化肥使用量零增长; what has been so (扭转负增长局面) is no target."""
    words = context.words(figure.left)
    if figure.kind != "growth" or not _TO_REACH.search(words) or context.words(figure.right) not in _AS_GOAL:
        return None
    *led, of = _TO_REACH.split(words)
    names = [f"{name}增长" for name in shared(level_name(of or led[-1]), said=True)]
    below = _LESS in context.folded[figure.start : figure.end]
    return Measured(
        names, Comparator.LESS_THAN if below else Comparator.EXACTLY, Span(start_of(figure, context), figure.end)
    )


FORMS: tuple[tuple[str, Form], ...] = (
    ("target.whole", whole),
    ("target.fund", fund),
    ("target.by-place", by_place),
    ("target.beside", beside),
    ("target.level", level),
    ("target.share", share),
    ("target.limit", limit),
    ("target.count", count),
    ("target.no-growth", no_growth),
)
