"""The pictures show axioms and nothing else, all of them, and nothing in them stands on anything else."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from conftest import ROOT
from ontology_files import read_ontology
from rdflib import OWL, RDF, RDFS, URIRef
from rdflib.collection import Collection
from rdflib.namespace import split_uri

from kgservice.errors import PictureError
from kgservice.iris import TERMS
from kgservice.ontology.drawing import as_svg
from kgservice.ontology.drawn import Box
from kgservice.ontology.edges import BELOW, Edge, edges_between
from kgservice.ontology.hierarchy import draw_hierarchy
from kgservice.ontology.measures import LINE_HEIGHT, wrapped
from kgservice.ontology.pictures import draw, load_pictures
from kgservice.ontology.placing import lay_out, read_grid
from kgservice.ontology.reference import shipped_reference
from kgservice.ontology.terms import read_ontology as read

REFERENCE = shipped_reference()
ONTOLOGY, CONCLUDED = REFERENCE.ontology, REFERENCE.uses.concluded
PICTURES = {picture.id: picture for picture in load_pictures(ROOT / "ontology" / "pictures.yaml")}
CLASSES = {term.name for term in ONTOLOGY.of_kind("class")}
DRAWINGS = {
    **{
        f"{picture.id} {size} {language}": draw(picture, ONTOLOGY, CONCLUDED, size, language)
        for picture in PICTURES.values()
        for size in picture.sizes
        for language in ("zh", "en")
    },
    **{
        f"hierarchy {size} {language}": draw_hierarchy(ONTOLOGY, size, language)
        for size in ("wide", "narrow")
        for language in ("zh", "en")
    },
}
CORE = {
    *("PolicyDocument", "Plan", "Item", "Campaign", "Assignment", "Party", "Department", "Jurisdiction"),
    *("IndicatorTarget", "Indicator", "Citation", "LegalBasis", "Deadline", "TextSpan"),
}


@pytest.fixture(scope="module")
def axioms() -> set[tuple[str, str, str]]:
    """Every sub-class axiom between named classes, and every pair of a domain and a range, as rdflib reads them."""
    graph = read_ontology()

    def named(node):
        members = Collection(graph, graph.value(node, OWL.unionOf)) if (node, OWL.unionOf, None) in graph else [node]
        return [split_uri(member)[1] for member in members if isinstance(member, URIRef)]

    below = {
        (split_uri(one)[1], BELOW, split_uri(other)[1])
        for one, other in graph.subject_objects(RDFS.subClassOf)
        if isinstance(other, URIRef) and other.startswith(TERMS)
    }
    leading = {
        (source, split_uri(term)[1], target)
        for term in graph.subjects(RDF.type, OWL.ObjectProperty)
        for domain in graph.objects(term, RDFS.domain)
        for range_ in graph.objects(term, RDFS.range)
        for source in named(domain)
        for target in named(range_)
    }
    return below | leading


@pytest.mark.parametrize("drawing", DRAWINGS.values(), ids=DRAWINGS)
def test_every_line_is_an_axiom_between_the_boxes_it_joins(drawing, axioms):
    boxes = {box.name: box for box in drawing.boxes}
    assert drawing.lines
    for line in drawing.lines:
        for edge in line.edges:
            assert (edge.source, edge.name, edge.target) in axioms
        touches = [(line.edges[0].source, line.points[0]), (line.edges[0].target, line.points[-1])]
        for name, (x, y) in touches:
            box = boxes[name]
            assert box.x <= x <= box.x + box.width
            assert box.y <= y <= box.y + box.height


def test_every_axiom_between_classes_is_in_a_picture(axioms):
    drawn = {
        (edge.source, edge.name, edge.target)
        for picture in PICTURES.values()
        for edge in picture.edges(ONTOLOGY, CONCLUDED)
    }
    below = {
        (edge.source, edge.name, edge.target) for line in DRAWINGS["hierarchy wide zh"].lines for edge in line.edges
    }
    assert drawn | below == axioms


def test_every_class_stands_in_a_picture_and_the_core_in_the_first():
    assert {box.name for box in DRAWINGS["hierarchy narrow en"].boxes} == CLASSES
    assert set(next(iter(PICTURES.values())).classes) >= CORE


@pytest.mark.parametrize("drawing", DRAWINGS.values(), ids=DRAWINGS)
def test_nothing_stands_on_anything_else(drawing):
    boxes = [(box.name, box.x, box.y, box.x + box.width, box.y + box.height) for box in drawing.boxes]
    labels = [
        (
            label.text,
            label.x - label.width / 2,
            label.y - LINE_HEIGHT / 2,
            label.x + label.width / 2,
            label.y + LINE_HEIGHT / 2,
        )
        for line in drawing.lines
        for label in line.labels
    ]
    for one, other in combinations([*boxes, *labels], 2):
        assert not overlap(one[1:], other[1:]), f"{one[0]} {other[0]}"
    for _, left, top, right, bottom in [*boxes, *labels]:
        assert left >= 0
        assert top >= 0
        assert right <= drawing.width
        assert bottom <= drawing.height
    for line in drawing.lines:
        for (x, y), (to_x, to_y) in pairwise(line.points):
            stretch = (min(x, to_x), min(y, to_y), max(x, to_x), max(y, to_y))
            own = {label.text for label in line.labels}
            for name, *area in [*boxes, *(label for label in labels if label[0] not in own)]:
                assert not overlap(stretch, area), f"{line.edges[0]} {name}"


@pytest.mark.parametrize("name", [name for name in DRAWINGS if not name.startswith("hierarchy")])
def test_no_two_lines_meet(name):
    stretches = [
        (*map(min, zip(*line.points, strict=True)), *map(max, zip(*line.points, strict=True)))
        for line in DRAWINGS[name].lines
    ]
    for one, other in combinations(stretches, 2):
        assert not all(one[low] <= other[low + 2] and other[low] <= one[low + 2] for low in (0, 1))


def overlap(one, other) -> bool:
    """Whether two areas (left, top, right, bottom) share more than a border."""
    return all(one[low] < other[low + 2] and other[low] < one[low + 2] for low in (0, 1))


def test_a_text_fits_its_box():
    for drawing in DRAWINGS.values():
        for box in drawing.boxes:
            assert box.width >= box.least_width - 0.01
            assert box.height >= box.least_height - 0.01


def test_lines_and_words_come_from_the_ontology(tmp_path):
    for path in (ROOT / "ontology").glob("*.ttl"):
        text = path.read_text(encoding="utf-8")
        text = text.replace('rdfs:label "分配给"@zh', 'rdfs:label "交给"@zh')
        text = text.replace(":givesRole a owl:ObjectProperty", ":givesRole a owl:AnnotationProperty")
        (tmp_path / path.name).write_text(text, encoding="utf-8")
    drawing = draw(PICTURES["core"], read(tmp_path), CONCLUDED, "wide", "zh")
    words = {label.text for line in drawing.lines for label in line.labels}
    assert "交给" in words
    assert "赋予角色" not in words


def test_only_what_rules_conclude_is_dashed():
    for picture in PICTURES.values():
        for edge in picture.edges(ONTOLOGY, CONCLUDED):
            assert edge.concluded == (TERMS + edge.name in CONCLUDED)
    assert {edge.name for edge in edges_between(ONTOLOGY, CLASSES, CONCLUDED) if edge.concluded} >= {
        "carries",
        "worksWith",
    }


def test_the_picture_is_text_that_leads_to_the_terms_and_says_what_it_is():
    svg = as_svg(DRAWINGS["core wide zh"], "x", "核心", "一份<文件>", page="index.html", alone=True)
    assert '<a class="box" href="index.html#Task">' not in svg
    assert '<a class="box" href="index.html#Item">' in svg
    assert '<a href="index.html#assigns">' in svg
    assert ">条目</text>" in svg
    assert ">分配条目</text>" in svg
    assert '<title id="x-title">核心</title>' in svg
    assert '<desc id="x-text">一份&lt;文件&gt;</desc>' in svg
    assert "prefers-color-scheme: dark" in svg


BOXES = {name: Box(name, (name,), name) for name in "ABC"}


@pytest.mark.parametrize(
    ("grid", "edges", "says"),
    [
        ("A B\nA", [], "different numbers of cells"),
        ("A B\nC A", [], "A: its cells are no rectangle"),
        ("A B", [], "C: has no place"),
        ("A B C", [Edge("A", "p", "C")], "A p C: no neighbours"),
        ("A .\n. B\nC .", [Edge("A", "p", "B")], "A p B: no neighbours"),
    ],
)
def test_a_grid_that_cannot_be_drawn_says_why(grid, edges, says):
    with pytest.raises(PictureError, match=says):
        lay_out(read_grid(grid), BOXES, edges, {"p": "p"})


def test_lines_both_ways_stand_side_by_side():
    drawing = lay_out(
        read_grid("A\nB\nC"), BOXES, [Edge("A", "p", "B"), Edge("B", "q", "A")], {"p": "long name", "q": "q"}
    )
    one, other = drawing.lines
    assert one.points[0][0] != other.points[0][0]
    assert {one.points[0][1] < one.points[1][1], other.points[0][1] < other.points[1][1]} == {True, False}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("x:\n  title: {zh: 甲, en: A}\n", "its keys must be title, description, without, wide, narrow"),
        (
            "x:\n  title: {}\n  description: {}\n  without:\n  wide: Plan Item\n  narrow: Plan\n",
            "Item is in one size only",
        ),
    ],
)
def test_a_broken_file_of_pictures_says_why(text, says, tmp_path):
    path = tmp_path / "pictures.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(PictureError, match=says):
        load_pictures(path)


def test_a_class_that_is_none_is_told(tmp_path):
    path = tmp_path / "pictures.yaml"
    path.write_text("x:\n  title: {}\n  description: {}\n  without:\n  wide: Plan Itm\n", encoding="utf-8")
    (picture,) = load_pictures(path)
    with pytest.raises(PictureError, match="has no class Itm"):
        draw(picture, ONTOLOGY, CONCLUDED, "wide", "zh")


def test_a_long_title_stands_on_two_lines_of_about_one_length():
    assert wrapped("administrative level", 100) == ("administrative", "level")
    assert wrapped("cause of unread text", 100) == ("cause of", "unread text")
    assert wrapped("plan", 10) == ("plan",)


def test_the_committed_pictures_are_those_of_the_ontology():
    for language, page in (("zh", "index.html"), ("en", "en.html")):
        core = next(iter(REFERENCE.figures(language, page=page, alone=True)))
        held = (ROOT / "data" / "ontology" / f"core.wide.{language}.svg").read_text(encoding="utf-8")
        assert held == core.svg["wide"], "run 'kgservice build'"
