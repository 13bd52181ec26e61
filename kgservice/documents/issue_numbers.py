"""Finds the number that an issuer gives a document (发文字号): on a line of its own, in brackets, or glued to the title."""

from __future__ import annotations

import re

from kgservice.documents.text import Span
from kgservice.lexicon import pattern_of

_YEAR_AND_NUMBER = r"(?:[〔（<](?:19|20)\d\d[〕）>]|(?:19|20)\d\d年)第?\d{1,5}[号號]"
NUMBER = rf"[\u4e00-\u9fff]{{1,14}}{_YEAR_AND_NUMBER}"
"""What an issue number looks like (某政办发〔2020〕43号)."""
_WITHOUT_LAST_WORD = r"[\u4e00-\u9fff]{2,14}〔(?:19|20)\d\d〕\d{1,5}"
_BROKEN = re.compile(r"[\u4e00-\u9fff]{2,14}〔(?:19|20)\d\d(?:〕?\d{0,5}|〕)[号號]?")
_ALONE = re.compile(rf"（?(?P<number>{NUMBER}|{_WITHOUT_LAST_WORD})）?(?:签发人：[\u4e00-\u9fff]{{2,8}})?")
_IN_FRONT = re.compile(
    rf"(?P<number>[\u4e00-\u9fff]{{1,9}}{_YEAR_AND_NUMBER})(?!文件|精神|要求|印发以来)(?=[\u4e00-\u9fff《“].{{6}})"
)
_BEHIND = (
    rf"(?<=.{{8}})(?:（(?P<bracketed>{NUMBER})）"
    rf"|(?<={{ends_in_line}})(?P<glued>(?:(?!通知)[\u4e00-\u9fff]){{1,8}}{_YEAR_AND_NUMBER}))$"
)
_STATE = re.compile("〔(?:已废止|废止|已失效|失效|已修改|现行有效|有效)〕$")
# …的通知_某某政府网, …实施方案 - 某市人民政府门户网站
_SITE = "(?:(?<={ends_in_line})|(?<=行）|年）))(?:(?:_[^_，。；：]{2,24})+|(?:-+|[|])[^-|，。；：]{2,20}(?:网|网站|门户|平台))$"
_SUBJECT = re.compile("〔[\u4e00-\u9fff]{2,12}〕(?=[^〔〕]{8})")  # 【民生工程】关于…的通知
_BEFORE_TEXT = re.compile(
    rf"(?P<number>{NUMBER})(?P<date>(?:19|20)\d\d[-/.]\d{{1,2}}[-/.]\d{{1,2}}(?!\d))?(?=为|根据|按照|各|现将|经)"
)


def is_issue_number(line: str) -> bool:
    """Whether `line` (folded) is an issue number and nothing else."""
    return _ALONE.fullmatch(line) is not None


def is_broken_number(line: str) -> bool:
    """Whether `line` (folded) is an issue number of which a page lost marks (某政办函〔202058)."""
    return _BROKEN.fullmatch(line) is not None


def number_in(line: str) -> Span | None:
    """Where the issue number stands that `line` (folded) is, or that stands at one of its ends (…的通知国办发〔2020〕43号)."""
    if alone := _ALONE.fullmatch(line):
        return Span(*alone.span("number"))
    if found := _IN_FRONT.match(line):
        return Span(*found.span("number"))
    if found := pattern_of("heads", _BEHIND).search(line):
        return Span(*found.span("bracketed" if found["bracketed"] else "glued"))
    return None


def number_before_text(line: str) -> tuple[Span, Span | None] | None:
    """The issue number that `line` (folded) begins with before its text, and the date behind it (…〔2009〕69号 2009-11-03 为…)."""
    found = _BEFORE_TEXT.match(line)
    if found is None:
        return None
    return Span(*found.span("number")), Span(*found.span("date")) if found["date"] else None


def without_number(line: str) -> Span:
    """What of `line` (folded) is left without an issue number at its end or its beginning, and without what a site adds: its force, its own name, a subject (【民生工程】)."""
    if _ALONE.fullmatch(line):
        return Span(0, len(line))
    start, end = 0, len(line)
    if subject := _SUBJECT.match(line):
        start = subject.end()
    if found := _IN_FRONT.match(line, start):
        start = found.end()
    if state := _STATE.search(line, start):
        end = state.start()
    if site := pattern_of("heads", _SITE).search(line, start, end):
        end = site.start()
    if found := pattern_of("heads", _BEHIND).search(line, start, end):
        end = found.start()
    return Span(start, end)
