"""Has documents read in processes of their own, which a bad file can end without ending anything else."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from io import BytesIO
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from queue import SimpleQueue
from typing import Any, Self

from pyoxigraph import RdfFormat, Triple, parse

from kgservice import errors
from kgservice.dataset.rdf_files import RdfFile
from kgservice.dataset.reading import ReadDocument, SourceFile
from kgservice.documents.reading import conversion_of
from kgservice.errors import KgError, SourceError
from kgservice.extraction.facts import DocumentFacts
from kgservice.registers.lookup import Registers
from kgservice.settings import read_settings

# What the kernel's own timer needs to end the process before this one does.
_GRACE = 5
_PROGRAM = "kgservice.dataset.reader_process"
_PATHS = (str(Path(errors.__file__).parents[1]),)


@dataclass(frozen=True, slots=True)
class Read:
    """What a process answers of what it could read: N-Triples, and the rest that is known of a document."""

    triples: bytes
    facts: DocumentFacts | None = None
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """What a process answers of one that it could not: the error's class and sentences, and whether it can go on."""

    error: str
    sentences: tuple[str, ...]
    goes_on: bool


class Readers:
    """Reads documents against `registers`, and other RDF, in at most `at_once` processes that start with their first document.

    Threads may ask at the same time. To be closed, or used in a `with`.
    """

    def __init__(self, registers: Registers, at_once: int | None = None) -> None:
        at_once = at_once or os.cpu_count() or 1
        settings = read_settings()
        self._all = [
            _Process(pickle.dumps(registers), settings["read_seconds"], settings["read_memory_mb"])
            for _ in range(at_once)
        ]
        self._idle: SimpleQueue[_Process] = SimpleQueue()
        for process in self._all:
            self._idle.put(process)
        self._threads = ThreadPoolExecutor(max_workers=at_once)

    def read(self, source: SourceFile) -> ReadDocument:
        """What `source` says; raises a KgError that says why it could not be read, be it a limit that it went beyond."""
        read = self._read(source)
        assert read.facts is not None
        return ReadDocument(read.facts, _triples(read), read.remarks)

    def read_rdf(self, file: RdfFile) -> list[Triple]:
        """The triples of `file`; raises SourceError if it is no RDF that can be taken."""
        return list(_triples(self._read(file)))

    def submit(self, source: SourceFile) -> Future[ReadDocument]:
        """As `read`, as soon as a process is free."""
        return self._threads.submit(self.read, source)

    def _read(self, wanted: SourceFile | RdfFile) -> Read:
        process = self._idle.get()
        try:
            return process.read(wanted)
        finally:
            self._idle.put(process)

    def processes(self) -> list[int]:
        """The ids of the processes that run."""
        return [process.id for process in self._all if process.id is not None]

    def close(self) -> None:
        """End every process, whatever it is doing."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        for process in self._all:
            process.kill()
        self._threads.shutdown()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()


class _Process:
    """One process, which is started anew after each document that it did not survive."""

    def __init__(self, registers: bytes, seconds: int, megabytes: int) -> None:
        self._registers = registers
        self._seconds = seconds
        self._megabytes = megabytes
        self._process: subprocess.Popen[bytes] | None = None
        self._connection: Connection | None = None

    @property
    def id(self) -> int | None:
        return self._process.pid if self._process is not None else None

    def read(self, wanted: SourceFile | RdfFile) -> Read:
        if isinstance(wanted, SourceFile):
            limits = {"seconds": self._seconds, "megabytes": self._megabytes}
            wanted = replace(wanted, converted=conversion_of(wanted.data, wanted.name, **limits))
        answer = self._answer(wanted)
        if isinstance(answer, Read):
            return answer
        if not answer.goes_on:
            self.kill()
        raise _error(answer)

    def _answer(self, wanted: SourceFile | RdfFile) -> Read | Refused:
        try:
            connection = self._started()
            connection.send_bytes(pickle.dumps(wanted))
            if connection.poll(self._seconds + _GRACE):
                return _answer(connection.recv_bytes())
            end = self._took_too_long()
        except pickle.UnpicklingError:
            end = "got hold of the process that read it, whose answer was none; report the file."
        except (EOFError, OSError):
            end = self._end()
        return Refused(SourceError.__name__, (f"{wanted.name}: {end}",), goes_on=False)

    def _started(self) -> Connection:
        """The way to the process, which is running."""
        if self._process is not None and self._process.poll() is not None:
            self.kill()
        if self._process is None or self._connection is None:
            here, there = Pipe()
            limits = (str(self._seconds), str(self._megabytes))
            # -P, for a folder that someone stands in is not where the program is.
            command = [sys.executable, "-P", "-m", _PROGRAM, str(there.fileno()), *limits]
            environment = os.environ | {"PYTHONPATH": os.pathsep.join(_PATHS)}
            nowhere = subprocess.DEVNULL
            with there:
                self._process = subprocess.Popen(
                    command, pass_fds=[there.fileno()], env=environment, stdin=nowhere, stdout=nowhere, stderr=nowhere
                )
            self._connection = here
            here.send_bytes(self._registers)
        return self._connection

    def _end(self) -> str:
        """How the process, which has closed the way to it, ended, as the rest of a sentence."""
        assert self._process is not None
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(_GRACE)
        code = self._process.poll() or 0
        if code == -signal.SIGALRM:
            return self._took_too_long()
        how = signal.Signals(-code).name if code < 0 else f"exit code {code}"
        return (
            f"ended the process that read it ({how}), as too much memory can; give a smaller file, raise "
            f"KG_READ_MEMORY_MB ({self._megabytes}), or report the fault with the file."
        )

    def _took_too_long(self) -> str:
        return f"takes longer to read than KG_READ_SECONDS ({self._seconds}); give a smaller file or raise it."

    def kill(self) -> None:
        """End the process, whatever it is doing."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None
        if self._connection is not None:
            self._connection.close()
            self._connection = None


class _Answers(pickle.Unpickler):
    """Takes nothing from a process but plain data: a file that got hold of it could answer anything."""

    def find_class(self, module: str, name: str) -> Any:
        found = super().find_class(module, name)
        is_ours = module.startswith("kgservice.") and isinstance(found, type)
        if not is_ours and (module, name) not in (("datetime", "date"), ("decimal", "Decimal")):
            raise pickle.UnpicklingError(f"{module}.{name} is no part of an answer")
        return found


def _answer(data: bytes) -> Read | Refused:
    """The answer that `data` is; raises UnpicklingError if it is none, for whatever reason."""
    try:
        answer = _Answers(BytesIO(data)).load()
    except (ArithmeticError, AttributeError, EOFError, ImportError, LookupError, TypeError, ValueError) as error:
        raise pickle.UnpicklingError(str(error)) from None
    if not isinstance(answer, Read | Refused):
        raise pickle.UnpicklingError("is no answer")
    return answer


def _triples(read: Read) -> tuple[Triple, ...]:
    quads = parse(read.triples, format=RdfFormat.N_TRIPLES)
    return tuple(Triple(quad.subject, quad.predicate, quad.object) for quad in quads)


def _error(refused: Refused) -> KgError:
    kind = getattr(errors, refused.error, SourceError)
    assert issubclass(kind, KgError)
    return kind(*refused.sentences)
