"""What the rows of a table say, as tests look at it."""

from __future__ import annotations

from kgservice.extraction.facts import Kind

TITLE = "昌乐县2024年重点工作任务分解表\n"


def said(facts):
    """Each task with its path, its heading and its parties."""
    text = facts.document.text
    return [
        ("/".join(item.path), text[item.heading], [(text[a.surface], a.role.value) for a in item.assignments])
        for plan in facts.plans
        for item in plan.items
        if item.kind not in (Kind.SECTION, Kind.ROW)
    ]


def unread(facts, *causes):
    return [facts.document.text[each.span] for plan in facts.plans for each in plan.unread if each.cause in causes]


def targets_of(facts):
    found = ((item.path[-1], each) for plan in facts.plans for item in plan.items for each in item.targets)
    return [(number, f"{each.value} {each.unit}".strip()) for number, each in found]
