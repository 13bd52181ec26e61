"""Says in an answer itself that it was cut, where its format has a place for that."""

from __future__ import annotations

from kgservice.store.engine import Answer
from kgservice.store.formats import Format

CUT = "X-Result-Truncated"
"""The header of an answer that was cut."""

_WORDS = "cut after {number} rows or triples, the limit KG_MAX_ROWS; there are more"


def cut_after(number: int) -> str:
    """What the header says: after how many rows or triples, and by which setting."""
    return f"rows={number}; limit=KG_MAX_ROWS"


def marked(answer: Answer, wanted: Format) -> bytes:
    """What `answer` holds, with a member or a comment that says so if it was cut; tables of cells and JSON-LD have no place for one."""
    if answer.cut is None:
        return answer.data
    words = _WORDS.format(number=answer.cut)
    match wanted.media_type:
        case "application/sparql-results+json":
            return answer.data.replace(b"{", f'{{"cut":{{"rows":{answer.cut},"limit":"KG_MAX_ROWS"}},'.encode(), 1)
        case "application/sparql-results+xml" | "application/rdf+xml":
            return answer.data + f"<!-- {words} -->\n".encode()
        case "text/turtle" | "application/trig" | "application/n-triples" | "application/n-quads":
            return answer.data + f"# {words}\n".encode()
        case _:
            return answer.data
