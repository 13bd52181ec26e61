"""Figures by which something is only described or told apart, which are no targets: 年产量150万吨以上的企业, 增速低于5%的企业."""

from __future__ import annotations

import re

from kgservice.extraction.targets.figure_context import (
    DESCRIBES,
    FUND,
    MONEY_UNIT,
    SHARES,
    SIZE_OF_FUND,
    TIME_UNIT,
    WORDS,
    is_capacity,
    is_size,
)
from kgservice.extraction.targets.patterns import pattern
from kgservice.extraction.targets.surrounded import Surrounded
from kgservice.extraction.targets.words import any_verb, any_verb_at_end, change, done_to_all

_OF_A_SHARE = re.compile(r"\d%(?:以上|左右)?的[^，；、\d]{2,20}$")
_REACHES = "[^，；]{0,10}{extents}(?:全部|基本)?(?:达到|完成|实现|建成)"
_ITS_SIZE = re.compile("占地(?:面积)?$")
_PAID_FROM = re.compile("[\u4e00-\u9fff]{0,14}(?:支持|投入|安排|资助)的")
_CAPACITY = re.compile("(?:吨|千瓦|兆瓦|吉瓦|瓦时|立方米|千伏安|片|锭)(?:/[年日天h]+|（[A-Za-z]+）)?$")
_OF_PROJECTS = re.compile("等[^，；。、]{0,10}(?:项目|工程)(?:的?(?:建设|开工|投产|达产|落地|实施|竣工))*$")
_BY_PROJECTS = re.compile("^(?:的)?(?:产能|能力|产量)|(?:新增|形成|达到|实现)$")


def describes(at: Surrounded) -> bool:
    """Whether 以上的 makes it an attribute of what follows: 150万吨以上的企业."""
    if not (at.figure.suffix and DESCRIBES.match(at.right)):
        return False
    if at.figure.cue and change().fullmatch(at.figure.cue.group()):
        return True
    described = not at.figure.cue and at.unit not in SHARES
    return bool(described and (is_size(at.unit) or is_capacity(at.unit) or at.measured))


def qualifies(at: Surrounded) -> bool:
    """Whether a size with 以上 stands before what it is of, and nothing is made: 年货运量150万吨以上企业."""
    stands_before = at.figure.suffix and at.right and not done_to_all().match(at.right)
    if pattern(_REACHES).match(at.right):
        return False
    if stands_before and _ITS_SIZE.search(at.left):
        return True
    return bool(stands_before and not any_verb().search(at.left) and not at.figure.cue and is_size(at.unit))


def is_there(at: Surrounded) -> bool:
    """Whether a size is told of what is there: 全县耕地面积50万亩."""
    made = any_verb().search(at.left) or "年" in at.left or at.context.goes_on or at.context.listed
    to_come = at.context.due and MONEY_UNIT.search(at.unit)
    return not (at.meant or to_come) and is_size(at.unit) and at.measured and not made


def is_attribute(at: Surrounded) -> bool:
    """Whether an amount of time, money, length or age goes with the words behind it: 超100亿元的集群."""
    if SIZE_OF_FUND.search(at.left) and FUND.match(at.right):
        return False
    sized = TIME_UNIT.search(at.unit) or MONEY_UNIT.search(at.unit) or at.unit in ("米", "平方米", "岁")
    if not sized or (at.measured and not at.right.startswith("的")):
        return False
    if at.more and WORDS.match(at.right):
        return True
    if TIME_UNIT.search(at.unit) and at.figure.suffix and not at.figure.cue and WORDS.match(at.right):
        return not at.most
    if MONEY_UNIT.search(at.unit) and _PAID_FROM.match(at.right):
        return True
    made = any_verb_at_end().search(at.left) is not None
    a_standard = at.figure.cue and pattern("的{standards}").match(at.right)
    of_it = at.right.startswith("的") and not made and not a_standard
    described = pattern("的(?!任务|{standards})[\u4e00-\u9fff“（]{2}")
    return of_it or (at.more and described.search(at.following) is not None)


def is_a_size_below(at: Surrounded) -> bool:
    """Whether it tells up to which size those are that are meant: 月销售额10万元以下的纳税人, 9万吨及以下煤矿6处."""
    suffix = at.figure.suffix
    if at.figure.cue or suffix is None or not suffix.group().startswith(("以下", "及以下", "或以下")):
        return False
    return WORDS.match(at.right) is not None or at.following[:1].isdigit()


def such_as_are(at: Surrounded) -> bool:
    """Whether a level under or over which they are tells which are meant: 增速低于5%的企业, 员工不少于100人的企业应设立工会."""
    cue = at.figure.cue
    if cue is None:
        return False
    if pattern("的[\u4e00-\u9fff]{2,10}{obliged}").match(at.following):
        return True
    apart = cue["less"] or (cue["more"] and at.measured)
    return bool(apart and pattern("的(?!{standards}|任务|部分)[\u4e00-\u9fff]{2}").match(at.following))


def names_a_project(at: Surrounded) -> bool:
    """Whether it is the size by which a project is called (重点抓好25万吨己二酸、10万吨针状焦等项目), which is no level to reach."""
    if at.meant or not _CAPACITY.search(at.unit) or _BY_PROJECTS.search(at.right) or _BY_PROJECTS.search(at.left):
        return False
    clause = at.context.folded[at.figure.end : at.figure.clause.end]
    return _OF_PROJECTS.search(clause) is not None


def of_a_share(at: Surrounded) -> bool:
    """Whether it tells of what a share is one: 20%的村集体年收入超30万元; of 60%的县医院和30%的镇卫生院 both are shares."""
    own_share = at.unit in SHARES and at.right.startswith("的")
    return at.figure.index > 0 and not own_share and _OF_A_SHARE.search(at.led) is not None
