"""Reads an OpenDocument text (.odt): its paragraphs with their automatic numbers, its tables, text boxes and footnotes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from kgservice.documents.formats.grid import Cell, grid_lines
from kgservice.documents.formats.number_forms import number_text
from kgservice.documents.formats.opendocument import cells_in, name_of, number, parts_of, rows_in, words_of
from kgservice.documents.not_read import not_read

_PARAGRAPHS = (name_of("text:p"), name_of("text:h"))
_LIST, _TABLE, _NOTE = name_of("text:list"), name_of("table:table"), name_of("text:note")
_CONTAINERS = frozenset(map(name_of, ("text:section", "text:index-body", "text:table-of-content")))
_TEXT_BOXES = frozenset(map(name_of, ("draw:text-box", "draw:custom-shape")))
_MIDDLE = ("center", "right", "end")
_INDENT = "\u3000\u3000"
_DEEPEST_STYLE = 20
# OpenDocument 1.3 part 3, 19.500: a numbering is named by how it begins.
_FORMS = {
    "1": "decimal",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
    "一, 二, 三, ...": "chineseCounting",
    "①, ②, ③, ...": "decimalEnclosedCircle",
}


def text_of(data: bytes, name: str) -> str:
    """The text of the OpenDocument text `data`. Raises SourceError if it is damaged, locked, or beyond all measure."""
    content, styles = parts_of(data, name)
    reader = _Reader([each for each in (styles, content) if each is not None])
    body = content.find(f"{name_of('office:body')}/{name_of('office:text')}")
    return "".join(f"{line}\n" for line in [*reader.lines(body), *reader.footnotes()]) if body is not None else ""


@dataclass(slots=True)
class _Counters:
    """How far a list has counted, by level."""

    values: dict[int, int] = field(default_factory=dict)

    def next(self, level: int, start: int) -> None:
        self.values[level] = self.values.get(level, start - 1) + 1
        self.values = {each: value for each, value in self.values.items() if each <= level}


class _Reader:
    def __init__(self, parts: list[etree._Element]) -> None:
        self._styles = _named(parts, "style:style")
        self._lists = _named(parts, "text:list-style")
        self._outline = next((each for part in parts for each in part.iter(name_of("text:outline-style"))), None)
        self._counters: dict[str, _Counters] = {}
        self._notes: list[str] = []

    def lines(self, parent: etree._Element) -> Iterator[str]:
        """The lines of all paragraphs and tables in `parent`, in order."""
        for child in parent:
            if child.tag in _PARAGRAPHS:
                yield from self._paragraph(child, self._outline_number(child))
            elif child.tag == _LIST:
                yield from self._list(child, child.get(name_of("text:style-name"), ""), 1)
            elif child.tag == _TABLE:
                yield from grid_lines(self._cells(child))
            elif child.tag in _CONTAINERS:
                yield from self.lines(child)
            elif child.tag == name_of("draw:frame"):
                yield from self._boxes(child)

    def footnotes(self) -> Iterator[str]:
        """The notes, each on a line of its own: 脚注1：…"""
        return (f"脚注{number}：{words}" for number, words in enumerate(self._notes, 1))

    def _paragraph(self, paragraph: etree._Element, before: str) -> Iterator[str]:
        words = words_of(paragraph).strip("\u3000 ")
        if words.strip():
            yield from (("" if self._is_centred(paragraph) else _INDENT) + before + words).split("\n")
        else:
            yield ""
        yield from self._boxes(paragraph)
        for note in paragraph.iter(_NOTE):
            body = note.find(name_of("text:note-body"))
            self._notes.append(" ".join(words_of(each).strip() for each in body) if body is not None else "")

    def _boxes(self, parent: etree._Element) -> Iterator[str]:
        """What stands in the text boxes of `parent`; a picture is named."""
        for element in parent.iter(*_TEXT_BOXES, name_of("draw:image")):
            if element.tag == name_of("draw:image"):
                yield not_read("图片")
            else:
                yield from self.lines(element)

    def _list(self, element: etree._Element, style: str, level: int) -> Iterator[str]:
        for item in element:
            if item.tag == name_of("text:list-header"):
                yield from self.lines(item)
                continue
            before = self._list_number(style, level, item)
            for child in item:
                if child.tag == _LIST:
                    yield from self._list(child, child.get(name_of("text:style-name"), style), level + 1)
                elif child.tag in _PARAGRAPHS:
                    yield from self._paragraph(child, before)
                    before = ""

    def _list_number(self, style: str, level: int, item: etree._Element) -> str:
        if all(child.tag == _LIST for child in item):
            return ""
        return self._number(self._lists.get(style), style, level)

    def _outline_number(self, heading: etree._Element) -> str:
        if heading.tag != name_of("text:h") or heading.get(name_of("text:is-list-header")) == "true":
            return ""
        return self._number(self._outline, "outline", number(heading, "text:outline-level", 1))

    def _number(self, style: etree._Element | None, key: str, level: int) -> str:
        """The number of the next item of a list on `level`, as it is written."""
        levels = {number(each, "text:level", 1): each for each in style} if style is not None else {}
        how = levels.get(level)
        if how is None or not how.get(name_of("style:num-format")):
            return ""
        counters = self._counters.setdefault(key, _Counters())
        counters.next(level, number(how, "text:start-value", 1))
        shown = range(level - number(how, "text:display-levels", 1) + 1, level + 1)
        numbers = (
            number_text(
                counters.values.get(each, 1), _FORMS.get(levels[each].get(name_of("style:num-format"), ""), "decimal")
            )
            for each in shown
            if each in levels
        )
        prefix, suffix = (how.get(name_of(f"style:num-{each}"), "") for each in ("prefix", "suffix"))
        written = f"{prefix}{'.'.join(numbers)}{suffix}"
        return written + (" " if written[-1:].isascii() else "")

    def _is_centred(self, paragraph: etree._Element) -> bool:
        """Whether the paragraph stands in the middle or to the right, as titles and signatures do."""
        name: str | None = paragraph.get(name_of("text:style-name"))
        for _ in range(_DEEPEST_STYLE):
            style = self._styles.get(name or "")
            if style is None:
                return False
            looks = style.find(name_of("style:paragraph-properties"))
            if looks is not None and (alignment := looks.get(name_of("fo:text-align"))):
                return alignment in _MIDDLE
            name = style.get(name_of("style:parent-style-name"))
        return False

    def _cells(self, table: etree._Element) -> Iterator[Cell]:
        row = 0
        for element in rows_in(table):
            for column, cell in cells_in(element):
                down, across = (number(cell, f"table:number-{each}-spanned", 1) for each in ("rows", "columns"))
                paragraphs = tuple(line.replace("\t", " ") for line in self.lines(cell))
                yield Cell(row, column, down, across, paragraphs)
            row += number(element, "table:number-rows-repeated", 1)


def _named(parts: list[etree._Element], kind: str) -> Mapping[str, etree._Element]:
    return {each.get(name_of("style:name"), ""): each for part in parts for each in part.iter(name_of(kind))}
