"""Makes files with a table of many formats out of a few lines: cells between |, ^ merged with the cell above, < with that at its left, ⏎ a new line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from html import escape

import docx
import openpyxl

Made = Mapping[str, str]


def grid(lines: str) -> list[list[str]]:
    """The cells of a table written in lines, each row as long as the longest."""
    rows = [[cell.strip() for cell in line.split("|")] for line in lines.strip().split("\n")]
    width = max(map(len, rows))
    return [row + [""] * (width - len(row)) for row in rows]


def areas(rows: list[list[str]]) -> Iterator[tuple[int, int, int, int, str]]:
    """Row, column, height, width and words of each cell, what is merged once."""
    for row, cells in enumerate(rows):
        for column, words in enumerate(cells):
            if words in ("^", "<"):
                continue
            width, height = 1, 1
            while column + width < len(cells) and cells[column + width] == "<":
                width += 1
            while row + height < len(rows) and rows[row + height][column] == "^":
                height += 1
            yield row, column, height, width, words


def lines_of(words: str | None) -> list[str]:
    return [line for line in (words or "").split("\n") if line.strip()]


def as_html(made: Made) -> bytes:
    title, *before = lines_of(made["before"]) or ["页"]
    head = "".join(f"<p>{escape(line)}</p>" for line in lines_of(made.get("head")))
    parts = [_paragraphs(before), _html_table(made["table"]), _paragraphs(lines_of(made.get("middle")))]
    parts += [_html_table(made["table2"])] if "table2" in made else []
    parts.append(_paragraphs(lines_of(made.get("after"))))
    body = f"<h1>{escape(title)}</h1>{head}{''.join(parts)}"
    return f'<html><head><meta charset="utf-8"><title>{escape(title)}</title></head><body>{body}</body></html>'.encode()


def _paragraphs(lines: list[str]) -> str:
    return "".join(f"<p>{escape(line)}</p>" for line in lines)


def _html_table(lines: str) -> str:
    rows: list[str] = ["" for _ in grid(lines)]
    for row, _, height, width, words in areas(grid(lines)):
        rows[row] += f'<td rowspan="{height}" colspan="{width}">{escape(words).replace("⏎", "<br>")}</td>'
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


def as_docx(made: Made) -> bytes:
    document = docx.Document()
    for paragraphs, table in (("before", "table"), ("middle", "table2")):
        for line in lines_of(made.get(paragraphs)):
            document.add_paragraph(line)
        if table in made:
            _docx_table(document, made[table])
    for line in lines_of(made.get("after")):
        document.add_paragraph(line)
    return _saved(document)


def _docx_table(document, lines: str) -> None:
    rows = grid(lines)
    table = document.add_table(len(rows), len(rows[0]))
    for row, column, height, width, words in areas(rows):
        cell = table.cell(row, column)
        if height > 1 or width > 1:
            cell = cell.merge(table.cell(row + height - 1, column + width - 1))
        first, *others = words.split("⏎")
        cell.paragraphs[0].text = first
        for other in others:
            cell.add_paragraph(other)


def as_xlsx(made: Made) -> bytes:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    for line in lines_of(made["before"]):
        sheet.append([line])
    top = len(lines_of(made["before"])) + 1
    for row, column, height, width, words in areas(grid(made["table"])):
        value = int(words) if words.isdigit() else words.replace("⏎", "\n") or None
        sheet.cell(top + row, column + 1, value)
        if height > 1 or width > 1:
            sheet.merge_cells(
                start_row=top + row,
                start_column=column + 1,
                end_row=top + row + height - 1,
                end_column=column + width,
            )
    for line in lines_of(made.get("after")):
        sheet.append([line])
    return _saved(workbook)


def _saved(document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def as_txt(made: Made) -> bytes:
    rows = grid(made["table"])
    for row, column, height, _, words in areas(rows):
        for below in range(row, row + height):
            rows[below][column] = words
    table = ["\t".join("" if cell == "<" else cell for cell in row) for row in rows]
    return "\n".join([*lines_of(made["before"]), *table, *lines_of(made.get("after")), ""]).encode()


def as_csv(made: Made) -> bytes:
    buffer = io.StringIO()
    csv.writer(buffer).writerows(grid(made["table"]))
    return buffer.getvalue().encode()


def as_md(made: Made) -> bytes:
    header, *rows = (f"| {' | '.join(row)} |" for row in grid(made["table"]))
    rule = f"|{'---|' * len(grid(made['table'])[0])}"
    return "\n".join([f"# {made['before']}", "", header, rule, *rows, ""]).encode()


MAKERS = {
    "csv": as_csv,
    "docx": as_docx,
    "html": as_html,
    "md": as_md,
    "txt": as_txt,
    "xlsx": as_xlsx,
}


def make_file(made: Made) -> tuple[str, bytes]:
    """The name and the bytes of the file that `made` describes; `text` is one as it stands, of plain text if no `file` names it."""
    if "text" in made:
        return made.get("file", "made.txt"), made["text"].encode()
    return f"made.{made['format']}", MAKERS[made["format"]](made)
