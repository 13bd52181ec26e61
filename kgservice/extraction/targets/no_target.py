"""Tells which figures are no targets: an ordered list of reasons, each with an example."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from kgservice.extraction.targets.figure_context import (
    MONEY_UNIT,
    SHARES,
    TIME_UNIT,
    WORDS,
    FigureContext,
    first_words,
    is_size,
)
from kgservice.extraction.targets.figures import Figure
from kgservice.extraction.targets.forms import DESCRIBES, limit
from kgservice.extraction.targets.names import bare
from kgservice.extraction.targets.words import (
    any_verb,
    any_verb_at_end,
    done_to_all,
    measure_at_end,
    not_yet_a_target,
)
from kgservice.levels import LEVELS
from kgservice.lexicon import one_of

_ORDER_UNIT = re.compile("^[年月日号期届]$")
_ATTRIBUTE = re.compile("的(?!目标|要求|水平|标准|任务|比例)[\u4e00-\u9fff“（]{2}")
_PAST_AT_END = re.compile("的$")
_AS_A_STANDARD = re.compile("的(?:标准|目标|要求|水平|比例)")
_SPENT = re.compile("^(?:用于|作为|给予|以)")
_AT_MOST_PAID = re.compile("(?:最高|最多)可?(?:资助|补助|补贴|奖励|支持)?$|给予|奖励$")
_EACH_THE_SAME = re.compile("同一|单[个家户笔人项]|每[家户](?=企业|单位|机构|团队|主体)")
_GRANTED_SO_LONG = re.compile(
    "(?:支持|资助|补贴|补助|扶持|奖励|入驻|入住|使用|享受|优惠|减免|租住|租用)(?:时间|期限?|年限|时长|周期)?(?:最长|累计|连续|一般|原则上)*$|^期限(?:最长)?$"
)
_LONG = re.compile("年|月$")
_TO_SUCH = re.compile("(?:^|[^面针相])对于?$")
_FOR_ITS_OWN = re.compile("优先[^，；]{0,6}其")
_COUNTED_PLACES = re.compile(f"[{LEVELS}村]|县（市）|县（市、区）")
_BODY_BEHIND = re.compile("(?:人民)?政府|党委|管委会|部门")
_REACHES = re.compile("[^，；]{0,10}(?:面积|里程|长度)(?:全部|基本)?(?:达到|完成|实现|建成)")
_ALL = re.compile("(?:全部|所有)$")
_ITS_SIZE = re.compile("占地(?:面积)?$")
_SINCE = re.compile("(?:之日起?|次日起|之?后|以后|起)$")
_WIDENED = re.compile("放宽|放开至")
_IS_A_RATIO = re.compile("比[例率值]?|配[比备]")
_SHARED_OUT = re.compile("^[\u4e00-\u9fff]{2,16}(?:进行|予以|作了|作)?(?:任务)?(?:分解|分工)")
_SHARED_OUT_INTO = re.compile("(?:分解|细化|划分|拆分|归纳|梳理)(?:[为成出]|形成)[^，；。]*$")
_COUNTED_OUT = re.compile("[项条个件类]$")
_NUMBERED = re.compile("[条项]$")
_CAPACITY = re.compile("(?:吨|千瓦|兆瓦|立方米|千伏安|片|锭)(?:/[年日天h]+)?$")
_OF_PROJECTS = re.compile("等[^，；。、]{0,10}(?:项目|工程)(?:的?(?:建设|开工|投产|达产|落地|实施|竣工))*$")
_BY_PROJECTS = re.compile("^(?:的)?(?:产能|能力|产量)|(?:新增|形成|达到|实现)$")
_BESIDE = re.compile("(?:超出|高出|领先|优于)[^，；]{0,16}$")
_LOOKS_BACK = 60  # the longest words of an annotated target have 65 characters, its figure among them
_NEAR = 16  # an event before 后 or 之日起: the longest annotated has 7 characters


@dataclass(frozen=True, slots=True)
class Place:
    """A figure with the words before and behind it."""

    figure: Figure
    context: FigureContext
    left: str
    right: str

    @property
    def unit(self) -> str:
        """Its unit."""
        return self.figure.quantity.unit

    @property
    def meant(self) -> bool:
        """Whether a word says how it is meant: 不低于, 以上."""
        return self.figure.cue is not None or self.figure.suffix is not None

    @property
    def more(self) -> bool:
        """Whether it is to be passed: 超过."""
        return self.figure.cue is not None and bool(self.figure.cue["more"])

    @property
    def following(self) -> str:
        """What stands behind it in its clause."""
        return self.context.folded[self.figure.end : min(self.figure.clause.end, self.figure.end + _LOOKS_BACK)]

    @property
    def measured(self) -> bool:
        """Whether the words before end in what can be measured: 面积, 率."""
        return measure_at_end().search(bare(self.left)) is not None


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A reason that a figure sets nothing, with an example."""

    id: str
    holds: Callable[[Place], bool]
    example: str


