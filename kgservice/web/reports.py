"""A fact that a reader holds to be wrong, as the entry of a correction file that takes it away."""

from __future__ import annotations

from kgservice.queries.pages import Row

# What names a fact in a correction, by its kind: the thing, its keys, and where each value is in the fact; None is the text itself.
_NAMED_BY: dict[str, tuple[str, dict[str, str | None]]] = {
    "party": ("assignment", {"surface": None, "role": "role"}),
    "target": (
        "target",
        {"indicator": "words", "comparator": "comparator", "value": "value", "unit": "unit", "year": "year"},
    ),
    "deadline": ("deadline", {"when": "words", "year": "year"}),
    "citation": ("citation", {"title": None, "relation": "relation"}),
}


def entry_of(fact: Row, surface: str, *, plan: str, path: str) -> dict[str, str] | None:
    """The entry that removes `fact`, which stands in the text as `surface`; None for what no correction can take away."""
    if fact["kind"] not in _NAMED_BY:
        return None
    thing, keys = _NAMED_BY[fact["kind"]]
    told = {key: surface if column is None else fact[column] for key, column in keys.items()}
    place = {"plan": plan} | ({"path": path} if path else {})
    return {"author": "", "date": "", "reason": "", **place, "remove": thing, **{k: v for k, v in told.items() if v}}
