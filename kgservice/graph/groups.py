"""Collectives (责任群体) as RDF."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode

from kgservice.extraction.facts import AgentGroup
from kgservice.graph.registers import PARTY_KINDS
from kgservice.graph.triples import ALT_LABEL, Triples, term
from kgservice.iris import entity
from kgservice.registers.bodies import PartyKind


def describe_group(triples: Triples, group: AgentGroup, kind: PartyKind) -> str:
    """State what is known of a collective; its IRI."""
    iri = entity("group", group.id)
    triples.type(iri, "AgentGroup")
    triples.label(iri, group.name, group.en)
    if group.other_name is not None:
        triples.add(iri, ALT_LABEL, Literal(group.other_name, language="zh"))
    triples.add(iri, "ofJurisdiction", NamedNode(entity("jurisdiction", group.jurisdiction.id)))
    triples.add(iri, "isReviewed", group.reviewed)
    triples.add(iri, "hasPartyKind", term(PARTY_KINDS[kind]))
    for function in group.functions:
        triples.add(iri, "hasFunction", NamedNode(entity("function", function)))
    for level in group.levels:
        triples.add(iri, "reachesLevel", term(level))
    return iri
