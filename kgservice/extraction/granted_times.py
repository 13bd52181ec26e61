"""Tells whether a time only says when somebody may have or gets something, or which people and things are meant."""

from __future__ import annotations

import re
from functools import cache

from kgservice.extraction.around import Around
from kgservice.extraction.rule import Reason
from kgservice.lexicon import one_of, pattern_of
from kgservice.times.model import Form

_WITH_OBJECT = re.compile("[^，。；：]{2,40}的[，、；]")
_DONE = (
    "[\u4e00-\u9fff]{0,4}{been}"
    "(?:(?:并[\u4e00-\u9fff]{2,4}|{been}|{due})?的[\u4e00-\u9fff]|(?!一批|若干)[^，。；一\\d]{1,12}的(?:{whom}|{owned}))"
    "|(?!未)[\u4e00-\u9fff]{0,2}{due}的[^，。；一\\d]{0,8}(?:{whom}|{owned})"
)
_OF_THOSE = re.compile("[^。；：]{2,39}的[\u4e00-\u9fff]")
_OF_PEOPLE = "[^。；：]{2,60}的(?:{whom}|{owned})"
_AND_WHO = re.compile("且(?:[在于须应]|必须)?$")
_SUCH_AS = "[^，。；]{1,14}的(?:{whom}|\\d)"
_NOT_DONE = re.compile("，?(?:仍|还|尚|确)?(?:未(?![来成]|雨)|无法|没有|不能(?!出现|发生|新增)|不达标|不合格)")
_CONDITION = "[^，。；：对]{2,40}，(?!逾|未|不|拒|超)[^，。；：对]{2,40}的，[^。；]{0,20}(?:{gets}|{may})"
_THEN_GETS = "[^，。；：对\\d]{2,30}，{may}[^，。；]{0,16}?(?:{gets}|兑现)"
_MAY_UNTIL = "，?[^，。；]{0,20}(?:可(?:以|继续|按规定)?{had}|{whom}{may}[^，。；]{0,16}?(?:{had}|{gets}|领))"
_HAS_WITHIN = r"(?!(?:予以)?{acts})[^，。；]{0,8}?(?:{gets}|{may_not}|[一二三两\d]次|未(?!来)|无(?!害|障|偿)|{waived})"
_MAY_WITHIN = (
    "{may}|每人每[月年](?:发放|给予|补)|继续(?:按|享受|使用|沿用|执行)|有效|免|(?:累计|合计|总额)?{limited}|按[^，。；]{0,14}限额|"
    + _HAS_WITHIN
)
_UP_TO_END = re.compile("，?[^，。；]*")
_ALL = "全部"
_GETS_FOR_YEARS = "{may}|[^，。；]{0,8}?{may_not}|[^。；]{0,60}?{gets}"
_TO_WHOM = "(?:期间)?，?(?:继续|暂|阶段性)?对[^。；]{2,70}{gets}"
_WAIVED = "，?[^，。；]{0,40}{waived}(?![^，。；]*(?:的|\\d))"
_GETS_THEN = "[^。；]{0,70}?(?:{may}|{gets})"
_MAY_BEFORE = "{may}[^，。；]{0,13}$"
_CEILING = r"(?:的?{benefits}?{sums}?)?{limited}[^，。；]{0,6}?[\d一二三四五六七八九十][^，。；]{0,6}元"
_OF_ONE = re.compile("(?:同一|单[个家户笔人项]|每[家户人])[^，。；]{0,10}$")
_EACH_TIME = "(?:分别|各|再)?(?:{waived}|享受)"


def _told(template: str) -> re.Pattern[str]:
    return pattern_of("deadlines", template)


@cache
def _at_end(*lists: str) -> re.Pattern[str]:
    return re.compile(f"{one_of('deadlines', *lists)}$")


def _follows(at: Around, template: str) -> bool:
    return _told(template).match(at.after) is not None


def only_granted(at: Around) -> bool:
    """Whether the time only says when somebody has something, or which are meant; never where only a time can stand."""
    return not at.alone and any(reason.holds(at) for reason in GRANTED)


