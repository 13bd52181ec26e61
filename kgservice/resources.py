"""Where the ontology, the queries and the shipped data are: in the checkout, or beside the installed package."""

from __future__ import annotations

from pathlib import Path

from kgservice.errors import DatasetError

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parent

SHAPES = "shapes.ttl"
_HEADER = b"/ontology> a owl:Ontology ;"
_IN_CHECKOUT = {"ontology": "ontology", "queries": "queries", "registers": "data/registers", "lexicon": "data/lexicon"}


def folder(name: str) -> Path:
    """The folder of the `ontology`, the `queries`, the shipped `registers` or the `lexicon`."""
    for place in (_CHECKOUT / _IN_CHECKOUT[name], _PACKAGE / "shipped" / name):
        if place.is_dir():
            return place
    raise DatasetError(f"the folder '{name}' is missing beside the program; install it again.")


def ontology_modules(path: Path | None = None) -> list[Path]:
    """The modules of the ontology in the folder `path`, or of the shipped one; the one with the ontology's header is first, the shapes are none."""
    files = [file for file in sorted((path or folder("ontology")).glob("*.ttl")) if file.name != SHAPES]
    return sorted(files, key=lambda file: _HEADER not in file.read_bytes())


def default_dataset() -> Path:
    """The dataset that is meant when none is named: the checkout's `data`, else the one in the working directory."""
    return _CHECKOUT / "data" if (_CHECKOUT / "setup.cfg").is_file() else Path("data")


def code_files() -> list[Path]:
    """The program's own source files and the words of its rules, in order."""
    return [*sorted(_PACKAGE.rglob("*.py")), *sorted(folder("lexicon").glob("*.yaml"))]


def program_files() -> list[Path]:
    """All that the program answers with: its code, its templates and words, the ontology and the queries, in order."""
    folders = (_PACKAGE, folder("ontology"), folder("queries"), folder("lexicon"))
    return sorted(path for each in folders for path in each.rglob("*") if path.is_file() and path.suffix != ".pyc")
