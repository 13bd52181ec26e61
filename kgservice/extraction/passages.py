"""Reads what a passage of a plan says: its targets, citations and deadlines."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from kgservice.documents.lists import points
from kgservice.documents.parts import Document
from kgservice.documents.plan_text import PlanText
from kgservice.documents.text import CleanText, Span
from kgservice.extraction.calendar import Calendar, last_year
from kgservice.extraction.citations import find_citations
from kgservice.extraction.cited import ShortTitles
from kgservice.extraction.clause import Clause
from kgservice.extraction.deadlines import DeadlinesRead, Times, find_deadlines
from kgservice.extraction.due import sets_goals
from kgservice.extraction.facts import Citation, Comparator, Deadline, IndicatorTarget, Kind, Relation
from kgservice.extraction.stretches import without
from kgservice.extraction.targets.in_passages import TargetsRead, find_targets
from kgservice.extraction.targets.scopes import with_scopes
from kgservice.extraction.targets.years import Years
from kgservice.extraction.told_years import year_of_headings, year_of_opening

_TRAILING_BRACKETS = re.compile("（([^（）]*)）$")
_TO_BE = (Relation.TO_BE_ISSUED, Relation.TO_BE_REVISED)
_ONLY_WHEN = re.compile(r"20\d\d年|(?:20\d\d年|今年)?第?[一二三四]季度")
_OPENS_GOALS = re.compile(r"。?(?:到|至|力争到?)?(20\d\d)年(?:底|末)?(?:前|之前)?，")
_GOALS_BELOW = re.compile(r"(20\d\d)年(?:底|末|前|底前)?，[^。]{0,20}(?:以下|下列|如下)[^。]{0,10}：?$")
_LONGEST_GOALS_BELOW = 60


@dataclass(frozen=True, slots=True)
class Passage:
    """An item's own text: `above` is that of the section over it, None at the top, `headings` are those over it, the nearest first."""

    kind: Kind
    span: Span
    heading: Span
    clauses: tuple[Clause, ...]
    above: Span | None
    headings: tuple[Span, ...] = ()

    @property
    def times(self) -> list[Span]:
        """The stretches of its clauses that can only be times."""
        return [time for clause in self.clauses for time in clause.content.deadlines]


