"""Reads a responsibility clause: which parties it names, in which role, and what else it says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from kgservice.documents.text import CleanText, Span
from kgservice.extraction.brackets import Brackets
from kgservice.extraction.clause_times import time_at_end, time_at_start
from kgservice.extraction.doings import TOGETHER, doing
from kgservice.extraction.facts import Role
from kgservice.extraction.naming import cut, joined, levels_together, spaced
from kgservice.levels import ABOVE_TOWNSHIPS, LEVELS
from kgservice.lexicon import one_of
from kgservice.registers.lookup import Registers

_ETC = re.compile(
    "(?<![高中初平同一二三])等(?=(?:[^、]{0,12}(?:部门|单位|机构|企业|地区|镇|街道|乡|县|区|市|院校|学校|协会|组织)|[和及与]?各)|$)"
)
_ETC_ALONE = re.compile(
    f"(?:多个|几个|\\d+个|[两三四五六七八九十]+个|相应)?(?:部门|单位|机构|地区|地|(?:国家|[{ABOVE_TOWNSHIPS}])级主管部门)(?:和单位|（单位）)?"
)
_ETC_KIND = re.compile("等(?:有关|相关|各|多个)?(?P<kind>部门|单位)")
_SHARED_KIND = re.compile("[\u4e00-\u9fff]{2}(?P<kind>部门)(?=[和及与]|$)")  # 教育、财政部门
_CONSULTS = ("商", "会")  # 市财政局商市公安局, 宣传处会办公室
_TOGETHER = re.compile(f"{TOGETHER}|(?:{'|'.join(_CONSULTS)})(?=[^、，；。（）]{{2}})")
_LIST_NUMBER = re.compile(r"（\d{1,2}）|[①-⑩]|(?<![\d.年月第])\d{1,2}(?:[.）](?!\d)|$)")
_NOTE = re.compile("[（〈](?:(?:含|包括|不含)[^（）〈〉]*|[^（）〈〉]{2,16}(?:作为|为)(?:业主|建设|代建)单位)[）〉]$")
_LAST_BRACKET = re.compile("[（〔](?P<words>[^（）〔〕]+)[）〕]$")
_FROM_HERE_ON = "下同"
_WORDS = re.compile("\\w")
_LONGEST_MANNER = 3  # 各乡镇分级
_EACH = "各"
_EACH_PLACES = re.compile(
    f"各(?:[地{LEVELS}乡镇]|街道|（[{LEVELS}乡镇、]+）|、)+(?=[\u4e00-\u9fff]{{1,9}}(?:局|委|办|中心)$)"
)
_AS = "为"  # 为所辖林场改造的牵头单位
_PEOPLE = re.compile("责任人|负责人|联系人")  # 牵头单位及责任人：
_PERSONS = re.compile("[\u4e00-\u9fff]{2,4}(?:、[\u4e00-\u9fff]{2,4})*")
_LONGEST_NAME = 40
_SHORTEST_NAME = 4  # 市财政局 is one; 市委 and 区政府 may begin longer names
ENDS_OF_LABELS = ("：", "单位为", "〕")
"""One of which ends any label: 责任单位：, 牵头单位为, 〔牵头单位〕."""
MARKS = "★☆▲△*"
"""What may stand before a name, with a meaning that is told elsewhere or nowhere."""
ARTICLES = "。；，、：,; ①②③④⑤⑥⑦⑧⑨⑩" + MARKS


@cache
def other_label() -> re.Pattern[str]:
    """A label of no known role (联系单位：), whose parties have none."""
    return re.compile(f"(?<=[；，。])(?P<other>[\u4e00-\u9fff]{{2,8}}{one_of('clauses', 'no_role')}：)")


@dataclass(frozen=True, slots=True)
class PartyMention:
    """A party as written in a clause; `marked` where its own words give the role (A（牵头）).

    `completed` is what its words go without (公安、教育等部门: 部门), `led` what leads them (各县市、园区: 各); `end` is where a bracket ends that says whom the name
    takes in (各区政府（含开发区管委会）), which is part of it as written.
    """

    span: Span
    role: Role
    marked: bool = False
    completed: str = ""
    end: int = 0
    led: str = ""

    @property
    def surface(self) -> Span:
        """The party as written, with the bracket that belongs to it."""
        return Span(self.span.start, max(self.span.end, self.end))


@dataclass(slots=True)
class ClauseContent:
    """What a clause says: its parties, in order, the times it sets, who is named in person, and what was not understood."""

    parties: list[PartyMention] = field(default_factory=list)
    deadlines: list[Span] = field(default_factory=list)
    people: list[Span] = field(default_factory=list)
    notes: list[Span] = field(default_factory=list)
    leftovers: list[Span] = field(default_factory=list)


def read_clause(
    text: CleanText, span: Span, registers: Registers, *, default: Role | None = None, with_people: bool = False
) -> ClauseContent:
    """Read the clause whose words, without brackets, stand at `span`.

    `default` is the role of parties that neither a label nor a verb gives one; None leaves such words over. Every word is
    one of a party, a time, a person or a note, a role or joining word, or left over. `with_people` says that persons stand behind bodies.
    """
    reading = _Reading(text, registers, ClauseContent())
    for label, stretch in _labelled(text, span, registers):
        role = label.lastgroup if label else None
        reading.with_people = with_people or (label is not None and _PEOPLE.search(label.group()) is not None)
        if role == "person":
            reading.content.people.append(stretch)
        elif role == "other":
            continue
        elif role == "deadline":
            reading.content.deadlines.append(text.strip(stretch, ARTICLES))
        else:
            for sentence in cut(text.folded, stretch, "。；，" if role else "。；"):
                reading.read(sentence, Role(role) if role else default)
    reading.content.notes += (Span(*each.span()) for each in registers.roles.principle.finditer(text.folded, *span))
    reading.account_for(span)
    return reading.content


def _labelled(text: CleanText, span: Span, registers: Registers) -> Iterator[tuple[re.Match[str] | None, Span]]:
    """The stretches between labels, each behind its label; the first may have none."""
    labels: list[re.Match[str]] = []
    if any(text.folded.find(mark, *span) >= 0 for mark in ENDS_OF_LABELS):
        brackets = Brackets(text.folded, span)
        known = registers.roles.label
        found = list(known.finditer(text.folded, *span))
        starts = {each.start() for each in found}
        # 州级有关部门督导单位： is a body and a label, 项目牵头单位： a label of another kind
        apart = {
            each.end()
            for each in found
            if registers.is_body(text.folded[_name_start(text, span, each.start()) : each.start()])
        }
        others = [
            each
            for each in other_label().finditer(text.folded, *span)
            if each.start() not in starts and each.end() not in apart
        ]
        inside = {other.end() for other in others}
        found = [each for each in found if each.end() not in inside]
        labels = [label for label in sorted((*found, *others), key=re.Match.start) if not brackets.hold(label.start())]
    if not labels or labels[0].start() > span.start:
        yield None, Span(span.start, labels[0].start() if labels else span.end)
    ends = [label.start() for label in labels] + [span.end]
    for label, end in zip(labels, ends[1:], strict=True):
        yield label, Span(label.end(), end)


def _name_start(text: CleanText, span: Span, end: int) -> int:
    start = max(span.start, end - _LONGEST_NAME)
    return max(start, *(text.folded.rfind(mark, start, end) + 1 for mark in "；，。、"))


@dataclass(slots=True)
class _Reading:
    text: CleanText
    registers: Registers
    content: ClauseContent
    with_people: bool = False

    def read(self, span: Span, role: Role | None) -> None:
        """Read a sentence: the parties before each duty have its role, those behind the last have `role`."""
        start = span.start
        brackets = Brackets(self.text.folded, span)
        behind_duty = False
        for duty in self.registers.roles.duty.finditer(self.text.folded, *span):
            if brackets.hold(duty.start()):
                continue
            for stretch, role_there in self._together(Span(start, duty.start()), Role(duty.lastgroup or "")):
                self._parties(stretch, role_there, behind_duty=behind_duty)
                behind_duty = False
            start, behind_duty = duty.end(), True
            if duty.group().startswith(_AS):
                self.content.notes.append(Span(*duty.span()))
        rest = self.text.strip(Span(start, span.end), ARTICLES)
        if rest.start >= rest.end:
            return
        if time_at_start(self.text.folded, rest):
            self.content.deadlines.append(rest)
        elif role is not None:
            for stretch, role_there in self._together(Span(start, span.end), role):
                self._parties(stretch, role_there, behind_duty=behind_duty)
        elif behind_duty and self.text.folded.startswith(TOGETHER, rest.start):  # A牵头，会同B编制图集
            self._parties(Span(rest.start + len(TOGETHER), rest.end), Role.SUPPORT, behind_duty=False)

    def account_for(self, span: Span) -> None:
        """Leave over what is in `span` and was not read as anything."""
        content, folded = self.content, self.text.folded
        read = [party.span for party in content.parties]
        read += (*content.deadlines, *content.people, *content.notes)
        start = span.start
        for known in (*sorted(read), Span(span.end, span.end)):
            for told in self.registers.roles.told.finditer(folded, start, max(start, known.start)):
                self._leave(Span(start, told.start()))
                start = told.end()
            self._leave(Span(start, known.start))
            start = max(start, known.end)

    def _leave(self, span: Span) -> None:
        left = self.text.strip(span, ARTICLES + "（）〔〕")
        if left.start < left.end and _WORDS.search(self.text.folded, *left):
            self.content.leftovers.append(left)

    def _together(self, span: Span, role: Role) -> Iterator[tuple[Span, Role]]:
        """`span` with its role; of those who answer or lead together with others (由A会同B负责) the first lead, the others support."""
        together = self._joining(span) if role is not Role.SUPPORT else None
        if together is None:
            yield span, role
            return
        self.content.notes.append(Span(*together.span()))
        yield Span(span.start, together.start()), Role.LEAD
        yield Span(together.end(), span.end), Role.SUPPORT

    def _joining(self, span: Span) -> re.Match[str] | None:
        """The first 会同 or 商 in `span` that joins two parties, which is not the county of that name, nor the end of 工商."""
        return next(
            (each for each in _all_outside(_TOGETHER, self.text.folded, *span) if self._joins(each, span)), None
        )

    def _joins(self, match: re.Match[str], span: Span) -> bool:
        folded, is_body = self.text.folded, self.registers.is_body
        start = max(span.start, *(folded.rfind(mark, span.start, match.start()) + 1 for mark in "、，"))
        start = max((start, *(gap for gap in self.text.gaps(span) if gap <= match.start())))
        lead_in = self.registers.roles.lead_in.match(folded, start, match.start())
        before = folded[lead_in.end() if lead_in else start : match.start()]
        if match.group() in _CONSULTS:
            behind = re.split("[、，和]", folded[match.end() : span.end])[0]
            with_it = before + match.group()  # 管委会 in 管委会经济发展局
            is_in_name = self.registers.knows(match.group() + behind) or is_body(with_it)
            is_in_name = is_in_name or self.registers.bodies.is_bare(with_it)
            return is_body(before) and is_body(behind) and not is_in_name
        if not folded.startswith("县", match.end()):
            return True
        return is_body(before) or (not before and folded[match.start() - 1] != "、")

    def _parties(self, span: Span, role: Role, *, behind_duty: bool) -> None:
        """Add the parties in `span`; `behind_duty` says that its first words may still tell what is to be done."""
        folded, is_body = self.text.folded, self.registers.is_body
        etc = _ETC_KIND.search(folded, *span) or _SHARED_KIND.search(folded, *self.text.strip(span, ARTICLES))
        for piece in levels_together(folded, self._unnumbered(cut(folded, span, "、，,/；"))):
            glued = behind_duty and piece.start == span.start
            if time := time_at_start(folded, piece):
                behind = self.registers.roles.lead_in.match(folded, time, piece.end)
                if behind is None or not is_body(folded[behind.end() : piece.end]):
                    self.content.deadlines.append(piece)
                    continue
                self.content.deadlines.append(Span(piece.start, time))
                piece = Span(time, piece.end)
            lead_in = self.registers.roles.lead_in.match(folded, *self.text.strip(piece, ARTICLES))
            named = Span(lead_in.end(), piece.end) if lead_in else piece
            for part in spaced(self.text, named, is_body, self.registers.is_branch_of):
                for single in joined(folded, part, is_body):
                    self._party(single, role, only_known=glued, kind=etc["kind"] if etc else "")

    def _unnumbered(self, pieces: Iterator[Span]) -> Iterator[Span]:
        """`pieces` cut at the numbers of a list (1.市公安局2.市应急管理局)."""
        for start, end in pieces:
            for number in _LIST_NUMBER.finditer(self.text.folded, start, end):
                self.content.notes.append(Span(*number.span()))
                if number.start() > start:
                    yield Span(start, number.start())
                start = number.end()
            if start < end:
                yield Span(start, end)

    def _party(self, span: Span, role: Role, *, only_known: bool, kind: str) -> None:
        start, end = self.text.strip(span, ARTICLES)
        folded = self.text.folded
        if etc := _first_outside(_ETC, folded, start, end):
            if etc.start() > start:
                self._party(Span(start, etc.start()), role, only_known=only_known, kind=kind)
            group = Span(etc.end(), end)
            if _ETC_ALONE.fullmatch(folded, *group):
                self.content.notes.append(group)
            elif group.start < group.end:
                self._party(group, role, only_known=only_known, kind=kind)
            return
        if tail := self.registers.roles.tail.search(folded, start, end):
            end = tail.start()
        if time := time_at_end(folded, Span(start, end)):
            self.content.deadlines.append(Span(time, end))
            end = time
        if self.with_people:
            end = self._before_person(Span(start, end))
        marked, whole = False, 0
        if mark := self.registers.roles.mark.search(folded[start:end]):
            role, end, marked = Role(mark.lastgroup or ""), start + mark.start(), True
        elif note := _NOTE.search(folded[start:end]):
            self.content.notes.append(Span(start + note.start(), end))
            whole = 0 if _FROM_HERE_ON in note.group() else end
            end = start + note.start()
        elif others := self._others_in_bracket(Span(start, end)):
            self._party(Span(start, others.start - 1), role, only_known=only_known, kind=kind)
            self.read(others, None)
            return
        if self.registers.bodies.is_person(folded[start:end]):
            self.content.people.append(Span(start, end))
            return
        end = start + len(self._name_in(folded[start:end]))
        words = folded[start:end]
        completed = kind if kind and not self.registers.is_body(words) else ""
        led = self._led(Span(start, end), role)
        if self._can_be_party(led + words + completed, only_known=only_known):
            self.content.parties.append(PartyMention(Span(start, end), role, marked, completed, whole, led))

    def _others_in_bracket(self, span: Span) -> Span | None:
        """The words of the bracket that `span` ends with, if they say whose duty something is besides (市教育局（市公安局协助）)."""
        bracket = _LAST_BRACKET.search(self.text.folded, *span)
        if bracket is None or bracket.start() == span.start:
            return None
        words = Span(*bracket.span("words"))
        return words if self.registers.roles.ends_in_duty.search(self.text.folded, *words) else None

    def _before_person(self, span: Span) -> int:
        """Where the name of the office ends behind which `span` names a person (镇财政所 张三)."""
        folded, is_body = self.text.folded, self.registers.is_body
        for start in (*self.text.gaps(span), folded.rfind("（", *span), folded.rfind("：", *span)):
            person = self.text.strip(Span(start, span.end), "（）：")
            if start > span.start and is_body(folded[span.start : start]) and self._may_be_person(person):
                self.content.people.append(person)
                return start
        return span.end

    def _may_be_person(self, span: Span) -> bool:
        """Whether `span` can be a person's name (王甲), and is no body's, no level and no role (街道, 牵头)."""
        words, registers = self.text.folded[span.start : span.end], self.registers
        is_other = registers.is_body(words) or registers.bodies.ending(words) or registers.bodies.is_bare(words)
        return (
            _PERSONS.fullmatch(words) is not None and not is_other and not registers.roles.mark.search(f"（{words}）")
        )

    def _name_in(self, words: str) -> str:
        """What of `words` is the name of a body that is known or whose level is told, behind which more is said (市应急局酌情)."""
        registers = self.registers
        for end in () if registers.is_body(words) else range(2, len(words)):
            name, behind = words[:end], words[end:]
            if not doing().match(behind):
                continue
            told = registers.bodies.level_of(name) or registers.is_group(name) or registers.knows(name)
            if told and registers.is_body(name):
                return name
        several = registers.is_group(words) and not registers.bodies.is_nobody(words)
        if registers.is_body(words) or not (several or registers.bodies.may_be_body(words)):
            return words
        shortest = max(len(words) - _LONGEST_MANNER, 3) if several else _SHORTEST_NAME
        for length in range(len(words) - 1, shortest - 1, -1):
            name = words[:length]
            if registers.is_body(name) and (several or registers.bodies.level_of(name) or registers.knows(name)):
                return name
        return words

    def _can_be_party(self, words: str, *, only_known: bool) -> bool:
        registers = self.registers
        if registers.is_group(words) and registers.bodies.begins_as_verb(words) and not registers.knows(words):
            return False
        if registers.bodies.is_bare(words) and not registers.is_body(words):
            return self._goes_on_from_party()
        return registers.is_body(words) or (not only_known and registers.bodies.may_be_body(words))

    def _led(self, span: Span, role: Role) -> str:
        """The 各 or 各县（区） that counts for the name at `span` too (各县市、园区; 各县（区）住建局、财政局)."""
        bodies, words = self.registers.bodies, self.text.folded[span.start : span.end]
        if bodies.is_bare(words) and self._goes_on_from_each(role):
            return _EACH
        before = self.content.parties[-1] if self.content.parties else None
        if before is None or before.role is not role or self.text.folded[before.surface.end : span.start] != "、":
            return ""
        each = _EACH_PLACES.match(before.led + self.text.folded[before.span.start : before.span.end])
        own = bodies.level_of(words) or bodies.is_collective(words) or bodies.is_place(words)
        return each.group() if each and not own and bodies.is_office(words) else ""

    def _goes_on_from_each(self, role: Role) -> bool:
        """Whether the party before is 各…, and 各 counts for what follows (各县市、园区)."""
        before = self.content.parties[-1] if self.content.parties else None
        if before is None or before.role is not role:
            return False
        return bool(before.led) or self.text.folded.startswith(_EACH, before.span.start)

    def _goes_on_from_party(self) -> bool:
        """Whether the party before is a committee whose government may follow by its bare name (各级党委、政府)."""
        if not self.content.parties:
            return False
        before = self.content.parties[-1].span
        return self.text.folded[before.start : before.end].endswith(("党委", "党工委", "工委", "政府"))


def _first_outside(pattern: re.Pattern[str], text: str, start: int, end: int) -> re.Match[str] | None:
    return next(_all_outside(pattern, text, start, end), None)


def _all_outside(pattern: re.Pattern[str], text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    if pattern.search(text, start, end) is not None:
        brackets = Brackets(text, Span(start, end))
        yield from (each for each in pattern.finditer(text, start, end) if not brackets.hold(each.start()))
