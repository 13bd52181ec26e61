"""Rules about roles that a document states itself, for many tasks at once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from kgservice.documents.text import CleanText, Span
from kgservice.extraction.clause import names_in, only_offices
from kgservice.extraction.facts import Role
from kgservice.extraction.parties import PartyMention, read_clause
from kgservice.registers.lookup import Registers

_FIRST = (
    r"(?:列|排|居|位列|排名|排序|名列|列于|排在|居于)(?:在)?(?:第一|首|前|最前)(?:位|个|名|面)?(?:的|者)*(?:单位|部门)?(?:的)?"
    r"|第一(?:个|家|位)?(?:责任)?(?:单位|部门)|(?:首|第一)(?:个|位)(?:的|者)?(?:责任)?(?:单位|部门)?"
)
STATED = re.compile(
    rf"""
      (?P<comma>(?:列|排)?(?:在)?(?:第一个)?(?P<mark>逗号|分号|顿号)(?:之|以)?前(?:面)?(?:的)?(?:为|是)(?:牵头|主办|主责)(?:单位|部门)
          (?:，(?:其他|其它|其余|之后|逗号之?后)[^。，；]{{0,14}}(?:为|是|按职责分工)?(?P<comma_role>配合|责任|协办|参与)(?:单位|部门)?)?
          (?P<comma_onwards>(?:，[^，。；（）]{{1,24}})?，(?:下同|以下同))?)                                 # 列逗号之前的为牵头单位，其他配合，下同
    | (?P<position>(?:（?除[^，。；]{{1,20}}外，)?(?:{_FIRST})(?:即|均)?(?:为|是)(?:该项(?:工作|任务)的?)?(?:牵头|主办|主责|第一责任)(?:(?:或|和|、)(?:汇总|召集))?(?:单位|部门)?
          (?P<others>，(?:其余|其他|其它|后续|余下)[^。，；]{{0,10}}(?:为|是)(?:主要)?(?P<other_role>配合|责任|协办|参与)(?:单位|部门)?)?
          (?P<onwards>(?:，[^，。；（）]{{1,24}})?，(?:下同|以下同))?)                                       # 列第一位者为牵头单位，下同
    | (?P<leading>由?(?:{_FIRST})(?:单位|部门)?(?:负责|进行|总)?(?:牵头|主办|主责)(?:负责|落实|办理|组织实施|推进|实施)?
          (?:，(?:其他|其它|其余|后续|余下)[^。，；]{{0,10}}?(?P<leading_role>配合|协办|参与|协助)[^，。；（）]{{0,6}})?
          (?P<leading_onwards>，(?:下同|以下同))?(?=[。；，）]|$))                                       # 由列第一位的单位牵头，其他单位配合
    | (?P<all_are>(?P<are>[^，。；：]{{2,40}}?)[均都]为(?P<are_role>责任|配合|参与|协办|牵头)(?:单位|部门)[，；]
          (?:[上下本此]?[文表处][中内]?)?(?:不再|不另|不一一)[^。；（）]{{1,10}})                          # 各乡镇均为责任单位，不再一一列出
    | (?P<concern>(?:(?P<told>以下|以上|上述|下列)(?:各项|任务|事项|措施|条款|工作){{0,2}}|具体任务|(?:各项|所有)(?:任务|措施|工作|事项)|任务)
          (?:(?:责任|配合|参与)(?:单位|部门))?[均都]?(?:涉及|包[括含])(?P<concerned>[^。；]{{2,40}}?)
          [，,](?:(?:以下|[上下本此]?[文表处][中内]?)?(?:不再|不另|不一一))[^。；（）]{{1,10}})                                       # 各项措施责任单位均包括各市，以下不再列出
    | (?P<carry>(?P<scope>以下|以上|上述|下列|本部分|本章|本节|本方案|各项|所有)[^。；（）]{{0,20}}?(?:均|都|还|全部)?(?:需|须|要|由|请|应)(?:由)?
          (?P<parties>(?:[^。；（）]|（[^（）]{{1,8}}）){{2,40}}?)(?:(?<!社会)(?<!基层)组织|共同|认真|具体|分别)?(?P<duty>牵头|配合|参与|协助|支持|负责|落实|推进|实施|承担)[^。；（）]{{0,10}}[，；](?:[上下本此]?[文表处][中内]?)?(?:不再|不另|不一一|不重复)[^。；（）]{{1,10}})
    """,
    re.VERBOSE,
)


_HEADING = re.compile(
    "(?P<parties>[^，。；：]{3,40}?)(?P<duty>牵头|主办|负责|承办|配合|协助)(?:负责|落实|推进|办理|实施|完成)*的?"
    "(?:重点|主要)?(?:工作|任务|事项|项目)(?:（[^（）]*）)?"
)


class Coverage(Enum):
    """Which tasks a stated rule covers, counted from where it stands."""

    HERE = auto()
    ONWARDS = auto()
    BEFORE = auto()
    FROM_HERE = auto()
    SECTION = auto()
    WHOLE_PLAN = auto()


@dataclass(frozen=True, slots=True)
class FirstIsLead:
    """The party named first leads (列第一位者为牵头单位), or those before the first `mark` do (列逗号之前的为牵头单位).

    `others` is the role of the rest, None to leave it. `section` is the stretch of a rule that covers but one.
    """

    rule: str
    span: Span
    covers: Coverage
    others: Role | None
    mark: str | None = None
    section: Span | None = None


@dataclass(frozen=True, slots=True)
class CarryOver:
    """Parties that take part in every task covered, without being named again (以下均需各片区配合落实，不再列出)."""

    rule: str
    span: Span
    covers: Coverage
    parties: tuple[PartyMention, ...]
    section: Span | None = None


StatedRule = FirstIsLead | CarryOver

_HINTS = ("牵头", "主办", "主责", "第一责任", "不再", "不另", "不一一", "不重复")
_MARKS = {"逗号": "，", "分号": "；", "顿号": "、"}
_COVERAGES = {"以上": Coverage.BEFORE, "上述": Coverage.BEFORE, "以下": Coverage.ONWARDS, "下列": Coverage.ONWARDS}
_COVERAGES |= {"本部分": Coverage.SECTION, "本章": Coverage.SECTION, "本节": Coverage.SECTION}
_ROLES = {"牵头": Role.LEAD} | dict.fromkeys(("配合", "参与", "协助", "协办", "支持"), Role.SUPPORT)


def first_stated(folded: str, span: Span) -> re.Match[str] | None:
    """The first rule that `span` states."""
    return STATED.search(folded, *span) if _may_state(folded, span) else None


def _may_state(folded: str, span: Span) -> bool:
    return any(folded.find(hint, *span) >= 0 for hint in _HINTS)


def find_stated(text: CleanText, span: Span, registers: Registers, *, in_clause: bool) -> Iterator[StatedRule]:
    """The rules that `span` states; one inside a task's clause covers that task alone unless it says 下同."""
    if not _may_state(text.folded, span):
        return
    for match in STATED.finditer(text.folded, *span):
        if match["comma"] or match["position"] or match["leading"]:
            yield _first_is_lead(match, in_clause)
            continue
        words = Span(*match.span(next(name for name in ("concerned", "are", "parties") if match[name])))
        role = _ROLES.get(match["duty"] or match["are_role"], Role.RESPONSIBLE)
        content = read_clause(text, words, registers, default=role)
        parties = tuple(
            party
            for party, name in zip(content.parties, names_in(text, content), strict=True)
            if registers.is_body(name)
        )
        if parties:
            whole = Coverage.FROM_HERE if match["concern"] else Coverage.WHOLE_PLAN
            covers = _COVERAGES.get(match["told"] or match["scope"], whole)
            yield CarryOver("assignment.stated.carry-over", _sentence(text, match, span), covers, parties)


