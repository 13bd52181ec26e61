"""The words that rules are made of: each is claimed by an example of the corpus, and stands in one list once."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter

import pytest
from conftest import ROOT
from yaml_files import yaml_of

from kgservice.lexicon import lexicon, subjects

CORPUS = {
    "actors": ("statements",),
    "campaigns": ("campaigns",),
    "citations": ("citations",),
    "clauses": ("clauses",),
    "deadlines": ("deadlines", "deadlines-words"),
    "documents": ("outlines",),
    "forces": ("statements",),
    "sections": ("sections",),
    "targets": ("targets", "targets-words"),
    "times": ("deadlines", "deadlines-words"),
    "units": ("numbers",),
}
# Whose words have no corpus, and the test that holds each of them to its example or to the register.
ELSEWHERE = {
    "crossings": "documents/test_crossing_words.py",
    "headers": "documents/test_header_words.py",
    "heads": "documents/test_head_words.py",
    "places": "extraction/test_places.py",
    "years": "extraction/test_goal_years.py",
}
LISTS = [(subject, name) for subject in CORPUS for name in lexicon(subject)]


def texts(subject):
    for topic in CORPUS[subject]:
        entries = yaml_of(ROOT / "tests" / "corpus" / f"{topic}.yaml")
        yield from (entry["text"] for entry in entries)


@pytest.mark.parametrize(("subject", "name"), LISTS)
def test_each_word_is_claimed_by_an_example(subject, name):
    said = "\n".join(texts(subject))
    assert [each.word for each in lexicon(subject)[name] if each.word not in said] == []


@pytest.mark.parametrize(("subject", "name"), LISTS)
def test_a_word_stands_in_its_list_once(subject, name):
    assert [word for word, times in Counter(each.word for each in lexicon(subject)[name]).items() if times > 1] == []


def test_the_words_of_every_subject_are_tested():
    assert set(subjects()) == {*CORPUS, *ELSEWHERE}
    assert all((ROOT / "tests" / test).is_file() for test in ELSEWHERE.values())


IMPORTS = """
import pkgutil
from importlib import import_module
import kgservice.documents, kgservice.extraction, kgservice.times
from kgservice.lexicon import lexicon
for room in (kgservice.documents, kgservice.extraction, kgservice.times):
    for module in pkgutil.iter_modules(room.__path__, f"{room.__name__}."):
        import_module(module.name)
print(lexicon.cache_info().currsize)
"""


@pytest.mark.slow
def test_no_rule_reads_its_words_when_it_is_imported():
    done = subprocess.run([sys.executable, "-c", IMPORTS], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "0\n"
