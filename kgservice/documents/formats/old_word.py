"""Reads an old Word or WPS document (.doc, .wps) by way of the .docx that a library, or else a LibreOffice, makes of it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from kgservice import errors
from kgservice.documents.formats.refusals import password_protected
from kgservice.errors import SourceError

SECONDS, MEGABYTES = 120, 1024
"""What a conversion may take, if nothing else is said."""

LIBRARY, LOCKED = "library", 3
"""What the process is told to use, and its exit code for a file with a password."""

_PROGRAM = "kgservice.documents.formats.old_word_process"
_OFFICES = ("soffice", "libreoffice")
# What the kernel's own timer needs to end the process before this one does.
_GRACE = 5


def as_docx(data: bytes, name: str, *, seconds: int = SECONDS, megabytes: int = MEGABYTES) -> bytes:
    """The old Word or WPS document `data` as .docx, made in a process of its own that is held to these limits.

    Raises SourceError if it is locked with a password, or can be read neither by the library nor by a LibreOffice that is
    installed.
    """
    with tempfile.TemporaryDirectory(prefix="kgservice-") as folder:
        source, made = Path(folder, "source.doc"), Path(folder, "source.docx")
        source.write_bytes(data)
        code, said = _run(LIBRARY, source, made, seconds, megabytes)
        if code == LOCKED:
            raise password_protected(name)
        office = next(filter(None, map(shutil.which, _OFFICES)), None)
        if code and office is not None:
            made.unlink(missing_ok=True)
            code, said = _run(office, source, made, seconds, megabytes)
        if code == 0 and made.is_file():
            return made.read_bytes()
    other = "" if office else ", or install LibreOffice, which reads more of the old formats"
    raise SourceError(
        f"{name}: not readable as a Word or WPS document ({said or 'damaged'}); open it in Word or WPS and save it as .docx{other}."
    )


def _run(program: str, source: Path, made: Path, seconds: int, megabytes: int) -> tuple[int, str]:
    """The exit code of the process that converts, and what it said."""
    arguments = [program, str(source), str(made), str(seconds), str(megabytes)]
    environment = os.environ | {"PYTHONPATH": str(Path(errors.__file__).parents[1])}
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", _PROGRAM, *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=environment,
        start_new_session=True,
    )
    try:
        said, _ = process.communicate(timeout=seconds + _GRACE)
    except subprocess.TimeoutExpired:
        return 1, f"it takes longer than KG_READ_SECONDS, {seconds}"
    finally:
        # A LibreOffice is several processes.
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    return process.returncode, said.strip() if program == LIBRARY else "LibreOffice cannot read it either"
