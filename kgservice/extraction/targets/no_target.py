"""Tells which figures are no targets: an ordered list of reasons, each with an example."""

from __future__ import annotations

import re
from functools import cache

from kgservice.extraction.rule import Reason
from kgservice.extraction.targets.described import (
    describes,
    is_a_size_below,
    is_attribute,
    is_there,
    names_a_project,
    of_a_share,
    qualifies,
    such_as_are,
)
from kgservice.extraction.targets.figure_context import (
    MONEY_UNIT,
    SHARES,
    SHORT_TIME,
    TIME_UNIT,
    FigureContext,
    first_words,
)
from kgservice.extraction.targets.figures import Figure
from kgservice.extraction.targets.forms import limit
from kgservice.extraction.targets.granted import (
    benefit,
    by_a_standard,
    ceiling,
    entitled,
    for_its_own,
    lasts,
    of_a_policy,
    of_these_amounts,
    offered,
    paid,
    per_one,
    spent,
)
from kgservice.extraction.targets.names import bare
from kgservice.extraction.targets.patterns import pattern
from kgservice.extraction.targets.qualifiers import OF_EACH
from kgservice.extraction.targets.surrounded import LOOKS_BACK, Surrounded
from kgservice.extraction.targets.words import any_verb, not_yet_a_target
from kgservice.levels import ABOVE_TOWNSHIPS, LEVELS
from kgservice.lexicon import one_of

_TOWARD = re.compile("(?<![面方取转导意])[向往]$")
_PAST_AT_END = re.compile("的$")
_TO_SUCH = re.compile("(?:^|[^面针相])对于?$")
_COUNTED_PLACES = re.compile(f"[{LEVELS}村]|县（市）|县（市、区）")
_ALL = re.compile("(?:全部|所有)$")
_ALL_OF_THEM = re.compile("[\u4e00-\u9fff]{2,16}全部(?=[\u4e00-\u9fff]{2})")
_SINCE = re.compile("(?:之日起?|次日起|之?后|以后|起)$")
_WIDENED = re.compile("放宽|放开至")
_IS_A_RATIO = re.compile("比[例率值]?|配[比备]")
_SHARED_OUT = re.compile("^[\u4e00-\u9fff]{2,16}(?:进行|予以|作了|作)?(?:任务)?(?:分解|分工)")
_COUNTED_OUT = re.compile("[项条个件类种档组]$")
_NUMBERED = re.compile("[条项]$")
_OF_SCORES = ("分", "%")
_MAKE_UP = re.compile("组成|构成")
_PLACES_LISTED = re.compile(
    f"城市(?![\u4e00-\u9fff]{{1,3}}[体园房站厅道路馆])|地区|省份|[{ABOVE_TOWNSHIPS}](?![\u4e00-\u9fff]{{0,2}}级)"
)
_OTHERS_OF_A_LIST = re.compile("^(?![对将把为在]).*等$")  # 甲区、乙区等3个集聚区营收占比达到50%
_LIST_MARKS = re.compile("[、和及与]|以及")
_DISCOUNT = "折"
_BASE_POINT = "基点"
_RANKED = re.compile("[名位家强]")
_UP_TO_RANK = re.compile("(?:^|[，、列的为名在居对全省市县区国])前$")  # 排名前5家, but 上线前15家企业
_WHEN = re.compile("的?(?:时(?![间限长期段])|情况下)")
_TO_SUCH_AS = re.compile("对(?![标照接比口外])[^，；：]*$")
_SUCH_AND_NO_MORE = re.compile("的[\u4e00-\u9fff]{1,10}")
_CODE = re.compile("[A-Z]\\d*-$|±$")
_NEAR = 16  # an event before 后 or 之日起: the longest annotated has 7 characters


@cache
def _again() -> re.Pattern[str]:
    return re.compile(one_of("times", "again"))


@cache
def _done_already() -> re.Pattern[str]:
    """What says that so much has been done: 已改造管网."""
    return re.compile(f"已(?:累计|全部|基本|先后)?(?:{any_verb().pattern}|$)")


