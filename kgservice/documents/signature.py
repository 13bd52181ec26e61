"""Who signed a document and when: bodies on lines of their own or together, and the date under them."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from kgservice.documents.body_names import SEAL, is_body, last_of_office, one_body
from kgservice.documents.layout import Layout
from kgservice.documents.text import Span
from kgservice.levels import ABOVE_TOWNSHIPS
from kgservice.registers.bodies import any_ending
from kgservice.registers.place_words import place_word
from kgservice.registers.shipped import shipped_bodies
from kgservice.times.words import MONTH, WHOLE_DATE, YEAR

_DATED = re.compile(rf"（(?P<date>{WHOLE_DATE})(?:印发)?）")
_IMPRINT = "印发"
_SEAL_BEHIND = re.compile(f"{SEAL}$")
_LONGEST_BEGINNING = 30
_LONGEST_SIGNATURE = 80  # a body of 32 characters, a date in Chinese numerals, and a note in brackets
MOST_SIGNERS = 20
_LINES_OF_SIGNATURE = 3
# A body's name goes on where another begins that is of the same place, of the party, or of the state.
_NEXT = f"(?=中共|国务院|国家|[{ABOVE_TOWNSHIPS}](?:委|人民政府|政府)|{{place}})"
_SECOND_NAME = re.compile("（(?P<name>[^（）]+?)(?:代章)?）")


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed, in order, and the date; either may not be said. An imprint (某局办公室2024年1月1日印发) says who printed it."""

    bodies: tuple[Span, ...] = ()
    date: Span | None = None
    is_imprint: bool = False

    def __bool__(self) -> bool:
        return bool(self.bodies) or self.date is not None


def signature_of(layout: Layout, stretches: Sequence[Span], lines: Container[int] = ()) -> Signature:
    """The signature that stands last in the first of `stretches` that has one; `lines` are not the document's.

    An imprint (某局办公室2024年1月1日印发) counts where nobody signed. A date alone on a line will do, if need be in brackets.
    """
    for stretch in stretches:
        signed = [line for line in reversed(layout.lines_in(stretch)) if line not in lines]
        for line in sorted(signed, key=lambda line: layout.lines[line].folded.endswith(_IMPRINT)):
            if (found := _signed_at(layout, line, stretch)) is not None:
                return found
    return Signature()


def closing_signature(layout: Layout) -> Signature:
    """The signature that the text's last sentence ends with, else what its last line tells of who published it and when."""
    folded = layout.text.folded
    last = _signed().search(folded, max(0, len(folded) - _LONGEST_SIGNATURE))
    if (last is None or not last["bodies"]) and layout.line_starts:
        last = _published().match(folded, layout.line_starts[-1])
    if last and last["bodies"]:
        imprint = folded.startswith(_IMPRINT, last.end("date"))
        return Signature(tuple(bodies_in(layout, Span(*last.span("bodies")))), Span(*last.span("date")), imprint)
    return Signature()


def undated_signers(layout: Layout, front: Span, lines: Container[int]) -> tuple[Span, ...]:
    """Who signed the notice of `front` where no date can be read under them: bodies that stand alone behind its last sentence."""
    for line in [line for line in reversed(layout.lines_in(front)) if line not in lines][:_LINES_OF_SIGNATURE]:
        if line and is_body(layout.lines[line].folded) and layout.lines[line - 1].folded[-1] in "。！":
            last = line
            while last + 1 < len(layout.lines) and is_body(layout.lines[last + 1].folded):
                last += 1
            signed = (Span(layout.line_starts[each], layout.start_of(each + 1)) for each in range(line, last + 1))
            return tuple(body for each in signed for body in bodies_in(layout, each))
    return ()


def is_signed_in_month(line: str) -> bool:
    """Whether `line` (folded) is the last of a signature without a day: a month of a year, alone or behind who signed (甲县水利局2024年5月)."""
    return _signed_in_month().fullmatch(line) is not None


@cache
def _place() -> re.Pattern[str]:
    return re.compile(f"(?:中共)?(?P<place>[\u4e00-\u9fff]{{1,7}}?{place_word()})")


@cache
def _rest_of_name() -> re.Pattern[str]:
    """What only ends the name of a body, which the line before begins."""
    coordinating = any_ending(ending for ending in shipped_bodies().endings if ending.coordinating)
    return re.compile(f"(?:工作|协调|推进|建设)*(?:(?:{coordinating}|委员会)(?:办公室)?|办公室)(?:{SEAL})?")


