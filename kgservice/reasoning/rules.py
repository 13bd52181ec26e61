"""Reads the inference rules in `ontology/rules/*.rq` and refuses one whose header does not tell the truth."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

from pyoxigraph import NamedNode, QueryTriples, Store, Triple

from kgservice.graph.triples import Triples, term
from kgservice.iris import entity
from kgservice.query_files import read_query_file
from kgservice.resources import folder

_KEYS = ("id", "scope", "zh", "en")
_NAMED = re.compile(r"\bpol:(\w+)")
_CLASS = re.compile(r"\ba pol:(\w+)")


class Scope(StrEnum):
    """What a rule must see: one document, how the documents of a dataset cite each other, or which bodies there are.

    Bodies are what registers and documents name: departments, groups, their places and functions, and successions.
    """

    DOCUMENT = "document"
    DATASET = "dataset"
    BODIES = "bodies"


@dataclass(frozen=True, slots=True)
class InferenceRule:
    """A CONSTRUCT with a name; `zh` and `en` say in a sentence what it concludes.

    Beside what it concludes its template has, for each statement, a blank node with `pol:hasSubject`, `pol:hasPredicate`,
    `pol:hasObject` and the premises as `pol:fromPremise`.
    """

    id: str
    scope: Scope
    zh: str
    en: str
    text: str

    @property
    def node(self) -> NamedNode:
        """What stands for the rule in a graph."""
        return NamedNode(entity("rule", self.id))


@dataclass(frozen=True, slots=True)
class AskedTerms:
    """What rules look for: statements with these predicates, and things of these classes. What is only compared with may be among them."""

    predicates: frozenset[NamedNode]
    classes: frozenset[NamedNode]


@lru_cache(maxsize=1)
def shipped_rules() -> tuple[InferenceRule, ...]:
    """The rules that come with the ontology."""
    return load_rules(folder("ontology") / "rules")


def of_scope(rules: Iterable[InferenceRule], scope: Scope) -> tuple[InferenceRule, ...]:
    """Those of `rules` that see as much as `scope`."""
    return tuple(rule for rule in rules if rule.scope is scope)


def load_rules(path: Path) -> tuple[InferenceRule, ...]:
    """The rules in the folder `path`, in the order of their names.

    Raises QueryError, naming the file, if a header is broken, an id is not the file's name, or the text is no CONSTRUCT.
    """
    return tuple(read_query_file(file, _KEYS, _made) for file in sorted(path.glob("*.rq")))


def asked_of_graphs(rules: Iterable[InferenceRule]) -> AskedTerms:
    """All that `rules` ask of a graph."""
    texts = [rule.text.partition("WHERE")[2] for rule in rules]
    classes = {name for text in texts for name in _CLASS.findall(text)}
    named = {name for text in texts for name in _NAMED.findall(text)}
    return AskedTerms(frozenset(map(term, named - classes)), frozenset(map(term, classes)))


def describe_rules(rules: Sequence[InferenceRule]) -> frozenset[Triple]:
    """What a graph says of `rules`: the class, and the sentence in both languages."""
    triples = Triples()
    for rule in rules:
        triples.type(rule.node.value, "InferenceRule")
        triples.label(rule.node.value, rule.zh, rule.en)
    return triples.triples()


def _made(values: Mapping[str, Any], text: str) -> InferenceRule:
    if not isinstance(Store().query(text), QueryTriples):
        raise ValueError("it must be a CONSTRUCT")
    return InferenceRule(values["id"], Scope(values["scope"]), values["zh"], values["en"], text)
