"""The forms in which a text sets a target: each looks at one figure and says what it measures, or that it is none."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from kgservice.documents.text import Span
from kgservice.extraction.facts import Comparator
from kgservice.extraction.targets.names import (
    alike,
    bare,
    counted_name,
    covered,
    each_of,
    level_name,
    shared,
    with_topic,
)
from kgservice.extraction.targets.passages import Figure
from kgservice.extraction.targets.words import (
    ANY_VERB,
    ANY_VERB_AT_END,
    CHANGED_WORDS,
    DONE_AT_END,
    DONE_TO_ALL,
    MEASURE_AT_END,
    NOT_YET_A_TARGET,
    RATE_AT_END,
)

_TIME_UNIT = re.compile("(?:年|个?月|周|天|日|小时|分钟|工作日|自然日|学时|课时)$")
_SHORT_TIME = re.compile("(?:天|日|小时|分钟)$")
_SHARES = ("%", "‰", "")
_CHANGES = re.compile("增长|下降|降低|减少|压减|提高|提升|增加|压缩")
_POINTS = "个百分点"
_OFTEN = re.compile("(?:每年|年均)$")
_RATE_CHANGED = re.compile(f"(?<=[率比重度])(?:每年|年均)?(?:{_CHANGES.pattern})$")
_MONEY_UNIT = re.compile("元$")
_QUALIFIER_UNIT = re.compile("^(?:年|岁|级|届|月|日|天|号|期|度|类|节|点|起|倍|路|个月|小时|分钟)$")
_ORDER_UNIT = re.compile("^[年月日号期届]$")
_STRUCTURE = re.compile(
    "(?:体系|机制|工程|行动|计划|制度|任务|环节|方面|清单|关口|阶段|原则|领域|意识|能力|要求|措施|重点|目标|责任)$"
)
_ATTRIBUTE = re.compile("的(?!目标|要求|水平|标准|任务|比例)[\u4e00-\u9fff“（]{2}")
_DESCRIBES = re.compile("的(?!目标|要求|标准|任务)[\u4e00-\u9fff]{2}")
_WORDS = re.compile("^(?:的)?[\u4e00-\u9fff“（]{2}")
_PAST_AT_END = re.compile("的$")
_AS_A_STANDARD = re.compile("的(?:标准|目标|要求|水平|比例)")
_DONE_IN = re.compile("(?:完成|实现)(?P<of>[\u4e00-\u9fff]{0,8})$")
_SPENT = re.compile("^(?:用于|作为|给予|以)")
_GRANTED_AT_ONCE = re.compile("(?:的标准)?(?:给予|计征|计收|补助|补贴|返还|减征|征收|缴纳)")
_AT_MOST_PAID = re.compile("最高$|给予|奖励$")
_OBLIGED = re.compile("^(?:负责|落实|配合|牵头|值班|值守|发生)")
_HANDLED = re.compile("(?:对|为|给|将|把)(?:全[市县区省州镇])?$")
_COVERS = re.compile(
    "(?:划定|建立|完成|实现|达到|纳入|配备|配齐|建成|设立|通过|落实|实行|进行|成立|组建|安装|接入|设有|建有|配有|拥有|开通|具备)"
)

_PLACES = re.compile("[^、]{0,8}(?:街道|乡镇|镇|村|社区|县|区|市)(?:（[^（）]{1,6}）)?")

_COMPARATORS = {
    "more": Comparator.MORE_THAN,
    "most": Comparator.AT_MOST,
    "less": Comparator.LESS_THAN,
    "least": Comparator.AT_LEAST,
    "equal": Comparator.EXACTLY,
}


@dataclass(frozen=True, slots=True)
class Setting:
    """What a form needs beside the figure: the text, what the words before were about, and what stands beside it.

    `listed` says that the figure before it in the same list is a target, `goes_on` that the clause before has one;
    `percents` counts the percentages in the clause.
    """

    folded: str
    topic: str
    subject: str
    heading: str
    listed: bool
    goes_on: bool
    percents: int

    def words(self, span: Span) -> str:
        """The words at `span`."""
        return self.folded[span.start : span.end]


@dataclass(frozen=True, slots=True)
class Measured:
    """What a figure measures: the names that share it, how it is meant, and the stretch that says so."""

    names: list[str]
    comparator: Comparator
    quote: Span


Form = Callable[[Figure, Setting], Measured | None]


def comparator_of(figure: Figure) -> Comparator:
    """How `figure` is meant: 不超过 and 以内 are at most, 以上 is at least, bare is exactly."""
    if figure.suffix and figure.suffix["most"]:
        return Comparator.AT_MOST
    named = _COMPARATORS[figure.cue.lastgroup or ""] if figure.cue else Comparator.EXACTLY
    if named is Comparator.EXACTLY and figure.suffix and figure.suffix["least"]:
        return Comparator.AT_LEAST
    return named


def is_size(unit: str) -> bool:
    """Whether `unit` measures money, time, length or area, so that a figure may only describe."""
    return bool(_TIME_UNIT.search(unit) or _MONEY_UNIT.search(unit) or re.search("米|公里|亩|公顷", unit))


def is_no_target(figure: Figure, setting: Setting) -> bool:
    """Whether `figure` only qualifies, dates or counts what there already is."""
    if figure.kind or limit(figure, setting):
        return False
    quantity, left, right = figure.quantity, setting.words(figure.left), setting.words(figure.right)
    if NOT_YET_A_TARGET.search(left) or left.endswith("已"):
        return True
    meant = figure.cue is not None or figure.suffix is not None
    if _ORDER_UNIT.match(quantity.unit) and not meant:
        return True
    if (
        quantity.chinese
        and quantity.unit
        and not meant
        and (quantity.value < 2 or _STRUCTURE.search(_first_words(right)))
    ):
        return True
    described = figure.suffix and not figure.cue and quantity.unit not in _SHARES and _DESCRIBES.match(right)
    if described and (is_size(quantity.unit) or MEASURE_AT_END.search(bare(left))):
        return True
    if _GRANTED_AT_ONCE.match(right) or (_MONEY_UNIT.search(quantity.unit) and _AT_MOST_PAID.search(left)):
        return True
    if _PAST_AT_END.search(left) and figure.cue is None and quantity.unit not in _SHARES:
        return True
    if (
        figure.suffix
        and right
        and not DONE_TO_ALL.match(right)
        and not ANY_VERB.search(left)
        and not figure.cue
        and is_size(quantity.unit)
    ):
        return True
    if (
        not meant
        and is_size(quantity.unit)
        and MEASURE_AT_END.search(bare(left))
        and not (ANY_VERB.search(left) or "年" in left)
    ):
        return True
    is_measure = bool(
        _TIME_UNIT.search(quantity.unit) or _MONEY_UNIT.search(quantity.unit) or quantity.unit in ("米", "平方米", "岁")
    )
    if is_measure and (MEASURE_AT_END.search(bare(left)) is None or right.startswith("的")):
        following = setting.folded[figure.end : min(figure.clause.end, figure.end + 60)]
        if figure.cue is not None and figure.cue["more"] and _WORDS.match(right):
            return True
        made = ANY_VERB_AT_END.search(left) is not None
        if (right.startswith("的") and not made and not (figure.cue and _AS_A_STANDARD.match(right))) or (
            figure.cue is not None and figure.cue["more"] and _ATTRIBUTE.search(following)
        ):
            return True
    return bool(_MONEY_UNIT.search(quantity.unit) and _SPENT.match(right))


def level(figure: Figure, setting: Setting) -> Measured | None:
    """A measure and its level: 受污染耕地安全利用率达到93%以上; 总量5批次/千人; 投诉量下降三成."""
    left, right = setting.words(figure.left), setting.words(figure.right)
    if figure.kind:
        return None
    name = level_name(left)
    is_measure = MEASURE_AT_END.search(name) is not None
    if figure.cue is None and _DESCRIBES.match(right):
        return None
    changes = figure.cue is not None and _CHANGES.fullmatch(figure.cue.group()) is not None
    if not is_measure and not changes:
        stands_alone = figure.cue is not None or figure.suffix is not None or (setting.listed and not right)
        if figure.quantity.unit in _SHARES:
            told = stands_alone and not (figure.cue and _WORDS.match(right))
        else:
            told = figure.cue is not None and bool(_MONEY_UNIT.search(figure.quantity.unit)) and not _WORDS.match(right)
        if not told or right.startswith("的"):
            return None
    topic = setting.subject if figure.index and setting.listed else setting.topic
    if setting.goes_on and not is_measure and not changes and figure.quantity.unit in _SHARES:
        name = alike(name, setting.subject)
    name = with_topic(name, topic if changes else _RATE_CHANGED.sub("", topic)) or setting.heading
    said = bool(re.search("均|都|分别|总体", left[-6:]))
    if name and not RATE_AT_END.search(name):
        name = changed(name, figure, setting)
    names = [changed(each, figure, setting) for each in shared(name, said)]
    return Measured(names, comparator_of(figure), Span(_start(figure, setting), figure.end))


def changed(name: str, figure: Figure, setting: Setting) -> str:
    """`name` with the change that `figure` measures where it is no level: 投诉量下降率, 近视率每年下降."""
    change = figure.cue.group() if figure.cue else ""
    if not _CHANGES.fullmatch(change) or name.endswith((change, f"{change}率")):
        return name
    if figure.quantity.unit in _SHARES and not RATE_AT_END.search(name):
        return f"{name}{change}率"
    if figure.quantity.unit in (*_SHARES, _POINTS):
        often = _OFTEN.search(setting.words(figure.left))
        return f"{name}{often.group() if often else ''}{change}"
    return name


def share(figure: Figure, setting: Setting) -> Measured | None:
    """A percentage of a set that something is done to: 不低于80%的单位安装隔油池; 经营单位100%获证."""
    left, right = setting.words(figure.left), setting.words(figure.right)
    if figure.kind or figure.quantity.unit not in _SHARES or not _WORDS.match(right):
        return None
    if figure.cue is None and right.startswith("的") and not _COVERS.search(right):
        return None
    name = bare(f"{bare(left)}{right.removeprefix('的')}")
    return Measured([name] if name else [], comparator_of(figure), Span(_start(figure, setting), figure.right.end))


def count(figure: Figure, setting: Setting) -> Measured | None:
    """So many of something, to be made or to be worked on: 培育龙头企业2家; 改造35公里管网; 10个县达到创建标准."""
    left, right = setting.words(figure.left), setting.words(figure.right)
    quantity = figure.quantity
    if figure.kind or quantity.unit in _SHARES:
        return None
    meant = figure.cue is not None or figure.suffix is not None
    if not meant and (_TIME_UNIT.search(quantity.unit) or _QUALIFIER_UNIT.match(quantity.unit)):
        return None
    words = bare(left)
    named = 2 <= len(words) <= 16 and not right.strip("（）")
    done = bool(ANY_VERB.search(left)) or setting.listed or (named and (setting.goes_on or figure.suffix is not None))
    to_all = bool(_HANDLED.search(left)) or (
        not words and DONE_TO_ALL.search(setting.folded, figure.end, figure.clause.end) is not None
    )
    if not (done or to_all or figure.cue is not None):
        return None
    if not done and figure.cue is None and _OBLIGED.match(right):
        return None
    if figure.cue is not None:
        left += figure.cue.group().removeprefix("至少") if figure.cue.group().startswith("至少") else ""
    name = with_topic(counted_name(left, right), setting.topic) or setting.heading
    if not name:
        return None
    has_noun = bool(_first_words(right)) and bare(right) != ""
    end = figure.right.end if has_noun else figure.end
    return Measured(each_of(left, name), comparator_of(figure), Span(_start(figure, setting), end))


def limit(figure: Figure, setting: Setting) -> Measured | None:
    """A time within which something is done: 投诉7个工作日内核查回复."""
    left, right = setting.words(figure.left), setting.words(figure.right)
    if not (figure.suffix and figure.suffix["most"] and _SHORT_TIME.search(figure.quantity.unit) and len(right) >= 2):
        return None
    return Measured([bare(f"{bare(left)}{right}")], Comparator.AT_MOST, Span(_start(figure, setting), figure.right.end))


def whole(figure: Figure, setting: Setting) -> Measured | None:
    """All of something: 监管执法实现全覆盖; 批发市场全部建立快检室; 高毒农药禁用范围扩大到所有食用农产品."""
    if figure.kind is None:
        return None
    folded = setting.folded
    stop = figure.clause.end
    before = bare(folded[max(figure.clause.start, figure.start - 160) : figure.start])
    after = folded[figure.end : min(stop, figure.end + 80)]
    if re.match("的|[、和及与][^，]*的", after):
        return None
    after = "" if re.match("、|和|及|与|并", after) else after
    if setting.percents or (figure.kind == "every" and "全覆盖" in after):
        return None
    start = _start(figure, setting, figure.clause.start)
    if figure.kind == "cover":
        made = re.sub("(?:实现|做到|达到|达|进行|实行|开展|实施|全面|基本)+$", "", before)
        listed = re.search("(?:做到|实现|达到)(?=[^、]{2,8}、)", made)
        subject = made[: listed.start()] if listed else ""
        names = covered(made[listed.end() :] if listed else made)
        names = [f"{subject}{name}" for name in names]
        if after and re.match("[\u4e00-\u9fff]{2}", after):
            pieces = (
                made.split("、")
                if re.search("对|把|将", folded[figure.clause.start : figure.clause.start + 12])
                else [made]
            )
            names = [f"{piece}{after}" for piece in pieces] if made else [with_topic(after, setting.topic)]
        elif not made:
            names = [setting.topic]
        elif _PLACES.fullmatch(made):
            names = [f"{setting.topic}{made}"]
        return Measured(
            names, Comparator.EXACTLY, Span(start, figure.end if before and not after else figure.right.end)
        )
    if figure.kind == "all":
        if before.endswith("覆盖"):
            return Measured([f"{before}{after}"], Comparator.EXACTLY, Span(start, figure.right.end))
        if (done := _DONE_IN.search(before)) and DONE_AT_END.search(after):
            return Measured([bare(f"{done['of']}{after}")], Comparator.EXACTLY, Span(start, figure.right.end))
        subject = before or setting.topic
        if len(subject) >= 2 and len(after) >= 2 and not CHANGED_WORDS.fullmatch(before[:12]):
            pieces = covered(subject)
            alike = len(pieces) > 2 or all(len(piece) >= 6 for piece in pieces)
            return Measured(
                [f"{piece}{after}" for piece in (pieces if alike else [subject])],
                Comparator.EXACTLY,
                Span(start, figure.right.end),
            )
        return None
    reaches = folded[figure.start : figure.end].startswith(("覆盖", "扩大", "延伸", "惠及"))
    if reaches and before:
        names = covered(after)
        if len(names) > 1:
            stem = names[0][:-2]
            names = [names[0], *(f"{stem}{name}" for name in names[1:])]
        reached = re.sub("所有的?$", "", folded[figure.start : figure.end])
        return Measured(
            [f"{before}{reached}{name}" for name in names], Comparator.EXACTLY, Span(start, figure.right.end)
        )
    done = _DONE_IN.search(before)
    if (not before or done) and (_COVERS.search(after) or DONE_AT_END.search(after)):
        return Measured(
            [bare(f"{done['of'] if done else ''}{after}")], Comparator.EXACTLY, Span(start, figure.right.end)
        )
    return None


FORMS: tuple[tuple[str, Form], ...] = (
    ("target.whole", whole),
    ("target.level", level),
    ("target.share", share),
    ("target.limit", limit),
    ("target.count", count),
)


def _first_words(right: str) -> str:
    match = re.match("[的]?[\u4e00-\u9fff“”、（）]*", right)
    return match.group() if match else ""


def _start(figure: Figure, setting: Setting, floor: int | None = None) -> int:
    """Where the words that belong to the figure begin, those that lead to them left out."""
    start = figure.left.start if floor is None else max(floor, figure.start - 160)
    words = setting.folded[start : figure.start]
    kept = bare(words)
    if kept and (place := words.find(kept)) >= 0:
        return start + place
    cue = figure.cue.start() if figure.cue else figure.start
    return min(cue, figure.start)
