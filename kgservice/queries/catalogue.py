"""Reads the named queries from `queries/*.rq` and refuses one whose header does not tell the truth."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pyoxigraph import Literal, NamedNode

from kgservice.errors import NoSuchChoiceError, UsageError
from kgservice.iris import DATA
from kgservice.query_files import by_language, mapping, projection, read_query_file

_KEYS = ("id", "title", "description", "params", "columns", "example")
_KINDS = ("text", "iri", "iris", "name", "part")
_LANGUAGES = ("zh", "en")

_TAKES_OTHERS = "%(query)s: unknown parameter '%(name)s'; it takes %(known)s."
_TAKES_NONE = "%(query)s: unknown parameter '%(name)s'; it takes no parameters."


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that a query asks for. In the query it is the inline data of the variable `?_name`.

    A `text` is one literal, an `iri` one IRI, `iris` are several with spaces between them. A `name` is what a thing may be called by,
    each as a term of its own, so that the engine looks the thing up instead of comparing all names: words as written, names in both
    languages, the IRI. A `part` is one literal, some words of a name, or the IRI. `of` are the kinds of things that may be meant.
    A name `chooses` the rows of the answer to nothing in particular that have what is meant in the column called so.
    """

    name: str
    required: bool
    kind: str
    label: Mapping[str, str]
    of: tuple[str, ...] = ()
    chooses: str = ""

    def terms(self, value: str) -> tuple[Literal | NamedNode, ...]:
        """`value` as RDF terms; UsageError if it is to be an IRI and is none."""
        if self.kind in ("text", "part"):
            return (Literal(value),)
        try:
            iri = tuple(map(NamedNode, value.split() if self.kind == "iris" else (value,)))
        except ValueError:
            if self.kind != "name":
                raise UsageError(
                    "'%(value)s' is no IRI; give one such as %(example)s.", value=value, example=f"{DATA}plan/…"
                ) from None
            iri = ()
        if self.kind != "name":
            return iri
        return (Literal(value), *(Literal(value, language=language) for language in _LANGUAGES), *iri)


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A question with a name; `title` and `description` are by language (zh, en).

    What is asked without values is that of each document alone, one after another in the order of their sources, where it `sees_document`.
    """

    id: str
    title: Mapping[str, str]
    description: Mapping[str, str]
    params: tuple[Parameter, ...]
    columns: tuple[str, ...]
    example: Mapping[str, str]
    text: str
    sees_document: bool = False

    def bound(self, values: Mapping[str, str], meant: Mapping[str, Sequence[str]] | None = None) -> str:
        """The query's text with `values` put in place as RDF literals, or by the IRIs of the things that are `meant` by one.

        Raises UsageError if a required parameter is missing or one is not known.
        """
        known = {parameter.name: parameter for parameter in self.params}
        for name in values:
            if name not in known:
                sentence = _TAKES_OTHERS if known else _TAKES_NONE
                raise UsageError(sentence, query=self.id, name=name, known=", ".join(known))
        text = self.text
        for parameter in self.params:
            value = values.get(parameter.name, "").strip()
            if not value and parameter.required:
                raise UsageError(
                    "%(query)s: needs the parameter '%(name)s' (%(label)s).",
                    query=self.id,
                    name=parameter.name,
                    label=parameter.label["en"],
                )
            things = tuple(map(NamedNode, (meant or {}).get(parameter.name, ())))
            terms = " ".join(map(str, things or parameter.terms(value))) if value else "UNDEF"
            data = f"VALUES ?_{parameter.name} {{ {terms} }}"
            text = data.join(_inline_data(parameter.name).split(text))
        return text


def load_catalogue(folder: Path) -> dict[str, NamedQuery]:
    """The queries in `folder`, by id, in the order of their names.

    Raises QueryError, naming the file, if a header is broken, an id is not the file's name, or the columns are not the query's.
    """
    return {path.stem: read_query_file(path, _KEYS, _made, optional=("sees",)) for path in sorted(folder.glob("*.rq"))}


def find_query(catalogue: Mapping[str, NamedQuery], name: str) -> NamedQuery:
    """The query called `name`; NotFoundError with those there are, if none is."""
    if name not in catalogue:
        raise NoSuchChoiceError(
            "no query is called '%(name)s'; there are %(known)s.", name=name, known=", ".join(catalogue)
        )
    return catalogue[name]


def _made(values: Mapping[str, Any], text: str) -> NamedQuery:
    if values.get("sees", "document") != "document":
        raise ValueError("what it sees can only be: document")
    query = NamedQuery(
        id=values["id"],
        title=by_language(values["title"]),
        description=by_language(values["description"]),
        params=tuple(
            Parameter(
                name,
                bool(parameter["required"]),
                parameter.get("kind", "text"),
                by_language(parameter),
                tuple(parameter.get("of", ())),
                parameter.get("chooses", ""),
            )
            for name, parameter in mapping(values["params"], "its params").items()
        ),
        columns=tuple(values["columns"]),
        example={name: str(value) for name, value in mapping(values["example"], "its example").items()},
        text=text,
        sees_document="sees" in values,
    )
    for parameter in query.params:
        if parameter.kind not in _KINDS:
            raise ValueError(f"the kind of {parameter.name} must be one of {', '.join(_KINDS)}")
        if not _inline_data(parameter.name).search(text):
            raise ValueError(f"its text must have VALUES ?_{parameter.name} {{ … }}")
    columns = projection(text)
    if columns != query.columns:
        raise ValueError(f"its columns are {', '.join(columns)}, not as the header says")
    for parameter in query.params:
        if parameter.chooses not in ("", *columns):
            raise ValueError(f"{parameter.name} chooses by {parameter.chooses}, which is no column")
    return query


def _inline_data(name: str) -> re.Pattern[str]:
    return re.compile(rf"VALUES\s+\?_{re.escape(name)}\s*\{{[^{{}}]*\}}")