@cache
def _structure() -> re.Pattern[str]:
    return re.compile(f"{one_of('targets', 'structures')}$")


@cache
def _counted_things() -> re.Pattern[str]:
    return re.compile(f"(?:基本|主要|重点|核心|关键|具体)*{one_of('targets', 'counted_things')}")


@cache
def _grants() -> re.Pattern[str]:
    words = one_of("targets", "grants")
    return re.compile(
        f"(?:的标准)?(?:每[年月](?:度)?|一次性|分年度?|逐年|全额)?(?:予以)?{words}|的标准(?:（[^（）]*）)?(?:{words}|提供|发放)"
    )


@cache
def _fields() -> re.Pattern[str]:
    return re.compile(f"{one_of('targets', 'fields')}$")


@cache
def _measures_in_force() -> re.Pattern[str]:
    return re.compile(f"[\u4e00-\u9fff]{{0,4}}{one_of('targets', 'rules')}(?![\u4e00-\u9fff]{{2,}})")


@cache
def _rules_at_end() -> re.Pattern[str]:
    return re.compile(f"{one_of('targets', 'rules')}$")


@cache
def _carried_out() -> re.Pattern[str]:
    return re.compile(f"^[^，；]{{0,6}}{one_of('targets', 'carried_out')}")


@cache
def _again() -> re.Pattern[str]:
    return re.compile(one_of("times", "again"))


def _after_an_event(at: Place) -> bool:
    """Whether it is a time after an event that comes but once (自印发之日起15日内), which is a deadline."""
    words = at.left[-_NEAR:]
    since = _SINCE.search(words)
    return bool(TIME_UNIT.search(at.unit) and since and ("起" in since.group() or not _again().search(words)))


def _only_counts(at: Place) -> bool:
    """Whether a Chinese numeral only counts headings or kinds: 五大体系, 提升五种能力."""
    quantity, cue = at.figure.quantity, at.figure.cue
    if not at.meant and _fields().search(first_words(at.right)):
        return True
    if not quantity.chinese or at.unit in SHARES or quantity.about or at.figure.suffix:
        return False
    if cue is None and quantity.value < 2:
        return True
    words = first_words(at.right)
    lenient = cue is None or bool(cue["equal"])
    return lenient and bool(_structure().search(words) or _counted_things().match(words))


@cache
def _with_number() -> re.Pattern[str]:
    return re.compile(one_of("targets", "words_with_numbers"))


def _in_a_word(at: Place) -> bool:
    """Whether it is part of a word: 铁人三项."""
    start, end = at.figure.quantity.span
    near = _with_number().finditer(at.context.folded, max(0, start - _NEAR), end + _NEAR)
    return any(word.start() <= start and end <= word.end() for word in near)


