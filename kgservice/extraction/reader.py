"""Reads a source document: its place, who issued it and when, and its plans."""

from __future__ import annotations

from kgservice.documents.metadata import Metadata
from kgservice.documents.parts import take_apart
from kgservice.documents.reading import Source
from kgservice.extraction.calendar import issued_on
from kgservice.extraction.cited import ShortTitles
from kgservice.extraction.coordinating import coordinating_bodies
from kgservice.extraction.correspondents import addressed_parties, issuing_parties
from kgservice.extraction.facts import DocumentFacts
from kgservice.extraction.issuers import addressees_of, issuer_of, issuers_named
from kgservice.extraction.named_places import named_place
from kgservice.extraction.own_plans import office_of_plan
from kgservice.extraction.places import level_of, level_word, names_bodies_of, place_of
from kgservice.extraction.places_above import with_place_above
from kgservice.extraction.plans import read_plan
from kgservice.extraction.resolution import Names
from kgservice.registers.lookup import Registers


def read_facts(source: Source, registers: Registers, metadata: Metadata = Metadata()) -> DocumentFacts:  # noqa: B008
    """All facts of `source`; `metadata` counts where its text says nothing.

    Deterministic: the same bytes, registers and metadata give the same facts in the same order.
    """
    document = take_apart(source)
    short_titles = ShortTitles.of(document.text)
    issuers = issuers_named(document, registers)
    place = place_of(document, registers, issuers)
    if place is None and metadata.jurisdiction is not None:
        place = named_place(registers, metadata.jurisdiction, None)
    if place is not None:
        place = with_place_above(place, document, issuers, registers)
    of = place or registers.national()
    issuer = issuer_of(issuers, place) or metadata.issuer
    titles = [document.title, *(plan.title for plan in document.plans)]
    issued = issued_on(document) or metadata.issued_on
    year = issued.year if issued else None
    of_place = Names(registers, of, year=year)
    office = office_of_plan(of_place, issuer, [document.text.folded[slice(*title)] for title in titles if title])
    word = level_word(document.text) if place is None else ""
    level = word if names_bodies_of(word, document.text, registers) else ""
    common = coordinating_bodies((line.folded for line in document.layout.lines), of) if place else {}
    names = Names(registers, of, office, level, year, common)
    addressees = addressees_of(document, registers)
    return DocumentFacts(
        document=document,
        title=document.text[document.title] if document.title else metadata.title,
        number=document.text[document.head.number] if document.head.number else metadata.document_number,
        jurisdiction=place,
        issuer=issuer,
        issued_on=issued,
        plans=tuple(read_plan(document, plan, names, short_titles) for plan in document.plans),
        addressees=addressees,
        office=office,
        issued_by=issuing_parties(issuer, of_place) if place else (),
        addressed_to=addressed_parties(document, names) if place and addressees else (),
        level=place.level if place else level_of(word, document.text),
    )
