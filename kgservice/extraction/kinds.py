"""What an item is for, told by the heading of the section it stands in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from kgservice.documents.numbering import Style
from kgservice.documents.outline import Item
from kgservice.extraction.clause import Clause
from kgservice.extraction.facts import Kind
from kgservice.lexicon import one_of

_SUBJECT = "sections"
_LONGEST_STEP_HEADING = 14
_DEMANDS = "要求"
_NOTE = re.compile("（[^（）]*）$")
_ACTION = re.compile("[^，。：（）]{2,40}(?:行动|工程)")


@dataclass(frozen=True, slots=True)
class SectionRule:
    """A form of headings that tells what stands under them; the first that fits in SECTION_RULES counts."""

    id: str
    kind: Kind
    pattern: str
    example: str


def _any(*lists: str) -> str:
    return one_of(_SUBJECT, *lists)


@cache
def section_rules() -> tuple[tuple[SectionRule, re.Pattern[str]], ...]:
    """The rules in their order, with their patterns made of the words of `data/lexicon/sections.yaml`."""
    joins, year = _any("joins"), r"(?:20\d\d年)?"
    goal = f"{year}{_any('of_goals')}*{_any('goals')}"
    led_to = f"{_any('to_goals')}?{goal}"
    safeguards = f"{_any('safeguards', 'beside_safeguards')}(?:{_any('degree')})?"
    applying = f"{_any('of_applying')}*{_any('applies')}{{1,2}}{_any('of_applying')}*{_any('applied')}"
    background = f"(?:{_any('of_backgrounds')}*{_any('backgrounds')}|{applying})"
    past = r"(?:20\d\d年度?|过去[一二三四五]年|上年度?|“?十[一二三四五]五”?(?:时期|期间)?)"
    rules = (
        SectionRule("background", Kind.BACKGROUND, f"{background}(?:{joins}?{background})*", "发展基础"),
        SectionRule("past", Kind.BACKGROUND, f"{past}[^，。；]{{0,24}}{_any('pasts')}", "2023年计划执行情况"),
        SectionRule(
            "safeguard",
            Kind.SAFEGUARD,
            f"(?:{_any('to_safeguards')}+{_any('whose_safeguards')}?{safeguards}|(?:{safeguards}{joins})*{_any('safeguards')})(?:{_any('degree')})?(?:{joins}{safeguards})*",
            "切实加强组织领导",
        ),
        SectionRule(
            "safeguard.first", Kind.SAFEGUARD, f"{_any('safeguards_first')}{joins}[^，。]{{1,8}}", "保障措施和支持政策"
        ),
        SectionRule(
            "goal.parts",
            Kind.GOAL,
            f"{led_to}(?:(?:，|{joins}){led_to})*{_any('shared_out')}?",
            "把握总体要求，明确工作目标",
        ),
        SectionRule(
            "goal.of-something", Kind.GOAL, f"(?!{_any('no_goals')})[\u4e00-\u9fff]{{2}}{_any('aims')}", "改革目标"
        ),
        SectionRule("goal.first", Kind.GOAL, f"{goal}{joins}[^，。]{{1,14}}", "总体要求和主要做法"),
        SectionRule(
            "goal.run-in",
            Kind.GOAL,
            f"(?:{_any('recognitions')}，{_any('to_goals', 'to_safeguards')})?{_any('goals_alone')}.*",
            "总体目标坚持建设与管养并重",
        ),
        SectionRule(
            "step",
            Kind.STEP,
            f"(?!.{{0,4}}{_any('no_steps')})(?=.{{1,{_LONGEST_STEP_HEADING}}}$).*{_any('steps')}{_any('beside_steps')}*",
            "方法步骤",
        ),
    )
    return tuple((rule, re.compile(rule.pattern)) for rule in rules)


@cache
def _closings() -> re.Pattern[str]:
    """What the heading of a plan's last section begins with: 加强组织领导，确保任务落实; 做好改革组织实施工作; 招生工作要求."""
    to = _any("to_safeguards", "to_closings")
    return re.compile(
        f"(?:{to}+[^，。、和与及]{{0,8}}{_any('closings')}(?:工作)?(?:{_any('degree')})?|[^，。、]{{2,6}}{_any('asks')})(?:，|$)"
    )


