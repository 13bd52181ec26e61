"""Sizes of text and boxes in pictures, in the pixels of a picture at its natural size."""

from __future__ import annotations

NAME_SIZE = 14
SMALL_SIZE = 11.5
LABEL_SIZE = 12
NAME_HEIGHT = 18
LINE_HEIGHT = 15
BOX_PADDING = 10
MARGIN = 8

_IDEOGRAPHS_FROM = "\u2e80"
_LATIN_WIDTH = 0.57
_BOLD_LATIN_WIDTH = 0.61


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """About how wide `text` is in a sans-serif font: an ideograph is as wide as high, a letter somewhat over half."""
    letter = _BOLD_LATIN_WIDTH if bold else _LATIN_WIDTH
    return sum(size if character >= _IDEOGRAPHS_FROM else size * letter for character in text)


def wrapped(title: str, widest: float) -> tuple[str, ...]:
    """`title` on one line, or on two about as long as each other where it is wider than `widest` and has several words."""
    words = title.split()
    if len(words) < 2 or text_width(title, NAME_SIZE, bold=True) <= widest:
        return (title,)
    breaks = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
    return min(breaks, key=lambda lines: max(map(len, lines)))
