"""A plan that an office made for itself and that names no party is its own duty: concluded, not assigned, not unassigned."""

from __future__ import annotations

import pytest

from kgservice.dataset.building import reason_over_draft
from kgservice.dataset.dataset import Dataset
from kgservice.graph.triples import LABEL, RDF_TYPE, term

pytestmark = pytest.mark.slow

PLAN = "芜湖市教育局2024年工作要点\n一、加强领导\n1.抓学习。深入学习。\n2.抓安全。排查隐患。{clause}\n"
NAMELESS = "2024年教育工作要点\n一、加强领导\n1.抓学习。深入学习。\n2.抓安全。排查隐患。\n"
GOVERNMENT = "芜湖市2024年教育工作实施方案\n一、加强领导\n1.抓学习。深入学习。\n2.抓安全。排查隐患。\n芜湖市人民政府办公室\n2024年3月1日\n"


@pytest.fixture
def reason(tmp_path):
    def reason_over(text):
        path = tmp_path / "plan.txt"
        path.write_text(text, encoding="utf-8")
        return reason_over_draft(Dataset(tmp_path / "data"), path)

    return reason_over


def carried_by(graph, name):
    offices = {triple.subject for triple in graph if triple.predicate == LABEL and triple.object.value == name}
    carried = {triple.object for triple in graph if triple.predicate == term("carries") and triple.subject in offices}
    return sorted(
        triple.object.value for triple in graph if triple.predicate == term("heading") and triple.subject in carried
    )


def unassigned(graph):
    return {
        triple.subject for triple in graph if triple.predicate == RDF_TYPE and triple.object == term("UnassignedTask")
    }


def test_the_office_carries_what_its_plan_says(reason):
    graph = reason(PLAN.format(clause=""))
    assert carried_by(graph, "芜湖市教育局") == ["加强领导", "抓学习", "抓安全"]
    assert not unassigned(graph)
    assert not [triple for triple in graph if triple.predicate == term("assigns")]


@pytest.mark.parametrize(
    ("text", "number"),
    [(PLAN.format(clause="（责任科室：安全科）"), 1), (NAMELESS, 2), (GOVERNMENT, 2)],
    ids=["names a party", "nobody's", "a government's"],
)
def test_what_is_nobodys_own_stays_unassigned(reason, text, number):
    assert len(unassigned(reason(text))) == number