def _shared_out(at: Place) -> bool:
    """Whether it only counts into what the work is divided (将任务分解为15项目标), or what is."""
    led = at.context.folded[max(at.figure.clause.start, at.figure.start - _LOOKS_BACK) : at.figure.start]
    into = _COUNTED_OUT.search(at.unit) and _SHARED_OUT_INTO.search(led)
    return bool(into) or _SHARED_OUT.search(at.following) is not None


def _names_a_project(at: Place) -> bool:
    """Whether it is the size by which a project is called (重点抓好25万吨己二酸、10万吨针状焦等项目), which is no level to reach."""
    if at.meant or not _CAPACITY.search(at.unit) or _BY_PROJECTS.search(at.right) or _BY_PROJECTS.search(at.left):
        return False
    clause = at.context.folded[at.figure.end : at.figure.clause.end]
    return _OF_PROJECTS.search(clause) is not None


def _is_of_all(at: Place) -> bool:
    """Whether it only says how many all are: 全部89个村."""
    return _ALL.search(at.context.folded, at.figure.start - 2, at.figure.start) is not None


def _counts_rules(at: Place) -> bool:
    """Whether it only says how many rules are to be kept: 落实好稳增长58条措施."""
    if at.meant or not _NUMBERED.search(at.unit) or not _carried_out().search(at.left):
        return False
    return bool(_measures_in_force().fullmatch(at.right) or (not at.right and _rules_at_end().search(at.left)))


def _counts_places(at: Place) -> bool:
    """Whether it only says which places or whose bodies are meant: 将三镇的招商职能, 对6县（市）人民政府."""
    if at.meant or not _COUNTED_PLACES.fullmatch(at.unit):
        return False
    return at.figure.quantity.chinese or _BODY_BEHIND.match(at.right) is not None


def _is_ceiling(at: Place) -> bool:
    """Whether it limits what one and the same may get: 同一企业不超过20万元."""
    most = (at.figure.cue and at.figure.cue["most"]) or (at.figure.suffix and at.figure.suffix["most"])
    return bool(most and MONEY_UNIT.search(at.unit) and _EACH_THE_SAME.search(at.left))


def _lasts(at: Place) -> bool:
    """Whether it is how long somebody is given something: 连续支持不超过三年."""
    return bool(_LONG.search(at.unit) and at.figure.cue and at.figure.cue["most"] and _GRANTED_SO_LONG.search(at.left))


def _addressed(at: Place) -> bool:
    """Whether it only tells to whom something is given: 对5人以上的团队."""
    wide = (at.figure.suffix and not at.figure.cue) or at.figure.quantity.upper is not None
    return bool(wide and at.right.startswith("的") and _TO_SUCH.search(at.left))


def _describes(at: Place) -> bool:
    """Whether 以上的 makes it an attribute of what follows: 150万吨以上的企业."""
    described = at.figure.suffix and not at.figure.cue and at.unit not in SHARES and DESCRIBES.match(at.right)
    return bool(described and (is_size(at.unit) or at.measured))


def _qualifies(at: Place) -> bool:
    """Whether a size with 以上 stands before what it is of, and nothing is made: 年货运量150万吨以上企业."""
    stands_before = at.figure.suffix and at.right and not done_to_all().match(at.right)
    if _REACHES.match(at.right):
        return False
    if stands_before and _ITS_SIZE.search(at.left):
        return True
    return bool(stands_before and not any_verb().search(at.left) and not at.figure.cue and is_size(at.unit))


def _is_there(at: Place) -> bool:
    """Whether a size is told of what is there: 全县耕地面积50万亩."""
    made = any_verb().search(at.left) or "年" in at.left or at.context.goes_on
    to_come = at.context.due and MONEY_UNIT.search(at.unit)
    return not (at.meant or to_come) and is_size(at.unit) and at.measured and not made