def _after_an_event(at: Surrounded) -> bool:
    """Whether it is a time after an event that comes but once (自印发之日起15日内), which is a deadline."""
    words = at.left[-_NEAR:]
    since = _SINCE.search(words)
    return bool(TIME_UNIT.search(at.unit) and since and ("起" in since.group() or not _again().search(words)))


def _only_counts(at: Surrounded) -> bool:
    """Whether a Chinese numeral only counts headings or kinds: 五大体系, 提升五种能力."""
    quantity, cue = at.figure.quantity, at.figure.cue
    if not at.meant and pattern("{fields}$|^[\u4e00-\u9fff]{0,2}{fields}(?!{made_in_fields})").search(
        first_words(at.right)
    ):
        return True
    if not quantity.chinese or at.unit in SHARES or quantity.about or at.figure.suffix:
        return False
    if cue is None and quantity.value < 2 and quantity.upper is None and not OF_EACH.search(at.led):
        return True
    words = first_words(at.right)
    lenient = cue is None or bool(cue["equal"])
    return lenient and bool(
        pattern("{structures}(?:落地|落实|见效)*$").search(words)
        or pattern("(?:基本|主要|重点|核心|关键|具体)*{counted_things}").match(words)
    )


def _in_a_word(at: Surrounded) -> bool:
    """Whether it is part of a word: 铁人三项."""
    start, end = at.figure.quantity.span
    near = pattern("{words_with_numbers}").finditer(at.context.folded, max(0, start - _NEAR), end + _NEAR)
    return any(word.start() <= start and end <= word.end() for word in near)


def _shared_out(at: Surrounded) -> bool:
    """Whether it only counts into what the work is divided (将任务分解为15项目标), or what is."""
    into = _COUNTED_OUT.search(at.unit) and pattern("{shared_out}(?:[为成出]|形成)[^，；。]*$").search(at.led)
    return bool(into) or _SHARED_OUT.search(at.following) is not None


def _is_of_all(at: Surrounded) -> bool:
    """Whether it only says how many all are: 全部89个村, 七条河流水质全部达标."""
    if not at.meant and not any_verb().search(at.left) and _ALL_OF_THEM.match(at.following):
        return True
    return _ALL.search(at.context.folded, at.figure.start - 2, at.figure.start) is not None


def _counts_rules(at: Surrounded) -> bool:
    """Whether it only says how many rules are to be kept: 落实好稳增长58条措施."""
    if at.meant or not _NUMBERED.search(at.unit) or not pattern("^[^，；]{0,6}{carried_out}").search(at.left):
        return False
    in_force = pattern("[\u4e00-\u9fff]{0,4}{rules}(?![\u4e00-\u9fff]{2,})")
    return bool(in_force.fullmatch(at.right) or (not at.right and pattern("{rules}$").search(at.left)))


def _counts_places(at: Surrounded) -> bool:
    """Whether it only says which places or whose bodies are meant: 将三镇的招商职能, 对6县（市）人民政府, 组织济南等12市."""
    if at.meant or not _COUNTED_PLACES.fullmatch(at.unit):
        return False
    return at.figure.quantity.chinese or at.left.endswith("等") or pattern("{bodies}").match(at.right) is not None


def _counts_bodies(at: Surrounded) -> bool:
    """Whether it only says how many bodies stand before it: 市教育局等12个部门印发."""
    return not at.meant and at.left.endswith("等") and pattern("{bodies}").match(at.right) is not None


def _counts_its_list(at: Surrounded) -> bool:
    """Whether it only says how many places have just been listed (甲县、乙县和丙县3个县试点), and nothing that they do (…完成公园建设)."""
    if at.meant or "、" not in at.left:
        return False
    if _OTHERS_OF_A_LIST.search(at.left):
        return at.context.percents > 0 and not any_verb().search(at.left)
    if len(_LIST_MARKS.split(at.left)) != at.figure.quantity.value:
        return False
    if pattern("工作|[\u4e00-\u9fff]{0,4}(?:{counted_things}|{structures})").match(at.right):
        return True
    done = pattern("[\u4e00-\u9fff]{1,4}?{done_to_all}").match(at.right)
    return done is None and _PLACES_LISTED.match(at.right) is not None


