"""Tells how strongly a sentence binds: what it says must be done, encourages or forbids."""

from __future__ import annotations

import re
from functools import cache

from kgservice.extraction.facts import Force
from kgservice.lexicon import one_of

_PART = re.compile("[^，；：]+")
_IN_A_WORD = (
    "(?<![主重需首次纲摘概扼简紧若必只还就不])要(?![求点素件害领闻塞道目职地义旨员])"
    "|(?<![相对响适效供反感呼回照理])应(?![急对用收届邀答变激声纳税])"
)


def _one_of(*lists: str) -> str:
    return one_of("forces", *lists)


@cache
def _forbidding() -> re.Pattern[str]:
    return re.compile(_one_of("forbid"))


@cache
def _may_forbid() -> re.Pattern[str]:
    return re.compile(_one_of("forbid_or_name"))


@cache
def _forbidden_before() -> re.Pattern[str]:
    """What stands before 禁止 where that forbids nothing by itself."""
    return re.compile(f"{_one_of('forbidden_by')}$")


@cache
def _is_done_to() -> re.Pattern[str]:
    """What is done to something forbidden, before 禁止."""
    return re.compile(f"{_one_of('done_to_forbidden')}[\u4e00-\u9fff]{{0,4}}$")


@cache
def _name_behind() -> re.Pattern[str]:
    """The rest of a name that 禁止 stands in: 禁止生产区, 禁止未成年人饮酒规定."""
    return re.compile(
        f"[类性]|(?!{_one_of('forbids_somebody')})[\u4e00-\u9fff]{{0,10}}?{_one_of('forbidding_thing')}(?=[\u4e00-\u9fff]{{0,6}}$|[、和及等])"
    )


@cache
def _encouraging() -> re.Pattern[str]:
    first = "(?:^|、|要|应|积极|大力|进一步|并|和|与)"
    return re.compile(f"{_one_of('encourage')}|{first}{_one_of('encourage_first')}")


@cache
def _obliging() -> re.Pattern[str]:
    return re.compile(f"{_one_of('must')}|{_IN_A_WORD}")


@cache
def _defining() -> re.Pattern[str]:
    return re.compile(_one_of("define"))


def _is_a_case(sentence: str) -> bool:
    """Whether `sentence` only tells a case of a list (引导居民私搭乱建的) or what a word means (所称确保安全，是指…)."""
    return sentence.endswith("的") or _defining().search(sentence) is not None


def _forbids(part: str) -> bool:
    """Whether `part` forbids, and does not only name what is forbidden."""
    if _forbidding().search(part):
        return True
    return any(not _is_a_name(part, match) for match in _may_forbid().finditer(part))


def _is_a_name(part: str, match: re.Match[str]) -> bool:
    """Whether `match` stands in a name, or in words that are quoted in one: “禁止外卖入校”承诺制."""
    before, behind = part[: match.start()], part[match.end() :]
    if before.rfind("“") > before.rfind("”") and behind.find("”") < len(behind) - 1 and "”" in behind:
        return True
    if _forbidden_before().search(before) or _name_behind().match(behind):
        return True
    return "的" in behind and _is_done_to().search(before) is not None


def force_of(sentence: str) -> Force | None:
    """How strongly `sentence` (folded) binds; None if it plainly says what is done.

    What forbids anything forbids, whatever stands before it (必须有…，不得…); else the first part that tells says.
    """
    if _is_a_case(sentence):
        return None
    parts = _PART.findall(sentence)
    if any(map(_forbids, parts)):
        return Force.FORBID
    for part in parts:
        if _encouraging().search(part):
            return Force.ENCOURAGE
        if _obliging().search(part):
            return Force.MUST
    return None
