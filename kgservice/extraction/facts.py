"""What is read from a document. Every span counts in the document's clean text."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from kgservice.documents.parts import Document
from kgservice.documents.text import Span
from kgservice.registers.entries import Department, Jurisdiction, Level


class Kind(StrEnum):
    """What an item is for, by the section it stands in.

    A section only holds other items, background tells what there is already, a row is one of a table of figures.
    """

    SECTION = "section"
    TASK = "task"
    GOAL = "goal"
    STEP = "step"
    SAFEGUARD = "safeguard"
    BACKGROUND = "background"
    ROW = "row"


class Role(StrEnum):
    """A party's part in a task (牵头, 负责, 配合)."""

    LEAD = "lead"
    RESPONSIBLE = "responsible"
    SUPPORT = "support"


class Comparator(StrEnum):
    """How an indicator's figure is meant (以上, 超过, 不超过, 低于, bare)."""

    AT_LEAST = ">="
    MORE_THAN = ">"
    AT_MOST = "<="
    LESS_THAN = "<"
    EXACTLY = "="


class Force(StrEnum):
    """How strongly a sentence binds (应/要/必须, 鼓励/支持, 严禁/不得)."""

    MUST = "must"
    ENCOURAGE = "encourage"
    FORBID = "forbid"


class Relation(StrEnum):
    """What a plan or an item has to do with a document it cites."""

    BASIS = "basis"
    IMPLEMENTS = "implements"
    TO_BE_ISSUED = "to-be-issued"
    TO_BE_REVISED = "to-be-revised"
    REPEALS = "repeals"
    MENTIONS = "mentions"


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person put right in what the rules read; `zh` and `en` say what was done, `id` stands for it in IRIs."""

    id: str
    author: str
    made_on: date
    reason: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class AgentGroup:
    """A collective that carries a task (各镇人民政府). `kind` is a register id, None for one that no register knows.

    `called` is what it is called where it was read, with its place; it is the same collective whatever it is called.
    One that is named by what its bodies are for (各级市场监管部门) has these `functions`, as ids, and the `levels` of the places,
    its own and those in it, whose bodies it means.
    """

    id: str
    name: str
    en: str | None
    jurisdiction: Jurisdiction
    kind: str | None
    functions: tuple[str, ...] = ()
    levels: tuple[Level, ...] = ()
    called: str = field(default="", compare=False)

    @property
    def other_name(self) -> str | None:
        """What it is called where it was read, if that is not its name."""
        return self.called if self.called not in ("", self.name) else None

    @property
    def reviewed(self) -> bool:
        """Whether a register knows the kind of collective."""
        return self.kind is not None


Party = Department | AgentGroup


@dataclass(frozen=True, slots=True)
class NamedParty:
    """A party and where it stands."""

    party: Party
    surface: Span


@dataclass(frozen=True, slots=True)
class Assignment:
    """A party's role in a task: `surface` is where the party stands, `clause` what makes it responsible."""

    rule: str
    party: Party
    role: Role
    surface: Span
    clause: Span
    correction: Correction | None = None


@dataclass(frozen=True, slots=True)
class PersonInCharge:
    """Who answers for a task in person (责任人, 牵头领导), as written, without a telephone's number; never a party.

    `called` is where the name of the column or the label stands that says so, None if none does (县商务局 李乙).
    """

    rule: str
    surface: Span
    called: Span | None = None


@dataclass(frozen=True, slots=True)
class Campaign:
    """A named action (行动, 工程). `name` is where it stands in a heading."""

    rule: str
    name: str
    span: Span
    correction: Correction | None = None


