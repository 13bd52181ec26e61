"""Tells which quantities only date, grade or describe something and set nothing: an ordered list of reasons, each with an example."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kgservice.documents.text import Span
from kgservice.extraction.quantities import Quantity
from kgservice.extraction.rule import Reason
from kgservice.extraction.targets.patterns import pattern
from kgservice.extraction.targets.words import SUFFIX, any_verb, cue, measure_at_end

OF_EACH = re.compile("每(?:个(?!月|季)|[县市区乡镇村户校省家所座支])")  # 每县培育一家
_OFTEN = re.compile("[次批期季轮]")  # 每县开展一次 says how often
_EACH_WITHIN = 40
_VERY = 10  # 十分
_OF_SYSTEMS = ("人", "年", "票", "级", "班", "院")
_SYSTEM = re.compile("制(?![造定度作成订品约冷药剂])")
_TERM = re.compile("期(?![间内限末满])(?:以上|以下)?[\u4e00-\u9fffA-Z]{2}")
_HELD = re.compile("(?:召开|举行|举办)$")  # 召开两次会议
_ORDER = re.compile("[年月日号届]")
_COURSE = "期"  # 二期 is one of several, 12期 are so many
_LONG = re.compile("年|月|周")
_REACH = re.compile("米|公里|分钟|小时")
_RANK = re.compile("类|级|等|星")
_GRADE = re.compile("[甲乙丙]等|[A-Z]|或[一二三四]级|[\u4e00-\u9fff]{0,2}(?:水平|标准|资质|医院)")  # 达到二级甲等水平
_MEASURED = re.compile("元|米|公里|年|个月|天|小时|分钟|亩|公顷|吨")
_MONEY = re.compile("元$")
_DESCRIBED = re.compile("的?[\u4e00-\u9fff“A-Z]{2}")
_FURTHER_ATTRIBUTES = re.compile(r"(?:、[^、，；。\d]{2,12}){0,3}的[\u4e00-\u9fff“A-Z]{2}")
_SO_MANY_WITH = re.compile(r"\d余?[家个座处所项名条](?:以上)?[^、，；。\d]{2,12}$")
_COUNTED_JUST = re.compile(r"[\d一二三四五六七八九十百千](?:个|家|座|处|所|户|条|项)$")
_LASTING = re.compile("年|个?月|天|日|周|小时|分钟|工作日")
_HUGE = 10_000  # 五千亿级产业链: by its size a thing is called, not graded
_AGES = ("岁", "周岁")
_VOLTAGES = ("千伏", "kV")  # 10千伏线路
_CALENDAR_YEARS = range(1900, 2100)
_CUE_WITHIN = 12  # how far before a figure its cue begins, at most
_VERB_WITHIN = 40


@dataclass(frozen=True, slots=True)
class Quantified:
    """A quantity in its clause, with the words right beside it that say how it is meant; `is_last` of those in the clause."""

    folded: str
    clause: Span
    quantity: Quantity
    is_last: bool
    meant: re.Match[str] | None
    suffix: re.Match[str] | None

    @property
    def start(self) -> int:
        """Where it begins."""
        return self.quantity.span.start

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.quantity.span.end

    @property
    def is_one(self) -> bool:
        """Whether it is 一 of something, which is a way to say "a", but for so many for each (每县培育一家)."""
        quantity = self.quantity
        one = quantity.chinese and quantity.value == 1 and quantity.upper is None and quantity.unit != "%"
        each = OF_EACH.search(self.folded, max(self.clause.start, self.start - _EACH_WITHIN), self.start)
        return one and (each is None or _OFTEN.match(quantity.unit) is not None)

    @property
    def orders(self) -> bool:
        """Whether it says which one something is, or only "a": 2号线, 二期, 一批."""
        unit = self.quantity.unit
        numbers = _ORDER.fullmatch(unit) and self.quantity.value % 1 == 0  # 受教育年限13.5年
        return bool(numbers) or (unit == _COURSE and self.quantity.chinese) or self.is_one

    @property
    def described(self) -> bool:
        """Whether what it is of stands behind it and its suffix."""
        end = self.suffix.end() if self.suffix else self.end
        return _DESCRIBED.match(self.folded, end, self.clause.end) is not None

    @property
    def held(self) -> bool:
        """Whether so many are to be held: 召开两次会议."""
        return _HELD.search(self.folded, self.clause.start, self.start) is not None

    def goes_on(self, words: re.Pattern[str]) -> bool:
        """Whether `words` stand right behind its unit, or at the beginning of the next clause."""
        return words.match(self.folded, self.end, self.clause.end + _CUE_WITHIN) is not None

    def behind(self, words: re.Pattern[str]) -> bool:
        """Whether `words` stand right behind its unit."""
        return words.match(self.folded, self.end, self.clause.end) is not None


def _is_age(at: Quantified) -> bool:
    return at.quantity.unit in _AGES and "寿命" not in at.folded[max(0, at.clause.start - _CUE_WITHIN) : at.start]


def _is_attribute(at: Quantified) -> bool:
    """Whether what it is of stands behind it, and its own words do not make it a level."""
    if not at.described:
        return False
    before = Span(max(at.clause.start, at.start - _VERB_WITHIN), at.start)
    if at.quantity.unit == "%" and not measure_at_end().search(at.folded[before.start : before.end]):
        return False
    if at.suffix and not at.meant and not at.is_last and not any_verb().search(at.folded, *before):
        return True
    if not at.suffix and not at.meant and _LASTING.search(at.quantity.unit):
        return True
    more = at.meant is not None and at.meant["more"] is not None and not at.suffix
    money = at.suffix is not None and _MONEY.search(at.quantity.unit) is not None
    return bool(_MEASURED.search(at.quantity.unit)) and (more or money)


def _is_a_rank(at: Quantified) -> bool:
    """Whether it tells a rank, or one and those above: 二级旧里, 达到三级以上医院."""
    if not at.quantity.chinese:
        return False
    alone = not at.meant and bool(_RANK.fullmatch(at.quantity.unit))
    return alone or at.behind(_GRADE) or (at.suffix is not None and bool(_RANK.search(at.quantity.unit)))


def _is_size_of_so_many(at: Quantified) -> bool:
    """Whether it tells how large those are that have just been counted: 建设30个10万头以上养殖场."""
    counted = _COUNTED_JUST.search(at.folded, max(at.clause.start, at.start - _CUE_WITHIN), at.start)
    return counted is not None and at.suffix is not None and at.described


def _is_called_by(at: Quantified) -> bool:
    """Whether a thing is called by it: 单机30万千瓦机组, 总装机25万千瓦光伏项目."""
    if at.meant or at.suffix:
        return False
    near = at.folded[max(at.clause.start, at.start - _CUE_WITHIN) : at.start]
    return bool(pattern("{sized_by}$").search(near) or (at.described and pattern("{sizes}$").search(near)))


QUALIFIERS: tuple[Reason[Quantified], ...] = (
    Reason("calendar-year", lambda at: at.quantity.unit == "年" and at.quantity.value in _CALENDAR_YEARS, "2024年"),
    Reason("age", _is_age, "65岁以上老年人"),
    Reason("very", lambda at: not at.meant and at.quantity.chinese and at.quantity.value == _VERY and at.quantity.unit == "分" and at.described, "形势十分严峻"),
    Reason("a-batch", lambda at: at.is_one and at.quantity.unit == "批" and at.meant is not None, "突破一批关键技术"),
    Reason("kind-of", lambda at: at.quantity.unit in _OF_SYSTEMS and at.behind(_SYSTEM), "建设三人制篮球场"),
    Reason("loan-of", lambda at: at.quantity.unit == "年" and at.behind(_TERM), "不超过一年期贷款利率"),
    Reason("order", lambda at: not at.meant and not at.suffix and at.orders, "一批品牌"),
    Reason("huge", lambda at: at.quantity.unit == "级" and at.quantity.value >= _HUGE, "五千亿级产业链"),
    Reason("voltage", lambda at: not at.meant and at.quantity.unit in _VOLTAGES, "10千伏线路"),
    Reason("graded", lambda at: at.quantity.chinese and at.folded.startswith("级", at.end), "五十亿元级产业"),
    Reason("rank", _is_a_rank, "成片二级旧里"),
    Reason("session", lambda at: at.quantity.chinese and at.behind(pattern("{sessions}")) and not at.held, "十二届六次全会"),
    Reason("reach", lambda at: not at.meant and bool(_REACH.search(at.quantity.unit)) and at.behind(pattern("{reaches}")), "15分钟生活圈"),
    Reason("return-period", lambda at: at.behind(pattern("{returns}")), "达到50年一遇防洪标准"),
    Reason("long-term", lambda at: at.suffix is not None and at.suffix.group() == "内" and bool(_LONG.search(at.quantity.unit)), "三年内"),
    Reason("rises-from", lambda at: at.goes_on(pattern("，?{moves}[到至为]")), "层高由3.2米，调整为3.6米"),
    Reason("of-all", lambda at: at.quantity.unit == "%" and at.folded.startswith("全覆盖", at.end), "100%全覆盖"),
    Reason("one-of-attributes", lambda at: at.behind(_FURTHER_ATTRIBUTES) and bool(_SO_MANY_WITH.search(at.folded, at.clause.start, at.start)), "2家年产值1亿元、带动力强的企业"),
    Reason("of-so-many", _is_size_of_so_many, "建设30个10万头以上养殖场"),
    Reason("called-by", _is_called_by, "单机30万千瓦机组"),
    Reason("attribute", _is_attribute, "超百亿元集群"),
)  # fmt: skip


def quantified(folded: str, clause: Span, quantity: Quantity, is_last: bool) -> Quantified:
    """`quantity` with the words beside it."""
    meant = cue().search(folded, max(clause.start, quantity.span.start - _CUE_WITHIN), quantity.span.start)
    suffix = SUFFIX.match(folded, quantity.span.end, clause.end)
    return Quantified(folded, clause, quantity, is_last, meant, suffix)


def only_qualifies(at: Quantified) -> bool:
    """Whether it dates or describes something (2024年, 一次, 超百亿元集群) and sets nothing."""
    return any(reason.holds(at) for reason in QUALIFIERS)
