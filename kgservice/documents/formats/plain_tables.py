"""Reads tables that are written as plain text: comma-separated values (.csv), and those of Markdown (.md)."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from kgservice.documents.formats.grid import Cell, grid_lines

_TITLES = "计划"
_SEPARATORS = ",;\t"
_RULE = re.compile(r"\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?")
_HEADING = re.compile(r"#{1,6}\s+|\*\*(?=[^*]+\*\*\s*$)")
_PIPE = re.compile(r"(?<!\\)\|")
_STRONG = re.compile(r"(\*\*|__)(?=\S)([^*_]+?)(?<=\S)\1")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


def text_of_csv(source: str) -> str:
    """The text of a .csv file whose characters are `source`: a row a line, its cells between tabs.

    What a first column 计划 says stands above the rows that it says it of.
    """
    first = source.lstrip().split("\n", 1)[0]
    separator = max(_SEPARATORS, key=first.count)
    rows = [row for row in csv.reader(io.StringIO(source), delimiter=separator) if any(row)]
    lines: list[str] = []
    for title, part in _parts(rows):
        lines += [title] if title else []
        cells = (
            Cell(row, column, 1, 1, (text,)) for row, texts in enumerate(part) for column, text in enumerate(texts)
        )
        lines += grid_lines(cells)
    return "".join(f"{line}\n" for line in lines)


def _parts(rows: Sequence[list[str]]) -> Iterator[tuple[str, list[list[str]]]]:
    """The rows under each title in a first column 计划, with their header; all rows, without a title, if they have no such column."""
    if not rows or rows[0][0].strip("\ufeff ") != _TITLES:
        yield "", list(rows)
        return
    header: list[str] = []
    for title, group in groupby(rows, key=lambda row: row[0]):
        part = [row[1:] for row in group]
        if title.strip("\ufeff ") == _TITLES:
            header = part[-1]
        else:
            yield title, [header, *part]


def text_of_markdown(source: str) -> str:
    """The text of a Markdown file whose characters are `source`: rows of its tables with tabs, headings and words in bold without their marks."""
    lines = []
    for line in source.splitlines():
        line = _STRONG.sub(r"\2", line)
        bare = line.strip()
        if "|" in bare and _RULE.fullmatch(bare):
            continue
        if bare.startswith("|") and bare.count("|") > 1:
            cells = _PIPE.split(_BREAK.sub(" ", bare.removeprefix("|").removesuffix("|")))
            lines.append("\t".join(cell.replace("\\|", "|").strip() for cell in cells))
        elif heading := _HEADING.match(bare):
            lines.append(bare[heading.end() :].rstrip("*# "))
        else:
            lines.append(line)
    return "".join(f"{line}\n" for line in lines)
