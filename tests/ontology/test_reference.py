"""What the pages tell of a term: its axioms, what holds, concludes and asks for it, and the ontology as one file."""

from __future__ import annotations

import pytest
from conftest import ROOT
from ontology_files import MODULES
from pyoxigraph import CanonicalizationAlgorithm, Dataset, RdfFormat, parse

from kgservice.iris import TERMS, is_module
from kgservice.ontology.files import ontology_as
from kgservice.ontology.reference import shipped_reference
from kgservice.ontology.terms import read_ontology as read

REFERENCE = shipped_reference()
ONTOLOGY = REFERENCE.ontology


def term(name):
    return ONTOLOGY.by_iri[TERMS + name]


def written(expressions):
    return [" ".join(piece.text.removeprefix(TERMS) for piece in pieces) for pieces in expressions]


def names(iris):
    return {iri.removeprefix(TERMS) for iri in iris}


def ids(uses):
    return {use.id for use in uses}


def test_the_header_says_what_the_ontology_is():
    header = ONTOLOGY.header
    assert header.version_iri == f"{header.iri}/{header.version}"
    assert (header.prefix, header.namespace) == ("pol", TERMS)
    assert header.title["zh"] == "政策知识图谱本体"
    assert header.licence == "https://creativecommons.org/licenses/by/4.0/"
    assert header.created <= header.modified
    assert header.creators


@pytest.mark.parametrize(
    ("name", "part", "says"),
    [
        ("Assignment", "restrictions", ["assigns some Item", "assignsTo some Party", "givesRole some Role"]),
        (
            "ItemWithoutClause",
            "restrictions",
            [
                "( not TopItem ) or ( not ItemToldOnce ) or UnassignedItem",
                "UnassignedItem or ( not ItemToldOnce ) or ( inItem only ( not UnassignedItem ) )",
                "lacksClause self",
                "inverse assigns max 0",
            ],
        ),
        ("Party", "restrictions", ["Department or AgentGroup"]),
        (
            "Item",
            "restrictions",
            ["Section or Task or Goal or Step or Safeguard or Row", "inPlan some Plan", "isItem self"],
        ),
        ("UnassignedTask", "equivalents", ["Task and ( not AssignedItem )"]),
        (
            "AssignedItem",
            "equivalents",
            [
                "( inverse assigns some Assignment ) or ( inItem some AssignedItem ) or ( toldAgainIn some AssignedItem )"
            ],
        ),
        ("concerns", "range", ["Item or Plan"]),
        ("carriesDutyUnder", "chains", ["carries ∘ underCampaign"]),
        ("worksWith", "chains", ["inverse assignsTo ∘ assigns ∘ inverse assigns ∘ assignsTo"]),
    ],
)
def test_an_axiom_is_written_out(name, part, says):
    assert written(getattr(term(name), part)) == says


def test_a_term_knows_what_stands_above_below_and_beside_it():
    assert names(term("Task").above) == {"Item"}
    assert names(term("Item").below) >= {"Task", "Section", "Goal"}
    assert "Section" in names(term("Task").disjoint)
    assert names(term("Role").members) == {"lead", "responsible", "support"}
    assert names(term("lead").classes) == {"Role"}
    assert names(term("lead").different) == {"responsible", "support"}
    assert (term("Task").status, term("CampaignTheme").status) == ("stable", "testing")
    assert term("basedOn").characteristics == ("transitive",)
    assert ("http://www.w3.org/2000/01/rdf-schema#subClassOf", "http://www.w3.org/ns/prov#Plan") in term(
        "Plan"
    ).elsewhere


def test_a_property_is_listed_at_each_class_of_its_domain_and_below_it():
    assert term("inPlan") in ONTOLOGY.leading_from(term("Campaign"))
    assert term("inPlan") in ONTOLOGY.leading_to(term("Plan"))
    ((ancestor, properties),) = ONTOLOGY.inherited_from(term("Deadline"))
    assert ancestor == term("Fact")
    assert term("concerns") in properties


def test_shapes_are_told_at_class_property_and_value():
    constraint = next(one for one in REFERENCE.uses.of(TERMS + "givesRole").constraints)
    assert (names(constraint.targets), constraint.count) == ({"Assignment"}, "1..1")
    assert names(constraint.one_of) == {"lead", "responsible", "support"}
    assert constraint in REFERENCE.uses.of(TERMS + "Assignment").constraints
    assert constraint in REFERENCE.uses.of(TERMS + "lead").constraints
    assert constraint not in REFERENCE.uses.of(TERMS + "Task").constraints
    (either,) = (one for one in REFERENCE.uses.of(TERMS + "assignsTo").constraints)
    assert names(either.classes) == {"Department", "AgentGroup"}
    (year,) = (one for one in REFERENCE.uses.of(TERMS + "year").constraints if one.shape == "Deadline")
    assert year.others == ("xsd:integer", "≥ 1949", "≤ 2100")


def test_rules_queries_and_checks_are_told_at_the_terms_they_name():
    carries = REFERENCE.uses.of(TERMS + "carries")
    assert ids(carries.concluded_by) == {
        "carries-item",
        "carries-inherited-item",
        "carries-as-member",
        "carries-own-duty",
    }
    assert "carries-duty-under-campaign" in ids(carries.premise_of)
    assert "carries-item" not in ids(carries.premise_of)
    assert "departments-across-campaigns" in ids(REFERENCE.uses.of(TERMS + "Department").queries)
    assert "no-lead" in ids(REFERENCE.uses.of(TERMS + "LeaderlessItem").checks)
    assert "leaderless-item" in ids(REFERENCE.uses.of(TERMS + "LeaderlessItem").concluded_by)
    assert not REFERENCE.uses.of(TERMS + "hasSubject").concluded_by


@pytest.mark.parametrize("form", ["ttl", "nt", "rdf", "jsonld"])
def test_the_ontology_as_one_file_says_what_its_modules_say(form):
    whole = Dataset(parse(ontology_as(form), format=RdfFormat.from_extension(form)))
    said = (quad for path in MODULES for quad in parse(path=str(path), rename_blank_nodes=True))
    modules = Dataset(quad for quad in said if not is_module(quad.subject))
    for quads in (whole, modules):
        quads.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    assert set(whole) == set(modules)


def test_a_deprecated_term_is_told_apart(tmp_path):
    for path in (ROOT / "ontology").glob("*.ttl"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "old.ttl").write_text(
        f"<{TERMS}Duty> a <http://www.w3.org/2002/07/owl#Class> ; <http://www.w3.org/2002/07/owl#deprecated> true ;"
        f" <http://purl.org/dc/terms/isReplacedBy> <{TERMS}Assignment> .",
        encoding="utf-8",
    )
    ontology = read(tmp_path)
    (duty,) = ontology.deprecated
    assert (duty.name, names(duty.replaced_by)) == ("Duty", {"Assignment"})
    assert duty not in ontology.of_kind("class")
    assert duty not in ontology.roots
