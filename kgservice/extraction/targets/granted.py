"""Figures that tell what somebody may get, how much of it at most and for how long, which are no targets."""

from __future__ import annotations

import re

from kgservice.extraction.targets.figure_context import MONEY_UNIT, TIME_UNIT
from kgservice.extraction.targets.patterns import pattern
from kgservice.extraction.targets.surrounded import Surrounded
from kgservice.extraction.targets.words import any_verb

_LONG = re.compile("年|月$")
_FARTHEST_WHOM = 160
_TO_WHOM = re.compile(
    "(?:^|[，。；：）.])(?P<whom>(?:对|凡)(?![标照接比口外]|[^。；]{0,160}?(?:给予|奖励|补[助贴]))[^。；]*)$"
)
_GIVEN_TO_EACH = "(?:[人户]均|每[人户名家])[^，；]{0,8}(?:{paid_out}|发放)$|的(?:安排|{paid_out})$"
_WHO_PAYS = "(?:[省市县区]级?以?上?|[省市县区]财政|设区市|中央){paid_out}"  # 省级以上补助1400元
_RATE_PAID = re.compile("(?:补助|补贴|缴费|收费)(?:标准|上限)为?[^，；]{0,24}$")
_LED_BY = re.compile("按照?(?![期时月季年规要计需])[^，；]{0,40}$")
_OF_POLICY = re.compile("[\u4e00-\u9fff“”]{2,24}(?:政策|优惠)$")
_GIVEN_FOR_IT = "(?:的[\u4e00-\u9fff]{1,10}，|，|的(?:每[\u4e00-\u9fff])?)(?:一次性|分别|再|另外|按照?)*(?:给予|予以|{paid_out})[^，。；]*\\d"
_REWARDED = "[^。；]{0,80}?，(?=[^，。；]{0,40}\\d[^，。；]{0,8}[元%])[^，。；]{0,24}?(?:给予|予以|{paid_out})"
_EACH_YEAR = "每年"
_BY_SIZE = re.compile("(?:按照?|对|凡|单)")
_FARTHEST_BENEFIT = 40  # 给予财政贴息，由省级财政分担，最长不超过5年
_NEAR_BEHIND = (
    24  # “青年公寓”的过渡性住宿并给予租金优惠: the longest way to what is given that was met has 20 characters
)


def entitled(at: Surrounded) -> bool:
    """Whether it tells who is given something: 对营业收入增长20%以上的企业，每家奖励10万元."""
    folded, start, end = at.context.folded, at.figure.start, at.figure.end
    to_whom = _TO_WHOM.search(folded, max(0, start - _FARTHEST_WHOM), start) or _TO_WHOM.match(
        folded[at.figure.clause.start : start]
    )
    given = pattern(
        "(?:(?!，[对凡])[^。；]){0,80}?的[^，。；：]{1,24}(?:，[^。；]{0,24}?(?:{given}|{benefits})|(?:给予|予以)[^，。；]{0,12}?(?:{benefits}|\\d)|{paid_out})"
    )
    return to_whom is not None and given.match(folded, end, end + _FARTHEST_WHOM) is not None


def offered(at: Surrounded) -> bool:
    """Whether it tells by which size something is given: 按规模1000人以上，给予30万元补助; 税收达到30万元以上，一次性给予10万元奖励."""
    if not any(each and each["least"] for each in (at.figure.suffix, at.figure.cue)):
        return False
    folded, end = at.context.folded, at.figure.end
    once = _EACH_YEAR not in at.led  # 每年举办2场以上，给予补助 is to be held all the same
    if once and pattern(_GIVEN_FOR_IT).match(folded, end, end + _NEAR_BEHIND):
        return True
    if (
        once
        and not (at.measured or any_verb().match(at.left.removeprefix("新")))
        and pattern(_REWARDED).match(folded, end)
    ):
        return True
    given = pattern("[^。；]{0,40}?，(?:分别)?(?:按(?![期时月季年规要计需])|{given}|{benefits}|每)[^，。；]{0,16}\\d")
    by_size = _BY_SIZE.match(folded, at.figure.clause.start)
    return by_size is not None and given.match(folded, end, end + _FARTHEST_WHOM) is not None


def by_a_standard(at: Surrounded) -> bool:
    """Whether something is paid or granted by it: 按15%给予补助."""
    granted = pattern(
        "(?:的标准)?(?:每[年月](?:度)?|一次性|分年度?|逐年|全额)?(?:予以)?{grants}|的标准(?:（[^（）]*）)?(?:{grants}|提供|发放)"
    )
    return granted.match(at.right) is not None or (at.unit == "%" and _reckons(at))


def _reckons(at: Surrounded) -> bool:
    """Whether it is a share by which money is reckoned: 按费用50%予以抵扣; 按投资额的10%，给予支持; 按应奖励额的30%、40%兑现."""
    if pattern("按照?[^，；]{0,12}{benefits}[^，；]*$").search(at.led):
        return True
    if _LED_BY.search(at.led) is None:
        return False
    behind = at.context.folded[at.figure.end : at.figure.clause.end + _NEAR_BEHIND]
    ends = "" if at.measured and "最高" not in at.led else "|$"
    given = pattern("[^，；]{0,40}(?:{given}|{benefits})|，(?:{given})").match(behind)
    return bool(given or pattern(f"[^，；]{{0,12}}{{reckoned}}{ends}").match(at.right))


