"""Tells whether something is due by a time: what a text says around it, as ordered lists of reasons for and against."""

from __future__ import annotations

import re
from functools import cache

from kgservice.documents.text import Span
from kgservice.extraction.around import BEFORE, Around
from kgservice.extraction.granted_times import only_granted
from kgservice.extraction.rule import Reason
from kgservice.levels import LEVELS
from kgservice.lexicon import one_of, pattern_of
from kgservice.times.model import Form


def is_due(what: Around) -> bool:
    """Whether something is due by the time, by the first reason that holds."""
    if only_granted(what) or any(reason.holds(what) for reason in AGAINST):
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


_OPENS_CLAUSE = re.compile("(?:^|[，。；：于在])$")
_GOALS_ARE = "[^，。；：]{0,24}(?:目标|任务)(?:是|为|：)|，?(?:[全我][省市县区镇乡])?{striven}|[^，。；：]{0,24}{level}"


def sets_goals(folded: str, year: Span) -> bool:
    """Whether the bare `year`, or quarter, outside all items is one in which goals are to be reached, or that was decided on."""
    before = folded[max(0, year.start - BEFORE) : year.start]
    opens = _OPENS_CLAUSE.search(before) is not None and _told("，?[^，。；]{0,24}?{due}").match(folded, year.end)
    decided = _ends(before, "decided", "striven") or (opens and folded.endswith("季度", year.start, year.end))
    return bool(decided) or _told(_GOALS_ARE).match(folded, year.end) is not None


def _begins(words: str, *lists: str) -> bool:
    return _words("start", *lists).match(words) is not None


def _ends(words: str, *lists: str) -> bool:
    return _words("end", *lists).search(words) is not None


def _has(words: str, *lists: str) -> bool:
    return _words("any", *lists).search(words) is not None


