"""All that the ontology's pages tell: the terms, their uses, and the pictures as SVG, read from the shipped files once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from kgservice.ontology.drawing import as_svg
from kgservice.ontology.drawn import Drawing
from kgservice.ontology.hierarchy import draw_hierarchy
from kgservice.ontology.pictures import SIZES, Picture, draw, load_pictures
from kgservice.ontology.terms import Ontology, read_ontology
from kgservice.ontology.uses import UseIndex
from kgservice.resources import folder

HIERARCHY = "hierarchy"
_HIERARCHY_TITLE = {"zh": "类的层次", "en": "The class hierarchy"}
_HIERARCHY_DESCRIPTION = {"zh": "每个类及其下位类。", "en": "Every class with the classes below it."}


@dataclass(frozen=True, slots=True)
class DrawnPicture:
    """A picture in one language: what it is called, what it shows, and its SVG by size (wide, narrow)."""

    id: str
    title: str
    description: str
    svg: dict[str, str]


class Reference:
    """The ontology, the uses of its terms, and its pictures."""

    def __init__(self, ontology: Ontology, uses: UseIndex, pictures: tuple[Picture, ...]) -> None:
        self.ontology = ontology
        self.uses = uses
        self._pictures = pictures

    def figures(self, language: str, *, page: str = "", alone: bool = False) -> Iterator[DrawnPicture]:
        """The pictures in a language (zh, en), the class hierarchy last; their links lead to anchors of `page`."""
        for picture in self._pictures:
            drawings = {
                size: draw(picture, self.ontology, self.uses.concluded, size, language) for size in picture.sizes
            }
            yield _figure(
                picture.id, picture.title[language], picture.description[language], drawings, page=page, alone=alone
            )
        drawings = {size: draw_hierarchy(self.ontology, size, language) for size in SIZES}
        title, description = _HIERARCHY_TITLE[language], _HIERARCHY_DESCRIPTION[language]
        yield _figure(HIERARCHY, title, description, drawings, page=page, alone=alone)


@lru_cache(maxsize=1)
def shipped_reference() -> Reference:
    """The reference of the ontology that comes with the program."""
    path = folder("ontology")
    return Reference(read_ontology(path), UseIndex(), load_pictures(path / "pictures.yaml"))


def _figure(
    ident: str, title: str, description: str, drawings: dict[str, Drawing], *, page: str, alone: bool
) -> DrawnPicture:
    svg = {
        size: as_svg(drawing, f"picture-{ident}-{size}", title, description, page=page, alone=alone)
        for size, drawing in drawings.items()
    }
    return DrawnPicture(ident, title, description, svg)
