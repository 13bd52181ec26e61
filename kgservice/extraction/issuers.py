"""Who issued a document: who signed it, else whom its title begins with, else whom the page names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kgservice.documents.parts import Document
from kgservice.documents.signature import bodies_in
from kgservice.documents.text import Span, fold
from kgservice.levels import ABOVE_TOWNSHIPS, LEVELS
from kgservice.registers.entries import Jurisdiction, Level
from kgservice.registers.lookup import Registers

_ISSUES = re.compile("(?P<issuer>(?!关于)[^，。《》“”]{2,160}?)(?=关于|印发|转发|批转)")
_CARRIES_OUT = re.compile("[^，。《》“”]{2,40}?(?=贯彻|落实)")
_ISSUED_IN_MARKS = re.compile("(?P<issuer>[^，。《》]{2,40}?)(?:关于)?(?:印发|转发)《$")
_OWN_PLAN = re.compile(
    "(?:20\\d\\d年度?)?(?P<issuer>(?!年?度)[^，。《》“”\\d]{3,30}?)"
    "(?=(?:20\\d\\d|“?十[三四五六]五)年?|(?:重点)?工作(?:规则|要点|计划|方案|安排)|(?:重点|为民|民生)[^，。]{0,8}(?:实事|项目|任务))"
)
_SITE = re.compile("(?<!电)网(?:站|$)|本站|微信|公众号|信用|日报|晚报")
_OF_THE_STATE = "国家"
_BETWEEN = re.compile("[、，；]")
_IN_BRACKETS = re.compile("（[^（）]*）$")
_OF_LEVEL = f"(?P<level>自治区|[{LEVELS}])(?P<rest>(?!场)[^{ABOVE_TOWNSHIPS}]{{1,28}})"
_SHORT_GOVERNMENT = re.compile(f"(?<=[\u4e00-\u9fff][{LEVELS}])政府")
_PARTY = re.compile("委(?!员|[^办宣组统政]{2,})")


def issuers_named(document: Document, registers: Registers) -> list[str]:
    """Who issued the document, as it is written there: 县人民政府办公室 may leave out whose it is."""
    head, text = document.head, document.text
    if head.signers:
        return [name for body in head.signers for name in _signers(text[body], registers)]
    if head.title and (match := _CARRIES_OUT.match(text.folded, *head.title)) and _is_office(match[0], registers):
        return [text[Span(*match.span())]]
    if head.title and (match := _ISSUES.match(text.folded, *head.title)):
        bodies = [text[body] for body in bodies_in(document.layout, Span(*match.span("issuer")))]
        whose = text[Span(*match.span("issuer"))]
        lettered = _lettered(document, registers)
        if len(lettered) == len(bodies) > 1:
            return lettered
        return bodies or ([] if registers.bodies.is_place(fold(whose)) else [whose])
    if head.title and (match := _ISSUED_IN_MARKS.search(text.folded, 0, head.title.start)):
        return [text[body] for body in bodies_in(document.layout, Span(*match.span("issuer")))]
    if head.letterhead:
        return _lettered(document, registers)
    for title in (head.title, *(plan.title for plan in document.plans)):
        own = _OWN_PLAN.match(text.folded, *title) if title else None
        if own and _is_office(own["issuer"], registers):
            return [text[Span(*own.span("issuer"))]]
    publisher = _IN_BRACKETS.sub("", fold(text[head.publisher])) if head.publisher else ""
    is_issuer = _is_office(publisher, registers) and not registers.bodies.is_bare(publisher)
    return [publisher] if is_issuer else []


def _lettered(document: Document, registers: Registers) -> list[str]:
    """The bodies whose names, each in full, the red head is."""
    if document.head.letterhead is None:
        return []
    named = bodies_in(document.layout, document.head.letterhead)
    return [name for body in named for name in _run_together(document.text.folded[slice(*body)], registers)]


def _signers(written: str, registers: Registers) -> list[str]:
    """The bodies that `written`, a name as one signed it, are: several where all that a page set side by side are known."""
    names = list(_run_together(fold(written), registers))
    return names if len(names) > 1 and all(_is_known(name, registers) for name in names) else [written]


def _run_together(words: str, registers: Registers) -> Iterator[str]:
    """The bodies whose names `words` are, with nothing between them: each that is known ends one."""
    start = 0
    while start < len(words):
        ends = range(len(words), start + 1, -1)
        end = next((end for end in ends if _is_known(words[start:end], registers)), len(words))
        yield words[start:end]
        start = end


def _is_known(words: str, registers: Registers) -> bool:
    return registers.knows(words.removeprefix(_OF_THE_STATE))


def _is_office(name: str, registers: Registers) -> bool:
    bodies = registers.bodies
    return registers.is_body(name) and (not bodies.is_place(name) or bodies.is_area(name)) and not _SITE.search(name)


def addressees_of(document: Document, registers: Registers) -> str | None:
    """Whom the document is sent to, as written: a line under the title that ends with a colon and most of whose names are bodies'."""
    if document.head.addressees is None:
        return None
    names = [name for name in _BETWEEN.split(document.text.folded[slice(*document.head.addressees)]) if name]
    bodies = sum(registers.is_body(name) or name.startswith("各") for name in names)
    return document.text[document.head.addressees] if 2 * bodies >= len(names) else None


def issuer_of(named: Sequence[str], place: Jurisdiction | None) -> str | None:
    """Those `named` one after the other, each with the place whose it is (县政府办公室: 嘉鱼县人民政府办公室)."""
    return "、".join(_with_place(name, place) for name in named) or None


def _with_place(name: str, place: Jurisdiction | None) -> str:
    name = _SHORT_GOVERNMENT.sub("人民政府", name)
    match = re.fullmatch(_OF_LEVEL, name)
    around = place.chain() if place is not None else ()
    whose = next((each for each in around if match and each.name.endswith(match["level"])), None)
    if match is None or whose is None or whose.level is Level.NATIONAL:
        return name
    rest = match["rest"]
    if _PARTY.match(rest):
        return f"中共{whose.name}{rest}"
    if rest.startswith("政府"):
        rest = f"人民{rest}"
    return f"{whose.name}{rest}公室" if rest.endswith("政府办") else f"{whose.name}{rest}"
