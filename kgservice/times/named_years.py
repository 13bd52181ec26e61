"""A year that words name, in figures or counted from the plan's own: 2027年, 今年, 今冬明春, “十五五”末."""

from __future__ import annotations

import re
from functools import cache

from kgservice.lexicon import meanings, one_of
from kgservice.times.words import LAST_YEARS

NAMED_YEAR = re.compile("年|五”?[规期末时]|[今明]春|今[夏秋冬]")
"""What stands in every sentence that names one, to pass over all others."""


@cache
def named_year() -> str:
    """A pattern of a year that a heading may be of; `year_meant` tells which."""
    return (
        rf"(?:(?<!\d)(?P<year>20\d\d)年(?!以来|\d)度?|(?P<this>今年|本年度?)(?!以来)|(?P<next>明年)"
        rf"|(?P<season>{one_of('times', 'of_years')})(?!以来)"
        r"|“?十(?P<period>[一二三四五六])五”?(?:规划)?(?:期?末|末期|期间|时期)(?!以来))"
    )


def year_meant(match: re.Match[str], this: int | None) -> int | None:
    """The year that the words found mean, where 今年 is `this`."""
    if match["year"]:
        return int(match["year"])
    if match["period"]:
        return LAST_YEARS[match["period"]]
    shift = int(meanings("times", "of_years")[match["season"]]) if match["season"] else 1 if match["next"] else 0
    return None if this is None else this + shift
