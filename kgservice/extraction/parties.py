"""Reads a responsibility clause: which parties it names, in which role, and what else it says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from kgservice.documents.text import CleanText, Span
from kgservice.extraction.brackets import Brackets
from kgservice.extraction.facts import Role

LABEL = re.compile(
    r"""
    (?:
        (?P<lead>(?:总?牵头)(?:责任)?(?:单位|部门|处室|科室|机构|方)?)      # 牵头单位：
      | (?P<support>(?:配合|协办|协助|协同|参与|参加|协作)(?:责任)?(?:单位|部门|处室|科室|机构|方)?)  # 配合单位：
      | (?P<responsible>(?:主办|主责|主抓|第一责任|责任|落实|实施|承办|负责|主管|责任落实|组织实施|督导|任务)?(?:单位|部门|主体|处室|科室|机构)
          | 分工(?:安排)?|责任分工|任务分工)                                                     # 责任单位：
      | (?P<deadline>(?:完成|办结|落实|推进|整改)?(?:时限|时间|期限|时间节点|时间要求|时限要求))         # 完成时限：
      | (?P<person>(?:责任|分管|包保|牵头|主管|联系)?(?:领导|责任人|人|同志|电话))                    # 责任人：
    )
    (?:（[^（）]{1,12}）)?：
    """,
    re.VERBOSE,
)
_DUTY = re.compile(
    r"""
    (?P<lead>
        (?:共同|联合|具体|负责|分别|总)?牵头(?:抓总)?(?:负责|组织|实施|落实|推进|协调|办理|抓好|核查|调查|研究|制定|建立|推动)*  # 牵头，牵头负责
    )
  | (?P<support>
        (?:按照?|依据?|根据)?(?:各自)?(?:职责|职能)?(?:分工)?(?:积极|共同|协同|分别|做好)*
        (?:配合|协助|协办|参与|参加)(?:做好|落实|实施|推进|完成|工作|负责)*                         # 按职责分工配合
    )
  | (?P<responsible>
        (?:按照?|依据?|根据|在)(?:各自|部门|其)?的?(?:行业)?(?:职责|职能|任务|责任|行业)(?:范围|权限)?内?(?:和?分工)?(?:要求)?
        (?:各自|分别|共同|协同|具体|抓好|做好|组织)*(?:负责|落实|组织实施|承担|推进|实施|抓好|办理|开展)*   # 按职责分工负责
      | (?:按照?|各自)?(?:职责)?分工(?:负责|落实|实施|协作)*
      | (?:分别|共同|具体|各自|联合|组织|抓好|主要)*
        (?:负责|组织实施|抓好落实|贯彻落实|落实|承担|实施|办理|承办|运作|主办|主责)(?:落实|实施|组织实施|推进|到位)*            # 分别负责
    )
    """,
    re.VERBOSE,
)
_MARK = re.compile(
    "（(?:(?P<lead>牵头|牵头单位|牵头部门)|(?P<support>配合|协办|配合单位|参与)|(?P<responsible>责任单位|责任部门|负责|主办|主责))）$"
)
_LEADING = re.compile(
    "^(?:(?:本|该|此)(?:条|项|款|措施)?(?:工作|任务|措施|内容)?(?=由)|由|请|以及|和|及|与|其中|并由|并|会同|联合|同时)+"
)
_TRAILING = re.compile("(?:等|共同|分别|联合|具体|按照?|会同|为主|为牵头单位|为责任单位|要)+$")
_ETC = re.compile(
    "(?<![高中初平同一二三])等(?=(?:[^、]{0,12}(?:部门|单位|机构|企业|地区|镇|街道|乡|县|区|市|院校|学校|协会|组织)|各)|$)"
)
_ETC_ALONE = re.compile("(?:多个|几个|\\d+个|[两三四五六七八九十]+个|相应)?(?:部门|单位|机构|地区|地)(?:和单位)?")
_JOIN = re.compile("以及|会同|和|及|与|暨")
_TIME = re.compile(
    r"(?:于|在|至|截至)?(?:20\d\d年?|\d{1,2}月|[每本当]?年|每[年月周日季半两]|[一二三四1-4]季度|[上下]半年|长期|持续|常年|全年|汛期|即日起|立行立改|近期)[^、，；]{0,16}$"
)
_ARTICLES = "。；，、：,; "
_LEVEL = re.compile("各?(?:省|市|州|盟|旗|县|区|乡|镇|街道|自治区|直辖市|开发区|园区|市辖区)")
_LEVELS = re.compile(f"各{_LEVEL.pattern[2:]}")
_LEVELS_TOGETHER = re.compile(
    f"各{_LEVEL.pattern[2:]}(?:[、，]{_LEVEL.pattern[2:]})+(?:人民)?(?:政府|党委|管委会|办事处)"
)
_INCLUDING = re.compile("（(?:含|包括|不含)[^（）]*）$")

BODY = re.compile(
    "(?:局|委|办|部|厅|院|会|署|司|处|科|室|所|站|队|社|联|校|馆|台|行|组|班|中心|政府|海关|公司|集团|车站|段|街道|乡|镇|县|区|市|省|村"
    "|社区|单位|部门|机构|机关|企业|大学|基地|党委|政法委|组织|片区|地区|各地|农场|林场|矿|厂|园|港|群团|平台|法人|主体|国资|联盟|机场|港口|总工会|景区)(?:（[^（）]{1,30}）)*$"
)
_COMPANY = re.compile("中国[\u4e00-\u9fff]{2,6}|国网[\u4e00-\u9fff]{2,10}")


@dataclass(frozen=True, slots=True)
class PartyMention:
    """A party as written in a clause; `marked` where its own words give the role (A（牵头）)."""

    span: Span
    role: Role
    marked: bool = False


@dataclass(slots=True)
class ClauseContent:
    """What a clause says: its parties, in order, the times it sets, and what was not understood."""

    parties: list[PartyMention] = field(default_factory=list)
    deadlines: list[Span] = field(default_factory=list)
    leftovers: list[Span] = field(default_factory=list)


def read_clause(text: CleanText, span: Span, *, default: Role | None = None, spaced: bool = False) -> ClauseContent:
    """Read the clause whose words, without brackets, stand at `span`.

    `default` is the role of parties that neither a label nor a verb gives one; None leaves such words over. `spaced`
    says that white space may stand between two parties.
    """
    content = ClauseContent()
    for role, stretch in _labelled(text, span):
        if role == "person":
            continue
        if role == "deadline":
            content.deadlines.append(text.strip(stretch, _ARTICLES))
            continue
        for sentence in _pieces(text.folded, stretch, "。；，" if role else "。；"):
            _read_sentence(text, sentence, Role(role) if role else default, content, spaced)
    return content


def is_body(words: str) -> bool:
    """Whether `words` (folded) read as the name of a body or a collective."""
    named = BODY.search(words) or _COMPANY.fullmatch(words)
    return 2 <= len(words) <= 40 and bool(named) and not re.search("[。；：？！]", words)


def _labelled(text: CleanText, span: Span) -> Iterator[tuple[str | None, Span]]:
    """The stretches between labels, each with what its label means; the first may have none."""
    labels = []
    if text.folded.find("：", *span) >= 0:
        brackets = Brackets(text.folded, span)
        labels = [match for match in LABEL.finditer(text.folded, *span) if not brackets.hold(match.start())]
    if not labels or labels[0].start() > span.start:
        yield None, Span(span.start, labels[0].start() if labels else span.end)
    ends = [label.start() for label in labels] + [span.end]
    for label, end in zip(labels, ends[1:], strict=True):
        yield label.lastgroup, Span(label.end(), end)


def _read_sentence(text: CleanText, span: Span, role: Role | None, content: ClauseContent, spaced: bool) -> None:
    start = span.start
    brackets = Brackets(text.folded, span)
    for duty in _DUTY.finditer(text.folded, *span):
        if brackets.hold(duty.start()):
            continue
        before = Span(start, duty.start())
        mentions = list(_parties(text, before, Role(duty.lastgroup or ""), content, spaced))
        if not mentions and (words := text.strip(before, _ARTICLES + "由等")).start < words.end:
            content.leftovers.append(words)
        content.parties.extend(mentions)
        start = duty.end()
    rest = text.strip(Span(start, span.end), _ARTICLES)
    if rest.start >= rest.end:
        return
    if _TIME.match(text.folded[rest.start : rest.end]):
        content.deadlines.append(rest)
    elif role is not None:
        content.parties.extend(_parties(text, rest, role, content, spaced))
    else:
        content.leftovers.append(rest)


def _parties(text: CleanText, span: Span, role: Role, content: ClauseContent, spaced: bool) -> Iterator[PartyMention]:
    for piece in _levels_together(text.folded, _pieces(text.folded, span, "、，,/；")):
        if _TIME.match(text.folded[piece.start : piece.end]):
            content.deadlines.append(piece)
            continue
        for part in _spaced(text, piece) if spaced else (piece,):
            for single in _joined(text, part):
                yield from _party(text, single, role)


def _levels_together(text: str, pieces: Iterator[Span]) -> Iterator[Span]:
    """`pieces` where the levels that share their last word are one again (各市、县、区政府)."""
    start = None
    for piece in pieces:
        if start is None and _LEVELS.fullmatch(text, *piece):
            start = piece.start
            continue
        if start is not None:
            if _LEVELS_TOGETHER.fullmatch(text, start, piece.end):
                yield Span(start, piece.end)
                start = None
                continue
            if _LEVEL.fullmatch(text, *piece):
                continue
            yield from _pieces(text, Span(start, piece.start - 1), "、，")
            start = None
        yield piece
    if start is not None:
        yield from _pieces(text, Span(start, piece.end), "、，")


def _party(text: CleanText, span: Span, role: Role) -> Iterator[PartyMention]:
    start, end = text.strip(span, _ARTICLES)
    folded = text.folded
    if lead_in := _LEADING.match(folded[start:end]):
        start += lead_in.end()
    if etc := _first_outside(_ETC, folded, start, end):
        if etc.start() > start:
            yield from _party(text, Span(start, etc.start()), role)
        group = Span(etc.end(), end)
        if group.start < group.end and not _ETC_ALONE.fullmatch(folded[group.start : group.end]):
            yield from _party(text, group, role)
        return
    if tail := _TRAILING.search(folded[start:end]):
        end = start + tail.start()
    marked = False
    if mark := _MARK.search(folded[start:end]):
        role = Role(mark.lastgroup or "")
        end = start + mark.start()
        marked = True
    elif including := _INCLUDING.search(folded[start:end]):
        end = start + including.start()
    if end - start >= 2:
        yield PartyMention(Span(start, end), role, marked)


def _first_outside(pattern: re.Pattern[str], text: str, start: int, end: int) -> re.Match[str] | None:
    match = pattern.search(text, start, end)
    if match is None:
        return None
    brackets = Brackets(text, Span(start, end))
    return next((each for each in pattern.finditer(text, start, end) if not brackets.hold(each.start())), None)


def _joined(text: CleanText, span: Span) -> Iterator[Span]:
    """`span` split at 和, 及, 与 where both sides are bodies, not inside a name (发展和改革委员会)."""
    folded = text.folded
    start = span.start
    if not _JOIN.search(folded, *span):
        yield span
        return
    brackets = Brackets(folded, span)
    for join in _JOIN.finditer(folded, *span):
        left, right = folded[start : join.start()], folded[join.end() : span.end]
        if not brackets.hold(join.start()) and is_body(left.rstrip("等")) and is_body(right.rstrip("等")):
            yield Span(start, join.start())
            start = join.end()
    yield Span(start, span.end)


def _spaced(text: CleanText, span: Span) -> Iterator[Span]:
    """`span` split where white space stood between two bodies."""
    start = span.start
    for gap in text.gaps(span):
        if is_body(text.folded[start:gap]) and is_body(text.folded[gap : span.end]):
            yield Span(start, gap)
            start = gap
    yield Span(start, span.end)


def _pieces(text: str, span: Span, separators: str) -> Iterator[Span]:
    """`span` cut at `separators` that stand outside brackets."""
    start, depth = span.start, 0
    for position in range(span.start, span.end):
        character = text[position]
        if character in "（〔《“":
            depth += 1
        elif character in "）〕》”":
            depth = max(0, depth - 1)
        elif depth == 0 and character in separators:
            if position > start:
                yield Span(start, position)
            start = position + 1
    if span.end > start:
        yield Span(start, span.end)
