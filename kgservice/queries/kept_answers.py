"""The answers of page queries that ask for nothing in particular, as they are kept with a version."""

from __future__ import annotations

import json
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from kgservice.queries.catalogue import NamedQuery


def file_of(query: NamedQuery) -> str:
    """The name of the file that keeps what `query` gives."""
    return f"page-{query.id}.json"


def written(query: NamedQuery, rows: Sequence[dict[str, str]]) -> bytes:
    """The file that keeps `rows` as what `query` gives."""
    return json.dumps({"digest": _digest(query), "rows": rows}, ensure_ascii=False).encode() + b"\n"


def read(query: NamedQuery, folder: Path) -> tuple[dict[str, str], ...] | None:
    """What `query` gives, as it is kept in `folder`; None if it is not, or the query was another then."""
    try:
        kept = json.loads((folder / file_of(query)).read_bytes())
        return tuple(kept["rows"]) if kept["digest"] == _digest(query) else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _digest(query: NamedQuery) -> str:
    return sha256(query.text.encode()).hexdigest()
