"""The words that targets are made of, as patterns: how a figure is meant, what is measured, what is done so many times."""

from __future__ import annotations

import re
from functools import cache

from kgservice.lexicon import one_of

_NEWLY_BUILT = "新(?:（[^（）]{1,6}）)?建"


def _one_of(*lists: str, besides: str | None = None) -> str:
    return one_of("targets", *lists, besides=besides)


@cache
def cue() -> re.Pattern[str]:
    """What says, right before a figure, how it is meant."""
    return re.compile(
        rf"""
        (?:
          (?P<more>{_one_of("more")})
        | (?P<most>{_one_of("most")})
        | (?P<less>{_one_of("less")})
        | (?P<least>{_one_of("least")}|至少(?:[\u4e00-\u9fff]{{1,6}}?)?)
        | (?P<equal>{_one_of("equal", "changes")})
        )
        (?:在|人民币|约|近|20\d\d年(?:底|末)?的|[每各][\u4e00-\u9fff（）、]{{1,8}}?|(?P<base>[\u4e00-\u9fff]{{2,20}})的)*$
        """,
        re.VERBOSE,
    )


MAKES_UP = "占(?!地(?![区方])|[用比压有据领道])"
"""That something makes up a share: 占总课时, but not in 占地, 占用."""
SUFFIX = re.compile(
    "(?:（含）)?(?P<most>以内|之内|[及或]?以下|内(?!部|容|外|地|在|涵|生))|(?:（含）)?(?P<least>及以上|左右以上|或以上|以上)|(?P<about>左右|上下)|(?P<mark>大关)"
)


@cache
def measure_at_end() -> re.Pattern[str]:
    """What can be measured, at the end of a name."""
    return re.compile(f"{_one_of('measures')}(?:（[^（）]{{1,30}}）)?$")


@cache
def rate_at_end() -> re.Pattern[str]:
    """What is a share, at the end of a name."""
    return re.compile(f"{_one_of('shares')}(?:（[^（）]{{1,30}}）)?$")


RATE_TAIL = re.compile("(?:[\u4e00-\u9fff]{2}化率|[\u4e00-\u9fff]{2}率|比例|占比|比重|覆盖面)$")


@cache
def made() -> re.Pattern[str]:
    """A verb that only says that something is to be."""
    return re.compile(f"{_one_of('made')}(?!率|量|费|点|者|期|类|局|部|中心|基地|资金|项目|规划|用地)")


@cache
def leading_made() -> re.Pattern[str]:
    """A verb that only says that something is to be, before it."""
    return re.compile(f"^{made().pattern}(?:(?:和|并|及|与|、)(?={_one_of('made', 'changed')}))?")


@cache
def changed_words() -> re.Pattern[str]:
    """A verb that says what is done to something."""
    return re.compile(_one_of("changed", besides=_NEWLY_BUILT))


@cache
def any_verb() -> re.Pattern[str]:
    """Any verb of either kind."""
    return re.compile(_one_of("made", "changed", besides=_NEWLY_BUILT))


@cache
def change() -> re.Pattern[str]:
    """A word for a change by a figure."""
    return re.compile(_one_of("changes"))


@cache
def any_verb_at_end() -> re.Pattern[str]:
    """Any verb right before a figure."""
    return re.compile(f"{_one_of('made', 'changed', besides=_NEWLY_BUILT)}$")


@cache
def only_verbs() -> re.Pattern[str]:
    """Verbs and nothing that they are done to."""
    return re.compile(f"{_one_of('made', 'changed', besides=_NEWLY_BUILT)}+(?:任务|工作|建设)?")


@cache
def done_to_all() -> re.Pattern[str]:
    """What may be said of each of so many."""
    return re.compile(_one_of("done_to_all"))


@cache
def done_at_end() -> re.Pattern[str]:
    """What is done to all of something, at the end."""
    return re.compile(f"{_one_of('done_at_end')}$")


@cache
def not_yet_a_target() -> re.Pattern[str]:
    """What says that a figure is of what there is."""
    return re.compile(_one_of("not_yet"))


WITHIN_YEARS = r"(?:未来|今后)?(?:[一二三四五六七八九十两]|\d{1,2})年(?:之|以)?内"  # 5年内, 未来三年内
LEAD_IN = re.compile(
    r"^(?:(?:一是|二是|三是|四是|五是|六是|七是|八是|九是|十是|其中|负责|(?:到)?“?十[一二三四五六]五”?(?:规划)?(?:期?末|末期|期间)|到|至|截至|力争|确保|实现|使(?!用)|要|努力|将|把|对|为|保障(?!房|性|对象)|促进|做到|推动|推进|推行|督促|指导|引导|鼓励|支持|并|且|全年|逐步|基本(?=实现|完成|建|形|消|普)|同时|带动|着力|力求|争取|率先|累计|共|总计|合计|平均"
    r"|对全[市县区省州镇]|全面|各类|组织|加快|继续|积极|持续|严格|落实|计划(?=[\u4e00-\u9fff]{2})(?!生育|总|单)|分别|原则上|及时|同步|因地制宜|达到|进一步|重点(?=培育|打造|建设|推进|支持|发展)|大力|稳步|有序|每年|年均|每季度|每月|每周|每学期|每半年|每人|本年度|今年|年内|"
    + WITHIN_YEARS
    + r"|三年|两年|五年|未来三年"
    r"|在?全国(?:范围内?)?|、(?=20\d\d年)|(?:20\d\d[-~至])?20\d\d年(?:各(?![级地类县市镇乡区省校部单]))?(?:度|上半年|下半年)?(?:\d{1,2}月)?(?:\d{1,2}日)?(?:底|末|初)?(?:之前|以前|前|年底前?|内|起)?|\d{1,2}月(?:\d{1,2}日)?(?:底|末)?(?:之前|以前|前)?|年底前?|全(?:市|省|县|区|镇|州|旗|乡|盟)共?(?!域)|[市县区省州镇]内(?!外)|[我本](?:市|省|县|区|镇|州|旗)|，)+)"
)
SUBJECT_TAIL = re.compile(
    "(?:(?<![水公持])平均|要|(?<![响供反对适相效回])应|须|需|至少|均|都|分别|总体|力争|总共|合计|共|累计|将|年均|每年|原则上|计划|的|基本|实现|总计|全部|分别要|完成|最长|最多|再|再次)+$"
)