def _addressed(at: Surrounded) -> bool:
    """Whether it only tells to whom, or to what, something is done: 对5人以上的团队; 对蚜枝率达到10%以上的田块，喷药."""
    wide = (at.figure.suffix and not at.figure.cue) or at.figure.quantity.upper is not None
    if wide and at.right.startswith("的") and _TO_SUCH.search(at.left):
        return not (at.unit in SHARES and pattern("{done_to_a_share}").search(at.following))
    return bool(at.meant and _TO_SUCH_AS.match(at.led) and _SUCH_AND_NO_MORE.fullmatch(at.following))


def _beside_a_standard(at: Surrounded) -> bool:
    """Whether it is how far something is from what it is held against: 超出认定标准0.3个百分点, 高出平均水平10%的机组."""
    if at.unit not in ("%", "个百分点"):
        return False
    return pattern("{beside}[^，；]{0,24}$").search(at.left) is not None


def _leads_toward(at: Surrounded) -> bool:
    """Whether something else is done toward so many: 教师向两个新城区流动."""
    return not at.meant and _TOWARD.search(at.left) is not None


def _rested_on(at: Surrounded) -> bool:
    """Whether it describes what is only made use of: 依托在校学生超10万人的优势."""
    return at.right.startswith("的") and pattern("^[^，；]{0,4}{resting_on}").search(at.led) is not None


def _is_numbered(at: Surrounded) -> bool:
    """Whether it only says which one it is, or up to which: 第3款, 排名前5家, SJC1-0013单元, 十一届二次全会."""
    folded, start = at.context.folded, at.figure.quantity.span.start
    named = "第届" if at.figure.quantity.chinese else "第"
    return (
        folded[max(0, start - 1) : start] in tuple(named)
        or (_RANKED.match(at.unit) is not None and _UP_TO_RANK.search(folded, max(0, start - _NEAR), start) is not None)
        or _CODE.search(folded, max(0, start - _NEAR), start) is not None
    )


def _takes_at_most(at: Surrounded) -> bool:
    """Whether it is within what time a step is taken, which is a deadline and measures no service: 登记表3个工作日内完成审批."""
    within = at.figure.suffix is not None and at.figure.suffix["most"] is not None and at.figure.cue is None
    return bool(within and SHORT_TIME.search(at.unit)) and not at.measured


def _is_allowed(at: Surrounded) -> bool:
    """Whether its clause says what may be: 可按不超过招聘计划50%的比例, 首套房允许不低于20%的首付."""
    sized = at.unit in SHARES or MONEY_UNIT.search(at.unit) or TIME_UNIT.search(at.unit)
    return bool(sized and pattern("{allows}").search(at.led))


def _is_a_term(at: Surrounded) -> bool:
    """Whether it is a term on which somebody buys or borrows: 首付款比例不低于20%, 贷款最高额度提高至80万元."""
    if at.unit in SHARES and pattern("{terms}").search(at.led):
        return True
    before = pattern("{terms}(?:比例|额度|标准|统一|最高|最低|[上下]限|提高|降低|[应须]|按照|[为按]|[上下]浮|不得)*$")
    return bool(before.search(at.left) or pattern("^的?(?:最低|最高|土地)?{terms}").search(at.right))


def _only_spoken_of(at: Surrounded) -> bool:
    """Whether it counts what something else is done about: 围绕121项重点工作开展督查, 聚焦全市制造业13条重点产业链."""
    about = None if at.meant else pattern("{about_which}(?P<which>[^，；、]{0,12})$").search(at.left)
    return about is not None and not any_verb().search(about["which"])