@cache
def _shared() -> re.Pattern[str]:
    return re.compile(f"{_any('shared_safeguards')}$")


@cache
def _tasks_too() -> re.Pattern[str]:
    return re.compile(f"{_any('to_goals')}?{_any('of_goals')}*{_any('tasks_too')}")


def kind_of_section(heading: str) -> Kind | None:
    """The kind of what stands under a section of that heading (folded); None if the heading does not tell."""
    words = _bare(heading)
    return next((rule.kind for rule, pattern in section_rules() if pattern.fullmatch(words)), None)


def holds_goals(column: str) -> bool:
    """Whether a table's column of that name (folded) says what is aimed at and not what is to be done."""
    return _goals_of_rows().search(column) is not None


@cache
def _goals_of_rows() -> re.Pattern[str]:
    return re.compile(f"{_any('of_rows')}$")


def kinds_of_items(folded: str, items: Sequence[Item], clauses: Sequence[Sequence[Clause]]) -> list[Kind]:
    """The kind of each item: that of the nearest section above that tells; one that only holds items is a section.

    An annex is told by itself.
    """
    annexes = [index for index, item in enumerate(items) if item.style is Style.ANNEX]
    if annexes:
        body = kinds_of_items(folded, items[: annexes[0]], clauses[: annexes[0]])
        for annex, end in pairwise([*annexes, len(items)]):
            inside = [_apart(item, annex + 1) for item in items[annex + 1 : end]]
            body += [Kind.SECTION, *kinds_of_items(folded, inside, clauses[annex + 1 : end])]
        return body
    own = [_own_kind(folded, item) for item in items]
    own = [
        None if kind is Kind.BACKGROUND and any(clause.content.parties for clause in found) else kind
        for kind, found in zip(own, clauses, strict=True)
    ]  # 八、其他说明。…（责任单位：县数据局）
    own = [
        None if kind is Kind.STEP and _holds_actions(folded, items, index) else kind for index, kind in enumerate(own)
    ]
    if len(items) > 1 and all(
        kind is Kind.SAFEGUARD and not item.has_items for item, kind in zip(items, own, strict=True)
    ):
        own = [Kind.TASK] * len(items)  # a notice of nothing but 强化组织领导, 强化责任落实 asks for that
    for index, item in enumerate(items):
        heading = folded[item.heading.start : item.heading.end]
        if own[index] is Kind.GOAL and item.has_items and _may_hold_tasks(heading):
            own[index] = None if _holds_tasks(items, own, clauses, index) else Kind.GOAL
    for index, item in enumerate(items):
        if own[index] is Kind.SAFEGUARD and _asks(folded, item) and not _closes(items, own, index):
            own[index] = None
    for index, item in enumerate(items):
        if own[index] is Kind.SAFEGUARD and item.parent is None and _is_shared_out(folded, items, clauses, index):
            own[index] = None
    if (last := _closing_section(folded, items, own, clauses)) is not None:
        own[last] = Kind.SAFEGUARD
    as_leaves: list[Kind] = []
    for item, kind in zip(items, own, strict=True):
        above = as_leaves[item.parent] if item.parent is not None else Kind.TASK
        as_leaves.append(above if above is not Kind.TASK else kind or Kind.TASK)
    kinds = []
    for item, kind, found in zip(items, as_leaves, clauses, strict=True):
        given = any(clause.content.parties for clause in found)
        if not item.has_items:
            kinds.append(Kind.TASK if given and kind is Kind.BACKGROUND else kind)
            if kind is Kind.TASK and not given and _is_goal(folded, item):
                kinds[-1] = Kind.GOAL
        elif given:
            kinds.append(as_leaves[item.parent] if item.parent is not None else Kind.TASK)
        else:
            kinds.append(Kind.SECTION)
    return kinds


def _apart(item: Item, first: int) -> Item:
    """`item` among those from `first` on alone."""
    return replace(item, parent=item.parent - first if item.parent is not None and item.parent >= first else None)


