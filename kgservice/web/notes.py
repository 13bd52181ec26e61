"""The notes of the document reader: what a fact says, the rule that read it, and where one goes on from it."""

from __future__ import annotations

from functools import cache
from urllib.parse import quote

from flask import request, url_for
from markupsafe import Markup, escape

from kgservice.queries.pages import Row
from kgservice.web.addresses import address_of, page_of
from kgservice.web.languages import either, value_name, worded

KINDS = {
    "task": "Task",
    "goal": "Goal",
    "step": "Step",
    "safeguard": "Safeguard",
    "row": "Row of figures",
    "party": "Party",
    "clause": "Responsibility clause",
    "mention": "Named as acting",
    "person": "Person in charge",
    "target": "Indicator target",
    "deadline": "Deadline",
    "citation": "Citation",
    "campaign": "Campaign",
    "unread": "Not understood",
    "finding": "Finding",
}
_PARTIES = ("party", "clause", "mention")
_MADE_HERE = ("clause", "finding")
"""The kinds that no node of the graph stands for."""


class Notes:
    """Writes what facts say, in the language of the request; a page has hundreds, so what they share is worked out once."""

    def __init__(self, document: str) -> None:
        self._report = f"{request.script_root}/documents/{quote(document)}/report"
        self._checks = url_for("checks.checks")
        self._worded = cache(worded)
        self._page_of = cache(page_of)

    def kind(self, kind: str) -> str:
        """What a kind of fact is called."""
        return self._worded(KINDS.get(kind, kind))

    def title(self, fact: Row) -> str:
        """A fact in a line of plain text."""
        return f"{self.kind(fact['kind'])}{self._worded(': ')}{either(fact['words'], fact['words_en'])}{_figure(fact)}"

    def told(self, fact: Row, *, reported: bool = False) -> Markup:
        """A fact as HTML: what it says, by which rule, and the ways to why, to its IRI and, unless it is `reported`, to a report."""
        said = f'<span class="tag of-{fact["kind"]}">{escape(self.kind(fact["kind"]))}</span> {self._said(fact)}'
        if fact.get("corrected") == "true":
            said += f' <span class="tag">{escape(self._worded("corrected"))}</span>'
        if fact["kind"] not in _MADE_HERE:
            said += f'<br><span class="muted">{self._ways(fact, reported=reported)}</span>'
        return Markup(said)

    def _said(self, fact: Row) -> str:
        words, kind = escape(either(fact["words"], fact["words_en"])), fact["kind"]
        if kind in _PARTIES:
            role = (
                f'<span class="role {fact["role"]}">{escape(self._worded(fact["role"]))}</span> '
                if fact["role"]
                else ""
            )
            return f"{role}{self._link(self._page_of(fact['party']), words)}"
        if kind == "target":
            return f"{words}{escape(_figure(fact))}" + (f" ({escape(fact['year'])})" if fact["year"] else "")
        if kind == "finding":
            reason = f' <span class="muted">{escape(fact["reason"])}</span>' if fact["reason"] else ""
            return self._link(f"{self._checks}?only={fact['rule']}", words) + reason
        more = fact["due"] or fact["year"] if kind == "deadline" else ""
        if kind == "citation":
            more = value_name("relation", fact["relation"])
        if more:
            return f'{words} <span class="muted">{escape(more)}</span>'
        return (
            str(words)
            if kind in ("deadline", "unread", "campaign", "person")
            else self._link(self._page_of(fact["fact"]), words)
        )

    def _ways(self, fact: Row, *, reported: bool) -> str:
        address = escape(address_of(fact["fact"]) or "")
        ways = [f"{escape(self._worded('rule'))} <code>{escape(fact['rule'])}</code>"] if fact["rule"] else []
        ways.append(f'<a href="{address}?all#why">{escape(self._worded("Why"))}</a>')
        ways.append(f'<a href="{address}?all" title="{escape(fact["fact"])}">IRI</a>')
        if not reported:
            fields = f"about={quote(fact['about'], safe='')}&fact={quote(fact['fact'], safe='')}"
            ways.append(
                f'<a href="{escape(f"{self._report}?{fields}")}" rel="nofollow">{escape(self._worded("Report this"))}</a>'
            )
        return " · ".join(ways)

    @staticmethod
    def _link(address: str | None, words: Markup) -> str:
        return str(words) if address is None else f'<a href="{escape(address)}">{words}</a>'


def _figure(fact: Row) -> str:
    """The figure of a target."""
    if fact["kind"] != "target":
        return ""
    return f" {value_name('comparator', fact['comparator'])} {fact['value']} {fact['unit']}".rstrip()