@dataclass(frozen=True, slots=True)
class Passages:
    """What reading a passage needs to know of its plan: its years, its document's own titles, where its tables stand."""

    document: Document
    plan: PlanText
    short_titles: ShortTitles
    calendar: Calendar

    @property
    def text(self) -> CleanText:
        """The document's clean text."""
        return self.document.text

    def citations(self, span: Span, *, opening: bool = False, done: bool = False) -> tuple[Citation, ...]:
        """The citations in `span`, tables left out; `opening` if it says what the plan is made from, `done` if what there is already."""
        own = tuple(self.text.folded[title.start : title.end] for title in self._titles())
        return tuple(
            replace(citation, relation=Relation.MENTIONS) if done and citation.relation in _TO_BE else citation
            for stretch in self._outside_tables(span)
            for citation in find_citations(
                self.text,
                stretch,
                self.short_titles,
                opening=opening,
                own_titles=own,
                own_number=self.document.head.number,
            )
        )

    def targets(self, passage: Passage) -> TargetsRead:
        """The targets that an item sets in its own words, outside its clauses."""
        if passage.kind is Kind.BACKGROUND:
            return TargetsRead()
        due = last_year(self.text, passage.times)
        years = Years(
            own=self._step_year(passage) or self._goal_year(passage) or (None if due else self._told_above(passage)),
            this=self.calendar.this,
            due=due,
            carries=passage.kind is Kind.GOAL,
            since=self.calendar.since,
        )
        heading = self.text.folded[passage.heading.start : passage.heading.end]
        read = TargetsRead()
        holes = [Span(passage.heading.end, passage.heading.end), *(clause.told for clause in passage.clauses)]
        for outside in self._outside_tables(passage.span):
            for stretch in without(outside, holes):
                read += find_targets(self.document.layout, stretch, years, heading)
        return self._scoped(replace(read, targets=self._told_once(read.targets, passage)))

    def _told_once(self, targets: Sequence[IndicatorTarget], passage: Passage) -> list[IndicatorTarget]:
        """`targets` without those of a heading on its own line that the text below it tells again (二、10万平方米小区改造: …不少于10万平方米)."""
        end = passage.heading.end
        apart = self.document.layout.paragraph_break_in(Span(passage.heading.start, passage.span.end))
        if apart is None or self.text.strip(Span(end, apart), "。；：") != Span(apart, apart):
            return list(targets)
        told = {(each.value, each.unit) for each in targets if each.quote.start >= end}
        return [each for each in targets if each.quote.start >= end or (each.value, each.unit) not in told]

    def cell_targets(
        self, cells: Iterable[Span], due: int | None, heading: str = "", year: int | None = None, *, to_do: bool = True
    ) -> TargetsRead:
        """The targets in the words of a table's row, whose time is `due`, each point of a list by itself; `heading` is what figures are of that do not say.

        `year` is that of a column of goals (2026年目标), which counts also for what is done every year; `to_do` says that the cells
        tell what is to be done, not what is wrong (存在问题).
        """
        read = TargetsRead()
        parts = (part for cell in cells for part in [point.words for point in points(self.text.folded, cell)] or [cell])
        for part in parts:
            years = Years(own=year, this=self.calendar.this, due=due)
            read += find_targets(self.document.layout, part, years, heading, of_row=to_do)
        return self._scoped(read)

    def _scoped(self, read: TargetsRead) -> TargetsRead:
        """The targets with the places that they are of."""
        own = "".join(self.text.folded[title.start : title.end] for title in self._titles())
        return TargetsRead(list(with_scopes(read.targets, own)), read.unread)

    def targets_outside(self, span: Span) -> TargetsRead:
        """The targets outside the items: levels to be reached, not the numbers of what has been done."""
        read = find_targets(self.document.layout, span, Years(this=self.calendar.this, carries=True))
        since = self.calendar.since or 0
        kept = [
            each
            for each in read.targets
            if (each.rule != "target.count" or each.comparator is not Comparator.EXACTLY or each.year)
            and (each.year or since) >= since
        ]
        return self._scoped(TargetsRead(kept, []))

    def deadlines(self, passage: Passage) -> DeadlinesRead:
        """The deadlines in an item's own text and in its clauses."""
        if passage.kind is Kind.BACKGROUND:
            return DeadlinesRead()
        times = passage.times
        if passage.kind is Kind.STEP and (brackets := _TRAILING_BRACKETS.search(self.text.folded, *passage.heading)):
            times.append(Span(*brackets.span(1)))
        return self.deadlines_in(passage.span, times, self._step_year(passage))

    def deadlines_in(self, span: Span, times: Sequence[Span] = (), year: int | None = None) -> DeadlinesRead:
        """The deadlines in `span`, tables left out; `times` are known to hold one, `year` is that of a bare month."""
        of = self.calendar
        context = Times(tuple(times), of.this, of.since, year, of.only, of.issued)
        read = DeadlinesRead()
        for stretch in self._outside_tables(span):
            read += find_deadlines(self.text, stretch, context)
        return read

    def deadlines_outside(self, span: Span) -> tuple[Deadline, ...]:
        """The deadlines outside the items, where a bare year only says when the plan is of."""
        found = self.deadlines_in(span).deadlines
        return tuple(each for each in found if self._sets_a_time(each) and not self._fills_its_line(each.when))

    def _sets_a_time(self, deadline: Deadline) -> bool:
        """Whether it is more than a bare year or quarter, or one in which goals are to be reached (2017年主要预期目标是), or that was decided on."""
        if not _ONLY_WHEN.fullmatch(self.text[deadline.when]):
            return True
        return sets_goals(self.text.folded, deadline.when)

    def _fills_its_line(self, when: Span) -> bool:
        """Whether it stands alone on its line, as the day of issue does below a title."""
        layout = self.document.layout
        starts = layout.paragraph_starts
        index = bisect_left(starts, when.start)
        following = starts[index + 1] if index + 1 < len(starts) else len(layout.text.text)
        return index < len(starts) and starts[index] == when.start and following == when.end

    def _outside_tables(self, span: Span) -> Iterator[Span]:
        tables = [labelled.table.span for labelled in self.plan.tables]
        if any(table.start <= span.start < table.end for table in tables):
            return iter((span,))
        return without(span, tables)

    def _titles(self) -> Iterator[Span]:
        yield from (plan.title for plan in self.document.plans)
        if self.document.title is not None:
            yield self.document.title

    def _goal_year(self, passage: Passage) -> int | None:
        """The year that the section above sets for the goals below it (至2022年底，实现以下主要目标：).

        What a section of goals begins with holds for all goals in it (到2025年，…更加完善。).
        """
        above, match = passage.above, None
        if above is not None:
            match = _GOALS_BELOW.search(self.text.folded, max(above.start, above.end - _LONGEST_GOALS_BELOW), above.end)
        if match is None and above is not None and passage.kind is Kind.GOAL and passage.headings:
            match = _OPENS_GOALS.match(self.text.folded, passage.headings[0].end, above.end)
        return int(match.group(1)) if match else None

    def year_of(self, headings: Iterable[Span]) -> int | None:
        """The year that the first of `headings` that tells one gives what stands below it (二、今年主要预期目标)."""
        return year_of_headings(self.text, headings, self.calendar.this)

    def _told_above(self, passage: Passage) -> int | None:
        """The year of the nearest heading that tells one, else of the sentence that the plan's items follow."""
        told = self.year_of((passage.heading, *passage.headings))
        if told is None and passage.kind in (Kind.TASK, Kind.GOAL, Kind.SECTION):
            told = year_of_opening(self.text, self.plan.preamble, self.calendar.this)
        return None if told is None or told < (self.calendar.since or told) else told

    def _step_year(self, passage: Passage) -> int | None:
        """The year that a step's heading gives it (攻坚阶段（2022年1月—6月）)."""
        return last_year(self.text, [passage.heading]) if passage.kind is Kind.STEP else None
