"""Tells for which year a figure is meant."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache

from kgservice.documents.text import Span
from kgservice.extraction.targets.figures import Figure
from kgservice.extraction.told_years import year_of_line
from kgservice.levels import LEVELS
from kgservice.lexicon import one_of
from kgservice.times.named_years import year_meant
from kgservice.times.words import planned

_BASE = re.compile("(?:由|从|自|较|(?<![占环])比|以|与|据|截至|截止|在)$")
_BY_PLAN = re.compile("(?:按照?|根据|依据|依照|落实|执行|下达|纳入|列入)$")  # 按照2027年度计划改造桥梁6座
_IS_BASE = re.compile(
    "，?(?:力争|争取)?[\\d一二三四五六七八九十两]+年(?:之|以)?内|的?基础上|的?基数|相比|的\\d|比|为基"
)
_ONLY_YEAR = re.compile(
    r"(?:^|[，；：。])(?:到|至|力争|力争到|争取到?|确保)?(?:20\d\d年?(?:至|到|-{1,2}|~))?20\d\d年(?:底|末)?(?:前|以前)?$"
)
_OPENS = re.compile(
    r"(?:20\d\d(?:年(?:\d{1,2}月)?(?:\d{1,2}日)?[起始]?)?(?:至|到|-{1,2}|~)|(?:工作|总体|主要|具体|发展|年度)?目标|[\u4e00-\u9fff]{1,4}"
    rf"[{LEVELS}](?=到)"
    r"|力争|确保|争取|预计|计划|到|至|在|于|从|自|①|②|③|④|⑤|⑥|[一二三四五六七八九]是)*"
)
_ALONE_BEHIND = re.compile(
    "(?:底|末)?(?:之前|以前|前)?(?:，|：|要?实现：|(?:[主重][要点]|具体|工作){0,2}(?:任务|目标)：)"
)
_YEARLY = re.compile("每年|每(?:季度|月|周|半年|学期)|(?<![\\d全今本当近几少多两三])年(?:人均|度?新增|培训|举办|组织)")
_GOALS_FOLLOW = re.compile("(?P<year>20\\d\\d)年[^。]{0,16}(?:以下|下列|如下|主要|具体)[^。：]{0,8}目标[^。：]{0,4}：")
_GOALS_ARE = re.compile(
    r"(?P<year>20\d\d)年[^，。；：]{0,24}(?:总体要求|(?:主要|预期|奋斗|发展|工作|年度)目标)(?:是|为)?[：，]"
)
_BY_WHOM_THEN = "于"
# What a goal may begin with before its year: 根据《甲规划（2021—2025年）》（甲政发〔2020〕3号）有关任务，到2025年，…
# What is to be by a year, without a figure, is the year of the goals that follow: 力争到2027年将我市打造成为氢能枢纽城市
_VISION = re.compile(r"[^\d]*到(?P<year>20\d\d)年[^\d]*")
_BEFORE_GOALS = re.compile(r"(?:(?:[^\d，；：。《（]|《[^》]*》|（[^）]*）)*，)?")
_BULLET = "--"
_LABEL = re.compile("--[^，]{2,25}")
_OPENS_GOALS = re.compile(
    "(?:具体|主要|总体|总的|发展|工作|预期|阶段性?)*(?:目标|指标)(?:是|为)?："
)  # 具体指标：到2027年，…
_NUMBER = re.compile(r"20\d\d")
_LISTED_YEARS = re.compile(r"(?:20\d\d年?(?:底|末)?(?:、|和|，)){2,4}$")
_DUE_BEHIND = re.compile(
    r"，(?:(?:到|至|于|在|力争)?(?P<year>20\d\d)年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:年?底|末)?(?:之前|以前|前|内)?|(?P<this>年底前|年内))(?:全部|基本|全面)?(?:完成|建成|投用|到位)(?=[，；、]|$)"
)


_MAY_NAME_YEAR = re.compile("年|季度|五”|[今明]春|今[夏秋冬]")


@cache
def _year() -> re.Pattern[str]:
    """A year by which something may be reached, as a sentence names it."""
    return re.compile(
        rf"""
        (?=[2今本当年明次翌去上下第一二三四“十])(?:
            (?<!\d)(?P<year>20\d\d)年
                (?!第\d|版|度?以?来|以前|间|代|度(?!{planned()})[\u4e00-\u9fff]{{0,12}}(?:项目|计划|任务|考核|预算|清单))
                (?:\d{{1,2}}月)?(?:\d{{1,2}}日)?(?P<since>起|以来|以后|后)?
          | (?<![\d每一二三四五六七八九十两])(?:(?:今|本|当)?年(?P<this>内|底前?|末前?)|今年(?!以来|第|[一二三四]季|[上下]半年))
          | 本年度(?!项目|计划(?!{planned()})|任务|考核|预算|清单)
          | (?P<next>[明次翌]年(?!度|均))
          | (?P<season>{one_of("times", "of_years")})(?!以来)
          | (?<![每各今去半\d年前])(?:[上下]半年|第?[一二三四]季度)(?=[\u4e00-\u9fff]{{2}}|，)
          | “?十(?P<period>[一二三四五六])五”?(?:规划)?(?:期?末|末期|期间|时期(?!以来))
        )
        """,
        re.VERBOSE,
    )


@dataclass(slots=True)
class Years:
    """The years of one passage. `own` counts where a sentence names none, `this` is what 年内 means, `due` when all of it is due,
    `since` the first year of the plan.

    A year that opens a paragraph counts for the whole paragraph where `carries` says so (in goals), and for those behind it
    that begin with a dash, or follow a label that does.
    """

    own: int | None = None
    this: int | None = None
    due: int | None = None
    carries: bool = False
    since: int | None = None
    _carried: int | None = None
    _of_goals: int | None = None
    _after_label: bool = False
    _lead: int | None = None
    _vision: int | None = None

    def read(self, folded: str, sentence: Span, opens_paragraph: bool) -> YearsOfSentence:
        """The years of `sentence`."""
        is_bullet = folded.startswith(_BULLET, sentence.start)
        if opens_paragraph:
            self._lead = self._lead if is_bullet or self._after_label else None
            self._carried = self._of_goals or self._lead
        opens = opens_paragraph or self._after_label
        self._after_label = opens and _LABEL.fullmatch(folded, *sentence) is not None
        if follows := _GOALS_FOLLOW.search(folded, *sentence) or _GOALS_ARE.match(folded, *sentence):
            self._carried = self._of_goals = int(follows["year"])
        elif opens_paragraph and (line := year_of_line(folded, sentence, self.this)):
            self._carried = self._of_goals = line
        marks: list[_Mark] = []
        if _MAY_NAME_YEAR.search(folded, *sentence) is None:
            return YearsOfSentence(folded, sentence, (), self._fallback, self.this, self.due)
        for match in _year().finditer(folded, *sentence):
            year = year_meant(match, self.this)
            before = folded[max(sentence.start, match.start() - 6) : match.start()]
            if (
                year is None
                or match["since"] not in (None, "起")
                or (_BASE.search(before) and match["since"] is None)
                or (_BY_PLAN.search(before) and "度" in folded[match.end() - 1 : match.end() + 1])
                or (_IS_BASE.match(folded, match.end()) and not before.endswith(("到", "至")))
            ):
                continue
            start = max(max(folded.rfind(mark, sentence.start, match.start()) for mark in "，；：") + 1, sentence.start)
            goals = _OPENS_GOALS.match(folded, *sentence)
            opening = goals is not None and start == goals.end()
            opening = opening or _BEFORE_GOALS.fullmatch(folded, sentence.start, start) is not None
            if opening and is_bullet:
                start = min(start + len(_BULLET), match.start())
            marks.append(
                _Mark(match.start(), year, _reach(folded, Span(start, match.start()), match.end(), self.carries))
            )
            if opens and self.carries and opening and _OPENS.fullmatch(folded, start, match.start()):
                self._carried = year if is_bullet else self._carried or year
                self._lead = self._lead if is_bullet else year
        if self.carries and self._vision is None and (vision := _VISION.fullmatch(folded, *sentence)):
            self._vision = int(vision["year"])
        return YearsOfSentence(folded, sentence, tuple(marks), self._fallback, self.this, self.due)

    @property
    def _fallback(self) -> int | None:
        return self._carried or self.own or self._vision


class _Reach(Enum):
    """How far behind itself a year counts: in its own clause, up to the next semicolon, to the sentence's end."""

    CLAUSE = auto()
    SEMICOLON = auto()
    SENTENCE = auto()


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    year: int
    reach: _Reach