@dataclass(frozen=True, slots=True)
class IndicatorTarget:
    """A figure to be reached. `responsible` are the parties of the table row; a task's are its assignments'.

    `baseline` is what it was, in the same unit, `baseline_year` when, `scope` the place or part that the figure is of where that
    is not the plan's; `approximate` says that the text gives it as about right (余, 近, 约, 左右).
    """

    rule: str
    indicator: str
    comparator: Comparator
    value: Decimal
    unit: str
    year: int | None
    quote: Span
    responsible: tuple[NamedParty, ...] = ()
    correction: Correction | None = None
    baseline: Decimal | None = None
    baseline_year: int | None = None
    scope: str | None = None
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class Citation:
    """A document that the text names by title (《…》) or by number."""

    rule: str
    title: Span | None
    number: Span | None
    relation: Relation
    quote: Span
    names: str = ""
    correction: Correction | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """A time by which something is due; `when` is as written.

    `day` is the last day it allows, `starts` the first of a span in which something is done, `event` what a term counts
    from (自印发之日起); `impossible` says that there is no such day (2月30日).
    """

    rule: str
    when: Span
    quote: Span
    year: int | None = None
    day: date | None = None
    recurrence: str | None = None
    starts: date | None = None
    event: str | None = None
    impossible: bool = False
    correction: Correction | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A party that a sentence names as the one who acts, outside every responsibility clause."""

    rule: str
    party: Party
    surface: Span


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of an item; `force` is None where it plainly says what is done."""

    span: Span
    force: Force | None
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """What one item of the outline, or one row of a task table, says.

    `cells` are those of a row, each with the name of its column, in the table's order; empty ones are among them.
    `told_again` are the places, among the items of the plan, of the rows of its annex that tell the same task.
    """

    path: tuple[str, ...]
    kind: Kind
    parent: int | None
    span: Span
    heading: Span
    text: Span
    campaign: Campaign | None = None
    assignments: tuple[Assignment, ...] = ()
    targets: tuple[IndicatorTarget, ...] = ()
    citations: tuple[Citation, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    statements: tuple[Statement, ...] = ()
    corrections: tuple[Correction, ...] = ()
    persons: tuple[PersonInCharge, ...] = ()
    told_again: tuple[int, ...] = ()
    cells: tuple[tuple[str, str], ...] = ()


class Cause(StrEnum):
    """Why a stretch of text gave no fact, or not a whole one."""

    OUTSIDE_OUTLINE = "outside-outline"
    CLAUSE_HALF_READ = "clause-half-read"
    UNKNOWN_PARTY = "unknown-party"
    NUMBER_WITHOUT_INDICATOR = "number-without-indicator"
    TIME_NOT_READ = "time-not-read"
    COLUMN_NOT_READ = "column-not-read"
    TABLE_NOT_READ = "table-not-read"


@dataclass(frozen=True, slots=True)
class Unread:
    """A stretch of text that was not understood."""

    cause: Cause
    span: Span


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """What one plan says: of itself, in its items and the rows of its tables, and outside them.

    `outside` is first what it says before its first item, then what the notice that issues it says, and after the last;
    `unread` is what was not understood, in the order of the text.
    """

    title: Span
    period: tuple[int, int] | None
    items: tuple[ItemFacts, ...]
    outside: tuple[ItemFacts, ...]
    unread: tuple[Unread, ...] = ()

    def names_a_party(self) -> bool:
        """Whether anything in it is anybody's to do."""
        said = (*self.items, *self.outside)
        return any(item.assignments or any(target.responsible for target in item.targets) for item in said)


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """All that is read from a document; `office` is the one that made its plans for itself, if one did.

    `level` is that of its place, also where the text tells of which level it is (全县) and not of which place.
    `issued_by` and `addressed_to` are whom the names in `issuer` and `addressees` mean, as far as they mean anybody.
    """

    document: Document
    title: str | None
    number: str | None
    jurisdiction: Jurisdiction | None
    issuer: str | None
    issued_on: date | None
    plans: tuple[PlanFacts, ...]
    addressees: str | None = None
    office: Department | None = None
    issued_by: tuple[Party, ...] = ()
    addressed_to: tuple[Party, ...] = ()
    level: Level | None = None
