"""What can be found: things with names, and passages."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class FindableKind(StrEnum):
    """What a thing is; results are shown in this order."""

    FUNCTION = "function"
    DEPARTMENT = "department"
    GROUP = "group"
    INDICATOR = "indicator"
    CAMPAIGN = "campaign"
    PLAN = "plan"
    DOCUMENT = "document"
    BASIS = "basis"
    PLACE = "place"
    TASK = "task"
    PASSAGE = "passage"


KINDS = tuple(FindableKind)
PASSAGES = (FindableKind.TASK, FindableKind.PASSAGE)
"""The kinds that are found by what is said there, in the order in which it stands; all others go by names."""
PARTIES = (FindableKind.DEPARTMENT, FindableKind.GROUP)
"""The kinds that can have duties."""

CLASSES = {
    "Department": FindableKind.DEPARTMENT,
    "AgentGroup": FindableKind.GROUP,
    "DepartmentFunction": FindableKind.FUNCTION,
    "Indicator": FindableKind.INDICATOR,
    "Campaign": FindableKind.CAMPAIGN,
    "Plan": FindableKind.PLAN,
    "PolicyDocument": FindableKind.DOCUMENT,
    "LegalBasis": FindableKind.BASIS,
    "Jurisdiction": FindableKind.PLACE,
    "Task": FindableKind.TASK,
    "Goal": FindableKind.TASK,
    "Step": FindableKind.TASK,
    "Safeguard": FindableKind.TASK,
    "Row": FindableKind.TASK,
    "Section": FindableKind.PASSAGE,
}
"""The kind of the things of each class of the ontology, by its local name."""


@dataclass(frozen=True, slots=True)
class Findable:
    """A thing as it is found: its official name, in English too where there is one, and all other names that it goes by.

    `text` is what a document says there, `context` where it is (its place, its plan), `weight` how much the data have to do with it,
    `at` where it stands first: the item of a campaign, the span of an item; `path` an item's own number.
    """

    iri: str
    kind: FindableKind
    name: str
    name_en: str = ""
    names: tuple[str, ...] = ()
    text: str = ""
    context: str = ""
    context_en: str = ""
    weight: int = 0
    at: str = ""
    path: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing that was found, and how: by the name `by`, if that is not the official one."""

    thing: Findable
    by: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What answers to some words: how many things of each kind there are, and the first of them."""

    words: tuple[str, ...]
    numbers: dict[FindableKind, int]
    hits: dict[FindableKind, list[Hit]]

    @property
    def total(self) -> int:
        """How many things were found."""
        return sum(self.numbers.values())
