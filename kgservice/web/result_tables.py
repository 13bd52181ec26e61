"""A question's answer as a table that people read: rows chosen and sorted as the address says, names that lead on, codes in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from flask import request, url_for
from pyoxigraph import Literal

from kgservice.errors import NoSuchChoiceError, UsageError
from kgservice.finding.findables import PARTIES, FindableKind
from kgservice.finding.meaning import hold_name
from kgservice.finding.plain_words import plain, words_of
from kgservice.queries.catalogue import NamedQuery
from kgservice.queries.kept_tables import AnswerTable
from kgservice.store.engine import Solutions, Term
from kgservice.web.addresses import document_of, page_of
from kgservice.web.languages import column_name, value_name
from kgservice.web.pages import finder

WHERE = "where."
"""What stands before a column's name where the address chooses rows by it."""

_NAMED: dict[str, tuple[FindableKind, ...]] = {
    **dict.fromkeys(("department", "other", "given_to", "party", "responsible", "group"), PARTIES),
    "plan": (FindableKind.PLAN,),
    "jurisdiction": (FindableKind.PLACE,),
    "indicator": (FindableKind.INDICATOR,),
    "campaign": (FindableKind.CAMPAIGN,),
    "function": (FindableKind.FUNCTION,),
    "title": (FindableKind.BASIS, FindableKind.DOCUMENT),
}
_CODED = ("year", "role", "kind", "relation", "capacity", "force", "level", "cause", "severity")
_PATHS = ("path", "where")
_OR = "、"
_YEAR, _INFERRED = "year", "inferred_year"


@dataclass(frozen=True, slots=True)
class ShownColumn:
    """A column as it is shown: its heading, the address that sorts by it, which way it is sorted now, and what is chosen in it.

    Rows are chosen by it where its cells differ and name things, of the `kinds`, or one of a few `choices`, each a value with its words.
    """

    name: str
    heading: str
    sort_address: str
    sorted: str
    chosen: str
    kinds: str
    choices: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A cell's words and where they lead; `is_inferred` if the documents do not say it themselves."""

    text: str
    address: str | None = None
    is_inferred: bool = False


def words_asked(query: NamedQuery) -> dict[str, str]:
    """The words by which the address chooses rows: `where.COLUMN=words`, or `COLUMN=words` where no parameter is called so.

    Of several words with 、 between, or given one after another, a row may have any.
    """
    taken = {parameter.name for parameter in query.params}
    asked = {
        column: request.args.getlist(f"{WHERE}{column}") or ([] if column in taken else request.args.getlist(column))
        for column in query.columns
    }
    said = {column: _OR.join(filter(None, map(str.strip, several))) for column, several in asked.items()}
    return {column: words for column, words in said.items() if words}


def arranged(table: AnswerTable, chosen: Mapping[str, str]) -> AnswerTable:
    """The rows of `table` that have the `chosen` words in their columns, in the order that the address asks for (`sort=COLUMN`, `sort=-COLUMN`).

    Raises NoSuchNameError or NoSuchChoiceError if nothing is called as is chosen, UsageError if there is no such column to sort by.
    """
    wanted = request.args.get("sort", "")
    name = wanted.removeprefix("-")
    if name and name not in table.columns:
        raise UsageError(
            "rows cannot be sorted by '%(column)s'; choose %(columns)s.", column=name, columns=", ".join(table.columns)
        )
    found = table
    for column, asked in chosen.items():
        found = found.having(column, _texts_asked(table, column, asked))
    return found.ordered(name, _rank, descending=wanted.startswith("-")) if name else found


def _texts_asked(table: AnswerTable, column: str, asked: str) -> set[str]:
    """The texts in a column that have the words asked for, or, where none has, those that have what stands before or behind a 、 of them.

    Raises an error for what no row has and nothing that could stand there is called.
    """
    texts = table.texts(column)
    having = {text for text in texts if _has(text, words_of(asked), column)}
    several = [each for each in asked.split(_OR) if each.strip()]
    if not having and len(several) > 1:
        return {text for each in several for text in _texts_asked(table, column, each)}
    if texts and not having:
        _hold(table, column, asked)
    return having


