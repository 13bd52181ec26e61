"""The registers as RDF: places, functions, departments with what became of them, indicators, repeals."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode

from kgservice.graph.triples import ALT_LABEL, Triples, term
from kgservice.iris import entity
from kgservice.registers.bodies import PartyKind
from kgservice.registers.entries import Department, Jurisdiction
from kgservice.registers.lookup import Registers
from kgservice.registers.succession import handovers
from kgservice.slugs import slug

PARTY_KINDS = {
    PartyKind.PUBLIC_BODY: "publicBody",
    PartyKind.PUBLIC_INSTITUTION: "publicInstitution",
    PartyKind.MASS_ORGANIZATION: "massOrganization",
    PartyKind.SOCIAL_ORGANIZATION: "socialOrganization",
    PartyKind.ENTERPRISE: "enterprise",
    PartyKind.PUBLIC: "thePublic",
}
_OF_THE_STATE = re.compile("^中华人民共和国(?=.)|（\\d{4}年?[^（）]{0,8}(?:修订|修正)[^（）]{0,6}）$")


def describe_registers(registers: Registers, used: Iterable[str]) -> Triples:
    """Every department, function and indicator, and the places that a department or the ids in `used` need, with those above."""
    triples = Triples()
    for function in registers.functions:
        iri = entity("function", function.id)
        triples.type(iri, "DepartmentFunction")
        triples.label(iri, function.zh, function.en)
        for subject in function.subjects:
            triples.add(iri, "subjectWord", subject)
    wanted = {department.jurisdiction.id for department in registers.departments} | set(used)
    for place in registers.jurisdictions:
        if place.id in wanted:
            for above in place.chain():
                describe_jurisdiction(triples, above)
    for department in registers.departments:
        kind = registers.bodies.kind_of(department.name)
        describe_department(triples, department, registers.functions_of_department(department), kind)
        describe_succession(triples, department, registers)
    for repeal in registers.repeals:
        iri = describe_legal_basis(triples, repeal.title)
        triples.add(iri, "repealedBy", NamedNode(describe_legal_basis(triples, repeal.by)))
        triples.add(iri, "repealedOn", repeal.since)
    for indicator in registers.indicators:
        iri = entity("indicator", indicator.id)
        triples.type(iri, "Indicator")
        triples.label(iri, indicator.zh, indicator.en)
        triples.add(iri, "isReviewed", True)
        for name in indicator.names:
            if name != indicator.zh:
                triples.add(iri, ALT_LABEL, Literal(name, language="zh"))
    return triples


def describe_legal_basis(triples: Triples, name: str) -> str:
    """State what a document that others cite is called, without the state and the year of a revision; its IRI."""
    short = _OF_THE_STATE.sub("", name)
    iri = entity("legal-basis", slug(short))
    triples.type(iri, "LegalBasis")
    triples.label(iri, short)
    if name != short:
        triples.add(iri, ALT_LABEL, Literal(name, language="zh"))
    return iri


def describe_jurisdiction(triples: Triples, place: Jurisdiction) -> None:
    """State what is known of a place."""
    iri = entity("jurisdiction", place.id)
    triples.type(iri, "Jurisdiction")
    triples.label(iri, place.name, place.en)
    triples.add(iri, "hasLevel", term(place.level))
    triples.add(iri, "isReviewed", place.reviewed)
    if place.parent is not None:
        triples.add(iri, "locatedIn", NamedNode(entity("jurisdiction", place.parent.id)))


def describe_department(triples: Triples, department: Department, functions: Iterable[str], kind: PartyKind) -> None:
    """State what is known of a department."""
    iri = entity("department", department.id)
    triples.type(iri, "Department")
    triples.label(iri, department.name, department.en)
    triples.add(iri, "ofJurisdiction", NamedNode(entity("jurisdiction", department.jurisdiction.id)))
    triples.add(iri, "isReviewed", department.reviewed)
    triples.add(iri, "hasPartyKind", term(PARTY_KINDS[kind]))
    for alias in department.aliases:
        triples.add(iri, ALT_LABEL, Literal(alias, language="zh"))
    for function in functions:
        triples.add(iri, "hasFunction", NamedNode(entity("function", function)))


def describe_succession(triples: Triples, department: Department, registers: Registers) -> None:
    """State what became of a department, and of what it became: the reforms, and successors that no register has."""
    for handover in handovers(registers, department):
        successor, year = handover.successor, handover.year
        iri = entity("succession", successor.id, str(year))
        triples.type(iri, "Succession")
        zh, en = ("组建", "formed") if handover.new else ("扩充", "enlarged")
        triples.label(iri, f"{year}年{zh}{successor.name}", f"{year}: {successor.en or successor.name} {en}")
        triples.add(iri, "absorbs" if handover.whole else "takesFrom", NamedNode(entity("department", department.id)))
        triples.add(iri, "forms", NamedNode(entity("department", successor.id)))
        triples.add(iri, "orderedIn", year)
        triples.add(iri, "orderedBy", NamedNode(describe_legal_basis(triples, handover.source)))
        if not successor.reviewed:
            describe_department(triples, successor, successor.functions, registers.bodies.kind_of(successor.name))
        describe_succession(triples, successor, registers)
