"""Names those who do something by what they do: 20家企业参加展会 are 参加展会的企业, 80%的医院开展日间手术 开展日间手术的医院."""

from __future__ import annotations

import re
from functools import cache

from kgservice.extraction.targets.patterns import pattern
from kgservice.lexicon import one_of

_HOW = "(?:[均都要应须]|能够?|至少|普遍)*"
_OF_A_SHARE = "(?P<does>(?:基本|全部|全面)?(?!得到|达到|纳入|实现)(?:{held_of_all}|{done_to_a_share})[^，；]{2,40})"
_SHARE_DOES = "(?P<who>(?!{held_of_all}|{done_to_a_share})[^，；的]{0,24}?[\u4e00-\u9fff）])" + _HOW + _OF_A_SHARE
_ALL_OF_A_LIST_DO = r"(?:(?:[、和及与]|以及)[\d.]+%(?:及?以上)?的?[^，；、\d]{2,24}?)+?" + _HOW + _OF_A_SHARE
_SO_MANY_DO = (
    "(?P<done>{changed}*)(?P<who>[^，；的]{0,24}?{doers}(?:（[^（）]{1,6}）)?)"
    + _HOW
    + "{how_done}*(?P<does>{does}(?!的)[^，；的]{2,40})"
)
_IN_SO_MANY_DONE = "(?P<who>[^，；的]{2,20}?)(?P<does>(?:依法|大力|率先|同步|{how_done})*{done_in}(?!了)[^，；]{2,24})"


@cache
def _of_one() -> re.Pattern[str]:
    """One of something, which is a way to say "a": 建成一所三级医院."""
    return re.compile(f"(?<![统第单同唯])一{one_of('targets', 'classifiers')}(?=[\u4e00-\u9fff]{{2}})")


def such_as_do(words: str, behind: str) -> str | None:
    """Those of whom a share does something, with what all of a list do `behind` their `words` (60%的县医院和30%的镇卫生院开展…)."""
    does = pattern(_SHARE_DOES).fullmatch(f"{words}{behind}" if _of_one().match(behind) else words)
    if does:
        what = pattern("{only_work}$").sub("", _of_one().sub("", does["does"]))
        return f"{what}的{does['who']}"
    all_do = pattern(_ALL_OF_A_LIST_DO).fullmatch(behind)
    return f"{all_do['does']}的{words}" if all_do else None


def so_many_who_do(name: str) -> str | None:
    """Those who are counted and do something: 新增企业通过评估 are 新增通过评估的企业."""
    do = pattern(_SO_MANY_DO).fullmatch(name)
    is_made = do is not None and pattern("{made_of_others}$").search(do["does"]) is not None
    return f"{do['done']}{do['does']}的{do['who']}" if do and not is_made else None


def done_in(words: str) -> str | None:
    """Those in so many of which something is done: (在20个)县依法开展普查 are 依法开展普查的县."""
    do = pattern(_IN_SO_MANY_DONE).fullmatch(words)
    return f"{do['does']}的{do['who']}" if do else None
