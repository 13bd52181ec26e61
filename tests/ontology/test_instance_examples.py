"""Small instances: what is well made passes the shapes and HermiT, what is not fails with the message of its first line.

Each is read beside `valid/plan.ttl`, which has the document, plan and task that the others speak of.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ROOT

from kgservice.errors import InvalidGraphError
from kgservice.graph.triples import read_turtle
from kgservice.graph.validation import validate
from kgservice.reasoning.consistency import hold_to_axioms
from kgservice.reasoning.hermit import Hermit

EXAMPLES = ROOT / "ontology" / "examples"
VALID = sorted((EXAMPLES / "valid").glob("*.ttl"))
INVALID = sorted((EXAMPLES / "invalid").glob("*.ttl"))


def first_line(path: Path) -> str:
    return path.read_text(encoding="utf-8").splitlines()[0].removeprefix("# ")


def check(path: Path, hermit: Hermit) -> None:
    plan = read_turtle((EXAMPLES / "valid" / "plan.ttl").read_bytes())
    triples = sorted({*plan, *read_turtle(path.read_bytes())}, key=str)
    validate(triples, path.name)
    hold_to_axioms(triples, path.name, hermit)


@pytest.mark.slow
@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_a_valid_instance_passes(path, hermit):
    check(path, hermit)


@pytest.mark.slow
@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_an_invalid_instance_fails_with_its_message(path, hermit):
    with pytest.raises(InvalidGraphError) as error:
        check(path, hermit)
    assert first_line(path) in str(error.value)
    assert "more)" not in str(error.value)


def test_the_valid_ones_use_every_class_that_is_read_from_a_document():
    used = {triple.object.value for path in VALID for triple in read_turtle(path.read_bytes())}
    for name in [
        "PolicyDocument",
        "Plan",
        "Section",
        "Task",
        "Campaign",
        "Assignment",
        "IndicatorTarget",
        "Citation",
        "Deadline",
        "Statement",
        "Mention",
        "PersonInCharge",
        "UnreadText",
        "Department",
        "AgentGroup",
        "DepartmentFunction",
        "Jurisdiction",
        "Indicator",
        "LegalBasis",
        "TextSpan",
        "Correction",
        "Succession",
    ]:
        assert f"https://w3id.org/policy-kg/ontology#{name}" in used
