"""The list of what was not understood in a document, as a file for people."""

from __future__ import annotations

import csv
import io

from kgservice.extraction.facts import DocumentFacts, PlanFacts, Unread

COLUMNS = ("plan", "where", "cause", "start", "end", "quote")


def unread_list(facts: DocumentFacts) -> bytes:
    """A CSV file with a line for each stretch of text; `start` and `end` count characters of the source."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    text = facts.document.text
    for plan in facts.plans:
        for unread in plan.unread:
            place = text.source_of(unread.span)
            row = (
                text[plan.title],
                _where(plan, unread),
                unread.cause,
                place.start,
                place.end,
                text.quote(unread.span),
            )
            writer.writerow(row)
    return file.getvalue().encode()


def _where(plan: PlanFacts, unread: Unread) -> str:
    """The path of the item that holds `unread`, empty outside every item."""
    for item in plan.items:
        if item.text.start <= unread.span.start and unread.span.end <= item.text.end:
            return "/".join(item.path)
    return ""
