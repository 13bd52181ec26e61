"""Writes what a query found in the format that is asked for."""

from __future__ import annotations

from pyoxigraph import QuadParser, QueryBoolean, QueryResultsFormat, QuerySolutions, QueryTriples, RdfFormat, serialize

from kgservice.errors import NotAcceptableError
from kgservice.iris import PREFIXES


def write_answer(result: QuerySolutions | QueryBoolean | QueryTriples | QuadParser, media_type: str) -> bytes:
    """`result` in `media_type`.

    Raises NotAcceptableError if that is no format for such a result, or one that cannot say what is in it.
    """
    try:
        if isinstance(result, QueryTriples | QuadParser):
            written = serialize(result, format=_rdf_format(media_type), prefixes=PREFIXES)
        else:
            written = result.serialize(format=_results_format(media_type))
    except (OSError, ValueError) as error:
        reason = " ".join(str(error).split())
        raise NotAcceptableError(
            f"this answer cannot be written as {media_type} ({reason}); ask for another."
        ) from None
    assert written is not None
    return written


def _rdf_format(media_type: str) -> RdfFormat:
    made = RdfFormat.from_media_type(media_type)
    if made is None:
        raise NotAcceptableError(f"a graph cannot be written as {media_type}; ask for text/turtle.")
    return made


def _results_format(media_type: str) -> QueryResultsFormat:
    made = QueryResultsFormat.from_media_type(media_type)
    if made is None:
        raise NotAcceptableError(f"results cannot be written as {media_type}; ask for application/sparql-results+json.")
    return made
