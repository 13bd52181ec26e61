"""What holds, concludes and asks for each term: the shapes, the inference rules, the named queries and the checks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from kgservice.checks.catalogue import load_checks
from kgservice.iris import TERMS
from kgservice.ontology.statements import Node, Statements
from kgservice.queries.catalogue import load_catalogue
from kgservice.reasoning.rules import InferenceRule, shipped_rules
from kgservice.resources import SHAPES, folder

_SH = "http://www.w3.org/ns/shacl#"
_PREFIXED = re.compile(r"\bpol:([A-Za-z]+)")
_STATED = re.compile(r"\bCONSTRUCT\s*\{(?P<stated>.*?)\}", re.DOTALL)
# Says where a conclusion comes from, in every rule: no rule is about it.
_ABOUT_CONCLUSIONS = {"hasSubject", "hasPredicate", "hasObject", "fromPremise"}
_BOUNDS = {
    "minInclusive": "≥",
    "minExclusive": ">",
    "maxInclusive": "≤",
    "maxExclusive": "<",
    "lessThan": "<",
    "lessThanOrEquals": "≤",
}


@dataclass(frozen=True, slots=True)
class Constraint:
    """What a shape asks of the values of a property, or of several together: how many (`1..1`), of which classes, the rest.

    `shape` and `targets` say of what; every term is named by IRI.
    """

    shape: str
    targets: tuple[str, ...]
    paths: tuple[str, ...]
    count: str
    classes: tuple[str, ...]
    one_of: tuple[str, ...]
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Use:
    """A rule, query or check that names a term; `title` is by language (zh, en)."""

    id: str
    title: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Uses:
    """The uses of one term."""

    constraints: tuple[Constraint, ...]
    concluded_by: tuple[Use, ...]
    premise_of: tuple[Use, ...]
    queries: tuple[Use, ...]
    checks: tuple[Use, ...]


class UseIndex:
    """The uses of every term, read from the shipped files once."""

    def __init__(self) -> None:
        self._constraints = tuple(read_constraints(folder("ontology") / SHAPES))
        rules = shipped_rules()
        self._concluding = [(_use(rule), concluded(rule)) for rule in rules]
        self._premises = [(_use(rule), named(_conditions(rule)) - _ABOUT_CONCLUSIONS) for rule in rules]
        queries = folder("queries")
        self._queries = [(Use(one.id, one.title), named(one.text)) for one in load_catalogue(queries).values()]
        self._checks = [(Use(one.id, one.title), named(one.text)) for one in load_checks(queries / "checks").values()]

    def of(self, iri: str) -> Uses:
        """What uses the term."""
        name = iri.removeprefix(TERMS)
        return Uses(
            constraints=tuple(
                constraint
                for constraint in self._constraints
                if iri in constraint.paths or iri in constraint.targets or iri in constraint.one_of
            ),
            concluded_by=tuple(use for use, names in self._concluding if name in names),
            premise_of=tuple(use for use, names in self._premises if name in names),
            queries=tuple(use for use, names in self._queries if name in names),
            checks=tuple(use for use, names in self._checks if name in names),
        )

    @property
    def concluded(self) -> frozenset[str]:
        """The IRIs of the properties that a rule concludes."""
        return frozenset(TERMS + name for _, names in self._concluding for name in names)


def named(text: str) -> frozenset[str]:
    """The names of the terms that the text of a query names with the prefix `pol:`, comments left out."""
    lines = (line for line in text.splitlines() if not line.lstrip().startswith("#"))
    return frozenset(_PREFIXED.findall("\n".join(lines)))


def concluded(rule: InferenceRule) -> frozenset[str]:
    """The names of the properties by which `rule` states something new."""
    match = _STATED.search(rule.text)
    return named(match["stated"] if match else "") - _ABOUT_CONCLUSIONS


def read_constraints(path: Path) -> Iterator[Constraint]:
    """The constraints of the shapes in the file at `path`, shape by shape."""
    triples = [quad.triple for quad in parse(path=str(path), format=RdfFormat.TURTLE)]
    statements = Statements(triples)
    for shape in statements.instances(f"{_SH}NodeShape"):
        targets = (*statements.nodes(shape, f"{_SH}targetClass"), *statements.nodes(shape, f"{_SH}targetSubjectsOf"))
        constraints = (
            _constraint(statements, shape, targets, one) for one in statements.nodes(shape, f"{_SH}property")
        )
        yield from sorted(constraints, key=lambda constraint: constraint.paths)


def _constraint(statements: Statements, shape: Node, targets: Iterable[Node], node: Node) -> Constraint:
    least, most = (statements.text(node, _SH + name) for name in ("minCount", "maxCount"))
    alternatives = [
        option
        for head in statements.nodes(node, f"{_SH}or")
        for member in statements.members(head)
        for option in statements.nodes(member, f"{_SH}class")
    ]
    return Constraint(
        shape=_iri(shape).partition("#")[2],
        targets=tuple(_iri(target) for target in targets),
        paths=tuple(_properties(statements, statements.node(node, f"{_SH}path"))),
        count=f"{least or 0}..{most or '*'}",
        classes=tuple(_iri(one) for one in (*statements.nodes(node, f"{_SH}class"), *alternatives)),
        one_of=tuple(
            _iri(member) for head in statements.nodes(node, f"{_SH}in") for member in statements.members(head)
        ),
        others=tuple(_others(statements, node)),
    )


def _properties(statements: Statements, path: Node | None) -> Iterator[str]:
    """The property that a path is, or those that it is an alternative of."""
    if isinstance(path, NamedNode):
        yield path.value
    elif path is not None:
        for head in statements.nodes(path, f"{_SH}alternativePath"):
            yield from map(_iri, statements.members(head))


def _others(statements: Statements, node: Node) -> Iterator[str]:
    for datatype in statements.nodes(node, f"{_SH}datatype"):
        yield f"xsd:{_iri(datatype).partition('#')[2]}"
    if least := statements.text(node, f"{_SH}minLength"):
        yield f"length ≥ {least}"
    if pattern := statements.text(node, f"{_SH}pattern"):
        yield pattern
    for name, sign in _BOUNDS.items():
        for value in statements.values(node, _SH + name):
            yield f"{sign} {value.value if isinstance(value, Literal) else _short(value)}"
    if statements.text(node, f"{_SH}uniqueLang") == "true":
        yield "uniqueLang"


def _short(value: object) -> str:
    return f"pol:{value.value.removeprefix(TERMS)}" if isinstance(value, NamedNode) else str(value)


def _iri(node: Node | None) -> str:
    return node.value if isinstance(node, NamedNode) else ""


def _conditions(rule: InferenceRule) -> str:
    match = _STATED.search(rule.text)
    return rule.text[match.end() :] if match else rule.text


def _use(rule: InferenceRule) -> Use:
    return Use(rule.id, {"zh": rule.zh, "en": rule.en})
