"""Puts a column of names behind each column of IRIs."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from pyoxigraph import Literal, NamedNode

from kgservice.errors import UsageError
from kgservice.store.engine import Answer, Engine, Solutions, read_results, solutions_of

LANGUAGES = ("zh", "en")
RESULTS = "application/sparql-results+json"
# An IRI has about a hundred bytes, and a query's text is read several times.
_AT_ONCE = 500


def labelled_table(engine: Engine, query: str, language: str, *, most_rows: int | None = None) -> Solutions:
    """The answer of a SELECT with its columns of names."""
    answer = with_labels(engine.answer(query, RESULTS, most_rows=most_rows), engine, language)
    return solutions_of(read_results(answer), cut=answer.cut is not None)


def with_labels(answer: Answer, engine: Engine, language: str) -> Answer:
    """SPARQL results in JSON with a column `x_label` behind each column `x` that holds IRIs: their names in `language`.

    A name in another language stands in for one that there is not. Raises UsageError if the language is no language of
    the data's.
    """
    if language not in LANGUAGES:
        raise UsageError(
            "labels can be had in %(languages)s, not in '%(language)s'.",
            languages=", ".join(LANGUAGES),
            language=language,
        )
    results: dict[str, Any] = json.loads(answer.data)
    bindings = results["results"]["bindings"]
    named = {column: f"{column}_label" for column in results["head"]["vars"]}
    iris = {
        column: found
        for column, label in named.items()
        if label not in named and (found := {row[column]["value"] for row in bindings if _is_iri(row.get(column))})
    }
    labels = _labels(engine, sorted(set().union(*iris.values())), language)
    for row in bindings:
        row |= {
            named[column]: labels[row[column]["value"]]
            for column in iris
            if _is_iri(row.get(column)) and row[column]["value"] in labels
        }
    results["head"]["vars"] = [
        name for column in named for name in ((column, named[column]) if column in iris else (column,))
    ]
    return Answer(json.dumps(results, ensure_ascii=False).encode(), answer.cut)


def _is_iri(term: dict[str, Any] | None) -> bool:
    return term is not None and term["type"] == "uri"


def _labels(engine: Engine, iris: list[str], language: str) -> dict[str, dict[str, str]]:
    """The name of each that has one, as SPARQL results have a literal."""
    found: dict[str, Literal] = {}
    for some in _pieces(iris):
        names = " ".join(str(NamedNode(iri)) for iri in some)
        table = engine.select(
            f"PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
            f"SELECT ?iri ?label {{ VALUES ?iri {{ {names} }} ?iri rdfs:label|skos:prefLabel ?label }}"
        )
        for iri, label in table.rows:
            if isinstance(iri, NamedNode) and isinstance(label, Literal):
                known = found.get(iri.value)
                if known is None or _rank(label, language) < _rank(known, language):
                    found[iri.value] = label
    return {
        iri: {"type": "literal", "value": label.value, **({"xml:lang": label.language} if label.language else {})}
        for iri, label in found.items()
    }


def _pieces(iris: list[str]) -> Iterable[list[str]]:
    return (iris[start : start + _AT_ONCE] for start in range(0, len(iris), _AT_ONCE))


def _rank(label: Literal, language: str) -> tuple[bool, bool, str]:
    spoken = (label.language or "").partition("-")[0]
    return spoken != language, bool(spoken), label.value