def _says_how_many(at: Surrounded) -> bool:
    """Whether it only sums up what a text tells (共22项任务)."""
    return at.left.endswith("共") and pattern("[一-鿿]{0,4}{rules}|{counted_things}$").fullmatch(at.right) is not None


def _is_forbidden(at: Surrounded) -> bool:
    """Whether it tells what must not be: 不得新建单机30万千瓦及以下机组; 不得低于90% sets a limit."""
    forbidden = pattern("^[^，；]{0,8}{forbidden}(?!{over}|{under}|[\u4e00-\u9fff]{1,4}区)[\u4e00-\u9fff]{2}")
    return forbidden.search(at.led) is not None


def _is_a_condition(at: Surrounded) -> bool:
    """Whether its clause only says when something holds: 订单达到100个的，给予奖励; 得分低于60分的责令整改; 波动超过5%时."""
    if at.context.folded.startswith("的，", at.figure.clause.end - 1) or _WHEN.match(at.following):
        return True
    return at.figure.cue is not None and pattern("的{consequences}").match(at.following) is not None


def _more_of_it(at: Surrounded) -> bool:
    """Whether more is done of something with so many that there are (加快11个在建项目进度), and they are not worked on (加快10个小区改造)."""
    more = not at.meant and pattern(f"{{degrees}}对?(?:全[{LEVELS}])?$").search(at.left) is not None
    return more and pattern("(?:{changed}|{done_to_all}|建设)(?<!投入)$").search(at.right) is None


def _is_past(at: Surrounded) -> bool:
    """Whether it tells how many those are of which something has been said, and nothing is done to them: 占地的3亩, but 关停未达标的3家."""
    if not _PAST_AT_END.search(at.left) or at.figure.cue or at.unit in SHARES:
        return False
    return pattern("^(?!新增){changed}(?!的)").match(bare(at.left)) is None


def _is_scored(at: Surrounded) -> bool:
    """Whether its clause says how something is marked: 得分85分以上为优秀."""
    return pattern("{scored}").search(at.context.folded, at.figure.clause.start, at.figure.clause.end) is not None


OF_WHAT_THERE_IS = "not-yet"

