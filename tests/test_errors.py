"""What an error means outside Python."""

from __future__ import annotations

import ast
import pickle
import re

import pytest
from conftest import ROOT

from kgservice.errors import (
    BusyError,
    NoSuchNameError,
    QueryError,
    QueryTimeoutError,
    TooLargeError,
    TooManyRequestsError,
    meaning,
)
from kgservice.translations import translations

ERRORS = ROOT / "kgservice" / "errors.py"
WORD = re.compile(r"%\(\w+\)s")
SENTENCE = re.compile(rf"{WORD.pattern}.*\.$", re.DOTALL)


ASKED = ("store", "web", "serving", "queries", "ledger", "finding")
OF_A_REQUEST = ("UsageError", "QueryError", "EngineError", "NotAcceptableError", "NotFoundError")


def errors_of_requests():
    """The errors that a request may meet, by the file that raises them: the call and what it says."""
    for room in ASKED:
        for path in sorted((ROOT / "kgservice" / room).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and ast.unparse(node.func) in OF_A_REQUEST and node.args:
                    yield f"{room}/{path.name}:{node.lineno}", node.args[0]


def sentences():
    """The sentences of all errors that are patterns, by the file that has them."""
    for path in sorted((ROOT / "kgservice").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if path != ERRORS and isinstance(node, ast.Constant) and SENTENCE.search(str(node.value)):
                yield path.name, node.value


@pytest.mark.parametrize(
    ("kind", "status"), [(QueryTimeoutError, 504), (BusyError, 503), (TooLargeError, 413), (TooManyRequestsError, 429)]
)
def test_a_limit_has_a_status_and_survives_the_way_between_processes(kind, status):
    error = kind("it took %(value)s seconds (%(limit)s).", "KG_QUERY_SECONDS", 20, 5)
    arrived = pickle.loads(pickle.dumps(error))
    assert meaning(arrived).status == status
    assert str(arrived) == str(error) == "it took 20 seconds (KG_QUERY_SECONDS)."
    assert (arrived.limit, arrived.value, arrived.retry_after) == ("KG_QUERY_SECONDS", 20, 5)


@pytest.mark.parametrize(
    "error",
    [
        QueryError("at line %(line)s: '%(words)s' cannot stand there.", line=3, words="100%"),
        QueryError("100% wrong.", "a detail"),
        NoSuchNameError("plan", "x", ("y",)),
        BusyError("it took %(value)s seconds (%(limit)s).", "KG_QUERY_SECONDS", 20, 5),
    ],
)
def test_an_error_can_be_made_again_from_what_it_says_it_is_made_of(error):
    again = type(error)(*error.values, **error.named)
    assert (str(again), again.sentence, again.words) == (str(error), error.sentence, error.words)


def test_every_pattern_of_an_error_is_told_in_chinese_too():
    told = list(sentences())
    assert told
    for file, sentence in told:
        chinese = translations("zh").gettext(sentence)
        assert chinese != sentence, f"{file}: '{sentence}' is not in zh.po"
        assert set(WORD.findall(chinese)) == set(WORD.findall(sentence))


def test_what_a_request_meets_is_told_in_chinese_too():
    told = list(errors_of_requests())
    assert told
    for place, said in told:
        if isinstance(said, ast.Constant):
            assert translations("zh").gettext(said.value) != said.value, f"{place}: '{said.value}' is not in zh.po"
        else:
            assert not isinstance(said, ast.JoinedStr), f"{place}: write it with words, so that it can be translated"
