"""What a drawing is made of: boxes, lines and labels, each where it stands."""

from __future__ import annotations

from dataclasses import dataclass

from kgservice.ontology.edges import BELOW, Edge
from kgservice.ontology.measures import (
    BOX_PADDING,
    LABEL_SIZE,
    LINE_HEIGHT,
    NAME_HEIGHT,
    NAME_SIZE,
    SMALL_SIZE,
    text_width,
)

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Note:
    """A line of small print in a box: a property, by name, that leads from the class to itself or to anything."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Box:
    """A class where it stands: the lines of its title, a second name in small print, and its notes."""

    name: str
    title: tuple[str, ...]
    second: str
    notes: tuple[Note, ...] = ()
    x: float = 0
    y: float = 0
    width: float = 0
    height: float = 0

    @property
    def least_width(self) -> float:
        """How wide it must be for its text."""
        titles = [text_width(line, NAME_SIZE, bold=True) for line in self.title]
        small = [text_width(text, SMALL_SIZE) for text in (self.second, *(note.text for note in self.notes))]
        return 2 * BOX_PADDING + max(*titles, *small)

    @property
    def text_height(self) -> float:
        """How high its text is."""
        return NAME_HEIGHT * len(self.title) + LINE_HEIGHT * (1 + len(self.notes))

    @property
    def least_height(self) -> float:
        """How high it must be for its text."""
        return self.text_height + BOX_PADDING


@dataclass(frozen=True, slots=True)
class Label:
    """What a line is called: the property's name, the words, and the middle of the words."""

    name: str
    text: str
    x: float
    y: float

    @property
    def width(self) -> float:
        """How wide the words are."""
        return text_width(self.text, LABEL_SIZE)


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line from the border of one box to that of another, by way of its points; each of its edges has a label."""

    edges: tuple[Edge, ...]
    points: tuple[Point, ...]
    labels: tuple[Label, ...] = ()

    @property
    def below(self) -> bool:
        """Whether it says that one class is below another."""
        return self.edges[0].name == BELOW


@dataclass(frozen=True, slots=True)
class Drawing:
    """Boxes and lines in place, and how large all is."""

    width: float
    height: float
    boxes: tuple[Box, ...]
    lines: tuple[Stroke, ...]