def _reach(folded: str, before: Span, end: int, carries: bool) -> _Reach:
    """The reach of a year with the words `before` it in its clause (2024年底前完成…; 比例2025年达到…; 到2025年，…)."""
    alone = _ALONE_BEHIND.match(folded, end)
    if alone and folded[before.start : before.end].endswith(_BY_WHOM_THEN):
        return _Reach.SENTENCE  # 各镇于2024年10月底前，对所有房屋完成排查
    if not _OPENS.fullmatch(folded, *before):
        return _Reach.CLAUSE
    return _Reach.SENTENCE if alone or carries else _Reach.SEMICOLON


@dataclass(frozen=True, slots=True)
class YearsOfSentence:
    """The years that one sentence names, and what counts where it names none."""

    folded: str
    sentence: Span
    marks: tuple[_Mark, ...]
    fallback: int | None
    this: int | None
    due: int | None

    def of(self, place: int, clause: Span) -> int | None:
        """The year for the figure at `place` in `clause`: the one named last before it, else one that the clause behind sets."""
        yearly = bool(_YEARLY.search(self.folded, clause.start, place))
        for mark in reversed(self.marks):
            if mark.start < place and (mark.start >= clause.start or self._reaches(mark, clause, yearly)):
                return mark.year
        if not yearly and (behind := _DUE_BEHIND.match(self.folded, clause.end, self.sentence.end)):
            return int(behind["year"]) if behind["year"] else self.this
        return self.fallback or (None if yearly else self.due)

    def listed_before(self, figure: Figure) -> list[int]:
        """The years listed before `figure`: in its own clause, or alone in the one before (2025年、2026年，…分别…)."""
        own = [mark.year for mark in self.marks if figure.clause.start <= mark.start < figure.start]
        if own or not (listed := _LISTED_YEARS.search(self.folded, self.sentence.start, figure.clause.start)):
            return own
        return [int(year) for year in _NUMBER.findall(listed.group())]

    def _reaches(self, mark: _Mark, clause: Span, yearly: bool) -> bool:
        if mark.reach is _Reach.CLAUSE or (
            mark.reach is _Reach.SEMICOLON and "；" in self.folded[mark.start : clause.start]
        ):
            return False
        return not yearly or bool(_ONLY_YEAR.search(self.folded[self.sentence.start : clause.start - 1]))
