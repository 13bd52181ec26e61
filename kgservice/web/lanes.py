"""Which requests keep out of each other's way: each lane has threads and processes of its own."""

from __future__ import annotations

from enum import StrEnum


class Lane(StrEnum):
    """What a request is for."""

    PAGES = "pages"
    QUESTIONS = "questions"
    QUERIES = "queries"


_BEGINNINGS = (
    ("/sparql", Lane.QUERIES),
    ("/queries/", Lane.QUESTIONS),
    ("/checks", Lane.QUESTIONS),
    ("/api/", Lane.QUESTIONS),
)
_NOTHING_TO_WAIT_FOR = ("/health", "/static/")


def lane_of(path: str) -> Lane | None:
    """The lane of a request by its path; None if it is answered at once, whatever else goes on."""
    if path.startswith(_NOTHING_TO_WAIT_FOR):
        return None
    return next((lane for beginning, lane in _BEGINNINGS if path.startswith(beginning)), Lane.PAGES)
