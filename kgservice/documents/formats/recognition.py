"""Recognises the text of a page that is a picture (文字识别, OCR), where the optional library for it is installed."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from statistics import median
from typing import Any

from pdfplumber.table import TableFinder

from kgservice.documents.formats.pdf_lines import Character, plain

EXTRA = "kgservice[ocr]"
"""What is installed to have it."""

DOTS_PER_INCH = 150
"""How finely a page is drawn to be recognised."""

_NEEDED = ("rapidocr", "onnxruntime")
# Lines of text are looked for in a picture that is no larger, and read one at a time, so that it goes within KG_READ_MEMORY_MB.
_SETTINGS = {
    "Global.log_level": "error",
    "EngineConfig.onnxruntime.intra_op_num_threads": 1,
    "Det.limit_type": "max",
    "Det.limit_side_len": 1280,
    "Rec.rec_batch_num": 1,
}
_POINTS = 72 / DOTS_PER_INCH
# A stroke of the largest characters of a title is shorter than 40 points, a row of a table higher than 15.
_SHORTEST_RULE = {"h": 40.0, "v": 15.0}
_DARK = 200
_STRAIGHT = math.radians(0.15)
_SAME_SIZE = 0.3
_THICKEST_RULE = 6.0

Box = Sequence[Sequence[float]]


@dataclass(frozen=True, slots=True)
class RecognisedPage:
    """A page as it was recognised: how high it is, in points, its characters, and the lines on it, as pdfplumber has them."""

    height: float
    characters: tuple[Character, ...]
    edges: tuple[dict[str, Any], ...]

    def find_tables(self, table_settings: Any = None) -> list[Any]:
        """The ruled tables, as pdfplumber finds them."""
        return TableFinder(self, table_settings).tables  # type: ignore[arg-type]


def is_installed() -> bool:
    """Whether pages can be recognised here."""
    return all(find_spec(name) is not None for name in _NEEDED)


def recognised(picture: Any) -> RecognisedPage:
    """What stands on a page, of which `picture` is drawn with so many `DOTS_PER_INCH`; a page that lies askew is put straight.

    Raises MemoryError if there is not enough for it.
    """
    numpy = import_module("numpy")
    pixels = numpy.asarray(picture.convert("RGB"))
    failed = import_module("rapidocr.inference_engine.onnxruntime.main").ONNXRuntimeError
    try:
        found = _engine()(pixels, return_word_box=True, return_single_char_box=True)
    except failed as error:
        raise MemoryError(str(error)) from None
    lines = found.word_results if found.boxes is not None else ()
    slope = _slope(found.boxes) if lines else 0.0
    straight = _Straight(slope, pixels.shape[1] / 2, pixels.shape[0] / 2)
    characters = tuple(_characters([[(text, straight.box(box)) for text, _, box in line] for line in lines]))
    edges = tuple(_edges(import_module("cv2"), numpy.asarray(picture.convert("L")), slope))
    return RecognisedPage(pixels.shape[0] * _POINTS, characters, edges)


@cache
def _engine() -> Any:
    return import_module("rapidocr").RapidOCR(params=_SETTINGS)


def _slope(boxes: Sequence[Box]) -> float:
    """The angle at which the lines of text lie, in radians; those longer than the usual tell."""
    ends = [(box[1][0] - box[0][0], box[1][1] - box[0][1]) for box in boxes]
    usual = median(width for width, _ in ends)
    slope = median(math.atan2(height, width) for width, height in ends if width >= usual)
    return slope if abs(slope) > _STRAIGHT else 0.0


@dataclass(frozen=True, slots=True)
class _Straight:
    """Turns places by `slope` around the middle of the page."""

    slope: float
    across: float
    down: float

    def box(self, box: Box) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of `box`, in points, once the page lies straight."""
        sine, cosine = math.sin(-self.slope), math.cos(-self.slope)
        turned = [
            (
                self.across + (x - self.across) * cosine - (y - self.down) * sine,
                self.down + (x - self.across) * sine + (y - self.down) * cosine,
            )
            for x, y in box
        ]
        lefts, tops = [x * _POINTS for x, _ in turned], [y * _POINTS for _, y in turned]
        return min(lefts), min(tops), max(lefts), max(tops)


def _characters(lines: Sequence[Sequence[tuple[str, tuple[float, float, float, float]]]]) -> Iterator[Character]:
    """The characters of `lines`; each line's are as high as they are wide, and as those of most lines if they nearly are."""
    sizes = [_size(line) for line in lines]
    usual = median(sizes) if sizes else 0.0
    for line, own in zip(lines, sizes, strict=True):
        size = usual if abs(own - usual) < _SAME_SIZE * usual else own
        middle = median((top + bottom) / 2 for _, (_, top, _, bottom) in line)
        for text, (left, _, right, _) in line:
            if text.strip() and right > left:
                yield Character(plain(text), left, right, middle - size / 2, middle + size / 2)


def _size(line: Sequence[tuple[str, tuple[float, float, float, float]]]) -> float:
    """How large the characters of a line are: one of ASCII is half as wide as it is high."""
    widths = sum(0.5 if text.isascii() else 1.0 for text, _ in line)
    return float(line[-1][1][2] - line[0][1][0]) / widths


def _evenly_lit(cv2: Any, grey: Any) -> Any:
    """`grey` as bright everywhere as the paper is: a photograph has shadows."""
    paper = cv2.medianBlur(cv2.dilate(grey, cv2.getStructuringElement(cv2.MORPH_RECT, (7, 7))), 21)
    return cv2.divide(grey, paper, scale=255)


def _edges(cv2: Any, grey: Any, slope: float) -> Iterator[dict[str, Any]]:
    """The lines between rows and columns: what is dark for long enough in one direction."""
    height, width = grey.shape
    if slope:
        turn = cv2.getRotationMatrix2D((width / 2, height / 2), math.degrees(slope), 1.0)
        grey = cv2.warpAffine(grey, turn, (width, height), borderValue=255)
    dark = cv2.threshold(cv2.GaussianBlur(_evenly_lit(cv2, grey), (3, 3), 0), _DARK, 255, cv2.THRESH_BINARY_INV)[1]
    dark = cv2.dilate(dark, cv2.getStructuringElement(cv2.MORPH_RECT, (3, 3)))
    for orientation, shortest in _SHORTEST_RULE.items():
        pixels = round(shortest / _POINTS)
        brush = cv2.getStructuringElement(cv2.MORPH_RECT, (pixels, 1) if orientation == "h" else (1, pixels))
        count, _, boxes, _ = cv2.connectedComponentsWithStats(cv2.morphologyEx(dark, cv2.MORPH_OPEN, brush))
        for left, top, across, down, _ in boxes[1:count]:
            if min(across, down) * _POINTS > _THICKEST_RULE:
                continue
            x, y = (left + across / 2) * _POINTS, (top + down / 2) * _POINTS
            x0, x1 = (left * _POINTS, (left + across) * _POINTS) if orientation == "h" else (x, x)
            above, below = (y, y) if orientation == "h" else (top * _POINTS, (top + down) * _POINTS)
            yield {
                "object_type": "line",
                "orientation": orientation,
                "x0": x0,
                "x1": x1,
                "top": above,
                "bottom": below,
                "width": x1 - x0,
                "height": below - above,
            }