REASONS: tuple[Reason[Surrounded], ...] = (
    Reason(OF_WHAT_THERE_IS, lambda at: bool(not_yet_a_target().search(at.left) or _done_already().search(at.left)), "已建成充电桩3万个"),
    Reason("after-an-event", _after_an_event, "自印发之日起15日内制定细则"),
    Reason("widened", lambda at: _WIDENED.search(f"{at.left[-LOOKS_BACK:]}{at.following}") is not None, "由参保3年以上放宽至1年以上"),
    Reason("beside-a-standard", _beside_a_standard, "超出认定标准0.3个百分点"),
    Reason("bare-number", lambda at: not at.unit and not at.meant and not at.measured and not _IS_A_RATIO.search(at.left), "11.121人才"),
    Reason("of-all", _is_of_all, "完成全部89个村排查"),
    Reason("in-a-word", _in_a_word, "办好铁人三项赛"),
    Reason("only-counts", _only_counts, "实施十五项工程，健全五大体系"),
    Reason("counts-rules", _counts_rules, "落实好稳增长58条措施"),
    Reason("counts-places", _counts_places, "将三镇的招商职能划归管委会"),
    Reason("counts-bodies", _counts_bodies, "市教育局等12个部门印发通知"),
    Reason("counts-its-list", _counts_its_list, "选择甲县、乙县和丙县3个县试点"),
    Reason("discount", lambda at: at.right.startswith(_BASE_POINT) or (not at.unit and at.right.startswith(_DISCOUNT)), "享受政策面积的8.5折优惠"),
    Reason("sized", lambda at: bool(at.figure.suffix and at.right) and pattern("{sized_by}$").search(at.left) is not None, "时速120公里以上线路封闭改造"),
    Reason("describes", describes, "年产量150万吨以上的企业"),
    Reason("degree", _more_of_it, "加快11个在建项目进度"),
    Reason("toward", _leads_toward, "教师向两个新城区流动"),
    Reason("rested-on", _rested_on, "依托在校学生超10万人的优势"),
    Reason("forbidden", _is_forbidden, "不得新建30万千瓦及以下机组"),
    Reason("size-below", is_a_size_below, "产能9万吨及以下煤矿关闭"),
    Reason("of-a-share", of_a_share, "20%的村集体年收入超30万元"),
    Reason("condition", _is_a_condition, "订单达到100个的，给予奖励"),
    Reason("made-up-of", lambda at: "由" in at.led and _MAKE_UP.search(at.following[:_NEAR]) is not None, "由4个方面的指标构成"),
    Reason("ordinal", _is_numbered, "培育出第3款开源模型"),
    Reason("version", lambda at: at.unit == "版" and "." in at.context.folded[slice(*at.figure.quantity.span)], "发布数据集1.0版"),
    Reason("takes-so-long", lambda at: bool(TIME_UNIT.search(at.unit)) and at.right.startswith("时间"), "力争用4年左右时间完成整治"),
    Reason("takes-at-most", _takes_at_most, "登记表3个工作日内完成审批"),
    Reason("allowed", _is_allowed, "可按不超过招聘计划50%的比例面向本地招聘"),
    Reason("term", _is_a_term, "首套住房贷款最低首付款比例不低于20%"),
    Reason("in-all", _says_how_many, "梳理区域更新、民生改善等方面共22项任务"),
    Reason("made-of", lambda at: not at.meant and pattern("{made_of}[^，；]*$").search(at.left) is not None, "包括外观检查、硬度试验等11项"),
    Reason("addressed", _addressed, "对5人以上的团队"),
    Reason("per-one", per_one, "每引进1名博士奖励5万元"),
    Reason("scored", lambda at: at.unit in _OF_SCORES and _is_scored(at), "满分100分，加分不超过10分"),
    Reason("such-as-are", such_as_are, "增速低于5%的企业退出名单"),
    Reason("entitled", entitled, "对销售额达到2亿元且排名前列的企业，每家奖励10万元"),
    Reason("offered", offered, "按规模1000人以上，给予30万元补助"),
    Reason("granted", by_a_standard, "按15%给予补助"),
    Reason("of-these-amounts", of_these_amounts, "分别按不超过50万元、30万元的额度发放消费券"),
    Reason("of-a-policy", of_a_policy, "继续实施100%退还保证金政策"),
    Reason("ceiling", ceiling, "同一企业不超过20万元"),
    Reason("lasts", lasts, "连续支持不超过三年"),
    Reason("for-its-own", for_its_own, "优先支持其辖区内2家园区"),
    Reason("paid", paid, "最高50万元"),
    Reason("benefit", benefit, "享受1万元的创业资助"),
    Reason("about-which", _only_spoken_of, "围绕121项重点工作开展督查"),
    Reason("shared-out", _shared_out, "将121项重点工作进行分解"),
    Reason("project", names_a_project, "抓好25万吨己二酸、10万吨针状焦等项目建设"),
    Reason("past", _is_past, "占地的3亩"),
    Reason("qualifies", qualifies, "支持占地30平方公里以上园区"),
    Reason("is-there", is_there, "耕地面积50万亩"),
    Reason("attribute", is_attribute, "打造产值不低于50亿元的产业集群"),
    Reason("spent", spent, "安排500万元用于奖励"),
)  # fmt: skip


OF_LIMITS = ("after-an-event", "widened", "condition")


def reason_against(figure: Figure, context: FigureContext) -> str | None:
    """The id of the first reason for which `figure` only qualifies, dates or counts what there already is; None if it may set a target."""
    at = Surrounded(figure, context, context.words(figure.left), context.words(figure.right))
    if figure.kind:
        return "condition" if _is_a_condition(at) else None
    is_limit = limit(figure, context) is not None
    reasons = (reason for reason in REASONS if not is_limit or reason.id in OF_LIMITS)
    return next((reason.id for reason in reasons if reason.holds(at)), None)
