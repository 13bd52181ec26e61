"""How the text of a document names what stands in it and was not read: a picture, a table without lines."""

from __future__ import annotations

import re

_LINE = re.compile("〔没有读：.*〕")


def not_read(what: str) -> str:
    """The line that stands in the text in place of `what`: 〔没有读：图片〕."""
    return f"〔没有读：{what}〕"


def is_not_read(line: str) -> bool:
    """Whether `line`, folded, is one that `not_read` gives."""
    return _LINE.fullmatch(line) is not None