def of_these_amounts(at: Surrounded) -> bool:
    """Whether it is an amount by which something is given out: 按每人500元的标准，给予补贴; 按不超过50万元、30万元的额度发放消费券."""
    behind = at.context.folded[at.figure.end : at.figure.end + _FARTHEST_BENEFIT]
    given_out = pattern("[^，；]{0,24}的?(?:额度|标准|比例|幅度)，?(?:以[^，；]{2,32})?(?:{grants}|{given}|提供|发放)")
    led = MONEY_UNIT.search(at.unit) and _LED_BY.search(at.led)
    return bool(led and given_out.match(behind))


def of_a_policy(at: Surrounded) -> bool:
    """Whether it is a share that a policy is called by: 继续实施100%退还保证金政策."""
    return at.unit == "%" and not at.meant and not at.measured and _OF_POLICY.match(at.following) is not None


def benefit(at: Surrounded) -> bool:
    """Whether it is the size of what is given: 可申请1万元的创业资助, 给予不高于50%的租金优惠."""
    if at.unit not in ("%", "个百分点") and not MONEY_UNIT.search(at.unit) and not TIME_UNIT.search(at.unit):
        return False
    benefits = pattern("{benefits}")
    if pattern("{given}|{ceilings}").search(at.led):
        lasting = TIME_UNIT.search(at.unit) and at.led.endswith("最长") and at.right != ""
        in_led = at.most and benefits.search(at.led)
        return bool(lasting or in_led or benefits.search(at.following[:_NEAR_BEHIND]))
    return bool(pattern("^(?:的比例|的标准)?{given}[^，；]{0,8}{benefits}").search(at.following))


def ceiling(at: Surrounded) -> bool:
    """Whether it limits what one and the same may get: 同一企业不超过20万元, 年度补贴不超过30万元."""
    if not at.most or not (at.unit == "%" or MONEY_UNIT.search(at.unit)):
        return False
    if pattern("(?:{benefits}|抵扣)(?:金额|资金|总额|额度|比例|标准)?$").search(at.left):
        return True
    if not MONEY_UNIT.search(at.unit):
        return False
    if pattern("(?:年度|每年|累计|合计|总额|最高)*").fullmatch(at.left):
        first = max(0, at.figure.clause.start - _NEAR_BEHIND)
        return pattern("{benefits}").search(at.context.folded, first, at.figure.clause.start) is not None
    of_one = "的发放$|同一|单[个家户笔人项]|每[家户](?=企业|单位|机构|团队|主体)"
    return pattern(f"{of_one}|(?:企业|单位|项目|机构)[^，；]{{0,6}}{{benefits}}").search(at.left) is not None


def lasts(at: Surrounded) -> bool:
    """Whether it is how long somebody is given something: 连续支持不超过三年."""
    so_long = pattern("{granted_so_long}(?:时间|期限?|年限|时长|周期)?(?:最长|累计|连续|一般|原则上)*$|^期限(?:最长)?$")
    if not (_LONG.search(at.unit) and at.figure.cue and at.figure.cue["most"]):
        return False
    if pattern("{ceilings}*").fullmatch(at.left):
        first = max(0, at.figure.clause.start - _FARTHEST_BENEFIT)
        return pattern("{benefits}[^。；]*$").search(at.context.folded, first, at.figure.clause.start) is not None
    return so_long.search(at.left) is not None


def paid(at: Surrounded) -> bool:
    """Whether it is an amount of money that is paid at most: 最高50万元."""
    if not MONEY_UNIT.search(at.unit):
        return False
    if at.figure.cue is None and (_RATE_PAID.search(at.left) or pattern(_WHO_PAYS).fullmatch(at.led)):
        return True
    return bool(
        pattern(
            "{ceilings}可?[至达]?(?:资助|补助|补贴|奖励|支持)?$|给予|奖励$|分别{paid_out}$|按照?[^，；]{0,8}{paid_out}$"
        ).search(at.left)
    )


def spent(at: Surrounded) -> bool:
    """Whether it is money of which is told what it is for: 安排500万元用于奖励."""
    return bool(MONEY_UNIT.search(at.unit) and pattern("^{spent}").match(at.right))


def per_one(at: Surrounded) -> bool:
    """Whether so much is given for each: 每引进1名博士奖励5万元, 每迟报1次扣0.5分; 收入每增加1000万元，奖励2万元."""
    if MONEY_UNIT.search(at.unit) and _to_each(at):
        return True
    clause = at.context.folded[at.figure.clause.start : at.figure.clause.end]
    if pattern(r"每[\u4e00-\u9fff]{0,6}\d[^，；]{0,24}(?:{benefits}|{given}|{scored})").search(clause):
        return True
    behind = at.context.folded[at.figure.clause.end : at.figure.clause.end + _NEAR_BEHIND]
    return re.search("每(?![年月季周半])[\u4e00-\u9fff]{0,6}$", at.left) is not None and bool(
        pattern("，(?:{benefits}|{given})").match(behind)
    )


def _to_each(at: Surrounded) -> bool:
    """Whether the words before an amount say that each gets it: 每户补助20万元, 人均补助2万元, 补贴6000元/套, 每个往返分别奖补1万元."""
    of_each = "|{benefits}$" if "/" in at.unit else ""
    given = pattern("每[\u4e00-\u9fff]{1,4}(?:分别)?(?:{benefits}|{given})$" + of_each)
    return bool(pattern(_GIVEN_TO_EACH).search(at.left) or given.search(at.left))


def for_its_own(at: Surrounded) -> bool:
    """Whether it is what a reward is of: 优先支持其辖区内2家园区."""
    return re.search("优先[^，；]{0,6}其", at.left) is not None
