"""The class hierarchy as a drawing: every tree of classes indented, the trees side by side in columns of about one height."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kgservice.ontology.drawn import Box, Drawing, Stroke
from kgservice.ontology.edges import BELOW, Edge
from kgservice.ontology.measures import MARGIN, wrapped
from kgservice.ontology.pictures import second_name
from kgservice.ontology.terms import Ontology, OntologyTerm

COLUMNS = {"wide": 4, "narrow": 2}
_WIDEST_TITLE = 150
_INDENT = 22
_ROW_GAP = 8
_COLUMN_GAP = 20
_TRUNK = 11

_Tree = list[tuple[int, OntologyTerm]]


def draw_hierarchy(ontology: Ontology, size: str, language: str) -> Drawing:
    """All classes, those with others below them first, in a size (wide, narrow) and a language (zh, en)."""
    trees = sorted((list(_walk(ontology, root, 0)) for root in ontology.roots), key=lambda tree: -len(tree))
    columns: list[list[_Tree]] = [[] for _ in range(COLUMNS[size])]
    for tree in trees:
        min(columns, key=lambda column: sum(map(len, column))).append(tree)
    boxes: list[Box] = []
    lines: list[Stroke] = []
    left = float(MARGIN)
    for column in columns:
        widths = [depth * _INDENT + _box(term, language).least_width for tree in column for depth, term in tree]
        top = float(MARGIN)
        for tree in column:
            placed = list(_place(tree, language, left, top, max(widths)))
            boxes += placed
            lines += _lines(ontology, placed)
            top = placed[-1].y + placed[-1].height + _ROW_GAP
        left += max(widths, default=0) + _COLUMN_GAP
    height = max(box.y + box.height for box in boxes)
    return Drawing(left - _COLUMN_GAP + MARGIN, height + MARGIN, tuple(boxes), tuple(lines))


def _walk(ontology: Ontology, term: OntologyTerm, depth: int) -> Iterator[tuple[int, OntologyTerm]]:
    yield depth, term
    for child in ontology.children(term):
        if not child.deprecated:
            yield from _walk(ontology, child, depth + 1)


def _box(term: OntologyTerm, language: str) -> Box:
    return Box(term.name, wrapped(term.label[language], _WIDEST_TITLE), second_name(term, language))


def _place(tree: _Tree, language: str, left: float, top: float, width: float) -> Iterator[Box]:
    for depth, term in tree:
        box = _box(term, language)
        inset = depth * _INDENT
        yield replace(box, x=left + inset, y=top, width=width - inset, height=box.least_height)
        top += box.least_height + _ROW_GAP


def _lines(ontology: Ontology, boxes: list[Box]) -> Iterator[Stroke]:
    """From each box to the one it stands under: to the left, then up to the lower border."""
    by_name = {box.name: box for box in boxes}
    for term in ontology.of_kind("class"):
        for child in ontology.children(term):
            if term.name in by_name and child.name in by_name:
                upper, lower = by_name[term.name], by_name[child.name]
                trunk, level = upper.x + _TRUNK, lower.y + lower.height / 2
                points = ((lower.x, level), (trunk, level), (trunk, upper.y + upper.height))
                yield Stroke((Edge(lower.name, BELOW, upper.name),), points)
