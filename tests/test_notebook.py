"""The notebook in docs/ runs from its first cell to its last, over the five documents."""

from __future__ import annotations

import os
import re
import sys

import nbformat
import pytest
from conftest import ROOT
from nbclient import NotebookClient

NOTEBOOK = ROOT / "docs" / "reasoning.ipynb"


@pytest.mark.slow
@pytest.mark.filterwarnings("default")
def test_the_notebook_finds_the_unassigned_tasks(dataset, monkeypatch):
    monkeypatch.setenv("DATASET", str(dataset.root))
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]))
    monkeypatch.setenv("PATH", os.pathsep.join([os.path.dirname(sys.executable), os.environ["PATH"]]))
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    NotebookClient(notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(ROOT)}}).execute()
    said = "".join(output.get("text", "") for cell in notebook.cells for output in cell.get("outputs", ()))
    (unassigned,) = re.findall(r"(\d+) tasks that nobody was given", said)
    assert int(unassigned) > 100
    assert f"{unassigned} rows" in said


def test_the_notebook_is_kept_without_its_outputs():
    assert all(not cell.get("outputs") for cell in nbformat.read(NOTEBOOK, as_version=4).cells)