def _is_attribute(at: Place) -> bool:
    """Whether an amount of time, money, length or age goes with the words behind it: 超100亿元的集群."""
    sized = TIME_UNIT.search(at.unit) or MONEY_UNIT.search(at.unit) or at.unit in ("米", "平方米", "岁")
    if not sized or (at.measured and not at.right.startswith("的")):
        return False
    if at.more and WORDS.match(at.right):
        return True
    made = any_verb_at_end().search(at.left) is not None
    of_it = at.right.startswith("的") and not made and not (at.figure.cue and _AS_A_STANDARD.match(at.right))
    return of_it or (at.more and _ATTRIBUTE.search(at.following) is not None)


REASONS = (
    Exclusion("not-yet", lambda at: bool(not_yet_a_target().search(at.left)) or at.left.endswith("已"), "已建成充电桩3万个"),
    Exclusion("after-an-event", _after_an_event, "自印发之日起15日内制定细则"),
    Exclusion("widened", lambda at: _WIDENED.search(f"{at.left[-_LOOKS_BACK:]}{at.following}") is not None, "由参保3年以上放宽至1年以上"),
    Exclusion("beside-a-standard", lambda at: at.unit == "个百分点" and _BESIDE.search(at.left) is not None, "超出认定标准0.3个百分点"),
    Exclusion("order", lambda at: bool(_ORDER_UNIT.match(at.unit)) and not at.meant, "第3期"),
    Exclusion("bare-number", lambda at: not at.unit and not at.meant and not at.measured and not _IS_A_RATIO.search(at.left), "11.121人才"),
    Exclusion("of-all", _is_of_all, "完成全部89个村排查"),
    Exclusion("in-a-word", _in_a_word, "办好铁人三项赛"),
    Exclusion("only-counts", _only_counts, "健全五大体系"),
    Exclusion("counts-rules", _counts_rules, "落实好稳增长58条措施"),
    Exclusion("counts-places", _counts_places, "将三镇的招商职能划归管委会"),
    Exclusion("describes", _describes, "年产量150万吨以上的企业"),
    Exclusion("addressed", _addressed, "对5人以上的团队"),
    Exclusion("granted", lambda at: _grants().match(at.right) is not None, "按15%给予补助"),
    Exclusion("ceiling", _is_ceiling, "同一企业不超过20万元"),
    Exclusion("lasts", _lasts, "连续支持不超过三年"),
    Exclusion("for-its-own", lambda at: _FOR_ITS_OWN.search(at.left) is not None, "优先支持其辖区内2家园区"),
    Exclusion("paid", lambda at: bool(MONEY_UNIT.search(at.unit) and _AT_MOST_PAID.search(at.left)), "最高50万元"),
    Exclusion("shared-out", _shared_out, "将121项重点工作进行分解"),
    Exclusion("project", _names_a_project, "抓好25万吨己二酸、10万吨针状焦等项目建设"),
    Exclusion("past", lambda at: bool(_PAST_AT_END.search(at.left)) and at.figure.cue is None and at.unit not in SHARES, "占地的3亩"),
    Exclusion("qualifies", _qualifies, "支持年货运量150万吨以上企业"),
    Exclusion("is-there", _is_there, "耕地面积50万亩"),
    Exclusion("attribute", _is_attribute, "培育超100亿元集群"),
    Exclusion("spent", lambda at: bool(MONEY_UNIT.search(at.unit) and _SPENT.match(at.right)), "安排500万元用于奖励"),
)  # fmt: skip


OF_LIMITS = ("after-an-event", "widened")


def is_no_target(figure: Figure, context: FigureContext) -> bool:
    """Whether `figure` only qualifies, dates or counts what there already is, by the first reason that holds."""
    if figure.kind:
        return False
    at = Place(figure, context, context.words(figure.left), context.words(figure.right))
    is_limit = limit(figure, context) is not None
    return any(reason.holds(at) for reason in REASONS if not is_limit or reason.id in OF_LIMITS)