_IS_OF = re.compile(r"(?:以?[内前])?的(?!基础上)[\u4e00-\u9fff\d“]")
_FORMULA = re.compile("[+=×÷]$")
_KEPT = re.compile(
    "(?:(?:政策|措施|(?:执行|优惠)期限?)[^，。；]{0,4}(?:延续|延长|执行|实施|顺延)?|(?:继续|延续)?(?:执行|施行))[至到]?$"
)
_KEEPS_ON = re.compile("(?:期间)?，(?:继续(?:实施|执行)|延续(?:实施|执行)?)[^，。；]{2,40}政策")
_TAKES_DOCUMENT = re.compile("(?:按照|根据|依据|遵照|落实|贯彻|执行)$")
_DOCUMENT = re.compile("[^，。；《]{0,24}(?:《|会议|文件|通知)")
_IMPRINT = re.compile("印发?。?$")
_BY_THEN = re.compile("(?:全面|基本|如期|率先|初步|全部)(?:完成|实现|建成|达到)")
_PUT_OFF = re.compile("(?:延|延长|延期|推迟|提前|顺延)[至到]$")
_LABEL = re.compile("(?:年度)?(?:主要|重点|工作|目标|计划)*(?:任务|目标)：")
_OF_BRACKETS = re.compile("（[^（）]*）")
_NAMED = re.compile('[“"][^”"。；]{1,24}[”"]')
_ON_A_DAY = re.compile("(?<![成立建生始位源毕])于$")
_HAPPENED = re.compile("了|已|过的|的《|通过|[开布发]的|以来")
_IN_THEN = "(?!建|册|校|岗|编|地)"
_SINCE_THEN = re.compile("[起始](?![至到-])|开始")
_PUT_FORWARD = "[^，。；]{0,60}{put_forward}"
_IN_FORCE = "，?{how_in_force}?{comes_into_force}"
_OF_HERE = re.compile(f"[本全我][{LEVELS}]的?$")
_TOLD_NEARER = re.compile(
    r"[^，。；\d]{0,12}于\d{1,2}月|[^，。；\d]{2,20}(?:(?:年底|[上下]半年|\d{1,2}月底)前|第?[一二三四]季度)"
)
_RATE = re.compile(
    r"\d|(?:补助|补贴|奖励|资助)[^，。；]{0,6}\d[\d.]*万?元|发放\d[\d.]*万?元[^，。；]{0,8}(?:津贴|补[贴助])|只|[一二三四五六七八九十两]+(?:批|份|件|次(?!性))|每|新增长|均|增长|度的?(?:工作|任务|计划|目标|考核|报告)|产生|的|给予|全国|[一二三四五六七八九十百千万\d]+[元次]"
)
_AN_AMOUNT_OF_TIME = re.compile("(?:提前|[一两三]|人均)$")
_IS = re.compile("，?是(?!否)")
_NUMBERED = "[^，。；：（]{0,40}(?:{things})（[^（）]{0,12}〔"
_OF_A_LIST = "[^，。；\\d]{0,12}{things}(?:[中内已]|所列)"
_SHORT_TERMS = ("日", "周", "小时")
_QUARTER_OF = re.compile("(?:[年每前上]|风险)$")
_EVER_SINCE = re.compile("[^，。；：]{0,30}以来(?=[，。；：]|$)")
_OPENS_TEXT = re.compile("(?:现|为)(?:就|对|将)$")
_COUNTED_FROM = re.compile("(?:从|自|由)[^，。]{0,10}$")
_ANOTHER = re.compile("[、和及与]")
_PLANS_SO_MANY = re.compile(
    rf"(?:[\u4e00-\u9fff]{{0,6}}共|[全本我各][{LEVELS}]|拟)?计划[^，。；\d]{{2,20}}\d"
)  # 今春全镇计划清淤渠道12公里
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
    Reason(
        "for-the-text",
        lambda at: _told("，为{what_for}").match(at.after) is not None,
        "“十四五”期间，为贯彻甲规划，制定本方案",
    ),
    Reason("past", lambda at: at.time.by and _has(at.after[:12], "done"), "到2023年底，已建成3万个"),
    Reason(
        "done-before",
        lambda at: at.time.before and at.after.startswith("已") and not at.alone,
        "2018年底前已完成改制的企业",
    ),
    Reason("state-since", lambda at: at.within and _ends(at.before, "states"), "毕业2年内高校毕业生"),
    Reason("in-formula", lambda at: _FORMULA.search(at.before) is not None, "上半年得分+下半年得分"),
    Reason(
        "kept",
        lambda at: (at.time.by or at.before[-1:] in ("至", "到")) and _KEPT.search(at.before) is not None,
        "延续实施费率政策至2026年4月30日",
    ),
    Reason(
        "keeps-on",
        lambda at: not (at.alone or at.bare) and _KEEPS_ON.match(at.after) is not None,
        "2026年底前，继续执行稳岗返还政策",
    ),
    Reason("of-a-document", lambda at: _is_of_a_document(at), "按照2023年3月25日印发《甲方案》要求"),
    Reason("expiry", lambda at: not at.time.before and _begins(at.after, "expires"), "原方案将于2026年7月23日到期"),
    Reason("imprint", lambda at: at.bare and _IMPRINT.match(at.after) is not None, "县政府办公室2026年7月6日印发"),
    Reason("level", lambda at: at.within and not at.alone and _ends(at.before, "leveled"), "办理时间压缩至5个工作日内"),
    Reason("short", lambda at: at.within and not at.alone and _is_short(at), "24小时内降雨量达到50毫米"),
    Reason("told-of", lambda at: not at.alone and _IS.match(at.after) is not None, "第一季度是全年的风向标"),
    Reason("of-then", lambda at: _is_of_then(at), "2023年底的存量"),
    Reason("rate", lambda at: at.time.plain and not at.alone and _tells_rate(at), "每年每千人四份"),
    Reason("reported", lambda at: not (at.time.before or at.alone) and _begins(at.after, "reported"), "通报上半年情况"),
    Reason("looked-back", lambda at: _looks_back(at), "分析上半年经济运行情况"),
    Reason("compared", lambda at: _is_compared(at), "较2020年增长10%"),
    Reason(
        "compared-with-end",
        lambda at: not (at.time.before or at.alone) and _ends(at.before, "base"),
        "较2020年底增长10%",
    ),
    Reason("goes-on", lambda at: at.bare_year and _begins(at.after, "goes_on"), "2025年度考核"),
    Reason(
        "since",
        lambda at: at.bare and _SINCE_THEN.match(at.after) is not None and _ON_A_DAY.search(at.before) is None,
        "2025年起",
    ),
    Reason("thing-of-the-year", lambda at: at.bare_year and _is_thing_of_year(at), "做好2025年“数据要素×”大赛组织工作"),
    Reason("thing-of-the-quarter", lambda at: _is_thing_of_quarter(at), "做好第一季度经济工作"),
    Reason("fought-for", lambda at: at.bare and at.clause == "" and _ends(at.before, "fought"), "决战四季度"),
    Reason(
        "object",
        lambda at: at.time.form is Form.RANGE and _told("[^，。；]{0,24}{moved}").match(at.after) is not None,
        "将5月1日至5月5日调整为平段",
    ),
    Reason(
        "attribute",
        lambda at: at.bare_year and _OF_WHAT_IS_SET.search(at.before) is not None,
        "保持在省确定的我县2030年耕地保有量",
    ),
    Reason("told-nearer", lambda at: at.bare_year and _TOLD_NEARER.match(at.after) is not None, "今年将于5月组织检查"),
    Reason("list-below", lambda at: at.bare_year and at.clause.endswith("如下"), "2026年使用的疫苗种类如下："),
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
    Reason("put-off", lambda at: _PUT_OFF.search(at.before) is not None, "还款日期最长可延至2027年6月30日"),
    Reason("appointed", lambda at: _ends(at.before, "appointed") and at.time.last.month is not None, "定于5月18日揭牌"),
    Reason("on-that-day", lambda at: _is_on_a_day(at), "于6月5日发放录取通知书"),
)


