"""How well the annotated documents are read, set by set: measured, kept so that it cannot fall, and written for people."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import astuple, dataclass
from datetime import date
from pathlib import Path

from scoring import GOLD, Score, annotated, score, source_of
from topics import TOPICS, squeezed

from kgservice.extraction.facts import Cause, DocumentFacts

FIGURES = GOLD / "figures.csv"
FIRST_SIGHT = GOLD / "first-sight.csv"
UNREAD = GOLD / "unread.csv"
PAGE = GOLD.parents[1] / "docs" / "reading.md"
SETS: dict[str, tuple[str, ...]] = {
    "the five": ("000", "001", "002", "003", "004"),
    "three more real ones": ("guo", "shanghai"),
    "48 written": ("dev-", "heldout-", "unseen-", "later-", "exam-"),
    "real ones found later": ("sight-",),
    "real ones of a second search": ("second-",),
    "real ones of a third search": ("third-",),
}

Read = Callable[[Path], DocumentFacts]


@dataclass(frozen=True, slots=True)
class Unread:
    """Characters that were read and those that gave nothing and are listed; annotated parties missed, and of these listed."""

    text: int = 0
    text_unread: int = 0
    clauses: int = 0
    clauses_unread: int = 0
    parties_missed: int = 0
    parties_listed: int = 0

    def __add__(self, other: Unread) -> Unread:
        return Unread(*(getattr(self, each) + getattr(other, each) for each in self.__slots__))


def members(name: str) -> list[str]:
    """The documents of a set."""
    return sorted(path.name for path in GOLD.iterdir() if path.is_dir() and path.name.startswith(SETS[name]))


def measure(stems: Iterable[str], read: Read) -> dict[str, Score]:
    """The score of all documents together, by topic."""
    totals = dict.fromkeys(TOPICS, Score())
    for stem in stems:
        facts = read(source_of(stem))
        for topic in TOPICS:
            totals[topic] += score(stem, topic, facts).score
    return totals


def measure_unread(stems: Iterable[str], read: Read) -> Unread:
    """What of the documents gave nothing. A party that is annotated and not read is missed, listed or not."""
    total = Unread()
    for stem in stems:
        total += unread_of(stem, read(source_of(stem)))
    return total


def keep(measured: dict[str, dict[str, Score]]) -> None:
    """Writes what was measured as what must not fall."""
    rows = [(name, topic, *rounded(each)) for name, totals in measured.items() for topic, each in totals.items()]
    _write(FIGURES, ("set", "topic", "exact", "lenient"), rows)


def keep_unread(measured: dict[str, Unread]) -> None:
    _write(UNREAD, ("set", *Unread.__slots__), [(name, *astuple(each)) for name, each in measured.items()])


def keep_first_sight(name: str, totals: dict[str, Score]) -> None:
    """Adds how a set was read before anybody had looked; once only."""
    before = kept(FIRST_SIGHT)
    if any(row["set"] == name for row in before):
        raise FileExistsError(f"{FIRST_SIGHT.name} has {name}; there is no second time")
    rows = [(date.today(), name, topic, *rounded(each), each.annotated, each.read) for topic, each in totals.items()]
    header = ("date", "set", "topic", "exact", "lenient", "annotated", "read")
    _write(FIRST_SIGHT, header, [*(tuple(row.values()) for row in before), *rows])


def kept(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def rounded(score: Score) -> tuple[str, str]:
    """Exact and lenient F1 to three places, rounded down: what is kept is reached."""
    exact, lenient = (f"{int(value * 1000) / 1000:.3f}" for value in (score.f1, score.lenient))
    return exact, lenient


def page_with_figures(page: str) -> str:
    """The page with its tables as the kept figures have them."""
    tables = {"figures": _figures_table(), "unread": _unread_table(), "first-sight": _first_sight_table()}
    for name, table in tables.items():
        start, end = f"<!-- {name} -->\n", f"<!-- end of {name} -->"
        before, _, rest = page.partition(start)
        page = before + start + table + "\n" + end + rest.partition(end)[2]
    return page


def _figures_table() -> str:
    cells = {(row["topic"], row["set"]): _both(row) for row in kept(FIGURES)}
    names = list(dict.fromkeys(name for _, name in cells))
    topics = dict.fromkeys(topic for topic, _ in cells)
    return _table(("", *names), [(topic, *(cells[topic, name] for name in names)) for topic in topics])


def _first_sight_table() -> str:
    cells = {(row["topic"], row["set"]): f"{_both(row)} of {row['annotated']}" for row in kept(FIRST_SIGHT)}
    names = {row["set"]: f"{row['set']}, {row['date']}" for row in kept(FIRST_SIGHT)}
    rows = [
        (topic, *(cells.get((topic, name), "") for name in names)) for topic in dict.fromkeys(each for each, _ in cells)
    ]
    return _table(("exact / lenient of annotated", *names.values()), rows)


def _unread_table() -> str:
    rows = [
        (
            row["set"],
            f"{int(row['text_unread']) / int(row['text']):.1%}",
            f"{int(row['clauses_unread']) / max(1, int(row['clauses'])):.1%}",
            f"{row['parties_missed']}, {row['parties_listed']} of them listed",
        )
        for row in kept(UNREAD)
    ]
    return _table(("", "of the text", "of the clauses", "annotated parties not found in their clause"), rows)


def _both(row: dict[str, str]) -> str:
    return f"{float(row['exact']):.2f} / {float(row['lenient']):.2f}"


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = (header, ["---"] * len(header), *rows)
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _write(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file, lineterminator="\n")
        lines.writerow(header)
        lines.writerows(rows)


def unread_of(stem: str, facts: DocumentFacts) -> Unread:
    text = facts.document.text
    listed, given, clauses = set[int](), set[int](), set[int]()
    for plan in facts.plans:
        for unread in plan.unread:
            listed.update(range(*unread.span))
            if unread.cause is Cause.CLAUSE_HALF_READ:
                clauses.update(range(*unread.span))
        for item in plan.items:
            for each in item.assignments:
                clauses.update(range(*each.clause))
                given.update(range(*each.surface))
            for fact in (*item.targets, *item.deadlines, *item.citations):
                given.update(range(*fact.quote))
    nothing = listed - given
    named = TOPICS["assignments"]
    wanted = Counter(squeezed((row["path"], row["surface"])) for row in annotated(stem, named.file))
    got = Counter(squeezed((path, surface)) for path, _, surface, *_ in named.read(facts))
    missed = list((wanted - got).elements())
    listed_words = "".join(text.text[place] for place in sorted(listed))
    return Unread(
        text=len(text.text),
        text_unread=len(nothing),
        clauses=len(clauses),
        clauses_unread=len(clauses & nothing),
        parties_missed=len(missed),
        parties_listed=sum(surface in listed_words for _, surface in missed),
    )
