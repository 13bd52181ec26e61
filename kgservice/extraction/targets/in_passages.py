"""Reads the indicator targets of a passage."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal

from kgservice.documents.layout import Layout
from kgservice.documents.text import Span
from kgservice.extraction.facts import Comparator, IndicatorTarget
from kgservice.extraction.quantities import Quantity
from kgservice.extraction.targets.baselines import baseline_of
from kgservice.extraction.targets.completed import of_part
from kgservice.extraction.targets.distribution import Share, distributed
from kgservice.extraction.targets.figure_context import FigureContext, Measured, is_approximate
from kgservice.extraction.targets.figures import Figure, clauses, figures, may_count, sentences
from kgservice.extraction.targets.forms import FORMS
from kgservice.extraction.targets.level_targets import changed
from kgservice.extraction.targets.names import counted_name, of_period, without_period
from kgservice.extraction.targets.no_target import OF_WHAT_THERE_IS, reason_against
from kgservice.extraction.targets.proper import proper
from kgservice.extraction.targets.reports import report_ends
from kgservice.extraction.targets.units import unit_of
from kgservice.extraction.targets.words import any_verb, rate_at_end
from kgservice.extraction.targets.years import Years, YearsOfSentence

_LONGEST_NAME = 90  # the longest of 1,962 annotated names has 40 characters; a list of names may be twice that
_LONGEST_TOPIC = 40  # what is longer is a sentence, and no name
_LONGEST_CLAUSE = 200
_WHO_IS_TOLD = re.compile(
    "^[^，；]{2,30}?(?:应当|必须|(?<!必)须)(?:于|在)?(?=[^，；]{4})"
)  # 各校应当于9月底前完成视力筛查
_MOTTO = re.compile("“[一二两双三四五六七八九十][^“”]{1,7}”")  # 实现“一增一减”，即…
_EACH_YEAR = re.compile("每年")  # 每年修缮校舍3所，培训教师40名
_OF_ALL_YEARS = re.compile("累计|共|年")  # 三年建成步道30公里
_LEADS_TO_PARTS = re.compile("其中|分别[是为]|包括")
_LIST_MARKS = "、和及"
_YEARLY = "/年"
_NAMES_A_YEAR = re.compile(r"20\d\d年")


@dataclass(slots=True)
class TargetsRead:
    """The targets of a passage, in order, and the figures that are meant as a level or share of something not found."""

    targets: list[IndicatorTarget] = field(default_factory=list)
    unread: list[Span] = field(default_factory=list)

    def __add__(self, other: TargetsRead) -> TargetsRead:
        return TargetsRead(self.targets + other.targets, self.unread + other.unread)


def find_targets(
    layout: Layout, span: Span, years: Years | None = None, heading: str = "", *, of_row: bool = False
) -> TargetsRead:
    """The targets in `span`; `years` tells for which year a figure is meant whose sentence does not, `heading` of what.

    `of_row` says that it is a cell of a table and tells what is to be done.
    """
    folded = layout.text.folded
    read = TargetsRead()
    years = years or Years()
    for sentence, opens_paragraph in sentences(layout, span):
        of_sentence = years.read(folded, sentence, opens_paragraph)
        if may_count(folded, sentence):
            reported = report_ends(folded, sentence, years.since)
            _Sentence(
                folded, sentence, of_sentence, read, counted_name(heading, ""), reported, years.since, of_row
            ).read_clauses()
    return read


@dataclass(slots=True)
class _Sentence:
    """A sentence while it is read.

    `subject` is what its last figure measured, and by which year, `measured` what those of its last clause did, `since` are the clauses behind it.
    Up to `reported` it tells what has been done; before `first_year` nothing is to be.
    """

    folded: str
    span: Span
    years: YearsOfSentence
    read: TargetsRead
    heading: str
    reported: int
    first_year: int | None
    of_row: bool = False
    subject: str = ""
    subject_year: int | None = None
    measured: list[str] = field(default_factory=list)
    goes_on: bool = False
    since: list[Span] = field(default_factory=list)
    per: dict[str, str] = field(default_factory=dict)
    against: str | None = None
    of_what_there_is: bool = False

    def read_clauses(self) -> None:
        """Read every clause, in order."""
        for clause in clauses(self.folded, self.span):
            found = figures(self.folded, clause)
            if not found and _LEADS_TO_PARTS.fullmatch(self.folded, *clause):
                continue
            self.goes_on = bool(found) and self._read_figures(found)
            if not self.goes_on:
                self.since.append(_without_last_figure(clause, found))

    def _topic(self) -> str:
        """What the last clause was about that tells, empty if its name is too long to be one."""
        for clause in reversed(self.since):
            said = self.folded[clause.start : min(clause.end, clause.start + _LONGEST_CLAUSE)]
            words = counted_name(_WHO_IS_TOLD.sub("", said), "")
            if words and not _MOTTO.fullmatch(words):
                return words if len(words) <= _LONGEST_TOPIC else ""
        return self.subject

    def _read_figures(self, found: list[Figure]) -> bool:
        """Read the figures of one clause; whether any of them is a target."""
        listed = any_read = False
        names: list[str] = []
        percents = sum(figure.quantity.unit == "%" and figure.kind is None for figure in found)
        for figure, share in distributed(self.folded, found, self.years.listed_before(found[0]), self.measured):
            if share.untold:
                self.read.unread.append(figure.quantity.span)
                continue
            measured = self._measured(figure, percents, listed, share)
            listed = measured is not None
            if measured is None:
                continue
            any_read = True
            rule, what = measured
            when = share.year or self.years.of(_told_at(figure), figure.clause)
            if when is None and self.goes_on and without_period(proper(what.names[-1])) == without_period(self.subject):
                when = self.subject_year
            if not self._is_over(figure, when):
                self.read.targets.extend(self._targets(rule, figure, what, when, share))
            names += what.names
            self.subject, self.subject_year = proper(what.names[-1]), when
            self.since.clear()
        self.measured = names
        return any_read

    def _is_over(self, figure: Figure, year: int | None) -> bool:
        """Whether it has been reached, in the report that the sentence opens with or in a year before the plan's."""
        if self.reported > self.span.start:
            return figure.start < self.reported
        return year is not None and self.first_year is not None and year < self.first_year

    def _measured(self, figure: Figure, percents: int, listed: bool, share: Share) -> tuple[str, Measured] | None:
        """What `figure` measures by the first form that knows, with the form's id."""
        names = share.names or ([self.subject] if share.year and self.subject else None)
        due = (share.year or self.years.of(_told_at(figure), figure.clause)) is not None
        context = FigureContext(
            self.folded, self._topic(), self.subject, self.heading, listed, self.goes_on, percents, due, self.of_row
        )
        against = self.against if self._joins_on(figure) else reason_against(figure, context)
        self.against = against
        self.of_what_there_is = against == OF_WHAT_THERE_IS or (self.of_what_there_is and self._only_tells(figure, due))
        if against or self.of_what_there_is:
            return None
        for rule, form in FORMS:
            measured = form(figure, context)
            if measured is None:
                continue
            if _is_rate_of_all(measured.names, self.measured):
                names = self.measured
            own = [changed(of_part(each, self.subject), figure, context) for each in names or ()] or [
                of_period(each, context.words(figure.left)) for each in measured.names if 1 < len(each) <= _LONGEST_NAME
            ]
            if own:
                return rule, replace(measured, names=own)
        if figure.kind is None and (figure.cue or figure.suffix or figure.quantity.unit == "%"):
            self.read.unread.append(figure.quantity.span)
        return None

    def _joins_on(self, figure: Figure) -> bool:
        """Whether it is only listed behind one that sets no target: 分别奖补1万元和5000元."""
        listed = figure.index and self.against and not figure.cue and figure.left.start >= figure.left.end
        return bool(listed) and self.folded[figure.start - 1] in _LIST_MARKS

    def _only_tells(self, figure: Figure, due: bool) -> bool:
        """Whether nothing says that the figure is to be reached: 现有贫困村38个，贫困发生率2%."""
        meant = figure.cue or figure.suffix or any_verb().search(self.folded, *figure.left)
        return not (due or meant or figure.kind)

    def _targets(
        self, rule: str, figure: Figure, what: Measured, year: int | None, share: Share
    ) -> Iterator[IndicatorTarget]:
        quantity = figure.quantity
        words = self.folded[max(figure.clause.start, figure.start - 160) : figure.start]
        goes_on = self.goes_on and rule == "target.count" and year is None and not _OF_ALL_YEARS.search(words)
        if goes_on and (often := _EACH_YEAR.match(self.folded, *self.span)):
            words = f"{often.group()}{words}"
        unit = unit_of(quantity, words, self.folded[figure.right.start : figure.right.end])
        if "/" in unit and unit != quantity.unit:
            self.per[quantity.unit] = unit
        elif (
            "/" in quantity.unit or what.names == [self.subject] or self.folded.startswith("其中", figure.clause.start)
        ):
            unit = self.per.get(quantity.unit, unit)
        unit = unit.removesuffix(_YEARLY) if share.year else unit
        units = [f"{quantity.unit}/{time}" for time in share.per] or [unit] * len(what.names)
        for name, unit in zip(what.names, units, strict=True):
            base = baseline_of(self.folded, figure, name, self.years.this)
            for comparator, value in _ends(quantity, what.comparator):
                yield IndicatorTarget(
                    rule,
                    name if what.final else proper(name),
                    comparator,
                    value,
                    unit,
                    year,
                    what.quote,
                    baseline=base.value,
                    baseline_year=base.year,
                    approximate=is_approximate(figure),
                )


