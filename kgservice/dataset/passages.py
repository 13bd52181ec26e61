"""The passages of a document that stand in no item: what can be found of its text beside the items."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from pathlib import Path

from kgservice.finding.findables import Findable, FindableKind
from kgservice.iris import entity

_SHOWN = 24


def passages_of(text_file: Path, slug: str, items: Iterable[tuple[int, int]], about: Findable) -> Iterator[Findable]:
    """The blocks in the text of the document `about` that begin in none of the stretches `items`, each as its span in the text."""
    if not text_file.is_file():
        return
    values = json.loads(text_file.read_bytes())
    taken = sorted(items)
    for _, _, *pieces in values["blocks"]:
        start, end = pieces[0][0], pieces[-1][1]
        place = bisect_right(taken, (start, len(values["text"]) + 1))
        words = "".join("".join(values["text"][first:last].split()) for first, last in pieces)
        if len(words) > 1 and not (place and taken[place - 1][1] > start):
            name = words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"
            where = [" ".join(filter(None, (context, about.name))) for context in (about.context, about.context_en)]
            iri = entity("span", slug, f"{start}-{end}")
            yield Findable(iri, FindableKind.PASSAGE, name, text=words, context=where[0], context_en=where[1])
