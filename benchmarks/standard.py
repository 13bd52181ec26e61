"""What W3C's own tests of SPARQL 1.1 say of the endpoint; they are not part of this repository.

    python benchmarks/standard.py protocol FOLDER    the tests of the protocol: FOLDER/manifest.ttl and its data
    python benchmarks/standard.py queries FOLDER     the tests of queries, in all folders below FOLDER that have a manifest.ttl

Of the protocol, every update must be refused and all else be as the manifest has it. A query must be answered through the endpoint as the
engine alone answers it; what calls other endpoints, and what the engine alone has otherwise than W3C, is counted apart.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "serving"))
sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from conftest import GRAPH_FROM_ELSEWHERE
from protocol_cases import send, w3c_cases
from query_cases import DIFFERENT, outcome_of, query_tests
from serving import serving

from kgservice.dataset.dataset import Dataset
from kgservice.dataset.loading import load


def protocol(folder: Path) -> bool:
    """Put every case of the manifest to a service of our own; whether all are met."""
    with tempfile.TemporaryDirectory() as root:
        dataset = Dataset(Path(root) / "data")
        for number in (1, 2, 3):
            load(dataset, folder / f"data{number}.nt", GRAPH_FROM_ELSEWHERE.format(number))
        with serving("--dataset", dataset.root, "serve", KG_WORKERS=1) as service:
            wrong = {case: send(case, "127.0.0.1", service.port) for case in w3c_cases(folder / "manifest.ttl")}
    for case, why in wrong.items():
        if why:
            print(f"{case.name}: {why}")
    for kind, cases in (
        ("queries answered as the standard has it", [case for case in wrong if "update" not in case.name]),
        ("updates refused", [case for case in wrong if "update" in case.name]),
    ):
        print(f"{sum(not wrong[case] for case in cases)} of {len(cases)} {kind}")
    return not any(wrong.values())


def queries(folder: Path) -> bool:
    """Put every query of the manifests to an endpoint over its data and to the engine alone; whether they agree."""
    tally: Counter[str] = Counter()
    for manifest in sorted(folder.rglob("manifest.ttl")):
        for test in query_tests(manifest):
            outcome = outcome_of(test)
            tally[outcome] += 1
            if outcome == DIFFERENT:
                print(f"{test.query.relative_to(folder)}: {test.name}")
    for outcome, number in sorted(tally.items()):
        print(f"{number} {outcome}")
    return not tally[DIFFERENT]


def main() -> int:
    what, folder = sys.argv[1], Path(sys.argv[2])
    return not {"protocol": protocol, "queries": queries}[what](folder)


if __name__ == "__main__":
    sys.exit(main())