def _is_rate_of_all(names: list[str], measured: list[str]) -> bool:
    """Whether `names` are the rate alone of all that has just been `measured`: 企业、项目复工率达到50%，9月前复工率达到80%."""
    rates = len(measured) > 1 and len(names) == 1 and rate_at_end().search(names[0])
    return bool(rates) and all(each != names[0] and each.endswith(names[0]) for each in measured)


def _without_last_figure(clause: Span, found: list[Figure]) -> Span:
    """`clause` up to the one figure that ends it: 接待游客300万人次 is about 接待游客."""
    ends_in_one = len(found) == 1 and found[0].right.start >= found[0].right.end
    return Span(clause.start, found[0].start) if ends_in_one and found[0].start > clause.start else clause


def _told_at(figure: Figure) -> int:
    """The place up to which years are the figure's: its cue, or the figure where the cue names one (提升到2026年的90%)."""
    if figure.cue is None or _NAMES_A_YEAR.search(figure.cue.group()):
        return figure.start
    return figure.cue.start()


def _ends(quantity: Quantity, comparator: Comparator) -> Iterator[tuple[Comparator, Decimal]]:
    """The figure as it is meant, or both ends of a range."""
    if quantity.upper is None:
        yield comparator, quantity.value
    else:
        yield Comparator.AT_LEAST, quantity.value
        yield Comparator.AT_MOST, quantity.upper
