"""How well the checks find slips: against the lists of two proof-readers, as the table in docs/checks.md."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from slip_scoring import compare, false_findings, missed, slips  # noqa: E402

from kgservice.checks.catalogue import load_checks  # noqa: E402
from kgservice.checks.running import Checks, Result  # noqa: E402
from kgservice.dataset.building import build  # noqa: E402
from kgservice.dataset.dataset import Dataset  # noqa: E402
from kgservice.store.embedded import EmbeddedEngine  # noqa: E402
from kgservice.store.engine import Engine  # noqa: E402


def table(engine: Engine) -> list[str]:
    """One row for each check: its id and severity, slips listed, found, findings, false ones, recall, precision."""
    results = _results(engine)
    lines = []
    for result, checked in zip(results, compare(results).values(), strict=True):
        figures = (checked.listed, checked.found, checked.findings, checked.false)
        shares = (f"{share:.2f}" if share is not None else "" for share in (checked.recall, checked.precision))
        lines.append(f"| `{result.check.id}` | {result.check.severity} | {' | '.join([*map(str, figures), *shares])} |")
    return lines


def _results(engine: Engine) -> list[Result]:
    return Checks(engine, load_checks(ROOT / "queries" / "checks")).results()


@contextmanager
def _five() -> Iterator[Engine]:
    with tempfile.TemporaryDirectory() as root:
        dataset = Dataset(Path(root))
        for name in ("sources", "corrections"):
            (Path(root) / name).symlink_to(ROOT / "data" / name)
        snapshot = build(dataset)
        yield EmbeddedEngine.of_store(snapshot.store, snapshot.version)


def _details(engine: Engine) -> Iterator[tuple[str, ...]]:
    listed = slips()
    for result in _results(engine):
        name = result.check.id
        for slip in missed(result, listed[name]):
            yield "missed", name, slip["source"][:3], slip["path"], slip["quote"]
        for row in false_findings(result, listed[name]):
            yield "false", name, row["source"][:3], row["path"], row["reason"], row["sentence"]


if __name__ == "__main__":
    with _five() as engine:
        print("\n".join(table(engine)))
        if "-v" in sys.argv:
            print("\n".join(map("\t".join, _details(engine))))
