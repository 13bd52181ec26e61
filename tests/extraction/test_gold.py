"""The rules against hand annotations: of the five documents, and of others in other fields and layouts."""

from __future__ import annotations

import pytest
from scoring import GOLD, Score, annotated, score, source_of

FIVE = sorted(path.name for path in GOLD.iterdir() if path.name[:3] in ("000", "001", "002", "003", "004"))
OTHERS = sorted(path.name for path in GOLD.iterdir() if path.is_dir() and path.name not in FIVE)

LEAST_ON_THE_FIVE = {
    "tasks": 1.0,
    "campaigns": 0.99,
    "assignments": 1.0,
    "targets": 0.98,
    "citations": 1.0,
    "deadlines": 1.0,
}
LEAST_ON_OTHERS = {
    "tasks": 0.995,
    "campaigns": 0.995,
    "assignments": 0.995,
    "targets": 0.965,
    "citations": 0.989,
    "deadlines": 0.99,
}


@pytest.mark.parametrize("topic", LEAST_ON_THE_FIVE)
def test_the_five_documents(topic, read):
    total, wrong = _total(FIVE, topic, read)
    assert total.f1 >= LEAST_ON_THE_FIVE[topic], wrong


@pytest.mark.parametrize("topic", LEAST_ON_OTHERS)
def test_documents_of_other_fields(topic, read):
    total, wrong = _total(OTHERS, topic, read)
    assert total.f1 >= LEAST_ON_OTHERS[topic], wrong


@pytest.mark.parametrize("stem", FIVE + OTHERS)
def test_what_a_document_says_of_itself(stem, read):
    facts = read(source_of(stem))
    (row,) = annotated(stem, "documents")
    assert facts.jurisdiction is not None
    assert facts.jurisdiction.level == row["level"]
    if row["level"] != "national":
        assert facts.jurisdiction.name == row["jurisdiction"]
    assert (facts.number or "") == "".join(row["document_number"].split())
    assert (facts.issued_on.isoformat() if facts.issued_on else "") == row["issued_on"]
    assert facts.document.fragment is (row["fragment"] == "true")


def _total(stems, topic, read):
    total, wrong = Score(0, 0, 0), []
    for stem in stems:
        each, missed, invented = score(stem, topic, read(source_of(stem)))
        total += each
        wrong += [("missed", stem, *key) for key in missed] + [("invented", stem, *key) for key in invented]
    return total, wrong
