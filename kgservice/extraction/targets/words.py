"""The words that targets are made of, as patterns: how a figure is meant, what is measured, what is done so many times."""

from __future__ import annotations

import re
from functools import cache

from kgservice.levels import LEVELS
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
        | (?P<most>{_one_of("equal")}?{_one_of("not_to")}{_one_of("over")}|{_one_of("most")})
        | (?P<less>{_one_of("less")})
        | (?P<least>{_one_of("equal")}?{_one_of("not_to")}{_one_of("under")}|{_one_of("least")}|至少(?:[\u4e00-\u9fff]{{1,6}}?)?)
        | (?P<equal>{_one_of("equal", "changes")})
        )
        (?:在|人民币|约|近|20\d\d年(?:底|末)?的|[每各][\u4e00-\u9fff（）、]{{1,8}}?|(?P<base>[\u4e00-\u9fff]{{2,20}})的)*$
        """,
        re.VERBOSE,
    )


MAKES_UP = "占(?!地(?![区方])|[用比压有据领道])"
"""That something makes up a share: 占总课时, but not in 占地, 占用."""
SUFFIX = re.compile(
    "(?:（含）)?(?P<most>以内|之内|[及或]?以下|内(?!部|容|外|地|在|涵|生))(?:（不?含[^（）]{0,6}）)?|(?:（含）)?(?P<least>及以上|左右以上|或以上|以上)(?:（不?含[^（）]{0,6}）)?|(?P<about>左右|上下)|(?P<mark>大关)|（不?含）"
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
_OF_THE_PLACE = rf"对?全[{LEVELS}]共?(?!域)|[市县区省州镇]内(?!外)|本(?:行政|辖)?(?:地区|区域|辖区|区)(?:范围)?内?(?:的?所有)?|[我本](?:市|省|县|区|镇|州|旗)"
_BY_THEN = (
    r"[、和及](?=20\d\d年)|[自从](?=20\d\d年(?:\d{1,2}月)?起)|(?:20\d\d[-~至])?20\d\d年(?:各(?![级地类县市镇乡区省校部单]))?(?:度|上半年|下半年)?(?:\d{1,2}月)?(?:\d{1,2}日)?"
    r"(?:底|末|初(?!步))?(?:之前|以前|前|年底前?|内|起)?|\d{1,2}月(?:\d{1,2}日)?(?:底|末)?(?:之前|以前|前)?|年底前?"
    r"|[明次翌]年(?!均)(?:\d{1,2}月|[上下]半年)?(?:底|末)?(?:之前|以前|前|内)?"
    r"|(?:到)?“?十[一二三四五六]五”?(?:规划)?(?:期?末|末期|期间|时期)"
)
_ORDINAL = "[一二三四五六七八九十]是"


@cache
def lead_in() -> re.Pattern[str]:
    """What only leads to a name: 一是, 到2025年, 今冬明春, 全市, 力争, 分批."""
    seasons = f"{one_of('times', 'of_years')}|(?<=[年度]){one_of('times', 'natural_seasons')}"
    return re.compile(f"^(?:{_ORDINAL}|{WITHIN_YEARS}|{_BY_THEN}|{seasons}|{_OF_THE_PLACE}|，|{_one_of('leads')})+")


@cache
def subject_tail() -> re.Pattern[str]:
    """What leads from a name to its figure: 要, 平均, 分别."""
    return re.compile(f"{_one_of('follows')}+$")
