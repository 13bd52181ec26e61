"""Clean text: the source without white space and page furniture, with the way back to every character."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import opencc

from kgservice.levels import LEVELS

# Characters that take no room (零宽字符) are no text, as white space is none.
_RUN = re.compile("[^\\s\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]+")
# 各县<市、区>: the levels in brackets of another kind.
_LEVELS_BETWEEN = re.compile(f"<(?P<words>[{LEVELS}、，]{{1,8}})>")
# 市住建局〈市人防办〉: a second name, and no title inside another (《关于印发〈甲方案〉、〈乙方案〉的通知》).
_NAME_BETWEEN = re.compile(
    "(?<=[\u4e00-\u9fff])(?<![发彻实行于据照订])〈(?P<words>[\u4e00-\u9fff、]{2,12})〉(?=[、，。；）〕]|$)(?![^《》]*》)"
)
_WORD = re.compile(r"[0-9A-Za-z]")

_FOLDED = str.maketrans(
    "０１２３４５６７８９％．／＋"
    "ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ"
    "ａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ"
    "(),:∶﹕;!?[]【】［］﹝﹞～〜∼－–—＞＜＝",
    "0123456789%./+ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz（），：：：；！？〔〕〔〕〔〕〔〕~~~---><=",
)
RADICALS = {
    code: ord(plain)
    for code in (*range(0x2F00, 0x2FD6), *range(0xF900, 0xFADA))
    if len(plain := unicodedata.normalize("NFKC", chr(code))) == 1
} | str.maketrans(
    "⺁⺟⺠⺩⻁⻄⻅⻆⻉⻋⻑⻓⻔⻘⻙⻚⻛⻜⻝⻡⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
    "厂母民王虎西见角贝车長长门青韦页风飞食首马骨鬼鱼鸟卤麦黄齐齿龙龟",
)
"""By its code, each radical (部首) that PDF writers put for the character that looks alike, and each compatibility ideograph."""
_FOLDED |= RADICALS
# Small and upright forms (﹒ ﹐ ︵) as they are at their own size.
_FOLDED |= {
    code: _FOLDED.get(ord(plain), ord(plain))
    for code in (*range(0xFE10, 0xFE6C), *range(0xFF61, 0xFF65))
    if code not in _FOLDED and len(plain := unicodedata.normalize("NFKC", chr(code))) == 1
}


class Span(NamedTuple):
    """A stretch of text, `start` inclusive, `end` exclusive."""

    start: int
    end: int


def fold(text: str) -> str:
    """`text` with full-width letters and digits, half-width punctuation, odd brackets and traditional characters made one; same length."""
    folding = _folding()
    folded = text.translate(folding.plain) if folding.met.search(text) else text
    for mark, between in (("<", _LEVELS_BETWEEN), ("〈", _NAME_BETWEEN)):
        if mark in folded:
            folded = between.sub("（\\g<words>）", folded)
    return folded


class _Folding(NamedTuple):
    """What each character is folded to, by its code, and a pattern that finds one of them."""

    plain: dict[int, int]
    met: re.Pattern[str]


@cache
def _folding() -> _Folding:
    plain = _FOLDED | {ord(character): ord(simple) for character, simple in _simplified()}
    return _Folding(plain, re.compile(f"[{re.escape(''.join(map(chr, plain)))}]"))


def _simplified() -> Iterator[tuple[str, str]]:
    """The traditional characters that no simplified text has (縣, not 乾), each with the simplified one."""
    traditional = [character for character in map(chr, range(0x4E00, 0xA000)) if not _is_simplified(character)]
    simplified = opencc.OpenCC("t2s").convert("\n".join(traditional)).split("\n")
    for character, simple in zip(traditional, simplified, strict=True):
        if simple != character and len(simple) == 1 and _is_simplified(simple):
            yield character, simple


def _is_simplified(character: str) -> bool:
    """Whether it is one of the 6,763 of GB 2312, the set of simplified characters."""
    try:
        return len(character.encode("gb2312")) == 2
    except UnicodeEncodeError:
        return False


def kept(text: str) -> str:
    """`text` without white space and characters that take no room: what a clean text keeps of it."""
    return "".join(_RUN.findall(text))


def squeeze(text: str) -> str:
    """`text` without white space, but for one space between two Latin words or numbers."""
    parts: list[str] = []
    runs = text.split()
    if len(runs) == 1:
        return runs[0]
    for run in runs:
        if parts and _WORD.match(run) and _WORD.match(parts[-1][-1]):
            parts.append(" ")
        parts.append(run)
    return "".join(parts)


@dataclass(frozen=True, slots=True)
class CleanText:
    """The text that rules read.

    `text` is squeezed; `folded` is as long and is what patterns are matched against. `source_of` gives the way back:
    for every run of kept characters its start here (`starts`) and its start in the source (`origins`).
    """

    source: str
    text: str
    folded: str
    starts: tuple[int, ...]
    origins: tuple[int, ...]

    def source_of(self, span: Span) -> Span:
        """The stretch of the source from the first to the last character of `span`, which must not be empty."""
        return Span(self._origin(span.start), self._origin(span.end - 1) + 1)

    def clean_of(self, place: int) -> int:
        """Where the kept character at `place` of the source stands here."""
        run = bisect_right(self.origins, place) - 1
        return self.starts[run] + place - self.origins[run]

    def quote(self, span: Span) -> str:
        """What the source says at `span`, white space squeezed out; page furniture inside the span is kept."""
        place = self.source_of(span)
        return squeeze(self.source[place.start : place.end])

    def __getitem__(self, span: Span) -> str:
        return self.text[span.start : span.end]

    def gaps(self, span: Span) -> Iterator[int]:
        """The places inside `span` before which the source had white space within a line that is left out here."""
        for run in range(bisect_right(self.starts, span.start), len(self.starts)):
            if self.starts[run] >= span.end:
                return
            if self.source[self.origins[run] - 1] in " \t\u3000" and "\n" not in self._between(run):
                yield self.starts[run]

    def _between(self, run: int) -> str:
        """What the source has between a run of kept characters and the one before it."""
        before = self.origins[run - 1] + self.starts[run] - self.starts[run - 1]
        return self.source[before : self.origins[run]]

    def strip(self, span: Span, characters: str) -> Span:
        """`span` without any of `characters` (folded) at its ends."""
        start, end = span
        while start < end and self.folded[start] in characters:
            start += 1
        while end > start and self.folded[end - 1] in characters:
            end -= 1
        return Span(start, end)

    def _origin(self, position: int) -> int:
        run = bisect_right(self.starts, position) - 1
        return self.origins[run] + position - self.starts[run]


def clean(source: str, kept: Iterable[Span], goes_on: Container[int] = ()) -> CleanText:
    """The clean text of the stretches `kept`, which must be in order and not overlap.

    The stretches that begin at a place in `goes_on` go on with the one before, if need be in the middle of a number.
    """
    parts: list[str] = []
    starts: list[int] = []
    origins: list[int] = []
    length = 0
    last = ""
    for stretch in kept:
        for match in _RUN.finditer(source, *stretch):
            run = match.group()
            origin = match.start()
            broken = origin in goes_on and run[0].isdigit() and last.isdigit()
            if last and _WORD.match(run) and _WORD.match(last) and source[origin - 1].isspace() and not broken:
                parts.append(" ")
                starts.append(length)
                origins.append(origin - 1)
                length += 1
            parts.append(run)
            starts.append(length)
            origins.append(origin)
            length += len(run)
            last = run[-1]
    text = "".join(parts)
    return CleanText(source, text, fold(text), tuple(starts), tuple(origins))
