"""A drawing as SVG: text is text, boxes and labels lead to the terms, colours follow the page's or the reader's scheme."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from html import escape
from pathlib import Path

from kgservice.ontology.drawn import Box, Drawing, Label, Stroke
from kgservice.ontology.measures import LINE_HEIGHT, NAME_HEIGHT

_HEAD = 8
_TRIANGLE = 11


@lru_cache(maxsize=1)
def picture_style() -> str:
    """The style sheet of pictures, for a page that shows some or a picture that stands alone."""
    return (Path(__file__).parent / "pictures.css").read_text(encoding="utf-8")


def as_svg(drawing: Drawing, ident: str, title: str, description: str, *, page: str = "", alone: bool = False) -> str:
    """`drawing` as an SVG element whose ids begin with `ident`; the links lead to anchors of `page`.

    One that stands `alone`, in a file of its own, brings its style and a sheet of paper along.
    """
    width, height = _number(drawing.width), _number(drawing.height)
    element = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="picture" role="group" aria-labelledby="{ident}-title" '
        f'aria-describedby="{ident}-text" viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
    )
    parts = [
        element,
        f'<title id="{ident}-title">{escape(title)}</title>',
        f'<desc id="{ident}-text">{escape(description)}</desc>',
        *(
            [f"<style>{picture_style()}</style>", f'<rect class="sheet" width="{width}" height="{height}"/>']
            if alone
            else []
        ),
        *(part for line in drawing.lines for part in _line(line)),
        *(part for box in drawing.boxes for part in _box(box, page)),
        *(_label(label, page) for line in drawing.lines for label in line.labels),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _line(line: Stroke) -> Iterator[str]:
    (x, y), (to_x, to_y) = line.points[-2:]
    size = _TRIANGLE if line.below else _HEAD
    over_x, over_y = _sign(to_x - x), _sign(to_y - y)
    base_x, base_y = to_x - over_x * size, to_y - over_y * size
    half = size / 2 if line.below else size / 2.6
    kind = " concluded" if line.edges[0].concluded else " elbow" if len(line.points) > 2 else ""
    path = " L".join(_point(*point) for point in (*line.points[:-1], (base_x, base_y)))
    head = (
        (to_x, to_y),
        (base_x + over_y * half, base_y + over_x * half),
        (base_x - over_y * half, base_y - over_x * half),
    )
    yield f'<path class="line{kind}" d="M{path}"/>'
    yield f'<polygon class="head{" below" if line.below else ""}" points="{" ".join(_point(*point) for point in head)}"/>'


def _box(box: Box, page: str) -> Iterator[str]:
    middle = _number(box.x + box.width / 2)
    at = box.y + (box.height - box.text_height) / 2
    yield f'<a class="box" href="{page}#{box.name}">'
    yield (
        f'<rect x="{_number(box.x)}" y="{_number(box.y)}" width="{_number(box.width)}" '
        f'height="{_number(box.height)}" rx="6"/>'
    )
    for line in box.title:
        yield f'<text class="title" x="{middle}" y="{_number(at + NAME_HEIGHT / 2)}">{escape(line)}</text>'
        at += NAME_HEIGHT
    yield f'<text class="second" x="{middle}" y="{_number(at + LINE_HEIGHT / 2)}">{escape(box.second)}</text></a>'
    for note in box.notes:
        at += LINE_HEIGHT
        words = f'<text class="note" x="{middle}" y="{_number(at + LINE_HEIGHT / 2)}">{escape(note.text)}</text>'
        yield f'<a href="{page}#{note.name}">{words}</a>'


def _label(label: Label, page: str) -> str:
    width = label.width + 6
    return (
        f'<a href="{page}#{label.name}"><rect class="behind" x="{_number(label.x - width / 2)}" '
        f'y="{_number(label.y - LINE_HEIGHT / 2)}" width="{_number(width)}" height="{LINE_HEIGHT}"/>'
        f'<text class="label" x="{_number(label.x)}" y="{_number(label.y)}">{escape(label.text)}</text></a>'
    )


def _point(x: float, y: float) -> str:
    return f"{_number(x)},{_number(y)}"


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _sign(value: float) -> int:
    return (value > 0) - (value < 0)