GRANTED: tuple[Reason[Around], ...] = (
    Reason("built-by-then", lambda at: _follows(at, _DONE), "2000年底前建成的小区"),
    Reason("within-which", lambda at: at.within and _follows(at, _SUCH_AS), "退库后两年内重新入库的企业"),
    Reason("of-those", lambda at: _tells_which(at), "对年底前到期的合同"),
    Reason("not-done", lambda at: _was_missed(at), "6月底前未完成的，予以通报"),
    Reason("condition", lambda at: _is_condition(at), "年底前完成的，给予奖励"),
    Reason("may-until", lambda at: at.time.before and _told_without_duty(at, _MAY_UNTIL), "2027年底前企业可免缴费用"),
    Reason("within-may", lambda at: _is_allowed(at), "5年内享受薪酬补贴"),
    Reason("granted-to", lambda at: _is_granted_to(at), "截至2027年底，对换购住房的居民予以退税"),
    Reason(
        "waived", lambda at: at.time.before and _told_without_duty(at, _WAIVED), "6月底前实行欠费不停供并免收滞纳金"
    ),
    Reason(
        "waived-of",
        lambda at: not at.time.before and _at_end("waived").search(at.before) is not None,
        "免征2023年上半年房产税",
    ),
    Reason("entitlement", lambda at: _is_window(at), "2019年1月1日至12月31日，困难企业可开展培训"),
    Reason("each-time", lambda at: at.time.plain and _follows(at, _EACH_TIME), "每学年分别减免保教费150元"),
    Reason(
        "ceiling", lambda at: at.time.plain and _tells_ceiling(at), "每年最高不超过50万元，同一企业每年申领不超过20万元"
    ),
    Reason(
        "may-again",
        lambda at: at.time.form is Form.RECURRENCE and _may_have_again(at),
        "租房职工可每年提取一次公积金",
    ),
    Reason(
        "paid", lambda at: at.words[0] in "按逐" and _follows(at, "(?:相应)?(?:{paid}|{waived})"), "补贴按月足额发放"
    ),
)


def _may_have_again(at: Around) -> bool:
    """Whether somebody may have something each time: 可每年提取一次公积金, but 可疑病例每日报告."""
    return _told(_MAY_BEFORE).search(at.before) is not None and _follows(at, "[^，。；]{0,4}(?:{paid}|{had})")


def _tells_which(at: Around) -> bool:
    """Whether it stands inside the words that say which people or things are meant: 对年底前到期的合同, 购买住房且在6月底前备案的居民."""
    if at.before.endswith("对"):
        return _OF_THOSE.match(at.after) is not None
    return _AND_WHO.search(at.before) is not None and _follows(at, _OF_PEOPLE)


def _was_missed(at: Around) -> bool:
    """Whether it tells of those who have not done something by then, and not what is to become of all of them (未开工的项目全部开工)."""
    clause = _UP_TO_END.match(at.after)
    of_all = clause is not None and _ALL in clause.group()
    return at.time.before and _NOT_DONE.match(at.after) is not None and not of_all


def _is_condition(at: Around) -> bool:
    """Whether what is done by then is a condition: 年底前完成的，给予奖励; 12个月内建成投产，可一次性兑现."""
    if _WITH_OBJECT.match(at.after):
        return True
    return at.time.form is not Form.RECURRENCE and (
        _follows(at, _CONDITION) or (at.explicit and _follows(at, _THEN_GETS))
    )


def _is_allowed(at: Around) -> bool:
    """Whether it is how long somebody may, or may not, or gets something: 5年内享受补贴, 自领取之日起2年内不得上市交易."""
    if at.time.term is None:
        return False
    if at.within:
        return _follows(at, _MAY_WITHIN)
    return at.time.term.unit == "年" and _follows(at, _GETS_FOR_YEARS)


def _is_granted_to(at: Around) -> bool:
    """Whether somebody is told who gets something then, and nothing that is to be done; before a day that is only what they need not pay."""
    told = _told(_TO_WHOM).match(at.after) if at.time.form is not Form.RECURRENCE else None
    if told is None or _told("{acts}").search(told.group()) is not None:
        return False
    return at.time.by or not at.time.before or _told("{waived}").search(told.group()) is not None


def _told_without_duty(at: Around, template: str) -> bool:
    """Whether `template` follows, and no word in it says what is to be done (6月底前出台减免政策)."""
    return at.time.form is not Form.RECURRENCE and _follows(at, template) and not _tells_duty(at)


def _tells_duty(at: Around) -> bool:
    """Whether the clause says behind the time what is to be done, or of all of them (减免政策全部落实到位)."""
    clause = _UP_TO_END.match(at.after)
    words = clause.group().replace("继续", "") if clause else ""
    return _ALL in words or _told("{acts}|{due}").search(words) is not None


def _is_window(at: Around) -> bool:
    """Whether a span is that in which somebody may have something, which is how long it holds."""
    if at.time.form is not Form.RANGE or not (at.time.last.day or at.after.startswith("期间")):
        return False
    if "之日" in at.words and at.after.startswith("期间"):
        return True
    gets = _told(_GETS_THEN).match(at.after)
    return gets is not None and _told("{acts}|{due}").search(gets.group().rpartition("的")[2]) is None


def _tells_ceiling(at: Around) -> bool:
    """Whether it only says how often somebody may get as much at most."""
    of_one = _OF_ONE.search(at.before) is not None and _told("{limited}").search(at.clause) is not None
    return of_one or _follows(at, _CEILING)
