"""Reads the named queries from `queries/*.rq` and refuses one whose header does not tell the truth."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pyoxigraph import Literal, NamedNode

from kgservice.errors import NotFoundError, UsageError
from kgservice.iris import DATA
from kgservice.query_files import by_language, projection, read_query_file

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
    return {path.stem: read_query_file(path, _KEYS, _made) for path in sorted(folder.glob("*.rq"))}


def find_query(catalogue: Mapping[str, NamedQuery], name: str) -> NamedQuery:
    """The query called `name`; NotFoundError with those there are, if none is."""
    if name not in catalogue:
        raise NotFoundError(f"no query is called '{name}'; there are {', '.join(catalogue)}.")
    return catalogue[name]


def _made(values: Mapping[str, Any], text: str) -> NamedQuery:
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
    for parameter in query.params:
        if len(_inline_data(parameter.name).findall(text)) != 1:
            raise ValueError(f"its text must have VALUES ?_{parameter.name} {{ … }} once")
    columns = projection(text)
    if columns != query.columns:
        raise ValueError(f"its columns are {', '.join(columns)}, not as the header says")
    return query


def _inline_data(name: str) -> re.Pattern[str]:
    return re.compile(rf"VALUES\s+\?_{re.escape(name)}\s*\{{[^{{}}]*\}}")
