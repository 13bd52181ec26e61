"""What the columns of a table may hold, by the heading or the role that their names tell."""

from __future__ import annotations

from enum import Enum, auto

from kgservice.documents.headers import Heading
from kgservice.extraction.facts import Role


class Column(Enum):
    """What a column holds."""

    TASK = auto()
    CONTENT = auto()
    GOAL = auto()
    INDICATOR = auto()
    FIGURE = auto()
    FIGURE_OF_PLACE = auto()
    MARK = auto()
    BASELINE = auto()
    UNIT = auto()
    LEAD = auto()
    RESPONSIBLE = auto()
    SUPPORT = auto()
    TIME = auto()
    STAGE = auto()
    PERSON = auto()
    PHONE = auto()
    PLACE = auto()
    NOTE = auto()
    UNKNOWN = auto()


ROLES = {Column.LEAD: Role.LEAD, Column.RESPONSIBLE: Role.RESPONSIBLE, Column.SUPPORT: Role.SUPPORT}
OF_ROLE = {role: column for column, role in ROLES.items()}
OF_HEADING = {
    Heading.NUMBER: Column.NOTE,
    Heading.UNIT: Column.UNIT,
    Heading.PERSON: Column.PERSON,
    Heading.PHONE: Column.PHONE,
    Heading.PARTY: Column.RESPONSIBLE,
    Heading.TIME: Column.TIME,
    Heading.BASELINE: Column.BASELINE,
    Heading.CATEGORY: Column.NOTE,
    Heading.FIGURE: Column.FIGURE,
    Heading.INDICATOR: Column.INDICATOR,
    Heading.TASK: Column.TASK,
    Heading.GOAL: Column.GOAL,
    Heading.CONTENT: Column.CONTENT,
    Heading.PLACE: Column.PLACE,
    Heading.NOTE: Column.NOTE,
}
