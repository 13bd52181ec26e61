"""Reads a measure and its level, or by how much it changes: 合格率达到95%, 总量5批次/千人, 投诉量下降三成."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kgservice.documents.text import Span
from kgservice.extraction.rule import Reason
from kgservice.extraction.targets.baselines import COMPARED_AT_END
from kgservice.extraction.targets.completed import alike, is_part, of_part, part_first, with_topic
from kgservice.extraction.targets.figure_context import (
    DESCRIBES,
    MONEY_UNIT,
    SHARES,
    WORDS,
    FigureContext,
    Measured,
    comparator_of,
    start_of,
)
from kgservice.extraction.targets.figures import Figure
from kgservice.extraction.targets.names import bare, level_name, shared
from kgservice.extraction.targets.surrounded import Surrounded
from kgservice.extraction.targets.words import (
    MAKES_UP,
    RATE_TAIL,
    any_verb_at_end,
    change,
    measure_at_end,
    rate_at_end,
)

_POINTS = "个百分点"
_AMONG = "其中"
_NET = "净"  # 耕地净增加60万亩
_SHARE_OF = re.compile("占(?!地(?![区方])|用)[^，；]{1,16}的?$")  # 增加值占GDP的12%
_SHARE_NAMED = re.compile(f"{MAKES_UP}(?:(?!比[重例])[^，；]){{1,24}}(?<!份额)$")
_OFTEN_AS_HEAD = re.compile("(?:每年|年均)(?:增速|增幅|降幅)$")
_MAKES_UP_ALONE = "占"  # 其中旱地占52%以上
_OFTEN = re.compile("(?:每年|年均)$")
_NO_THING = re.compile("上半年|下半年|全年|第?[一二三四]季度|[省市县区镇乡村]级")  # 上半年完成50%
_MARKED = re.compile("[“”（）《》]")
_EACH = re.compile("(?<![平年月日人户亩])均|都|分别|总体(?:要|应|须)?$")


@dataclass(frozen=True, slots=True)
class Leveled(Surrounded):
    """A figure that may be a level or a change of what the words before it `name`."""

    name: str

    @property
    def is_share(self) -> bool:
        """Whether it is a share of something."""
        return self.figure.quantity.unit in SHARES

    @property
    def measures(self) -> bool:
        """Whether the words before it end in what can be measured."""
        return measure_at_end().search(self.name) is not None or (
            self.is_share and _SHARE_OF.search(self.left) is not None
        )

    @property
    def changes(self) -> bool:
        """Whether it is by how much something changes."""
        return self.doubles or (self.figure.cue is not None and change().fullmatch(self.figure.cue.group()) is not None)

    @property
    def doubles(self) -> bool:
        """Whether something is to be twice as much (翻一番)."""
        return self.context.words(self.figure.quantity.span).startswith("翻")

    @property
    def stands_alone(self) -> bool:
        """Whether a word says how it is meant, or it ends a list of such."""
        told = self.context.listed or (any_verb_at_end().search(self.left) and not _NO_THING.fullmatch(bare(self.name)))
        return bool(self.figure.cue or self.figure.suffix or (told and not self.right))

    @property
    def goes_on(self) -> bool:
        """Whether the words behind a cue say of what it is, so that it is no level."""
        return self.right.startswith("的") or bool(self.figure.cue and WORDS.match(self.right))


LEVEL_REASONS: tuple[Reason[Leveled], ...] = (
    Reason("measure", lambda at: at.measures, "合格率达到95%"),
    Reason("change", lambda at: at.changes, "投诉量下降15%"),
    Reason(
        "share",
        lambda at: at.is_share and at.stands_alone and not at.goes_on and bool(at.name or not at.right.strip("）”")),
        "惠民惠农资金发放达到98%",
    ),
    Reason(
        "money",
        lambda at: at.figure.cue is not None and not at.goes_on and bool(MONEY_UNIT.search(at.figure.quantity.unit)),
        "外贸出口达到80亿元",
    ),
)


def level(figure: Figure, context: FigureContext) -> Measured | None:
    """A measure and its level: 受污染耕地安全利用率达到93%以上; 总量5批次/千人; 投诉量下降三成."""
    if figure.kind:
        return None
    left, right = context.words(figure.left), context.words(figure.right)
    at = Leveled(figure, context, left, right, level_name(left))
    if (figure.cue is None and DESCRIBES.match(right)) or not any(reason.holds(at) for reason in LEVEL_REASONS):
        return None
    name = as_share(of_part(part_first(_completed(at)), context.subject), figure)
    compared = COMPARED_AT_END.search(name) if at.changes else None
    behind = compared.group() if compared else ""
    said = _EACH.search(COMPARED_AT_END.sub("", left)[-6:]) is not None
    names = [
        changed(f"{of_part(each, context.subject)}{behind}", figure, context)
        for each in _of_each(shared(bare(name.removesuffix(behind)), said), grow=said and at.changes)
    ]
    return Measured(names, comparator_of(figure), Span(start_of(figure, context), figure.end))


def _of_each(names: list[str], *, grow: bool) -> list[str]:
    """`names`, a list by each of its things where they `grow` alike: 旅游人次、旅游花费分别增长8%."""
    plain = grow and len(names) == 1 and not _MARKED.search(names[0])
    return names[0].split("、") if plain else names


def _completed(at: Leveled) -> str:
    """The name of what is measured, with what was said before of what it is."""
    name, context = at.name, at.context
    if name.endswith(_MAKES_UP_ALONE):
        name = f"{name}比"
    if at.doubles:
        name = COMPARED_AT_END.sub("", name)
    if often := _OFTEN_AS_HEAD.search(at.left):
        name = name if len(name) > len(often.group()) else often.group()
    if context.goes_on and at.is_share and not at.measures and not at.changes:
        name = alike(name, context.subject)
        among = context.folded.startswith(_AMONG, at.figure.clause.start) and not is_part(name)
        if among and not rate_at_end().search(name) and (tail := RATE_TAIL.search(context.subject)):
            name = f"{name}{tail.group()}"
    topic = context.subject if at.figure.index and context.listed else context.topic
    told = topic if at.changes else _rate_changed().sub("", topic)
    return with_topic(name, told, counted=context.goes_on) or context.heading


@cache
def _rate_changed() -> re.Pattern[str]:
    return re.compile(f"(?<=[率比重度])(?:每年|年均)?{change().pattern}$")


def changed(name: str, figure: Figure, context: FigureContext) -> str:
    """`name` with the change that `figure` measures where it is no level: 投诉量下降, 近视率每年下降."""
    how = figure.cue.group() if figure.cue else ""
    if not change().fullmatch(how) or name.endswith((how, f"{how}率")):
        return name
    amounts = measure_at_end().search(name) and not WORDS.match(context.words(figure.right))
    if (
        name.endswith(_NET)
        or COMPARED_AT_END.search(name)
        or (amounts and figure.quantity.unit not in (*SHARES, _POINTS))
    ):
        return f"{name}{how}"
    if figure.quantity.unit in (*SHARES, _POINTS):
        often = _OFTEN.search(context.words(figure.left))
        return f"{name}{often.group() if often else ''}{how}"
    return name


def as_share(name: str, figure: Figure) -> str:
    """`name` as a share where `figure` tells of what it is one: 教师占总数一半, 收费不高于担保责任的1%."""
    if figure.quantity.unit not in SHARES or not name:
        return name
    base = figure.cue["base"] if figure.cue else None
    if base and not rate_at_end().search(name):
        return f"{name}占{base}比例"
    return f"{name.removesuffix('的')}比例" if _SHARE_NAMED.search(name) else name
