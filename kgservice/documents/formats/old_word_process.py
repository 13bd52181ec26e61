"""The process that turns an old Word or WPS file into a .docx: `python -m … PROGRAM SOURCE DESTINATION SECONDS MEGABYTES`.

PROGRAM is `library`, or the path of a LibreOffice. It has no network and is held to so many seconds and so much memory; the
only file it writes is the destination. It says on standard output why it could not.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from doc2docx import convert
from doc2docx.errors import Doc2DocxError, EncryptedDocumentError

from kgservice.containment import forbid_network, leave_network, limit_file_size, limit_memory, limit_seconds
from kgservice.documents.formats.old_word import LIBRARY, LOCKED

_LARGEST = 200


def main() -> int:
    """Convert; the exit code is 0, LOCKED for a file with a password, 1 for what cannot be read."""
    program, source, destination = sys.argv[1:4]
    seconds, megabytes = map(int, sys.argv[4:])
    limit_seconds(seconds)
    limit_file_size(_LARGEST)
    if program != LIBRARY:
        leave_network()
        _become_office(program, source, Path(destination))
    forbid_network()
    limit_memory(megabytes)
    try:
        convert(source, destination)
    except EncryptedDocumentError:
        return LOCKED
    # What a torn file makes a parser of binary structures stumble over is beyond a list.
    except (Doc2DocxError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError, OSError) as error:
        print(" ".join(str(error).split())[:120])
        return 1
    return 0


def _become_office(program: str, source: str, destination: Path) -> None:
    """Go on as a LibreOffice that converts `source`; the file it makes is called as its source is."""
    own = f"-env:UserInstallation={destination.with_name('profile').as_uri()}"
    outer = str(destination.parent)
    os.execv(
        program,
        [program, own, "--headless", "--norestore", "--convert-to", "docx:MS Word 2007 XML", "--outdir", outer, source],
    )


if __name__ == "__main__":
    sys.exit(main())
