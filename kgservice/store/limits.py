"""How much a query may take, and what is said of one that takes more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from kgservice.errors import QueryTimeoutError, TooLargeError

MEBIBYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """What one query may take: seconds of the clock, mebibytes of memory, rows or triples and mebibytes of its answer."""

    seconds: int
    memory_mb: int
    rows: int
    answer_mb: int
    nesting: int

    @classmethod
    def of(cls, settings: Mapping[str, int]) -> Self:
        """The limits that the settings give."""
        return cls(
            settings["query_seconds"],
            settings["query_memory_mb"],
            settings["max_rows"],
            settings["max_answer_mb"],
            settings["max_nesting"],
        )

    def out_of_time(self) -> QueryTimeoutError:
        """What is said of a query that was stopped."""
        sentence = (
            "the query was stopped after %(value)s seconds (%(limit)s); ask for less, or narrow it with more patterns."
        )
        return QueryTimeoutError(sentence, "KG_QUERY_SECONDS", self.seconds)

    def out_of_memory(self) -> TooLargeError:
        """What is said of a query that was ended for its memory."""
        sentence = (
            "the query needs more than %(value)s MB of memory (%(limit)s); "
            "ask for less, without ORDER BY, GROUP BY or DISTINCT over so many rows."
        )
        return TooLargeError(sentence, "KG_QUERY_MEMORY_MB", self.memory_mb)

    def too_large(self) -> TooLargeError:
        """What is said of an answer that is too large."""
        sentence = "the answer is larger than %(value)s MB (%(limit)s); ask for fewer columns, or in parts with LIMIT and OFFSET."
        return TooLargeError(sentence, "KG_MAX_ANSWER_MB", self.answer_mb)

    @staticmethod
    def too_many_rows(most: int) -> TooLargeError:
        """What is said of a table that is too long, where the query's text shows no place to cut it."""
        sentence = "the answer has more than %(value)s rows (%(limit)s); ask in parts with LIMIT and OFFSET."
        return TooLargeError(sentence, "KG_MAX_ROWS", most)

    def too_deep(self) -> TooLargeError:
        """What is said of a query that the engine cannot follow down."""
        sentence = "the query is nested more deeply, or joins more parts, than the engine can follow (%(limit)s is %(value)s); take it apart."
        return TooLargeError(sentence, "KG_MAX_NESTING", self.nesting)
