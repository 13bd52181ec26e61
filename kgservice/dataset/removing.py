"""Takes a document, or a graph that was loaded, out of a dataset again, with all that was made of it."""

from __future__ import annotations

from collections.abc import Iterable

from kgservice.dataset.building import Report
from kgservice.dataset.dataset import Dataset
from kgservice.dataset.ingesting import bring_up_to_date
from kgservice.dataset.loading import loaded_file, loaded_graphs
from kgservice.dataset.snapshots import Snapshot
from kgservice.dataset.superseding import files_without
from kgservice.dataset.survey import inputs_of
from kgservice.errors import NotFoundError, did_you_mean
from kgservice.graph.building import document_slug

_LISTED = "; 'kgservice query sources' lists them."


def remove(dataset: Dataset, source: str, report: Report) -> Snapshot:
    """Serve `dataset` without the document of the file called `source`: without its source, what is said about it, its
    corrections and its earlier versions. Versions of the dataset that are kept still hold it, so `rollback` brings it back.

    Raises NotFoundError if the dataset holds no such source.
    """
    names = [path.name for path in dataset.source_files()]
    if source not in names:
        raise NotFoundError(f"no source is called '{source}'{did_you_mean(source, names) or _LISTED}")
    files = {dataset.inside(path): None for path in inputs_of(dataset, source)}
    return bring_up_to_date(dataset, report, {**files, **files_without(dataset, document_slug(source))})


def unload(dataset: Dataset, graph: str, report: Report) -> int:
    """Serve `dataset` without the graph that was loaded as `graph`; the number of triples it had.

    Raises NotFoundError if none was.
    """
    loaded = loaded_graphs(dataset)
    if graph not in loaded:
        raise NotFoundError(f"no graph <{graph}> was loaded{did_you_mean(graph, loaded) or _listed(loaded)}")
    bring_up_to_date(dataset, report, {dataset.inside(loaded_file(dataset, graph)): None})
    return len(loaded[graph])


def _listed(graphs: Iterable[str]) -> str:
    names = ", ".join(f"<{each}>" for each in graphs)
    return f"; those that were are {names}." if names else ", nor was any other."
