"""Reads the named queries from `queries/*.rq` and refuses one whose header does not tell the truth."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from pyoxigraph import Literal, NamedNode, QuerySolutions, Store

from kgservice.errors import NotFoundError, QueryError, UsageError
from kgservice.iris import DATA

# What reading a broken header or text may raise.
BROKEN = (yaml.YAMLError, ValueError, KeyError, TypeError, AttributeError, SyntaxError)
_KEYS = ("id", "title", "description", "params", "columns", "example")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that a query asks for: a text, or an IRI. In the query it is the inline data of the variable `?_name`."""

    name: str
    required: bool
    is_iri: bool
    label: Mapping[str, str]

    def term(self, value: str) -> Literal | NamedNode:
        """`value` as an RDF term; UsageError if it is to be an IRI and is none."""
        if not self.is_iri:
            return Literal(value)
        try:
            return NamedNode(value)
        except ValueError:
            raise UsageError(f"'{value}' is no IRI; give one such as {DATA}plan/….") from None


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A question with a name; `title` and `description` are by language (zh, en)."""

    id: str
    title: Mapping[str, str]
    description: Mapping[str, str]
    params: tuple[Parameter, ...]
    columns: tuple[str, ...]
    example: Mapping[str, str]
    text: str

    def bound(self, values: Mapping[str, str]) -> str:
        """The query's text with `values` put in place as RDF literals.

        Raises UsageError if a required parameter is missing or one is not known.
        """
        known = {parameter.name: parameter for parameter in self.params}
        for name in values:
            if name not in known:
                takes = ", ".join(known) or "no parameters"
                raise UsageError(f"{self.id}: unknown parameter '{name}'; it takes {takes}.")
        text = self.text
        for parameter in self.params:
            value = values.get(parameter.name, "").strip()
            if not value and parameter.required:
                raise UsageError(f"{self.id}: needs the parameter '{parameter.name}' ({parameter.label['en']}).")
            data = f"VALUES ?_{parameter.name} {{ {parameter.term(value) if value else 'UNDEF'} }}"
            match = _inline_data(parameter.name).search(text)
            assert match is not None
            text = text[: match.start()] + data + text[match.end() :]
        return text


def load_catalogue(folder: Path) -> dict[str, NamedQuery]:
    """The queries in `folder`, by id, in the order of their names.

    Raises QueryError, naming the file, if a header is broken, an id is not the file's name, or the columns are not the query's.
    """
    return {path.stem: _load(path) for path in sorted(folder.glob("*.rq"))}


def find_query(catalogue: Mapping[str, NamedQuery], name: str) -> NamedQuery:
    """The query called `name`; NotFoundError with those there are, if none is."""
    if name not in catalogue:
        raise NotFoundError(f"no query is called '{name}'; there are {', '.join(catalogue)}.")
    return catalogue[name]


def read_header(path: Path) -> tuple[dict[str, Any], str]:
    """The values of a query file's `#+` lines, and the query without them."""
    lines = path.read_text(encoding="utf-8").splitlines()
    header = "\n".join(line.removeprefix("#+ ").removeprefix("#+") for line in lines if line.startswith("#+"))
    text = "\n".join(line for line in lines if not line.startswith("#+")).strip() + "\n"
    values: dict[str, Any] = yaml.load(header, Loader=yaml.CSafeLoader)
    return values, text


def by_language(values: Mapping[str, str]) -> dict[str, str]:
    """The Chinese and the English text; KeyError if one is missing."""
    return {"zh": values["zh"], "en": values["en"]}


def projection(text: str) -> tuple[str, ...]:
    """The columns of the SELECT `text`; ValueError or SyntaxError if it is none."""
    solutions = Store().query(text)
    if not isinstance(solutions, QuerySolutions):
        raise ValueError("it must be a SELECT")
    return tuple(variable.value for variable in solutions.variables)


def _load(path: Path) -> NamedQuery:
    try:
        values, text = read_header(path)
        if tuple(values) != _KEYS:
            raise ValueError(f"its keys must be {', '.join(_KEYS)}, in this order")
        query = NamedQuery(
            id=values["id"],
            title=by_language(values["title"]),
            description=by_language(values["description"]),
            params=tuple(
                Parameter(name, bool(parameter["required"]), parameter.get("kind") == "iri", by_language(parameter))
                for name, parameter in (values["params"] or {}).items()
            ),
            columns=tuple(values["columns"]),
            example={name: str(value) for name, value in (values["example"] or {}).items()},
            text=text,
        )
        _check(query, path)
    except BROKEN as error:
        raise QueryError(
            f"{path.name}: its header or text is broken ({' '.join(str(error).split())}); mend it."
        ) from None
    return query


def _check(query: NamedQuery, path: Path) -> None:
    if query.id != path.stem:
        raise ValueError(f"its id is '{query.id}', not the file's name")
    for parameter in query.params:
        if len(_inline_data(parameter.name).findall(query.text)) != 1:
            raise ValueError(f"its text must have VALUES ?_{parameter.name} {{ … }} once")
    columns = projection(query.text)
    if columns != query.columns:
        raise ValueError(f"its columns are {', '.join(columns)}, not as the header says")


def _inline_data(name: str) -> re.Pattern[str]:
    return re.compile(rf"VALUES\s+\?_{re.escape(name)}\s*\{{[^{{}}]*\}}")
