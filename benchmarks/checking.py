"""How well the checks find slips: against the lists of two proof-readers, as the table in docs/checks.md."""

from __future__ import annotations

import sys
import tempfile
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


def _five() -> Engine:
    with tempfile.TemporaryDirectory() as root:
        dataset = Dataset(Path(root))
        for name in ("sources", "corrections"):
            (Path(root) / name).symlink_to(ROOT / "data" / name)
        snapshot = build(dataset)
        return EmbeddedEngine.of_store(snapshot.store, snapshot.version)


if __name__ == "__main__":
    engine = _five()
    print("\n".join(table(engine)))
    if "-v" in sys.argv:
        listed = slips()
        for result in _results(engine):
            for slip in missed(result, listed[result.check.id]):
                print("missed", result.check.id, slip["source"][:3], slip["path"], slip["quote"], sep="\t")
            for row in false_findings(result, listed[result.check.id]):
                print(
                    "false", result.check.id, row["source"][:3], row["path"], row["reason"], row["sentence"], sep="\t"
                )
