"""Tells whether something is due by a time: what a text says around it, as ordered lists of reasons for and against."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property

from kgservice.documents.text import Span
from kgservice.extraction.rule import Reason
from kgservice.levels import LEVELS
from kgservice.lexicon import one_of, pattern_of
from kgservice.times.model import Form, Time

_BEFORE = 14  # 有效期至, 较, 做好: what counts stands right before
_END = "止"
_BEFORE_END = 40  # 执行时间从2026年6月1日起，至: and what it lasts for is told before both days
_AFTER = 40  # the longest clause of 1,092 annotated deadlines has 57 characters with the time
_SENTENCE = re.compile("[。；！？]")
_CLAUSE = re.compile("[，。；：！？]")


@dataclass(frozen=True)
class Around:
    """A time with the words before and behind it, and whether it stands where only a time can (完成时限：2026年6月)."""

    time: Time
    words: str
    before: str
    after: str
    alone: bool = False
    listed: bool = False

    @cached_property
    def explicit(self) -> bool:
        """Whether its own words say that it is a limit: 到2025年, 6月底前."""
        if self.time.by or self.time.before:
            return True
        part = self.time.last.part
        told = part == "起" or (part in ("底", "末") and self.time.last.year is not None)
        return told or (self.time.last.part in ("底", "末", "中", "内") and self._has_year and self.words != "年底")

    @cached_property
    def bare(self) -> bool:
        """Whether it is a day, month or year without a word that makes it a limit, in prose."""
        return self.time.form is Form.POINT and not (self.explicit or self.alone)

    @cached_property
    def bare_year(self) -> bool:
        """Whether it is a year, or a season of one (今冬明春), and nothing else."""
        return self.bare and (self.time.last.only_year or self.time.last.season_of_year)

    @property
    def within(self) -> bool:
        """Whether it is so long from an event that is not said: 5年内."""
        return self.time.term is not None and not self.time.term.event

    @cached_property
    def clause(self) -> str:
        """What stands behind it up to the next comma."""
        return _CLAUSE.split(self.after, maxsplit=1)[0]

    @property
    def _has_year(self) -> bool:
        return self.time.last.year is not None or self.time.last.shift is not None


def around(folded: str, start: int, end: int, time: Time, *, alone: bool, listed: bool) -> Around:
    """`time` with what stands around it in the passage from `start` to `end`."""
    reach = _BEFORE_END if folded[time.end - 1] == _END else _BEFORE
    before = _SENTENCE.split(folded[max(start, time.start - reach) : time.start])[-1]
    return Around(
        time, folded[time.start : time.end], before, folded[time.end : min(end, time.end + _AFTER)], alone, listed
    )


def is_due(what: Around) -> bool:
    """Whether something is due by the time, by the first reason that holds."""
    if any(reason.holds(what) for reason in AGAINST):
        return False
    return any(reason.holds(what) for reason in FOR)


def _told(template: str) -> re.Pattern[str]:
    return pattern_of("deadlines", template)


@cache
def _words(place: str, *lists: str) -> re.Pattern[str]:
    words = one_of("deadlines", *lists)
    return re.compile({"start": f"^{words}", "end": f"{words}$", "any": words}[place])


@cache
def _thing_soon() -> re.Pattern[str]:
    return re.compile(f"[\u4e00-\u9fff“”]{{0,6}}{one_of('deadlines', 'things')}")


_GOALS_ARE = re.compile("[^，。；：]{0,24}目标(?:是|为|：)")


def sets_goals(folded: str, year: Span) -> bool:
    """Whether the bare `year` outside all items is one in which goals are to be reached, or that was decided on."""
    decided = _words("end", "decided").search(folded, max(0, year.start - _BEFORE), year.start)
    return decided is not None or _GOALS_ARE.match(folded, year.end) is not None


def _begins(words: str, *lists: str) -> bool:
    return _words("start", *lists).match(words) is not None


def _ends(words: str, *lists: str) -> bool:
    return _words("end", *lists).search(words) is not None


def _has(words: str, *lists: str) -> bool:
    return _words("any", *lists).search(words) is not None


_IS_OF = re.compile(r"(?:以?[内前])?的(?!基础上)[\u4e00-\u9fff\d“]")
_BUILT = "[\u4e00-\u9fff]{0,4}{been}(?:并[\u4e00-\u9fff]{2,4})?的[\u4e00-\u9fff]"
_SINCE_THEN = re.compile("[起始](?![至到-])|开始")
_MAY_UNTIL = "，?[^，。；]{0,20}可(?:以|继续|按规定)?{had}"
_PUT_FORWARD = "[^，。；]{0,60}{put_forward}"
_IN_FORCE = "，?{how_in_force}?{comes_into_force}"
_OF_HERE = re.compile(f"[本全我][{LEVELS}]的?$")
_TOLD_NEARER = re.compile(r"[^，。；\d]{0,12}于\d{1,2}月|[^，。；\d]{2,20}(?:年底|[上下]半年|\d{1,2}月底)前")
_RATE = re.compile(
    r"\d|(?:补助|补贴|奖励|资助)[^，。；]{0,6}\d[\d.]*万?元|只|[一二三四五六七八九十两]+(?:批|份|件|次(?!性))|每|新增长|均|增长|度的?(?:工作|任务|计划|目标|考核|报告)|产生|的|给予|全国|[一二三四五六七八九十百千万\d]+[元次]"
)
_AN_AMOUNT_OF_TIME = re.compile("(?:提前|[一两三]|人均)$")
_SUCH_AS = "[^，。；]{1,14}的{whom}"
_IS = re.compile("是(?!否)")
_GETS_UNTIL = "，?对[^。；]{2,60}{gets}"
_OF_A_LIST = "[^，。；\\d]{0,12}{things}(?:[中内已]|所列)"
_SHORT_TERMS = ("日", "周", "小时")
_CEILING = r"(?:的?{benefits}{sums}?)?{limited}[^，。；]{0,6}?[\d一二三四五六七八九十][^，。；]{0,6}元"
_OF_ONE = re.compile("(?:同一|单[个家户笔人项]|每[家户])[^，。；]{0,10}$")
_MAY_WITHIN = r"{may}|[^，。；]{0,8}?(?:{gets}|{may_not}|[一二三两\d]次|未(?!来)|无(?!害|障|偿))|有效"
_QUARTER_OF = re.compile("(?:[年每前上]|风险)$")
_EVER_SINCE = re.compile("[^，。；：]{0,30}以来(?=[，。；：]|$)")
_OPENS_TEXT = re.compile("(?:现|为)(?:就|对|将)$")
_COUNTED_FROM = re.compile("(?:从|自|由)[^，。]{0,10}$")
_ANOTHER = re.compile("[、和及与]")
_PLANS_SO_MANY = re.compile(
    rf"(?:[\u4e00-\u9fff]{{0,6}}共|[全本我各][{LEVELS}]|拟)?计划[^，。；\d]{{2,20}}\d"
)  # 今春全镇计划清淤渠道12公里
_IN_BRACKETS_BEHIND = re.compile("（[^（）]*）?$")
_OF_WHAT_IS_SET = re.compile(rf"[\u4e00-\u9fff]的(?:[本全我][{LEVELS}]的?)?$")
_YEARS_LISTED = re.compile(r"(?:[、和及]20\d\d年){1,3}[^，。；]{0,30}?(?:分别|，|各|每年)")

AGAINST: tuple[Reason[Around], ...] = (
    Reason("validity", lambda at: _tells_validity(at), "有效期至2029年4月30日"),
    Reason("in-force-from", lambda at: _is_in_force_from(at), "自2024年5月1日起施行"),
    Reason(
        "counted-from", lambda at: at.time.by and _COUNTED_FROM.search(at.before) is not None, "从2020年的10%到2023年"
    ),
    Reason(
        "ever-since",
        lambda at: not (at.time.by or at.time.before) and _EVER_SINCE.match(at.after) is not None,
        "“十二五”时期实施改造以来",
    ),
    Reason("of-the-text", lambda at: _is_of_the_text(at), "现就“十四五”期间推进工作提出以下意见"),
    Reason("past", lambda at: at.time.by and _has(at.after[:12], "done"), "到2023年底，已建成3万个"),
    Reason(
        "done-before",
        lambda at: at.time.before and at.after.startswith("已") and not at.alone,
        "2018年底前已完成改制的企业",
    ),
    Reason(
        "may-until",
        lambda at: at.time.before and not at.alone and _told(_MAY_UNTIL).match(at.after) is not None,
        "2027年底前企业可免缴费用",
    ),
    Reason(
        "built-by-then", lambda at: not at.alone and _told(_BUILT).match(at.after) is not None, "2000年底前建成的小区"
    ),
    Reason("state-since", lambda at: at.within and _ends(at.before, "states"), "毕业2年内高校毕业生"),
    Reason("within-may", lambda at: at.within and _told(_MAY_WITHIN).match(at.after) is not None, "5年内享受薪酬补贴"),
    Reason(
        "within-which",
        lambda at: at.within and _told(_SUCH_AS).match(at.after) is not None,
        "退库后两年内重新入库的企业",
    ),
    Reason("level", lambda at: at.within and not at.alone and _ends(at.before, "leveled"), "办理时间压缩至5个工作日内"),
    Reason("short", lambda at: at.within and not at.alone and _is_short(at), "24小时内降雨量达到50毫米"),
    Reason("told-of", lambda at: not at.alone and _IS.match(at.after) is not None, "第一季度是全年的风向标"),
    Reason(
        "benefit-until",
        lambda at: at.time.by and not at.alone and _told(_GETS_UNTIL).match(at.after) is not None,
        "截至2027年底，对换购住房的居民予以退税",
    ),
    Reason("of-then", lambda at: _is_of_then(at), "2023年底的存量"),
    Reason("rate", lambda at: at.time.plain and not at.alone and _tells_rate(at), "每年每千人四份"),
    Reason("ceiling", lambda at: _tells_ceiling(at), "每年最高不超过50万元，同一企业每年申领不超过20万元"),
    Reason("entitlement", lambda at: _tells_entitlement(at), "2019年1月1日至12月31日，困难企业可开展培训"),
    Reason("paid", lambda at: at.words[0] in "按逐" and not at.alone and _begins(at.after, "paid"), "补贴按月足额发放"),
    Reason("reported", lambda at: not (at.time.before or at.alone) and _begins(at.after, "reported"), "通报上半年情况"),
    Reason("looked-back", lambda at: _looks_back(at), "分析上半年经济运行情况"),
    Reason("compared", lambda at: at.bare and _ends(at.before, "compared"), "较2020年增长10%"),
    Reason(
        "compared-with-end",
        lambda at: not (at.time.before or at.alone) and _ends(at.before, "base"),
        "较2020年底增长10%",
    ),
    Reason("goes-on", lambda at: at.bare_year and _begins(at.after, "goes_on"), "2025年度考核"),
    Reason("since", lambda at: at.bare and _SINCE_THEN.match(at.after) is not None, "2025年起"),
    Reason("thing-of-the-year", lambda at: at.bare_year and _is_thing_of_year(at), "做好2025年“数据要素×”大赛组织工作"),
    Reason(
        "attribute",
        lambda at: at.bare_year and _OF_WHAT_IS_SET.search(at.before) is not None,
        "保持在省确定的我县2030年耕地保有量",
    ),
    Reason("told-nearer", lambda at: at.bare_year and _TOLD_NEARER.match(at.after) is not None, "今年将于5月组织检查"),
    Reason("described", lambda at: at.bare_year and _ends(at.clause, "describing"), "今年防汛形势严峻、任务重"),
    Reason("years-named", lambda at: at.bare_year and _only_names_years(at), "2024年和2025年数据"),
    Reason("season", lambda at: at.time.form is Form.SEASON and not at.time.before, "汛期24小时值班"),
    Reason("motto", lambda at: _is_motto(at), "坚持“年初公布、年底兑现”"),
    Reason(
        "kind-of-work", lambda at: at.time.form is Form.SEASON and _begins(at.after, "kinds_of_work"), "开展汛前大检查"
    ),
    Reason("years-of", lambda at: _is_span_of_years(at), "2024—2026年申请量年均增长8%"),
    Reason("quarter-of", lambda at: _is_quarter_of(at), "成员单位季度风险会商"),
)

FOR: tuple[Reason[Around], ...] = (
    Reason("alone", lambda at: at.alone, "完成时限：2026年6月"),
    Reason("listed", lambda at: at.listed, "6月、12月底前"),
    Reason("explicit", lambda at: at.explicit, "到2025年，6月底前"),
    Reason("form", lambda at: at.time.form is not Form.POINT, "每季度"),
    Reason("quarter", lambda at: at.time.last.months is not None, "第四季度开展总结"),
    Reason("this-year", lambda at: at.time.last.only_year or at.bare_year, "2019年，修订条例"),
    Reason("done-then", lambda at: _begins(at.after.lstrip("，"), "due"), "2026年9月1日投用"),
    Reason(
        "striven",
        lambda at: at.time.last.month is not None and _ends(at.before, "striven", "expected"),
        "力争6月上旬开工",
    ),
    Reason("appointed", lambda at: _ends(at.before, "appointed") and at.time.last.month is not None, "定于5月18日揭牌"),
    Reason(
        "on-that-day",
        lambda at: at.before.endswith("于") and _has(at.clause, "due", "dealt_with"),
        "于9月1日前后组织开业",
    ),
)


def _is_of_the_text(at: Around) -> bool:
    """Whether it only tells of what the text itself is: 现就“十四五”期间推进工作提出以下意见."""
    return (
        not at.time.before
        and _OPENS_TEXT.search(at.before) is not None
        and _told(_PUT_FORWARD).match(at.after) is not None
    )


def _is_in_force_from(at: Around) -> bool:
    return (
        _told(_IN_FORCE + "(?=[。；，）的]|$)" if at.words.endswith(("起", "开始")) else "[起始]" + _IN_FORCE).match(
            at.after
        )
        is not None
    )


def _tells_validity(at: Around) -> bool:
    return not at.alone and at.time.form is not Form.RECURRENCE and _has(at.before, "in_force")


def _tells_ceiling(at: Around) -> bool:
    """Whether it only says how often somebody may get as much at most."""
    if not at.time.plain or at.alone:
        return False
    of_one = _OF_ONE.search(at.before) is not None and _told("{limited}").search(at.clause) is not None
    return of_one or _told(_CEILING).match(at.after) is not None


def _tells_entitlement(at: Around) -> bool:
    """Whether a span of days is that in which somebody may have something, which is how long it holds."""
    return (
        at.time.form is Form.RANGE
        and not at.alone
        and at.time.last.day is not None
        and _told("[^。；]{0,30}(?:{may}|{gets})").search(at.after) is not None
    )


def _is_short(at: Around) -> bool:
    """Whether it is a few days or hours in which nothing is said to be done."""
    return at.time.term is not None and at.time.term.unit in _SHORT_TERMS and not _has(at.clause, "due", "dealt_with")


def _looks_back(at: Around) -> bool:
    """Whether what was done in it is only told: 分析上半年经济运行情况."""
    over = not (at.time.before or at.time.by or at.alone) and at.time.form is Form.POINT
    return over and _ends(at.before, "looks_back") and _ends(at.clause, "reported")


def _is_motto(at: Around) -> bool:
    """Whether it stands inside quotation marks with other words."""
    opened = at.before.rfind("“") > at.before.rfind("”")
    closes = at.after.find("”")
    return opened and closes >= 0 and "“" not in at.after[:closes]


def _is_of_then(at: Around) -> bool:
    return not at.alone and (at.time.form is Form.POINT or at.within) and _IS_OF.match(at.after) is not None


def _tells_rate(at: Around) -> bool:
    return _RATE.match(at.after) is not None or _AN_AMOUNT_OF_TIME.search(at.before) is not None


def _only_names_years(at: Around) -> bool:
    return _ANOTHER.match(at.after) is not None and not _YEARS_LISTED.match(at.after)


def _is_quarter_of(at: Around) -> bool:
    last = at.time.last
    return last.months is not None and last.year is None and not at.time.before and bool(_QUARTER_OF.search(at.before))


def _is_span_of_years(at: Around) -> bool:
    """Whether years from one to another only say of when something is (2024—2026年申请量), and nothing is done in them."""
    span = at.time.form is Form.RANGE and at.time.last.only_year and not (at.explicit or at.alone)
    return (
        span
        and "年" not in at.words[:5]
        and at.after[:1] not in ("，", "：", "", "每")
        and not _begins(at.after, "due")
    )


def _is_thing_of_year(at: Around) -> bool:
    """Whether a bare year names a year's thing (对照2026年工作要点), not when something is done."""
    if at.after[:1] == "，":
        return False
    if at.after[:1] == "《" or _told(_OF_A_LIST).match(at.after):
        return True
    if _ends(_OF_HERE.sub("", at.before), "taken"):
        return True
    if _begins(at.after, "due") or _PLANS_SO_MANY.match(at.clause):
        return False
    clause = _IN_BRACKETS_BEHIND.sub("", at.clause)
    soon = _thing_soon().match(clause)
    rest = clause[soon.end() :] if soon else clause
    return (soon is not None or _ends(clause, "things")) and not _has(rest, "due")
