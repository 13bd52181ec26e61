"""A time in a text with the words before and behind it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from kgservice.times.model import Form, Time

BEFORE = 14  # 有效期至, 较, 做好: what counts stands right before
_END = "止"
_BEFORE_END = 40  # 执行时间从2026年6月1日起，至: and what it lasts for is told before both days
_AFTER = (
    80  # the longest clause of 1,092 annotated deadlines has 57 characters with the time; who gets what then is longer
)
_SENTENCE = re.compile("[。；！？]")
_CLAUSE = re.compile("[，。；：！？\n]")


@dataclass(frozen=True)
class Around:
    """A time with the words before and behind it, and whether it stands where only a time can (完成时限：2026年6月)."""

    time: Time
    words: str
    before: str
    after: str
    alone: bool = False
    listed: bool = False

    @cached_property
    def explicit(self) -> bool:
        """Whether its own words say that it is a limit: 到2025年, 6月底前."""
        if self.time.by or self.time.before:
            return True
        part = self.time.last.part
        told = part == "起" or (part in ("底", "末") and self.time.last.year is not None)
        return told or (self.time.last.part in ("底", "末", "中", "内") and self._has_year and self.words != "年底")

    @cached_property
    def bare(self) -> bool:
        """Whether it is a day, month or year without a word that makes it a limit, in prose."""
        return self.time.form is Form.POINT and not (self.explicit or self.alone)

    @cached_property
    def bare_year(self) -> bool:
        """Whether it is a year, or a season of one (今冬明春), and nothing else."""
        return self.bare and (self.time.last.only_year or self.time.last.season_of_year)

    @property
    def within(self) -> bool:
        """Whether it is so long from an event that is not said: 5年内."""
        return self.time.term is not None and not self.time.term.event

    @cached_property
    def clause(self) -> str:
        """What stands behind it up to the next comma."""
        return _CLAUSE.split(self.after, maxsplit=1)[0]

    @property
    def _has_year(self) -> bool:
        return self.time.last.year is not None or self.time.last.shift is not None


def around(folded: str, start: int, end: int, time: Time, *, alone: bool, listed: bool) -> Around:
    """`time` with what stands around it in the passage from `start` to `end`."""
    reach = _BEFORE_END if folded[time.end - 1] == _END else BEFORE
    before = _SENTENCE.split(folded[max(start, time.start - reach) : time.start])[-1]
    return Around(
        time, folded[time.start : time.end], before, folded[time.end : min(end, time.end + _AFTER)], alone, listed
    )
