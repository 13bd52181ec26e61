"""What a query costs grows with the data, and no faster: the five documents and eight times as many are asked the same."""

from __future__ import annotations

import pytest
from conftest import ROOT, SOURCES
from growth import assert_grows_linearly
from pyoxigraph import RdfFormat, Store

from kgservice.checks.catalogue import load_checks
from kgservice.queries.catalogue import load_catalogue

TIMES = 8
QUERIES = {**load_catalogue(ROOT / "queries"), **load_catalogue(ROOT / "queries" / "pages")}
TEXTS = {name: query.bound(query.example) for name, query in QUERIES.items()}
TEXTS |= {f"checks/{name}": check.text for name, check in load_checks(ROOT / "queries" / "checks").items()}

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def stores(engine, dataset):
    """A store of the five documents, and one in which each document stands eight times, under names of their own."""
    slugs = [path.stem.replace("_", "-").encode() for path in sorted(SOURCES.glob("*.txt"))]
    lines = Store.read_only(str(dataset.current().store)).dump(format=RdfFormat.N_QUADS)
    once = Store()
    once.bulk_load(lines, format=RdfFormat.N_QUADS)
    often = Store()
    for number in range(TIMES):
        copy = lines
        for slug in slugs:
            copy = copy.replace(slug, slug + b"-%d" % number)
        often.bulk_load(copy, format=RdfFormat.N_QUADS)
    return {1: once, TIMES: often}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_query_costs_what_the_data_are(text, stores):
    assert_grows_linearly(lambda size: sum(1 for _ in stores[size].query(text)), TIMES)
