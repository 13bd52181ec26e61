"""The page queries and the engine of the application that answers now."""

from __future__ import annotations

from flask import current_app

from kgservice.queries.pages import Pages
from kgservice.store.engine import Engine

MOST_ROWS_ON_A_PAGE = 1000


def pages() -> Pages:
    """The page queries of the application that answers now."""
    found: Pages = current_app.extensions["pages"]
    return found


def engine() -> Engine:
    """The engine of the application that answers now."""
    found: Engine = current_app.extensions["engine"]
    return found