def _own_kind(folded: str, item: Item) -> Kind | None:
    """The kind that an item's own heading tells, or the heading without a number that it stands under."""
    own = None
    if item.parent is None or item.has_items:
        own = kind_of_section(folded[item.heading.start : item.heading.end])
    if own is None and item.section is not None:
        own = kind_of_section(folded[item.section.start : item.section.end])
    return own


def _holds_actions(folded: str, items: Sequence[Item], section: int) -> bool:
    """Whether what stands under 行动步骤 are actions to be taken (网络强基行动), and not the stages of one."""
    below = [item.heading for item in items if item.parent == section]
    return bool(below) and all(_ACTION.fullmatch(folded, *heading) for heading in below)


def _is_goal(folded: str, item: Item) -> bool:
    """Whether the heading of an item among tasks is that of goals (1.总体目标)."""
    return kind_of_section(folded[item.heading.start : item.heading.end]) is Kind.GOAL


def _asks(folded: str, item: Item) -> bool:
    return _bare(folded[item.heading.start : item.heading.end]).endswith(_DEMANDS)


def _closes(items: Sequence[Item], own: Sequence[Kind | None], section: int) -> bool:
    """Whether 工作要求 is a section of the plan behind others that say what is to be done, or in which steps."""
    before = {kind for item, kind in zip(items[:section], own, strict=False) if item.parent is None}
    return items[section].parent is None and not before.isdisjoint({None, Kind.STEP})


def _is_shared_out(folded: str, items: Sequence[Item], clauses: Sequence[Sequence[Clause]], section: int) -> bool:
    """Whether what stands under 强化要素保障 is given to somebody, item by item, before the sections that close the plan."""
    if not _shared().search(_bare(folded[items[section].heading.start : items[section].heading.end])):
        return False
    below = [index for index, item in enumerate(items) if item.parent == section]
    given = sum(any(clause.content.parties for clause in clauses[index]) for index in below)
    is_last = all(item.parent is not None for item in items[section + 1 :])
    return not is_last and bool(below) and given == len(below)


def _closing_section(
    folded: str, items: Sequence[Item], own: Sequence[Kind | None], clauses: Sequence[Sequence[Clause]]
) -> int | None:
    """The last section, if its heading closes a plan, or else the first and half of all that it holds (加强组织协调, 加强资金保障), which is given to nobody."""
    sections = [index for index, item in enumerate(items) if item.parent is None]
    while sections and own[sections[-1]] is Kind.BACKGROUND:
        sections.pop()
    last = sections[-1] if len(sections) > 1 else None
    if last is None or own[last] is not None:
        return None
    if len(sections) > 2 and _closings().match(_bare(folded[items[last].heading.start : items[last].heading.end])):
        return last
    below = [index for index, item in enumerate(items) if item.parent == last]
    if any(clause.content.parties for index in below for clause in clauses[index]):
        return None
    told = [
        kind_of_section(folded[items[index].heading.start : items[index].heading.end]) is Kind.SAFEGUARD
        for index in below
    ]
    return last if len(told) > 1 and told[0] and 2 * sum(told) >= len(told) else None


def _holds_tasks(
    items: Sequence[Item], own: Sequence[Kind | None], clauses: Sequence[Sequence[Clause]], section: int
) -> bool:
    """Whether what stands under 目标任务 are tasks: one is given to somebody, or no section beside it holds any."""
    top = items[section].path
    below = [index for index, item in enumerate(items) if item.path[: len(top)] == top and index != section]
    if any(clause.content.parties for index in below for clause in clauses[index]):
        return True
    return not any(
        kind is None and item.has_items and item.parent == items[section].parent
        for index, (item, kind) in enumerate(zip(items, own, strict=True))
        if index != section
    )


def _may_hold_tasks(heading: str) -> bool:
    """Whether a heading (folded) names goals and tasks at once, so that what stands under it may be tasks (二、目标任务)."""
    return _tasks_too().fullmatch(_bare(heading)) is not None


def _bare(heading: str) -> str:
    return _NOTE.sub("", heading).rstrip("：")
