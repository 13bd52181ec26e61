"""Has the pages' queries that ask for nothing in particular answered when a version is made."""

from __future__ import annotations

from pyoxigraph import Store

from kgservice.dataset.step import Files, Step
from kgservice.queries.catalogue import load_catalogue
from kgservice.queries.kept_answers import file_of, written
from kgservice.queries.pages import Pages
from kgservice.resources import folder
from kgservice.store.embedded import EmbeddedEngine


def answer_overviews(store: Store, step: Step | None) -> Files:
    """The lists of all plans and departments and the counts of the first page, as files."""
    catalogue = load_catalogue(folder("queries") / "pages")
    pages = Pages(EmbeddedEngine(store, ""), catalogue)
    return {file_of(query): written(query, pages.rows(name)) for name, query in catalogue.items() if not query.params}
