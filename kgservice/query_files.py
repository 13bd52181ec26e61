"""Reads `.rq` files with a `#+` header of YAML: the named queries, the checks, the inference rules."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pyoxigraph import QuerySolutions, Store

from kgservice.errors import QueryError

Made = TypeVar("Made")


def read_query_file(
    path: Path, keys: Sequence[str], make: Callable[[dict[str, Any], str], Made], *, optional: Collection[str] = ()
) -> Made:
    """What `make` makes of the header's values and the query without its header.

    Raises QueryError, naming the file, if the header has not `keys` in their order (beside those `optional`), its id is not
    the file's name, or `make` finds something wrong.
    """
    lines = path.read_text(encoding="utf-8").splitlines()
    header = "\n".join(line.removeprefix("#+ ").removeprefix("#+") for line in lines if line.startswith("#+"))
    text = "\n".join(line for line in lines if not line.startswith("#+")).strip() + "\n"
    try:
        values = mapping(yaml.load(header, Loader=yaml.CSafeLoader), "its header")
        if [key for key in values if key not in optional] != list(keys):
            raise ValueError(f"its keys must be {', '.join(keys)}, in this order")
        if values["id"] != path.stem:
            raise ValueError(f"its id is '{values['id']}', not the file's name")
        return make(values, text)
    except (yaml.YAMLError, ValueError, KeyError, SyntaxError) as error:  # SyntaxError is the engine's, of the text
        raise QueryError(
            f"{path.name}: its header or text is broken ({' '.join(str(error).split())}); mend it."
        ) from None


def mapping(value: object, name: str) -> dict[str, Any]:
    """`value`, which nothing may stand for; ValueError, with what it is called, if it is no mapping."""
    if not isinstance(value, dict | None):
        raise ValueError(f"{name} must be keys with values")
    return value or {}


def by_language(value: object) -> dict[str, str]:
    """The Chinese and the English text; ValueError or KeyError if one is missing."""
    values = mapping(value, "a text in two languages")
    return {"zh": values["zh"], "en": values["en"]}


def projection(text: str) -> tuple[str, ...]:
    """The columns of the SELECT `text`; ValueError or SyntaxError if it is none."""
    solutions = Store().query(text)
    if not isinstance(solutions, QuerySolutions):
        raise ValueError("it must be a SELECT")
    return tuple(variable.value for variable in solutions.variables)
