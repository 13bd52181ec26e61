"""Tells up to where a sentence reports what has been done, which sets no target: 近年来，建成广场210个，力争达到300个."""

from __future__ import annotations

import re
from functools import cache

from kgservice.documents.text import Span
from kgservice.levels import LEVELS
from kgservice.lexicon import one_of
from kgservice.times.words import LAST_YEARS

_MARK = r"(?:[一二三四五六七八九十]是|其中|--|①)?，?"
_YEARS_PAST = "(?:自)?[^，。；]{0,16}(?:以来|[一二三四五六七八九十两几多]年来)"
_PERIOD = "(?:在)?“?十(?P<period>[一二三四五六])五”?(?:时期|期间)"
_HAS = rf"(?:[全我][国{LEVELS}])?现有[^，。；]{{2,20}}?\d[^，。；]{{0,6}}，其中"  # 全省现有储备能力420万吨，其中…
_ACHIEVED = "[^，。；]{2,24}取得了?[^，。；]{0,8}(?:胜利|成就)"  # 攻坚战取得全面胜利，贫困县全部摘帽
_YEAR = r"(?:在|截[至止]到?)?(?P<year>20\d\d)年(?:\d{1,2}月)?(?:底|末)?(?:，已(?:累计)?)?"


@cache
def _opens_report() -> re.Pattern[str]:
    told = f"{one_of('targets', 'reports')}|{_YEARS_PAST}|{_ACHIEVED}|{_HAS}|{_PERIOD}|{_YEAR}"
    return re.compile(f"{_MARK}(?:{told})(?:[，：]|全[国{LEVELS}])")


@cache
def _to_come() -> re.Pattern[str]:
    """What says that a figure is still to be reached."""
    return re.compile(rf"{one_of('targets', 'to_come')}|(?:到|至)(?P<year>20\d\d)年")


def report_ends(folded: str, sentence: Span, since: int | None) -> int:
    """Where the report that `sentence` opens with ends; where it begins if it opens with none.

    What was done in a year or in five years before `since`, the first year of the plan, is a report.
    """
    opens = _opens_report().match(folded, *sentence)
    if opens is None or not _is_past(opens, since):
        return sentence.start
    for turn in _to_come().finditer(folded, opens.end(), sentence.end):
        if turn["year"] is None or not since or int(turn["year"]) >= since:
            return turn.start()
    return sentence.end


def _is_past(opens: re.Match[str], since: int | None) -> bool:
    """Whether the time that the report opens with is over before the plan's first year; words alone say so themselves."""
    if opens["period"]:
        return since is not None and LAST_YEARS[opens["period"]] < since
    return opens["year"] is None or (since is not None and int(opens["year"]) < since)