def stated_by_heading(text: CleanText, heading: Span, registers: Registers) -> CarryOver | None:
    """Whose all below a heading is that names nothing but who has which duty (一、县教育局牵头工作（8项）)."""
    match = _HEADING.fullmatch(text.folded, *heading)
    if match is None:
        return None
    role = _ROLES.get(match["duty"], Role.RESPONSIBLE)
    content = read_clause(text, Span(*match.span("parties")), registers, default=role)
    if not only_offices(text, content, registers) or all(map(registers.is_group, names_in(text, content))):
        return None
    return CarryOver("assignment.stated.heading", heading, Coverage.SECTION, tuple(content.parties))


def _first_is_lead(match: re.Match[str], in_clause: bool) -> FirstIsLead:
    onwards = match["onwards"] or match["comma_onwards"] or match["leading_onwards"]
    others = match["other_role"] or match["comma_role"] or match["leading_role"]
    covers = (Coverage.ONWARDS if onwards else Coverage.HERE) if in_clause else Coverage.WHOLE_PLAN
    rule = "assignment.stated.before-comma-is-lead" if match["comma"] else "assignment.stated.first-is-lead"
    mark = _MARKS[match["mark"]] if match["comma"] else None
    return FirstIsLead(
        rule, Span(*match.span()), covers, _ROLES.get(others, Role.RESPONSIBLE) if others else None, mark
    )


def _sentence(text: CleanText, match: re.Match[str], span: Span) -> Span:
    start = max(text.folded.rfind(mark, span.start, match.start()) for mark in "。；（〔") + 1
    return text.strip(Span(max(start, span.start), match.end()), "。；，")
