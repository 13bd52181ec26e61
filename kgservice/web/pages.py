"""What the request that is answered now is answered from: a version, its engine, its page queries and its checks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import Flask, current_app, g, request

from kgservice.checks.catalogue import Check, load_checks
from kgservice.checks.kept_findings import KeptFindings
from kgservice.checks.running import Checks
from kgservice.finding.index_files import FILE
from kgservice.finding.searching import Finder, Index
from kgservice.finding.unindexed import Unindexed
from kgservice.queries.catalogue import NamedQuery, load_catalogue
from kgservice.queries.pages import Pages
from kgservice.resources import folder
from kgservice.store.engine import Engine
from kgservice.web.lanes import Lane, lane_of
from kgservice.web.versions import Opened, Versions

MOST_ROWS_ON_A_PAGE = 1000
# Beside the current version those that requests still name, and the one before.
_MOST_VERSIONS = 4


@dataclass(frozen=True, slots=True)
class Asked:
    """A version with the answers and the parts of pages that are kept of it, for they never change."""

    opened: Opened
    pages: Pages
    checks: Checks
    finder: Finder
    kept: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Service:
    """The versions that are asked, each with what is kept of it."""

    versions: Versions
    page_queries: Mapping[str, NamedQuery]
    checks: Mapping[str, Check]
    asked: dict[str, Asked] = field(default_factory=dict)

    def ask(self, version: str) -> Asked:
        """What a request for `version` is answered from; NotFoundError if it is not kept."""
        if (known := self.asked.get(version)) is not None:
            return known
        opened = self.versions.opened(version)
        if (known := self.asked.get(opened.version)) is not None:
            return known
        kept = opened.snapshot.derived if opened.snapshot is not None else None
        pages = Pages(opened.engines[Lane.PAGES], self.page_queries, kept)
        findings = KeptFindings(kept) if kept is not None else None
        index = kept / FILE if kept is not None else None
        finder = Index(index) if index is not None and index.is_file() else Unindexed(pages)
        asked = Asked(opened, pages, Checks(opened.engines[Lane.QUESTIONS], self.checks, findings), finder)
        others = [each for each in self.asked if each != self.versions.current()]
        for oldest in others[: 1 - _MOST_VERSIONS]:
            self.asked.pop(oldest, None)
        return self.asked.setdefault(opened.version, asked)


def init_app(app: Flask, versions: Versions) -> None:
    """Answer the requests of `app` from `versions`; a broken query file raises QueryError."""
    queries = folder("queries")
    app.extensions["catalogue"] = load_catalogue(queries)
    app.extensions["service"] = Service(versions, load_catalogue(queries / "pages"), load_checks(queries / "checks"))


def version() -> str:
    """The version that the request is answered from: the one that `?version=` names, else the current one.

    It stays the same until the request is answered, whatever is switched to meanwhile. Raises NotFoundError if the one
    that is named is not kept.
    """
    if "version" not in g:
        wanted = request.args.get("version")
        g.version = _service().ask(wanted).opened.version if wanted else _service().versions.current()
    found: str = g.version
    return found


def are_fixed() -> bool:
    """Whether what is answered from never changes under its version's name."""
    return _service().versions.are_fixed


def asked() -> Asked:
    """What the request is answered from."""
    return _service().ask(version())


def pages() -> Pages:
    """The page queries of the version that is asked."""
    return asked().pages


def finder() -> Finder:
    """What finds things in the version that is asked."""
    return asked().finder


def engine() -> Engine:
    """The engine of the version that is asked, in the lane of the request."""
    return asked().opened.engines[lane_of(request.path) or Lane.PAGES]


def _service() -> Service:
    found: Service = current_app.extensions["service"]
    return found