def _is_of_a_document(at: Around) -> bool:
    return at.bare and _TAKES_DOCUMENT.search(at.before) is not None and _DOCUMENT.match(at.after) is not None


def _is_compared(at: Around) -> bool:
    """Whether it is only compared with or counted from; 在 leads to what is done then too (在2017年实现…, 在一季度形成…)."""
    if not at.bare or not _ends(at.before, "compared") or _ends(at.before, "appointed"):
        return False
    done = at.listed or (_begins(at.after, "due") and _told("{due}的").match(at.after) is None)
    return not (at.before.endswith("在") and done and "基础上" not in at.clause)


def _is_on_a_day(at: Around) -> bool:
    """Whether something is done on a day to come."""
    to_come = _ON_A_DAY.search(at.before) is not None and _HAPPENED.search(at.clause) is None
    return to_come and (at.time.last.day is not None or _has(at.clause, "due", "dealt_with"))


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
    if at.time.form is Form.RANGE and at.time.last.day is not None and at.after.startswith("期间的"):
        return not at.alone
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
        and not _told(f"在{_IN_THEN}").match(at.after)
        and not _begins(at.after, "due")
    )


def _is_thing_of_year(at: Around) -> bool:
    """Whether a bare year names a year's thing (对照2026年工作要点), not when something is done."""
    if at.after[:1] == "，":
        return False
    if at.after[:1] == "《" or any(_told(each).match(at.after) for each in (_NUMBERED, _OF_A_LIST)):
        return True
    if _LABEL.match(at.after) or (_BY_THEN.match(at.after) and _has(at.after, "asked")):
        return False
    if _NAMED.match(at.after) and not (_has(at.clause, "due") or re.search(r"\d", at.clause)):
        return True
    if _ends(_OF_HERE.sub("", at.before), "taken"):
        return True
    if _begins(at.after, "due") or _PLANS_SO_MANY.match(at.clause):
        return False
    clause = _OF_BRACKETS.sub("", at.clause)
    soon = _thing_soon().match(clause)
    rest = clause[soon.end() :] if soon else clause
    return (soon is not None or _ends(clause, "things")) and not _has(rest, "due")


def _is_thing_of_quarter(at: Around) -> bool:
    """Whether a bare quarter names a thing of it: 制定四季度开工项目清单, 做好全县一季度经济工作的重要性."""
    if not at.bare or at.time.last.months is None or at.after[:1] == "，":
        return False
    thing, _, of_it = _OF_BRACKETS.sub("", at.clause).partition("的")
    if _has(of_it, "due"):
        return False
    by_it = _ends(at.before, "by_what") and not _begins(at.after, "due")
    return by_it or (_ends(_OF_HERE.sub("", at.before), "taken") and _ends(thing, "things"))
