"""The process that reads documents and other RDF: `python -m kgservice.dataset.reader_process CONNECTION SECONDS MEGABYTES`.

It is handed the registers, then one file after another, and answers each: what it says, or why it cannot be read.
It has no network, writes no file, and is held to so many seconds a file and so much memory.
"""

from __future__ import annotations

import pickle
import signal
import sys
import traceback
from collections.abc import Iterable
from multiprocessing.connection import Connection
from pathlib import PurePath

from pyoxigraph import RdfFormat, Triple, serialize

from kgservice.containment import forbid_files, forbid_network, limit_memory, limit_seconds
from kgservice.dataset.rdf_files import RdfFile, read_triples
from kgservice.dataset.readers import Read, Refused
from kgservice.dataset.reading import SourceFile, read_document
from kgservice.errors import KgError, SourceError
from kgservice.registers.lookup import Registers


def main() -> None:
    """Answer until the documents end; Ctrl+C is for the process that asks."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    number, seconds, megabytes = map(int, sys.argv[1:])
    connection = Connection(number)
    forbid_files()
    forbid_network()
    try:
        registers = pickle.loads(connection.recv_bytes())
        limit_memory(megabytes)
        while True:
            wanted = pickle.loads(connection.recv_bytes())
            limit_seconds(seconds)
            answer = _answer(wanted, registers, megabytes)
            limit_seconds(0)
            connection.send_bytes(answer)
    except (EOFError, BrokenPipeError):
        return


def _answer(wanted: SourceFile | RdfFile, registers: Registers, megabytes: int) -> bytes:
    """What is sent back; here any fault of the program becomes a sentence, for it must end one file only."""
    try:
        return pickle.dumps(_read(wanted, registers))
    except KgError as error:
        answer = Refused(type(error).__name__, error.args, goes_on=True)
    except MemoryError:
        words = f"takes more memory to read than KG_READ_MEMORY_MB ({megabytes}); give a smaller file or raise it."
        answer = _refused(wanted, words)
    except RecursionError:
        answer = _refused(wanted, "is nested too deeply to be read; save it again in a simpler form.")
    except Exception as fault:
        answer = _refused(wanted, f"met a fault of the program ({_place(fault)}); report it with the file.")
    return pickle.dumps(answer)


def _read(wanted: SourceFile | RdfFile, registers: Registers) -> Read:
    if isinstance(wanted, RdfFile):
        return Read(_n_triples(read_triples(wanted)))
    document = read_document(wanted, registers)
    return Read(_n_triples(document.triples), document.facts, document.remarks)


def _n_triples(triples: Iterable[Triple]) -> bytes:
    written = serialize(triples, format=RdfFormat.N_TRIPLES)
    assert written is not None
    return written


def _refused(wanted: SourceFile | RdfFile, words: str) -> Refused:
    return Refused(SourceError.__name__, (f"{wanted.name}: {words}",), goes_on=False)


def _place(fault: Exception) -> str:
    last = traceback.extract_tb(fault.__traceback__)[-1]
    return f"{type(fault).__name__} in {PurePath(last.filename).name}, line {last.lineno}"


if __name__ == "__main__":
    main()
