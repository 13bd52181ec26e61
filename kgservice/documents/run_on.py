"""A text that is all on one line, as databases of texts store it: where its head shows that lines ended."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kgservice.documents.body_names import bodies_in_a_row, is_body
from kgservice.documents.text import fold
from kgservice.lexicon import pattern_of
from kgservice.times.words import WHOLE_DATE

_TITLE_END = "(?<={ends_in_line})"
_YEAR_AND_NUMBER = r"\s*[〔（](?:19|20)\d\d[〕）]\s?第?\d{1,5}号"
_NUMBER = (
    rf"(?:^|(?<=文件)|{_TITLE_END})(?P<number>(?:(?!的|通知|报告|意见)[\u4e00-\u9fff]){{1,10}}{_YEAR_AND_NUMBER})"
    "(?!文件|精神|要求|）)"
)
_NUMBER_BEHIND = rf"(?P<number>(?![发字函规])(?:(?!的|通知|报告|意见|文件)[\u4e00-\u9fff]){{2,8}}{_YEAR_AND_NUMBER})(?=[\u4e00-\u9fff])"
# A site's count, a number that lost its brackets, the label of an annex that stands alone.
_BEFORE_HEAD = re.compile(r"1、(?:[\u4e00-\u9fff]{1,9}20\d{3,7}号)?|附件\d{0,2}：?(?=[\u4e00-\u9fff])")
# The issuer's name over the title that begins with it.
_NAME_TWICE = re.compile(
    "(?P<name>[\u4e00-\u9fff]{5,40}?)(?:[\u4e00-\u9fff]{2}稿纸|文件)?(?P<again>(?P=name))?(?=(?P=name)(?:关于|印发|转发))"
)
_BEFORE_ADDRESSEES = f"{_TITLE_END}(?=(?:各|国务院|有关|市|省|县|区)[^。：]{{1,300}}：(?!第|一、))"
_ADDRESSEES = re.compile("[^。：]{2,400}：(?!第|一、)")
_ISSUED = re.compile("《(?P<marked>[^《》]{8,100})》|(?:印发|转发|批转)(?P<named>[^。：《》]{8,120}?)的通知")
_AUTHOR = re.compile("(?:[：。，]|转发|批转)(?P<author>[\u4e00-\u9fff]{3,30}?)(?=《|关于)")
_TITLE_BEFORE_TEXT = f"《?[^。，；：《》]{{4,60}}?{_TITLE_END}(?:（[^（）]{{1,24}}）){{0,2}}》?(?=为|根据|按照|依据|近年来|当前|今年|20\\d\\d年|深入贯彻|一、)"
_ABOUT = re.compile(r"\s*关于")
_LONGEST_WITH_AUTHORS = 300
_SENTENCE = re.compile("[。！]")
_HEAD = 2000


def end_before_authors(line: str) -> int | None:
    """Where the title ends in a line that is one with its authors behind it (关于治水的意见水利部　财政部); None in any other."""
    folded = fold(line)
    if not _ABOUT.match(folded) or len(line) > _LONGEST_WITH_AUTHORS or _SENTENCE.search(folded):
        return None
    ends = (match.end() for match in pattern_of("heads", _TITLE_END).finditer(folded))
    return next((end for end in ends if folded[end:].strip() and all(map(is_body, folded[end:].split()))), None)


def line_ends(line: str) -> Iterator[int]:
    """Where in `line` lines ended: behind a red head, the title, the number, those it is sent to, the signature, the plan's title."""
    folded = fold(line[:_HEAD])
    title_end = sent_end = 0
    first = _SENTENCE.search(folded)
    head = first.start() if first else len(folded)
    if before := _BEFORE_HEAD.match(folded):
        yield before.end()
    if twice := _NAME_TWICE.match(folded):
        yield twice.end()
        if twice["again"]:
            yield twice.start("again")
    if number := _number_behind_body().match(folded, 0, head) or pattern_of("heads", _NUMBER).search(folded, 0, head):
        yield number.start("number")
        yield number.end("number")
        title_end = number.end("number")
    if sent := pattern_of("heads", _BEFORE_ADDRESSEES).search(folded, title_end, head):
        yield sent.start()
        title_end = sent.start()
    if title_end and (sent_to := _ADDRESSEES.match(folded, title_end)):
        sent_end = sent_to.end()
        yield sent_end
    signed = _signed().search(folded, sent_end)
    if signed is None:
        if not title_end and (title := pattern_of("heads", _TITLE_BEFORE_TEXT).match(folded)):
            yield title.end()
        return
    yield signed.start()
    yield signed.start("date")
    yield signed.end("date")
    yield signed.end()
    yield from _plan_title(folded, signed.end(), folded[: signed.start()])


@cache
def _number_behind_body() -> re.Pattern[str]:
    """A red head without 文件, between the issuer's name and its title."""
    return re.compile(f"{bodies_in_a_row()}{_NUMBER_BEHIND}")


@cache
def _signed() -> re.Pattern[str]:
    bodies = bodies_in_a_row()
    return pattern_of(
        "heads",
        rf"(?:(?<=[。.！）\sA-Za-z\d])|{_TITLE_END})(?P<bodies>{bodies}(?:\s+{bodies})*)\s*(?P<date>{WHOLE_DATE})(?P<note>（此件[^（）]*）|附件)?"
        "(?=[《“\u4e00-\u9fff])(?!印发|发布|公布|下发|以[来前后]|前|起|至|召开|的|第|施行|实施)",
    )


def _plan_title(folded: str, start: int, notice: str) -> Iterator[int]:
    """Where the title at `start` ends, which the `notice` names or words follow that plans begin with, and where its author does."""
    opening = start + folded.startswith("《", start)
    titles = [issued["marked"] or issued["named"] for issued in _ISSUED.finditer(notice)]
    authors = [found["author"] for found in _AUTHOR.finditer(notice)]
    for title in [
        *titles,
        *(title[len(author) :] for title in titles for author in authors if title.startswith(author)),
    ]:
        if folded.startswith(title, opening):
            end = opening + len(title)
            end += folded.startswith("》", end)
            yield end
            yield from (end + len(author) for author in authors if folded.startswith(author, end))
            return
    if title := pattern_of("heads", _TITLE_BEFORE_TEXT).match(folded, start):
        yield title.end()
