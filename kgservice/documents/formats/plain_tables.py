"""Reads tables that are written as plain text: comma-separated values (.csv), and those of Markdown (.md)."""

from __future__ import annotations

import csv
import io
import re

from kgservice.documents.formats.grid import Cell, grid_lines

_SEPARATORS = ",;\t"
_RULE = re.compile(r"\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?")
_HEADING = re.compile(r"#{1,6}\s+|\*\*(?=[^*]+\*\*\s*$)")
_PIPE = re.compile(r"(?<!\\)\|")


def text_of_csv(source: str) -> str:
    """The text of a .csv file whose characters are `source`: a row a line, its cells between tabs."""
    first = source.lstrip().split("\n", 1)[0]
    separator = max(_SEPARATORS, key=first.count)
    rows = csv.reader(io.StringIO(source), delimiter=separator)
    cells = [
        Cell(row, column, 1, 1, (text,))
        for row, texts in enumerate(filter(any, rows))
        for column, text in enumerate(texts)
    ]
    return "".join(f"{line}\n" for line in grid_lines(cells))


def text_of_markdown(source: str) -> str:
    """The text of a Markdown file whose characters are `source`: rows of its tables with tabs, headings without their marks."""
    lines = []
    for line in source.splitlines():
        bare = line.strip()
        if "|" in bare and _RULE.fullmatch(bare):
            continue
        if bare.startswith("|") and bare.count("|") > 1:
            cells = _PIPE.split(bare.strip("|").replace("<br>", " "))
            lines.append("\t".join(cell.replace("\\|", "|").strip() for cell in cells))
        elif heading := _HEADING.match(bare):
            lines.append(bare[heading.end() :].rstrip("*# "))
        else:
            lines.append(line)
    return "".join(f"{line}\n" for line in lines)
