"""The whole ontology as one file: its modules as people wrote them, without the headers of each, or their triples in another syntax."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from pyoxigraph import CanonicalizationAlgorithm, Dataset, Quad, RdfFormat, parse, serialize

from kgservice.iris import ONTOLOGY, is_module
from kgservice.resources import SHAPES, folder, ontology_modules

DOWNLOADS = {"Turtle": "ttl", "N-Triples": "nt", "RDF/XML": "rdf", "JSON-LD": "jsonld"}
"""The syntaxes that the ontology can be had in, by their names, with the endings of their files."""


@lru_cache(maxsize=4)
def ontology_as(extension: str) -> bytes:
    """The shipped ontology as `ttl`, `nt`, `rdf` (XML) or `jsonld`; the same modules give the same bytes."""
    files = ontology_modules()
    form = RdfFormat.from_extension(extension)
    if form is None or form == RdfFormat.TURTLE:
        return "\n".join(_without_header(file.read_text(encoding="utf-8")) for file in files).encode()
    quads = Dataset(quad for file in files for quad in _quads(file))
    quads.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    triples = sorted((quad.triple for quad in quads), key=str)
    written = serialize(triples, format=form, prefixes=declared_prefixes(files))
    assert written is not None
    return written


def shapes() -> bytes:
    """The shipped shapes, in Turtle as people wrote them."""
    return (folder("ontology") / SHAPES).read_bytes()


def declared_prefixes(files: list[Path]) -> dict[str, str]:
    """The prefixes that the files declare, with their IRIs; the bare one is left out."""
    prefixes: dict[str, str] = {}
    for file in files:
        quads = parse(path=str(file), format=RdfFormat.TURTLE)
        list(quads)
        prefixes |= quads.prefixes
    return {prefix: iri for prefix, iri in sorted(prefixes.items()) if prefix}


def _without_header(module: str) -> str:
    """The text of a module without the block that says its IRI, version and imports; the whole ontology's stays."""
    return "\n\n".join(block for block in module.split("\n\n") if not block.startswith(f"<{ONTOLOGY}/"))


def _quads(file: Path) -> Iterator[Quad]:
    quads = parse(path=str(file), format=RdfFormat.TURTLE, rename_blank_nodes=True)
    return (quad for quad in quads if not is_module(quad.subject))
