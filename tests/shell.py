"""Runs the command line as a shell does."""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys

from conftest import ROOT


def run(*arguments, stdin="", **environment):
    return subprocess.run(
        [sys.executable, "-m", "kgservice", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
        env={**os.environ, "PYTHONUTF8": "1", **environment},
        check=False,
    )


def rows(result):
    assert result.returncode == 0, result.stderr
    return list(csv.DictReader(io.StringIO(result.stdout)))