def _hold(table: AnswerTable, column: str, asked: str) -> None:
    """Raise an error if `asked`, which no row has in `column`, is the name of nothing that could stand there."""
    if column in _NAMED or column == "source":
        hold_name(finder(), asked, _NAMED.get(column, (FindableKind.DOCUMENT,)))
    elif column in _CODED and column != _YEAR and value_name(column, asked) == asked:
        raise NoSuchChoiceError(
            "no row has '%(name)s' as %(column)s; there are %(known)s.",
            name=asked,
            column=column,
            known=", ".join(filter(None, table.values.get(column, ()))),
        )


def columns_of(table: AnswerTable, chosen: Mapping[str, str]) -> list[ShownColumn]:
    """The columns of `table` as they are shown."""
    found, values = [], table.values
    for name in table.columns:
        if name == _INFERRED and _YEAR in table.columns:
            continue
        now = request.args.get("sort", "")
        state = {name: "ascending", f"-{name}": "descending"}.get(now, "none")
        following = f"-{name}" if state == "ascending" else name
        differs = name in chosen or name not in values or len(values[name]) > 1
        kinds = ",".join(_NAMED.get(name, ())) if differs else ""
        told = filter(None, values.get(name, ())) if differs and name in _CODED else ()
        choices = [(value, value_name(name, value)) for value in sorted(told, key=_rank)]
        sort_address = _with(sort=following)
        found.append(ShownColumn(name, column_name(name), sort_address, state, chosen.get(name, ""), kinds, choices))
    return found


def cells_of(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> list[list[ShownCell]]:
    """The cells of some rows, each leading to what it names where that is one thing with a page."""
    known: dict[tuple[str, str, str], str | None] = {}
    shown = []
    for row in rows:
        values = dict(zip(columns, row, strict=True))
        shown.append([_cell(name, values, known) for name in columns if not (name == _INFERRED and _YEAR in values)])
    return shown


def table_in_words(table: Solutions) -> Solutions:
    """`table` with headings in the language of the request, and with words for its codes."""
    rows = tuple(
        tuple(_in_words(name, cell) for name, cell in zip(table.columns, row, strict=True)) for row in table.rows
    )
    return replace(table, columns=tuple(map(column_name, table.columns)), rows=rows)


def _in_words(column: str, cell: Term | None) -> Term | None:
    if not isinstance(cell, Literal):
        return cell
    words = value_name(column, cell.value)
    return cell if words == cell.value else Literal(words)


def _cell(name: str, values: Mapping[str, str], known: dict[tuple[str, str, str], str | None]) -> ShownCell:
    text = values[name]
    if name == _YEAR and not text and values.get(_INFERRED):
        return ShownCell(values[_INFERRED], is_inferred=True)
    if not text:
        return ShownCell("")
    source, plan = values.get("source", ""), values.get("plan", "")
    key = (name, text, f"{source} {plan}" if name in ("plan", *_PATHS) else "")
    if key not in known:
        known[key] = _address(name, text, source, plan)
    return ShownCell(value_name(name, text), known[key])


def _address(name: str, text: str, source: str, plan: str) -> str | None:
    if name == "source" and (document := document_of(text)) is not None:
        return url_for("documents.document", name=document)
    if name in _PATHS and (document := document_of(source)) is not None:
        item = finder().item(document, text, plan)
        return page_of(item) if item else None
    if name not in _NAMED:
        return page_of(text) if text.startswith(("http://", "https://")) else None
    things = finder().named(text, _NAMED[name])
    if name == "plan" and len(things) > 1:
        things = [thing for thing in things if source in thing.names]
    if len(things) != 1:
        return None
    if things[0].kind is FindableKind.FUNCTION:
        return url_for("questions.question", name="function-obligations", function=text)
    return page_of(things[0].at or things[0].iri)


def _has(text: str, words: Sequence[str], column: str) -> bool:
    texts = {plain(text), plain(value_name(column, text))}
    if column in _CODED:
        return "".join(words) in texts
    return any(all(word in each for word in words) for each in texts)


def _rank(text: str) -> tuple[int, float, str]:
    try:
        return 0, float(text), ""
    except ValueError:
        return 1, 0.0, text


def _with(**values: str) -> str:
    """The address of this table with some values other than now, on its first page."""
    asked = request.args.to_dict(flat=False)
    kept = {name: several for name, several in asked.items() if name not in (*values, "page")}
    return url_for("questions.question", **{**(request.view_args or {}), **kept, **values})
