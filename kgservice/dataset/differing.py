"""What is different between two versions of a dataset: documents, facts and findings that came and went."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal

from kgservice.checks.catalogue import load_checks
from kgservice.checks.kept_findings import KeptFindings
from kgservice.checks.narrowing import same
from kgservice.dataset.snapshots import Snapshot
from kgservice.queries.catalogue import load_catalogue
from kgservice.queries.pages import Row
from kgservice.resources import folder
from kgservice.store.embedded import EmbeddedEngine
from kgservice.store.engine import Solutions

COLUMNS = ("change", "kind", "source", "plan", "path", "subject", "detail")
ADDED, REMOVED = "added", "removed"
Line = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of fact: the named query that lists them, and the columns that say where one is, what it is of, and what it says."""

    query: str
    plan: str | None
    path: str
    subject: tuple[str, ...]
    detail: tuple[str, ...]

    def line(self, row: Row) -> tuple[str, ...]:
        subject = next((row[column] for column in self.subject if row[column]), "")
        said = " ".join(row[column] for column in self.detail if row[column])
        return row["source"], row[self.plan] if self.plan else "", row[self.path], subject, said


_KINDS: Mapping[str, _Kind] = {
    "task": _Kind("tasks", "plan", "path", ("heading",), ("kind", "campaign")),
    "assignment": _Kind("assignments", "plan", "path", ("department", "surface"), ("role",)),
    "target": _Kind(
        "indicator-targets", "plan", "where", ("indicator",), ("comparator", "value", "unit", "year", "scope")
    ),
    "citation": _Kind("citations", None, "where", ("title", "number"), ("relation",)),
    "deadline": _Kind("deadlines", None, "where", ("when",), ("due_on", "year")),
    "unread": _Kind("unread", "plan", "where", ("quote",), ("cause",)),
}


def differences(before: Snapshot, after: Snapshot) -> Solutions:
    """A row for each document, fact and finding that is in one of the two versions only: those that went, then those that came, by kind.

    A fact that only stands elsewhere in a text that changed before it, or in an item with another number, is the same fact.
    What is the same in both versions is not read.
    """
    was, now = _documents(before), _documents(after)
    sources = {name for name in was.keys() | now.keys() if was.get(name) != now.get(name)}
    rows = [*_changed("document", map(_of_document, was), map(_of_document, now))]
    if sources:
        old, new = (EmbeddedEngine.of_store(each.store, each.version) for each in (before, after))
        queries = load_catalogue(folder("queries"))
        versions = [(engine, _headings(_rows(engine, queries["tasks"].text, sources))) for engine in (old, new)]
        for name, kind in _KINDS.items():
            text = queries[kind.query].text
            facts = (_facts(_rows(engine, text, sources), kind, called) for engine, called in versions)
            rows += _changed(name, *facts)
    rows += _changed("finding", _findings(before), _findings(after))
    return Solutions(COLUMNS, tuple(tuple(Literal(cell) if cell else None for cell in row) for row in rows))


def _documents(snapshot: Snapshot) -> dict[str, tuple[str, ...]]:
    """What each document was read from and what of it was built, by its source."""
    documents = snapshot.manifest.documents.items()
    return {name: (*each.read.values(), *each.built.values()) for name, each in documents}


def _of_document(name: str) -> tuple[Line, Line]:
    return (name,), (name, "", "", "", "")


def _rows(engine: EmbeddedEngine, text: str, sources: set[str]) -> Iterator[dict[str, str]]:
    """The rows of a query that are of one of `sources`."""
    table = engine.select(text)
    rows = (dict(zip(table.columns, texts, strict=True)) for texts in table.texts())
    return (row for row in rows if row["source"] in sources)


def _headings(tasks: Iterable[dict[str, str]]) -> dict[tuple[str, str, str], str]:
    """What the item at each source, plan and path is called; under no plan, where it is so called in all plans of the source."""
    called: dict[tuple[str, str, str], str] = {}
    for row in tasks:
        called[row["source"], row["plan"], row["path"]] = row["heading"]
        nowhere = (row["source"], "", row["path"])
        called[nowhere] = row["heading"] if called.get(nowhere, row["heading"]) == row["heading"] else row["path"]
    return called


def _facts(
    rows: Iterable[dict[str, str]], kind: _Kind, called: Mapping[tuple[str, str, str], str]
) -> Iterator[tuple[Line, Line]]:
    for row in rows:
        source, plan, path, *said = kind.line(row)
        yield (source, plan, called.get((source, plan, path), path), *said), (source, plan, path, *said)


def _findings(snapshot: Snapshot) -> Iterator[tuple[Line, Line]]:
    kept = KeptFindings(snapshot.derived)
    for check in load_checks(folder("queries") / "checks").values():
        for row in kept.recorded(check):
            said = " ".join(filter(None, (check.id, row["reason"], row["sentence"], row["other"])))
            yield (check.id, *same(row)), (row["source"], row["plan"], row["path"], row["heading"], said)


def _changed(
    kind: str, before: Iterable[tuple[Line, Line]], after: Iterable[tuple[Line, Line]]
) -> Iterator[tuple[str, ...]]:
    """What went and what came, each as often as it stands fewer or more times, in the order of the texts.

    Of each two lines the first tells whether it is the same, the second is told.
    """
    was, now = list(before), list(after)
    for change, lines, others in ((REMOVED, was, now), (ADDED, now, was)):
        left = Counter(same_as for same_as, _ in others)
        for same_as, line in lines:
            if left[same_as]:
                left[same_as] -= 1
            else:
                yield change, kind, *line