@cache
def _bodies() -> str:
    return f"{one_body()}(?:[、，]{one_body()})*"


@cache
def _signed() -> re.Pattern[str]:
    return re.compile(f"(?:^|[。）？])(?P<bodies>{_bodies()})?(?P<date>{WHOLE_DATE})(?:印发)?(?:（此件[^（）]*）)?$")


@cache
def _signed_in_month() -> re.Pattern[str]:
    return re.compile(f"(?P<bodies>{_bodies()})?（?{YEAR}年{MONTH}）?")


@cache
def _published() -> re.Pattern[str]:
    return re.compile(f"(?P<bodies>{_bodies()})于?(?P<date>{WHOLE_DATE})[^。]{{0,60}}?(?:发布|公布|印发)(?=[。，；]|$)")


def _signed_at(layout: Layout, line: int, stretch: Span) -> Signature | None:
    start = layout.line_starts[line]
    folded = layout.lines[line].folded[: stretch.end - start]
    if match := _signed_in_month().fullmatch(folded):
        own = Span(start, start + match.end("bodies")) if match["bodies"] else None
        bodies = bodies_in(layout, own) if own else _bodies_over(layout, line, stretch)
        return Signature(tuple(bodies)) or None
    if match := _DATED.fullmatch(folded):
        return Signature((), Span(start + match.start("date"), start + match.end("date")))
    match = _signed().search(folded)
    if match is None:
        return None
    date = Span(start + match.start("date"), start + match.end("date"))
    if match["bodies"]:
        own = Span(start + match.start("bodies"), start + match.end("bodies"))
        return Signature(tuple(bodies_in(layout, own)), date, folded.startswith(_IMPRINT, match.end("date")))
    return Signature(tuple(_bodies_over(layout, line, stretch)), date)


def _bodies_over(layout: Layout, line: int, stretch: Span) -> list[Span]:
    """The bodies on the lines over `line`, up to the first that is none."""
    found: list[Span] = []
    above = line - 1
    while above >= 0 and layout.line_starts[above] >= stretch.start and len(found) < MOST_SIGNERS:
        folded = layout.lines[above].folded
        if second := _SECOND_NAME.fullmatch(folded):
            if not is_body(second["name"]):
                break
            above -= 1
            continue
        if _rest_of_name().fullmatch(folded) and _leads_to_rest(layout, above, stretch):
            found.insert(0, _without_seal(layout, Span(layout.line_starts[above - 1], layout.start_of(above + 1))))
            above -= 2
            continue
        if not is_body(folded):
            break
        found[:0] = bodies_in(layout, Span(layout.line_starts[above], layout.start_of(above + 1)))
        above -= 1
    return found


def _leads_to_rest(layout: Layout, line: int, stretch: Span) -> bool:
    """Whether the line over `line` begins the name that it ends (某市制造业高质量发展 | 领导小组办公室)."""
    before = line - 1
    if before < 0 or layout.line_starts[before] < stretch.start or layout.lines[line].blank_before:
        return False
    words = layout.lines[before].folded
    return len(words) <= _LONGEST_BEGINNING and words[-1] not in "。！：；，" and not is_body(words)


def _without_seal(layout: Layout, span: Span) -> Span:
    piece = layout.text.strip(span, "、，？")
    seal = _SEAL_BEHIND.search(layout.text.folded[piece.start : piece.end])
    return Span(piece.start, piece.start + seal.start()) if seal else piece


def bodies_in(layout: Layout, span: Span) -> Iterator[Span]:
    """The bodies that `span` names one after the other, with 、 or white space between, or with nothing."""
    folded = layout.text.folded
    cuts = {match.start() for match in re.finditer("[、，]", folded[span.start : span.end])}
    places = {span.start + cut for cut in cuts} | set(layout.text.gaps(span))
    place = _place().match(folded, *span)
    following = re.compile(f"(?<={last_of_office()}){_NEXT.format(place=place['place'] if place else '(?!)')}")
    places |= {match.start() for match in following.finditer(folded, span.start + 1, span.end)}
    start = span.start
    for end in (*sorted(places), span.end):
        piece = layout.text.strip(Span(start, end), "、，？")
        if is_body(folded[piece.start : piece.end]):
            yield _without_seal(layout, piece)
            start = end
