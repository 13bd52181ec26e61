"""The terms of the ontology that stand for the kinds, comparators, forces, causes and relations of facts."""

from __future__ import annotations

from kgservice.extraction.facts import Cause, Comparator, Force, Kind, Relation

CLASSES = {
    Kind.SECTION: "Section",
    Kind.BACKGROUND: "Section",
    Kind.TASK: "Task",
    Kind.GOAL: "Goal",
    Kind.STEP: "Step",
    Kind.SAFEGUARD: "Safeguard",
    Kind.ROW: "Row",
}
COMPARATORS = {
    Comparator.AT_LEAST: "atLeast",
    Comparator.MORE_THAN: "moreThan",
    Comparator.AT_MOST: "atMost",
    Comparator.LESS_THAN: "lessThan",
    Comparator.EXACTLY: "exactly",
}
FORCES = {Force.MUST: "must", Force.ENCOURAGE: "encourage", Force.FORBID: "forbid"}
CAUSES = {
    Cause.OUTSIDE_OUTLINE: "outsideOutline",
    Cause.CLAUSE_HALF_READ: "clauseHalfRead",
    Cause.UNKNOWN_PARTY: "unknownParty",
    Cause.NUMBER_WITHOUT_INDICATOR: "numberWithoutIndicator",
    Cause.TIME_NOT_READ: "timeNotRead",
    Cause.COLUMN_NOT_READ: "columnNotRead",
    Cause.TABLE_NOT_READ: "tableNotRead",
}
RELATIONS = {
    Relation.BASIS: "basis",
    Relation.IMPLEMENTS: "implements",
    Relation.TO_BE_ISSUED: "toBeIssued",
    Relation.TO_BE_REVISED: "toBeRevised",
    Relation.REPEALS: "repeals",
    Relation.MENTIONS: "mentions",
}
