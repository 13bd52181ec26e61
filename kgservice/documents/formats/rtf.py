"""Reads a rich text file (.rtf): its paragraphs with their automatic numbers, and its tables.

striprtf gives the text. Where rows and cells end, and how far a cell reaches, it does not say; so marks of our own are put
into the file before it is stripped, and the definitions of rows (RTF 1.9.1, Table Definitions) are read beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from striprtf.striprtf import rtf_to_text

from kgservice.documents.formats.grid import Cell, grid_lines
from kgservice.errors import SourceError

_CELL, _ROW, _BEGINS = "\ue000", "\ue001", "\ue002"
_MARK = re.compile(f"({_CELL}|{_ROW}\\d+{_ROW}|{_BEGINS})")
_CELL_ENDS = re.compile(r"\\cell(?![a-z])\s?")
_ROW_ENDS = re.compile(r"\\row(?![a-z])\s?")
_ROW_BEGINS = re.compile(r"\\trowd(?![a-z])")
_DEFINITION = re.compile(r"\\(trowd|row|clvmrg|clmrg)(?![a-z])|\\cellx(-?\d{1,6})")
_ENDS_TOO_SOON = 2
_MOST_LOST = 0.005

Edges = tuple[tuple[int, frozenset[str]], ...]
"""Where each cell of a row ends, and how it is merged: with the one above (clvmrg), with the one before (clmrg)."""


def text_of(data: bytes, name: str) -> str:
    """The text of the rich text file `data`. Raises SourceError if it is damaged."""
    source = data.decode("latin-1")
    if source.count("}") + _ENDS_TOO_SOON < source.count("{"):
        raise SourceError(f"{name}: ends in the middle, it is damaged; get the file again.")
    try:
        text = str(rtf_to_text(_marked(source), "cp936", "replace"))  # type: ignore[no-untyped-call]
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        raise SourceError(
            f"{name}: not readable as rich text ({type(error).__name__}); open it in Word or WPS and save it as .docx."
        ) from None
    if text.count("\ufffd") > _MOST_LOST * len(text):
        raise SourceError(
            f"{name}: its characters are in no encoding that it names; open it in Word or WPS and save it as .docx."
        )
    return "".join(f"{line}\n" for line in _lines(text, _definitions(source)))


def _marked(source: str) -> str:
    """`source` with marks where rows begin and end and cells end, and with every Chinese character set as GBK, the largest."""
    rows = iter(range(len(source)))
    source = _CELL_ENDS.sub(lambda _: _written(_CELL), source)
    source = _ROW_ENDS.sub(lambda _: f"{_written(_ROW)}{next(rows)}{_written(_ROW)}", source)
    source = _ROW_BEGINS.sub(lambda _: _written(_BEGINS), source)
    source = source.replace("\\nestcell", " ").replace("\\pntext", "\\listtext")
    return re.sub(r"\\ansicpg\d+", r"\\ansicpg936", source.replace("\\fcharset134", "\\fcharset1"))


def _written(mark: str) -> str:
    return f"{{\\uc0\\u{ord(mark) - 0x10000}}}"


def _definitions(source: str) -> list[Edges]:
    """How each row that ends in `source` is divided."""
    rows: list[Edges] = []
    edges: list[tuple[int, frozenset[str]]] = []
    merged: set[str] = set()
    for match in _DEFINITION.finditer(source):
        if match[2]:
            edges.append((int(match[2]), frozenset(merged)))
            merged.clear()
        elif match[1] == "trowd":
            edges.clear()
        elif match[1] == "row":
            rows.append(tuple(edges))
        else:
            merged.add(match[1])
    return rows


@dataclass(frozen=True, slots=True)
class _Row:
    edges: Edges
    cells: tuple[str, ...]


def _lines(text: str, definitions: Sequence[Edges]) -> Iterator[str]:
    table: list[_Row] = []
    cells: list[str] = []
    before = ""
    for part in _MARK.split(text):
        if part == _CELL:
            cells.append(before)
            before = ""
        elif part == _BEGINS and not cells:
            if before.strip():
                yield from grid_lines(_cells(table))
                table = []
                yield from _paragraphs(before)
            before = ""
        elif part.startswith(_ROW):
            table.append(_Row(definitions[int(part.strip(_ROW))], tuple(cells)))
            cells = []
        elif part != _BEGINS:
            before += part
    yield from grid_lines(_cells(table))
    yield from _paragraphs("\n".join([*cells, before]))


def _paragraphs(text: str) -> Iterator[str]:
    return (line.replace("\t", " ").lstrip(" ") for line in text.splitlines())


def _cells(rows: Sequence[_Row]) -> Iterator[Cell]:
    """The cells of a table; one that is merged with those below or behind it is given once."""
    places = sorted({edge for row in rows for edge, _ in row.edges})
    column_of = {edge: column + 1 for column, edge in enumerate(places)}
    found: dict[tuple[int, int], Cell] = {}
    stands: dict[int, tuple[int, int]] = {}
    for index, row in enumerate(rows):
        ends = [0, *(column_of[edge] for edge, _ in row.edges)]
        for (left, right), (_, merged), text in zip(pairwise(ends), row.edges, row.cells, strict=False):
            above, before = stands.get(left), stands.get(left - 1)
            if "clvmrg" in merged and above is not None:
                found[above] = replace(found[above], rows=index - found[above].row + 1)
            elif "clmrg" in merged and before is not None and before[0] == index:
                found[before] = replace(found[before], columns=right - before[1])
                stands.update(dict.fromkeys(range(left, right), before))
            else:
                paragraphs = tuple(line.replace("\t", " ") for line in text.splitlines())
                found[index, left] = Cell(index, left, 1, right - left, paragraphs)
                stands.update(dict.fromkeys(range(left, right), (index, left)))
    yield from found.values()
