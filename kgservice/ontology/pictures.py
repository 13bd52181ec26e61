"""Reads `ontology/pictures.yaml` and draws its pictures from the ontology, in each language, for a desk and for a phone."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from math import inf
from pathlib import Path
from typing import Any

import yaml

from kgservice.errors import PictureError
from kgservice.ontology.drawn import Box, Drawing, Note
from kgservice.ontology.edges import BELOW, Edge, edges_between, open_properties
from kgservice.ontology.measures import wrapped
from kgservice.ontology.placing import lay_out, names_in, read_grid
from kgservice.ontology.terms import Ontology, OntologyTerm

SIZES = ("wide", "narrow")
_KEYS = ("title", "description", "without", *SIZES)
_WIDEST_TITLE = 100


@dataclass(frozen=True, slots=True)
class Picture:
    """Some classes and where they stand in each size; `without` names edges that are not drawn, as `pictures.yaml` says."""

    id: str
    title: Mapping[str, str]
    description: Mapping[str, str]
    without: frozenset[str]
    grids: Mapping[str, list[list[str]]]

    @property
    def sizes(self) -> tuple[str, ...]:
        """The sizes that it is drawn in: without one for a phone, the other serves for both."""
        return tuple(self.grids)

    @property
    def classes(self) -> tuple[str, ...]:
        """The names of its classes."""
        return tuple(names_in(self.grids[SIZES[0]]))

    def edges(self, ontology: Ontology, concluded: Collection[str]) -> tuple[Edge, ...]:
        """What joins its classes; `concluded` are the IRIs of the properties that inference rules state."""
        return tuple(
            edge
            for edge in edges_between(ontology, self.classes, concluded)
            if edge.name not in self.without and f"{edge.source} {edge.name}" not in self.without
        )


def load_pictures(path: Path) -> tuple[Picture, ...]:
    """The pictures in the file at `path`, in its order; PictureError if one lacks a part or its sizes have other classes."""
    values: dict[str, dict[str, Any]] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return tuple(_picture(name, value) for name, value in values.items())


def draw(picture: Picture, ontology: Ontology, concluded: Collection[str], size: str, language: str) -> Drawing:
    """`picture` in place, in a size (wide, narrow) and a language (zh, en)."""
    edges = picture.edges(ontology, concluded)
    by_name = {term.name: term for term in ontology.terms}
    for name in picture.classes:
        if name not in by_name:
            raise PictureError(f"pictures.yaml, {picture.id}: the ontology has no class {name}; take it out.")
    grid = picture.grids[size]
    boxes = {
        name: Box(
            name,
            wrapped(by_name[name].label[language], _WIDEST_TITLE if _columns(grid, name) == 1 else inf),
            second_name(by_name[name], language),
            tuple(_notes(picture, ontology, edges, name, language)),
        )
        for name in picture.classes
    }
    words = {edge.name: by_name[edge.name].label[language] for edge in edges if edge.name != BELOW}
    try:
        return lay_out(grid, boxes, [edge for edge in edges if edge.source != edge.target], words)
    except PictureError as error:
        raise PictureError(f"pictures.yaml, {picture.id}, {size}: {error}") from None


def second_name(term: OntologyTerm, language: str) -> str:
    """What stands in small print beside a term's label: its name on a Chinese picture, else its Chinese label."""
    return term.name if language == "zh" else term.label["zh"]


def _columns(grid: list[list[str]], name: str) -> int:
    return max(row.count(name) for row in grid)


def _notes(picture: Picture, ontology: Ontology, edges: Collection[Edge], name: str, language: str) -> Iterator[Note]:
    by_name = {term.name: term for term in ontology.terms}
    for edge in edges:
        if edge.source == edge.target == name:
            yield Note(edge.name, f"↻ {by_name[edge.name].label[language]}")
    for term in open_properties(ontology, name):
        if term.name not in picture.without:
            yield Note(term.name, f"{term.label[language]} → …")


def _picture(name: str, value: Mapping[str, Any]) -> Picture:
    if tuple(value) not in (_KEYS, _KEYS[:-1]):
        raise PictureError(
            f"pictures.yaml, {name}: its keys must be {', '.join(_KEYS)}, in this order; the last may lack."
        )
    grids = {size: read_grid(value[size]) for size in SIZES if size in value}
    for grid in grids.values():
        if other := set(names_in(grid)) ^ set(names_in(grids[SIZES[0]])):
            raise PictureError(
                f"pictures.yaml, {name}: {', '.join(sorted(other))} is in one size only; place it in both."
            )
    return Picture(name, value["title"], value["description"], frozenset(value["without"] or ()), grids)
