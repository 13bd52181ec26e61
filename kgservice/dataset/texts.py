"""The text of a document as it was read and how it is laid out, as a file for those who show or search it."""

from __future__ import annotations

import json

from kgservice.documents.blocks import blocks_of
from kgservice.extraction.facts import DocumentFacts


def text_file(facts: DocumentFacts) -> bytes:
    """JSON with the `source`'s name, its `text`, in which every span counts, and its `blocks`.

    A block is its kind, how deep the item lies that begins with it, and the start and end of each of its lines or cells.
    """
    document = facts.document
    blocks = [
        [block.kind.value, block.level, *(list(piece) for piece in block.pieces)] for block in blocks_of(document)
    ]
    values = {"source": document.source.name, "text": document.source.text, "blocks": blocks}
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
