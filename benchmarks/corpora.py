"""Makes datasets of many documents to measure with: the five, and again, over and over, each time of another made-up place.

    python benchmarks/corpora.py FOLDER [NUMBER OF DOCUMENTS...]

Each dataset is FOLDER/NUMBER, made only if it is not there. Shapes and HermiT are left out, for they decide nothing about
documents that hold to them but which tasks are unassigned, which is asked in SPARQL here; so 300 documents take minutes.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from pyoxigraph import Quad, QuerySolutions, Store, Triple

sys.path.insert(0, str(Path(__file__).parent))
import throughput

from kgservice.dataset import inferring
from kgservice.dataset.building import Prepared
from kgservice.dataset.dataset import Dataset
from kgservice.dataset.keeping import Kept, change_of, keep
from kgservice.dataset.reading import open_source, read_document
from kgservice.dataset.transaction import commit
from kgservice.iris import TERMS
from kgservice.reasoning.hermit import Hermit

ROOT = throughput.ROOT
NUMBERS = (5, 30, 100, 300)
_UNASSIGNED = f"""
PREFIX pol: <{TERMS}>
SELECT ?task {{ ?task a pol:Task FILTER NOT EXISTS {{ ?task pol:inItem*/^pol:assigns ?assignment }} }}
"""


def made(folder: Path, number: int) -> Dataset:
    """The dataset of so many documents in `folder`."""
    dataset = Dataset(folder / str(number))
    if dataset.current() is None:
        dataset.root.mkdir(parents=True, exist_ok=True)
        with ProcessPoolExecutor(os.cpu_count()) as pool:
            documents = list(pool.map(_document, range(number), chunksize=5))
        commit(dataset, change_of(dataset, None, dataset.program(), documents, [], anew=True))
    return dataset


def _document(number: int) -> Kept:
    shipped = Dataset(ROOT / "data")
    files = shipped.source_files()
    source = replace(open_source(shipped, files[number % len(files)]), is_draft=True)
    if number >= len(files):
        text = throughput.document(number).text.encode()
        source = replace(source, name=f"{number}.txt", data=text, corrections=shipped.correction_file(f"{number}.txt"))
    document = read_document(source, throughput.registers())
    data = {f"sources/{source.name}": source.data}
    if source.corrections.is_file():
        data[shipped.inside(source.corrections)] = source.corrections.read_bytes()
    prepared = Prepared(document, {path: sha256(each).hexdigest() for path, each in data.items()}, data)
    inferring._unassigned_tasks = _unassigned_tasks
    return keep(shipped, prepared, inferring._follows(source.name, document.triples, Hermit()))


def _unassigned_tasks(name: str, graph: Sequence[Triple], hermit: object) -> frozenset[str]:
    store = Store()
    store.bulk_extend(Quad(triple.subject, triple.predicate, triple.object) for triple in graph)
    solutions = store.query(_UNASSIGNED)
    assert isinstance(solutions, QuerySolutions)
    return frozenset(each["task"].value for each in solutions)


def main(folder: Path, numbers: Sequence[int]) -> None:
    for number in numbers:
        version = made(folder, number).current()
        assert version is not None
        print(f"{folder / str(number)}: {len(version.manifest.documents)} documents, {version.triples} triples")


if __name__ == "__main__":
    main(Path(sys.argv[1]), [int(number) for number in sys.argv[2:]] or NUMBERS)
