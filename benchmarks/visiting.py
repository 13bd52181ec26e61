"""What every kind of page costs the server in a dataset: its subjects are visited in turn, each once, in one process.

    python benchmarks/visiting.py [--dataset DIR] [--visits NUMBER] [--rounds NUMBER] [--only KIND]...

Milliseconds of CPU, the least of some rounds, each with an application of its own, so that nothing is answered from what was answered
before but for what a page shares with others of its version; the page that comes first, which reads templates, is left out. What is sent
is gzipped: 95 of 100 pages have no more kilobytes.
"""

from __future__ import annotations

import argparse
import re
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import quote, unquote, urlencode

from flask import Flask

from kgservice.dataset.dataset import Dataset
from kgservice.finding.findables import CLASSES, Hit
from kgservice.iris import DATA, TERMS
from kgservice.web.app import create_app
from kgservice.web.find import to_thing
from kgservice.web.lanes import Lane
from kgservice.web.pages import Asked, Service
from kgservice.web.versions import LocalVersions

ROOT = Path(__file__).parents[1]
SECTIONS = ("", "departments", "plans", "documents", "checks", "queries", "sparql", "ontology", "help", "find")
LED_TO = ("LegalBasis", "Jurisdiction", "Indicator", "Campaign", "Section")
LETTER = re.compile(r"[㐀-鿿]{2}")


def main() -> None:
    """Visit the pages of each kind, and print what they took."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--dataset", type=Path, default=ROOT / "data")
    parser.add_argument(
        "--visits", type=int, default=60, help="how many subjects of a kind are visited, spread over all"
    )
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", action="append", default=[])
    given = parser.parse_args()
    snapshots = Dataset(given.dataset).snapshots
    app = create_app(LocalVersions(snapshots))
    service: Service = app.extensions["service"]
    asked = service.ask(service.versions.current())
    print("| page | visited | p50 | p95 | most | kB sent | the slowest |\n|---|---:|---:|---:|---:|---:|---|")
    for kind, addresses in kinds(app, asked).items():
        if not given.only or kind in given.only:
            visit(snapshots, kind, spread(addresses, given.visits), given.rounds)


def kinds(app: Flask, asked: Asked) -> dict[str, Sequence[str]]:
    """The addresses of the pages of each kind."""
    pages = asked.pages
    parties = [path_of(row["party"]) for row in pages.rows("departments")]
    documents = [f"/documents/{row['document'].rpartition('/')[2]}" for row in pages.rows("documents")]
    plans = [path_of(row["plan"]) for row in pages.rows("plans")]
    names = [row["name"] for row in pages.rows("departments")]
    words = [found[0] for name in names if (found := LETTER.search(name))]
    places = list(dict.fromkeys(row["jurisdiction"] for row in pages.rows("departments")))
    queries = app.extensions["catalogue"]
    pickers = [query for query in queries.values() if query.params]
    checks = [check.id for check, _ in asked.checks.numbers()]
    sources = [row["source"] for row in pages.rows("documents")]
    return {
        "the first page of each section": [f"/{name}" for name in SECTIONS],
        "find, the name of a body": [f"/find?{urlencode({'q': name})}" for name in names],
        "find, two characters": [f"/find?{urlencode({'q': each})}" for each in dict.fromkeys(words)],
        "suggestions": [f"/find/suggestions?{urlencode({'q': name[:3]})}" for name in names],
        "departments of a place": [f"/departments?{urlencode({'place': place})}" for place in places],
        "department": parties,
        "department, Excel": [f"{party}/ledger.xlsx" for party in parties],
        "plan": plans,
        "plan, task table": [f"{plan}/tasks-table.xlsx" for plan in plans],
        "document": documents,
        "checks of a document": [f"/checks?{urlencode({'document': source})}" for source in sources],
        "a check": [f"/checks?only={check}" for check in checks],
        "a question about a thing": [f"/queries/{query.id}?{urlencode(query.example)}" for query in pickers],
        "obligations of a department": [
            f"/queries/department-obligations?{urlencode({'department': name})}" for name in names
        ],
        "a question about all": [f"/queries/{query.id}" for query in queries.values() if not query.params],
        "rows of a plan among all": [
            f"/queries/{query.id}?{urlencode({'where.plan': pages.rows('plans')[0]['title']})}"
            for query in queries.values()
            if not query.params and "plan" in query.columns
        ],
        "all rows, sorted": [
            f"/queries/{query.id}?sort=-{query.columns[1]}" for query in queries.values() if not query.params
        ],
        "what a function has to do": [
            f"/queries/function-obligations?{urlencode({'function': row['function']})}"
            for row in {row["function"]: row for row in pages.rows("function-parties")}.values()
        ],
        **{f"what a hit leads to: {CLASSES[name]}": hits(app, asked, name) for name in LED_TO},
        "all that is stated of a task": [f"/id/{iri.removeprefix(DATA)}?all" for iri in things(asked, "Task")],
    }


def hits(app: Flask, asked: Asked, name: str) -> list[str]:
    """Where the box leads for each thing of the class `name`."""
    with app.test_request_context("/"):
        found = (asked.finder.named(iri) for iri in things(asked, name))
        return [to_thing(Hit(thing)) for several in found for thing in several]


def things(asked: Asked, name: str) -> list[str]:
    """The IRIs of the things of the class `name`."""
    table = asked.opened.engines[Lane.PAGES].select(f"SELECT ?thing {{ ?thing a <{TERMS}{name}> }} ORDER BY ?thing")
    return [iri for (iri,) in table.texts()]


def path_of(iri: str) -> str:
    """The address of the page of a department, a group or a plan."""
    kind, _, name = iri.removeprefix(DATA).partition("/")
    return quote(f"/{kind}s/{name}")


def spread(addresses: Sequence[str], number: int) -> list[str]:
    """So many of `addresses`, as far from one another as can be."""
    step = max(1, len(addresses) // number)
    return list(addresses[::step][:number])


def visit(snapshots: Path, kind: str, addresses: Sequence[str], rounds: int) -> None:
    """Ask an application of its own for each address once, some rounds, and print the least that each took."""
    least: dict[str, float] = {}
    sent: dict[str, float] = {}
    for _ in range(rounds):
        client = create_app(LocalVersions(snapshots)).test_client()
        for address in ("/health", "/departments", addresses[0], *addresses):
            begun = time.process_time()
            response = client.get(address, headers={"Accept": "text/html", "Accept-Encoding": "gzip"})
            sent[address] = len(response.data) / 1000
            if response.status_code >= 400:
                print(f"{response.status_code} {address}")
            least[address] = min(least.get(address, 1e9), 1000 * (time.process_time() - begun))
    took = [least[address] for address in addresses[1:] or addresses]
    slowest = max(addresses[1:] or addresses, key=lambda address: least[address])
    figures = (median(took), most(took), max(took), most([sent[address] for address in addresses]))
    print(
        f"| {kind} | {len(took)} | {' | '.join(f'{each:.0f}' for each in figures)} | `{unquote(slowest)}` |", flush=True
    )


def most(figures: Sequence[float]) -> float:
    """What 95 of 100 are not above."""
    return quantiles(figures, n=20, method="inclusive")[-1]


if __name__ == "__main__":
    main()
