"""Says in an answer itself that it was cut, where its format has a place for that."""

from __future__ import annotations

from kgservice.store.engine import Answer

CUT = "X-Result-Truncated"
"""The header of an answer that was cut."""

_WORDS = "cut after {number} rows or triples, the limit KG_MAX_ROWS; there are more"


def cut_after(number: int) -> str:
    """What the header says: after how many rows or triples, and by which setting."""
    return f"rows={number}; limit=KG_MAX_ROWS"


def marked(answer: Answer, media_type: str) -> bytes:
    """What `answer` holds, with a member or a comment that says so if it was cut; CSV, TSV and JSON-LD have no place for one."""
    if answer.cut is None:
        return answer.data
    words = _WORDS.format(number=answer.cut)
    if media_type == "application/sparql-results+json":
        return answer.data.replace(b"{", f'{{"cut":{{"rows":{answer.cut},"limit":"KG_MAX_ROWS"}},'.encode(), 1)
    if media_type in ("application/sparql-results+xml", "application/rdf+xml"):
        return answer.data + f"<!-- {words} -->\n".encode()
    if media_type in ("text/turtle", "application/n-triples"):
        return answer.data + f"# {words}\n".encode()
    return answer.data
