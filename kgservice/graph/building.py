"""A document's facts as RDF."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from pathlib import PurePath

from pyoxigraph import NamedNode

from kgservice.documents.text import CleanText, Span, fold
from kgservice.extraction.facts import (
    AgentGroup,
    Assignment,
    Campaign,
    Citation,
    Correction,
    Deadline,
    DocumentFacts,
    IndicatorTarget,
    ItemFacts,
    Party,
    PersonInCharge,
    PlanFacts,
    Statement,
    Unread,
)
from kgservice.graph.fact_labels import (
    assignment_label,
    citation_label,
    shortened,
    target_label,
)
from kgservice.graph.groups import describe_group
from kgservice.graph.registers import (
    describe_department,
    describe_jurisdiction,
    describe_legal_basis,
    describe_succession,
)
from kgservice.graph.themes import theme_of
from kgservice.graph.triples import Triples, term
from kgservice.graph.vocabulary import CAUSES, CLASSES, COMPARATORS, FORCES, RELATIONS
from kgservice.iris import entity
from kgservice.numerals import chinese_number
from kgservice.registers.entries import Jurisdiction
from kgservice.registers.lookup import Registers
from kgservice.slugs import ascii_slug, slug

_CHINESE = re.compile("[一二三四五六七八九十百]+")
_UNSAFE = re.compile("[^0-9a-z]+")
_WORDS = str.maketrans({"附": "annex", "件": ""})


def document_slug(source_name: str) -> str:
    """The part of an IRI that stands for a source file: its name in whatever case it is written, with its ending unless it is a .txt.

    >>> document_slug("Plan.txt"), document_slug("Plan.docx")
    ('plan', 'plan-docx')
    """
    name = PurePath(source_name.casefold())
    return ascii_slug(name.stem if name.suffix == ".txt" else f"{name.stem}-{name.suffix.removeprefix('.')}")


def path_slug(path: Sequence[str]) -> str:
    """An item's path in ASCII.

    >>> path_slug(("三", "（一）", "2"))
    '3.1.2'
    >>> path_slug(("附件1", "3"))
    'annex1.3'
    >>> path_slug(("㈠", "⑵"))
    '1.2'
    """
    return ".".join(_number_slug(part) for part in path)


def _number_slug(part: str) -> str:
    plain = unicodedata.normalize("NFKC", part)
    digits = _CHINESE.sub(lambda match: str(chinese_number(match.group())), plain)
    return _UNSAFE.sub("", digits.translate(_WORDS).lower()) or "0"


def describe_document(facts: DocumentFacts, registers: Registers) -> Triples:
    """All triples about one document: what it says, who it names that no register knows, and where each thing stands."""
    return _Builder(facts, registers).build()


class _Builder:
    def __init__(self, facts: DocumentFacts, registers: Registers) -> None:
        self.facts = facts
        self.registers = registers
        self.triples = Triples()
        self.slug = document_slug(facts.document.source.name)
        self.document = entity("document", self.slug)
        self.spans: dict[Span, str] = {}
        self.departments: set[str] = set()

    @property
    def text(self) -> CleanText:
        return self.facts.document.text

    def build(self) -> Triples:
        self._document()
        for number, plan in enumerate(self.facts.plans, 1):
            self._plan(plan, number)
        return self.triples

    def _document(self) -> None:
        facts, document, add = self.facts, self.facts.document, self.triples.add
        self.triples.type(self.document, "PolicyDocument")
        self.triples.label(self.document, facts.title or document.source.name)
        add(self.document, "title", facts.title)
        add(self.document, "documentNumber", facts.number)
        add(self.document, "issuerName", facts.issuer)
        add(self.document, "issuedOn", facts.issued_on)
        add(self.document, "addresseeNames", facts.addressees)
        add(self.document, "isFragment", document.fragment)
        add(self.document, "sourceName", document.source.name)
        add(self.document, "sourceDigest", document.source.digest)
        add(self.document, "isRecognised", document.source.recognised)
        if facts.jurisdiction is not None:
            self._jurisdiction(facts.jurisdiction)
            add(self.document, "ofJurisdiction", NamedNode(entity("jurisdiction", facts.jurisdiction.id)))
        elif facts.level is not None:
            add(self.document, "issuedAtLevel", term(facts.level))
        for issuer in facts.issued_by:
            add(self.document, "issuedBy", NamedNode(self._party(issuer)))
        for addressee in facts.addressed_to:
            add(self.document, "addressedTo", NamedNode(self._party(addressee)))

    def _plan(self, plan: PlanFacts, number: int) -> None:
        iri = entity("plan", self.slug, str(number))
        self.triples.type(iri, "Plan")
        self.triples.label(iri, self.text[plan.title] or self.facts.document.source.name)
        self.triples.add(iri, "title", self.text[plan.title])
        self.triples.add(iri, "inDocument", NamedNode(self.document))
        self.triples.add(iri, "order", number)
        if plan.title.end > plan.title.start:
            self._read_from(iri, plan.title)
        if self.facts.office is not None and not plan.names_a_party():
            self.triples.add(iri, "ownPlanOf", NamedNode(self._party(self.facts.office)))
        if plan.period is not None:
            self.triples.add(iri, "periodStart", plan.period[0])
            self.triples.add(iri, "periodEnd", plan.period[1])
        for place, outside in enumerate(plan.outside):
            self._facts(outside, iri, f"{number}/0" if place == 0 else f"{number}/0{place}")
        seen: Counter[str] = Counter()
        slugs: list[str] = []
        for order, item in enumerate(plan.items, 1):
            path = path_slug(item.path)
            seen[path] += 1
            slugs.append(path if seen[path] == 1 else f"{path}-{seen[path]}")
            parent = entity("item", self.slug, str(number), slugs[item.parent]) if item.parent is not None else None
            self._item(item, iri, f"{number}/{slugs[-1]}", parent, order)
        nodes = [entity("item", self.slug, str(number), each) for each in slugs]
        for item, node in zip(plan.items, nodes, strict=True):
            for row in item.told_again:
                self.triples.add(node, "toldAgainIn", NamedNode(nodes[row]))
        for place, unread in enumerate(plan.unread, 1):
            around = [slug for item, slug in zip(plan.items, slugs, strict=True) if _holds(item.text, unread.span)]
            about = entity("item", self.slug, str(number), around[0]) if around else iri
            self._unread(unread, about, entity("unread", self.slug, str(number), str(place)))

    def _item(self, item: ItemFacts, plan: str, place: str, parent: str | None, order: int) -> None:
        iri = entity("item", self.slug, place)
        add = self.triples.add
        self.triples.type(iri, CLASSES[item.kind])
        self.triples.label(iri, self.text[item.heading] or "/".join(item.path))
        add(iri, "path", "/".join(item.path))
        add(iri, "heading", self.text[item.heading])
        add(iri, "text", self.text[item.text])
        add(iri, "order", order)
        add(iri, "tableRow", "\n".join(map("\t".join, zip(*item.cells, strict=True))) if item.cells else None)
        add(iri, "inPlan", NamedNode(plan))
        add(iri, "inItem", NamedNode(parent) if parent else None)
        self._read_from(iri, item.span)
        if item.heading.start < item.heading.end:
            add(iri, "hasHeadingSpan", NamedNode(self._span(item.heading)))
        if item.campaign is not None:
            campaign = self._campaign(item.campaign, plan, place.split("/")[0])
            add(iri, "underCampaign", NamedNode(campaign))
        self._facts(item, iri, place)

    def _campaign(self, campaign: Campaign, plan: str, plan_number: str) -> str:
        iri = entity("campaign", self.slug, plan_number, slug(campaign.name))
        self.triples.type(iri, "Campaign")
        self.triples.label(iri, campaign.name)
        if theme := theme_of(campaign.name):
            about = entity("theme", slug(theme))
            self.triples.type(about, "CampaignTheme")
            self.triples.label(about, theme)
            self.triples.add(iri, "hasTheme", NamedNode(about))
        self.triples.add(iri, "inPlan", NamedNode(plan))
        self.triples.add(iri, "foundBy", campaign.rule)
        self._corrected(iri, campaign.correction)
        self._read_from(iri, campaign.span)
        return iri

    def _facts(self, item: ItemFacts, about: str, place: str) -> None:
        for correction in item.corrections:
            self._corrected(about, correction)
        for number, assignment in enumerate(item.assignments, 1):
            self._assignment(assignment, about, entity("assignment", self.slug, place, str(number)))
        for number, target in enumerate(item.targets, 1):
            self._target(target, about, entity("target", self.slug, place, str(number)))
        for number, citation in enumerate(item.citations, 1):
            self._citation(citation, about, entity("citation", self.slug, place, str(number)))
        for number, deadline in enumerate(item.deadlines, 1):
            self._deadline(deadline, about, entity("deadline", self.slug, place, str(number)))
        said = [
            (each.span, entity("statement", self.slug, place, str(at))) for at, each in enumerate(item.statements, 1)
        ]
        for statement, (_, iri) in zip(item.statements, said, strict=True):
            self._statement(statement, about, iri)
        quotes = {
            "target": [each.quote for each in item.targets],
            "citation": [each.quote for each in item.citations],
            "deadline": [each.quote for each in item.deadlines],
        }
        for kind, told in quotes.items():
            for number, quote in enumerate(told, 1):
                self._in_statement(entity(kind, self.slug, place, str(number)), quote, said)
        for number, person in enumerate(item.persons, 1):
            self._person(person, about, entity("person", self.slug, place, str(number)))

    def _assignment(self, assignment: Assignment, item: str, iri: str) -> None:
        add = self.triples.add
        self.triples.type(iri, "Assignment")
        self.triples.label(iri, assignment_label(self.text[assignment.surface], assignment.role))
        add(iri, "assigns", NamedNode(item))
        add(iri, "assignsTo", NamedNode(self._party(assignment.party)))
        add(iri, "givesRole", term(assignment.role))
        add(iri, "surface", self.text[assignment.surface])
        add(iri, "partyName", assignment.party.other_name if isinstance(assignment.party, AgentGroup) else None)
        add(iri, "hasClause", NamedNode(self._span(assignment.clause)))
        add(iri, "foundBy", assignment.rule)
        self._corrected(iri, assignment.correction)
        self._read_from(iri, assignment.surface)

    def _party(self, party: Party) -> str:
        if isinstance(party, AgentGroup):
            self._jurisdiction(party.jurisdiction)
            return describe_group(self.triples, party, self.registers.bodies.kind_of(party.name))
        iri = entity("department", party.id)
        if party.code is None and party.id not in self.departments:
            self.departments.add(party.id)
            self._jurisdiction(party.jurisdiction)
            kind = self.registers.bodies.kind_of(party.name)
            describe_department(self.triples, party, party.functions, kind)
            describe_succession(self.triples, party, self.registers)
        return iri

    def _target(self, target: IndicatorTarget, about: str, iri: str) -> None:
        add = self.triples.add
        known = self.registers.indicator(target.indicator, target.unit)
        indicator = entity("indicator", known.id if known else slug(fold(target.indicator)))
        if known is None:
            self.triples.type(indicator, "Indicator")
            self.triples.label(indicator, target.indicator)
            add(indicator, "isReviewed", False)
        self.triples.type(iri, "IndicatorTarget")
        self.triples.label(iri, target_label(target))
        add(iri, "concerns", NamedNode(about))
        add(iri, "measures", NamedNode(indicator))
        add(iri, "indicatorName", target.indicator)
        add(iri, "hasComparator", term(COMPARATORS[target.comparator]))
        add(iri, "value", target.value)
        add(iri, "unit", target.unit or None)
        add(iri, "year", target.year)
        add(iri, "baseline", target.baseline)
        add(iri, "baselineYear", target.baseline_year)
        add(iri, "scope", target.scope)
        add(iri, "isApproximate", target.approximate or None)
        add(iri, "surface", "、".join(self.text[named.surface] for named in target.responsible) or None)
        for named in target.responsible:
            add(iri, "makesResponsible", NamedNode(self._party(named.party)))
        add(iri, "foundBy", target.rule)
        self._corrected(iri, target.correction)
        self._read_from(iri, target.quote)

    def _citation(self, citation: Citation, about: str, iri: str) -> None:
        add = self.triples.add
        number = self.text[citation.number] if citation.number else None
        name = citation.names or number or ""
        basis = describe_legal_basis(self.triples, name)
        self.triples.type(iri, "Citation")
        self.triples.label(iri, citation_label(name, citation.title is not None))
        add(iri, "concerns", NamedNode(about))
        add(iri, "cites", NamedNode(basis))
        add(iri, "hasRelation", term(RELATIONS[citation.relation]))
        add(iri, "citedTitle", self.text[citation.title] if citation.title else None)
        add(iri, "citedNumber", number)
        add(iri, "foundBy", citation.rule)
        self._corrected(iri, citation.correction)
        self._read_from(iri, citation.quote)

    def _deadline(self, deadline: Deadline, about: str, iri: str) -> None:
        add = self.triples.add
        self.triples.type(iri, "Deadline")
        self.triples.label(iri, self.text[deadline.when])
        add(iri, "concerns", NamedNode(about))
        add(iri, "when", self.text[deadline.when])
        add(iri, "year", deadline.year)
        add(iri, "startsOn", deadline.starts)
        add(iri, "dueOn", deadline.day)
        add(iri, "event", deadline.event)
        add(iri, "recurrence", deadline.recurrence)
        add(iri, "foundBy", deadline.rule)
        self._corrected(iri, deadline.correction)
        self._read_from(iri, deadline.quote)

    def _in_statement(self, iri: str, quote: Span, said: Sequence[tuple[Span, str]]) -> None:
        """Tie a fact to the sentence that says it, so that several of one item can be told apart."""
        place = bisect_right(said, quote.start, key=lambda each: each[0].start) - 1
        if place >= 0 and quote.end <= said[place][0].end:
            self.triples.add(iri, "inStatement", NamedNode(said[place][1]))

    def _statement(self, statement: Statement, about: str, iri: str) -> None:
        self.triples.type(iri, "Statement")
        self.triples.label(iri, shortened(self.text[statement.span]))
        self.triples.add(iri, "concerns", NamedNode(about))
        self.triples.add(iri, "hasForce", term(FORCES[statement.force]) if statement.force else None)
        self._read_from(iri, statement.span)
        for number, mention in enumerate(statement.mentions, 1):
            made = f"{iri}/{number}"
            self.triples.type(made, "Mention")
            self.triples.label(made, self.text[mention.surface])
            self.triples.add(made, "concerns", NamedNode(about))
            self.triples.add(made, "inStatement", NamedNode(iri))
            self.triples.add(made, "names", NamedNode(self._party(mention.party)))
            self.triples.add(made, "foundBy", mention.rule)
            self._read_from(made, mention.surface)

    def _person(self, person: PersonInCharge, about: str, iri: str) -> None:
        self.triples.type(iri, "PersonInCharge")
        self.triples.label(iri, self.text[person.surface])
        self.triples.add(iri, "concerns", NamedNode(about))
        self.triples.add(iri, "surface", self.text[person.surface])
        self.triples.add(iri, "capacity", self.text[person.called] if person.called else None)
        self.triples.add(iri, "foundBy", person.rule)
        self._read_from(iri, person.surface)

    def _unread(self, unread: Unread, about: str, iri: str) -> None:
        self.triples.type(iri, "UnreadText")
        self.triples.label(iri, shortened(self.text[unread.span]))
        self.triples.add(iri, "concerns", NamedNode(about))
        self.triples.add(iri, "hasCause", term(CAUSES[unread.cause]))
        self._read_from(iri, unread.span)

    def _corrected(self, about: str, correction: Correction | None) -> None:
        """State who put `about` right, and why; nothing if the rules' reading stands."""
        if correction is None:
            return
        iri = entity("correction", self.slug, correction.id)
        self.triples.type(iri, "Correction")
        self.triples.label(iri, correction.zh, correction.en)
        self.triples.add(iri, "author", correction.author)
        self.triples.add(iri, "correctedOn", correction.made_on)
        self.triples.add(iri, "reason", correction.reason)
        self.triples.add(about, "correctedBy", NamedNode(iri))

    def _read_from(self, iri: str, span: Span) -> None:
        self.triples.add(iri, "readFrom", NamedNode(self._span(span)))

    def _span(self, span: Span) -> str:
        if known := self.spans.get(span):
            return known
        place = self.text.source_of(span)
        iri = self.spans[span] = entity("span", self.slug, f"{place.start}-{place.end}")
        self.triples.type(iri, "TextSpan")
        self.triples.add(iri, "inSource", NamedNode(self.document))
        self.triples.add(iri, "start", place.start)
        self.triples.add(iri, "end", place.end)
        self.triples.add(iri, "quote", self.text.quote(span))
        return iri

    def _jurisdiction(self, place: Jurisdiction) -> None:
        """State what no register knows of `place` and the places it lies in."""
        for above in place.chain():
            if not above.reviewed:
                describe_jurisdiction(self.triples, above)


def _holds(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end
