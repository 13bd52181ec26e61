"""No text that the engine reads a SERVICE in gets past check(); `benchmarks/fuzzing.py` tries as many as one likes."""

from __future__ import annotations

import pytest
from pyoxigraph import Store
from query_texts import fuzz, has_service, listening, run

pytestmark = pytest.mark.slow


def test_no_text_gets_a_call_out():
    tally = fuzz(1, 4_000)
    assert tally.leaks == []
    assert tally.with_service > 200
    assert len(tally.needlessly_refused) < 0.02 * tally.queries


def test_the_judges_know_a_call_when_they_see_one():
    with listening() as (port, calls):
        call = f"SELECT * {{ SERVICE <http://127.0.0.1:{port}/> {{ ?s ?p ?o }} }}"
        assert has_service(call)
        run(Store(), call)
        assert calls
        calls.clear()
        comment = f"SELECT * {{ }} # {call}"
        assert not has_service(comment)
        run(Store(), comment)
        assert not calls
