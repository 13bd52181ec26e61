"""Reads indicator targets: which figure is to be reached, in what, by when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from kgservice.documents.text import CleanText, Span
from kgservice.extraction.facts import Comparator, IndicatorTarget
from kgservice.extraction.numerals import ARABIC, UNIT, Quantity, find_quantities
from kgservice.extraction.tables import Column, ReadRow

_CUE = re.compile(
    r"""
    (?P<more>突破|超过|超|高于|大于|多于|优于)
  | (?P<most>不超过|不得超过|不高于|不大于|不多于|控制在|压缩至|压缩到|缩短至|缩短到|压减至|压减到|降至|降到|降低到|下降到|减少到|低于或等于)
  | (?P<less>低于|少于|小于)
  | (?P<least>不低于|不少于|不小于|不得低于|不得少于|至少(?:[\u4e00-\u9fff]{1,6})?|最少|达到|达(?!成|标)|稳定在|保持在|稳定达到|保持到|维持在|力争达到|提升至少)
  | (?P<equal>减至|增至|提高到|提高至|提升到|提升至|扩大到|扩大至|恢复到|增加到|增加至|增长到|增长|下降|降低|减少|提高|提升|为|保持|共|约)
    """,
    re.VERBOSE,
)
_CUE_AT_END = re.compile(rf"(?:{_CUE.pattern})(?:人民币|每[\u4e00-\u9fff（）、]{{1,8}}?)*$", re.VERBOSE)
_AFTER = re.compile("(?P<most>以内|之内|以下)|(?P<least>以上|及以上|左右以上|或以上)|(?P<about>左右|上下)")
_RATE = "(?:率|占比|比例|比重|覆盖面|满意度|覆盖|浓度|强度|总量|总数|总产值|规模|数量|里程|总额|数|量|度|额|值|面积|时间|时限|周期|天数|人数|水平)"
_RATE_AT_END = re.compile(f"{_RATE}(?:（[^（）]{{1,30}}）)?$")
_DO = (
    "建设|建成|新建|改建|扩建|改扩建|新增|培育|打造|培养|创建|组建|改造|整治|选派|培训|发放|举办|组织|开展|淘汰|关停|完成|制修订|制定|修订|创成|建立|设立|设置"
    "|增设|补建|拆除|更换|储备|维修|整修|疏洗|清理|选取|认定|引进|遴选|布局|推广|实施|发布|投入|形成|安排|开通|新开|加密|硬化|推出|复评|复核|筛查|建档|检查|抽检"
    "|监测|配备|配置|招引|签约|落地|壮大|孵化|解决|研究|纳入|评选|申报|争创|推动|推进|新改建|翻建|提升|更新|加固|实现|建|修建|种植|造林|治理|修复|保护|吸引|帮扶|资助|救助|支持|覆盖|安装|架设|铺设|流转|办理|压减|取消|下放|公布|公开|化解|盘活|处置|供应|筹集|供给|征集|宣传|接待|销售|出口|进口|入库|开工|投产|竣工|验收|通车|扩大|增加|争取|力争|培植"
)
_DOING = re.compile(f"(?:{_DO})")
_LEADING_VERB = re.compile(f"^(?:{_DO})(?=[^\\d]{{2,}})")
_QUALIFIER_UNIT = re.compile(
    "(?:年|岁|级|周年|届|月|日|天|小时|分钟|点|号|期|度|位|类|部|门|节|区|市|县|镇|村|街道|本|路|列|班)$"
)
_TIME_UNIT = re.compile("(?:年|个月|周|天|日|小时|分钟|工作日|个工作日)$")
_HIDDEN = re.compile("《[^《》]*》|〔[^〔〕]*〕|“[^“”]{1,20}”|（(?:以下|含|包括|如|即|上接)[^（）]*）")
_YEAR = re.compile(r"(?<!\d)(?P<year>20\d\d)年(?!来|以来|起|度)|(?<!\d)(?<!每)年(?P<this>内|底前)")
_LEAD_IN = re.compile(
    r"^(?:(?:到|至|截至|力争|确保|实现|使|要|其中|努力|将|把|保障|促进|做到|推动|并|且|全年|逐步|基本|同时|着力|力求|争取|率先|每年|年均|累计|按照|对|全面|各类|组织|实施|加快|继续|积极|持续|严格|落实|达到"
    r"|20\d\d年(?:\d{1,2}月)?(?:底|末|前|底前|年底前?|内)*|\d{1,2}月(?:底|末)?前?|年底前?|年内|全市|全省|全县|全区|我市|我省|我县|我区|全镇|，)+)"
)
_SUBJECT_TAIL = re.compile("(?:要|应|须|均|都|分别|总体|力争|总共|合计|共|累计|将|已|年均|每年|原则上|须|的|基本)+$")
_WHOLE = re.compile("(?P<cover>全覆盖)|(?P<all>全部(?!门))|(?P<every>(?:覆盖(?:到)?|扩大到|延伸到|惠及)?所有(?:的)?)")
_SENTENCE = re.compile("[^。！？]+")
_CLAUSE_MARKS = "，；：。！？"

_MORE = {
    "more": Comparator.MORE_THAN,
    "most": Comparator.AT_MOST,
    "less": Comparator.LESS_THAN,
    "least": Comparator.AT_LEAST,
}


@dataclass(slots=True)
class _Reading:
    """What is known while a passage is read: the year in force, and what the last figure was about."""

    text: CleanText
    year: int | None
    this_year: int | None
    subject: str = ""


def find_targets(
    text: CleanText, span: Span, *, year: int | None = None, this_year: int | None = None, carry_year: bool = False
) -> list[IndicatorTarget]:
    """The targets in `span`, in order.

    `year` counts for every figure whose sentence names none; `carry_year` keeps a year that a paragraph begins with for its
    later sentences; `this_year` is what 年内 means.
    """
    found: list[IndicatorTarget] = []
    reading = _Reading(text, year, this_year)
    for sentence in _SENTENCE.finditer(text.folded, *span):
        stretch = Span(*sentence.span())
        if not carry_year:
            reading.year = year
        found.extend(_in_sentence(reading, stretch))
    return found


def _in_sentence(reading: _Reading, sentence: Span) -> Iterator[IndicatorTarget]:
    text = reading.text
    hidden = [Span(*match.span()) for match in _HIDDEN.finditer(text.folded, *sentence)]
    years = [
        (match.start(), int(match["year"]) if match["year"] else reading.this_year)
        for match in _YEAR.finditer(text.folded, *sentence)
        if not _inside(match.start(), hidden)
    ]
    marks: list[tuple[int, Quantity | re.Match[str]]] = [
        (quantity.span.start, quantity)
        for quantity in find_quantities(text.folded, sentence)
        if not _inside(quantity.span.start, hidden)
    ]
    marks += [
        (match.start(), match)
        for match in _WHOLE.finditer(text.folded, *sentence)
        if not _inside(match.start(), hidden)
    ]
    quantities = [mark for _, mark in marks if isinstance(mark, Quantity)]
    base = reading.year
    for place, mark in sorted(marks, key=lambda each: each[0]):
        before = [year for start, year in years if start < place and year is not None]
        reading.year = before[-1] if before else base
        if isinstance(mark, Quantity):
            yield from _figure(reading, sentence, mark, quantities)
        else:
            yield from _whole(reading, sentence, mark, quantities)


def _inside(place: int, spans: list[Span]) -> bool:
    return any(span.start <= place < span.end for span in spans)


def _figure(reading: _Reading, sentence: Span, quantity: Quantity, others: list[Quantity]) -> Iterator[IndicatorTarget]:
    folded = reading.text.folded
    clause = _clause_start(folded, sentence.start, quantity.span.start)
    before = folded[clause : quantity.span.start]
    after = folded[quantity.span.end : sentence.end]
    suffix = _AFTER.match(after)
    if (
        _CALENDAR.search(quantity.unit)
        and quantity.unit in ("年", "月", "日")
        and not (suffix or _CUE_AT_END.search(before))
    ):
        return
    cue = _CUE_AT_END.search(before)
    if cue is not None:
        yield from _cued(reading, clause, quantity, cue, suffix, after)
        return
    if _RATE_AT_END.search(before) and quantity.unit in ("%", "‰", ""):
        yield from _named(
            reading,
            clause,
            quantity,
            before,
            _comparator(None, suffix),
            quantity.span.end + (suffix.end() if suffix else 0),
        )
        return
    if quantity.unit == "%" and after.startswith("的"):
        return
    if quantity.chinese or _TIME_UNIT.search(quantity.unit) or _QUALIFIER_UNIT.search(quantity.unit):
        return
    yield from _counted(reading, clause, quantity, before, suffix, others, sentence)


_CALENDAR = re.compile("年|月|日")


def _clause_start(folded: str, start: int, place: int) -> int:
    """Where the clause before `place` begins: behind the last mark outside brackets."""
    depth = 0
    for position in range(place - 1, start - 1, -1):
        character = folded[position]
        if character in "）”":
            depth += 1
        elif character in "（“":
            depth -= 1
        elif depth <= 0 and character in _CLAUSE_MARKS:
            return position + 1
    return start


def _comparator(cue: re.Match[str] | None, suffix: re.Match[str] | None) -> Comparator:
    named = cue.lastgroup if cue else None
    if suffix and suffix["most"]:
        return Comparator.AT_MOST
    if named in _MORE:
        return _MORE[named]
    if suffix and suffix["least"]:
        return Comparator.AT_LEAST
    return Comparator.EXACTLY


def _cued(
    reading: _Reading, clause: int, quantity: Quantity, cue: re.Match[str], suffix: re.Match[str] | None, after: str
) -> Iterator[IndicatorTarget]:
    """A figure behind its cue: 受污染耕地安全利用率达到93%以上; or before what it counts: 不低于80%的单位安装…."""
    comparator = _comparator(cue, suffix)
    name = reading.text.folded[clause : clause + cue.start()]
    end = quantity.span.end + (suffix.end() if suffix else 0)
    rest = after[suffix.end() if suffix else 0 :]
    if rest.startswith("的") and not _RATE_AT_END.search(name):
        stop = re.search("[，；、]", rest)
        counted = rest[1 : stop.start() if stop else len(rest)]
        yield from _make(
            reading,
            quantity,
            [f"{_bare(name)}{counted}"],
            comparator,
            Span(clause, end + (stop.start() if stop else len(rest))),
        )
        return
    yield from _named(reading, clause, quantity, name, comparator, end)


def _named(
    reading: _Reading, clause: int, quantity: Quantity, name: str, comparator: Comparator, end: int
) -> Iterator[IndicatorTarget]:
    if "、" in name and re.search(r"\d", name):
        piece = name.rsplit("、", 1)[1]
        clause += len(name) - len(piece)
        name = piece
    words = _bare(name)
    shared = bool(re.search("均|都|分别", name[-6:]))
    names = _shared(words, shared)
    if not words:
        names = [reading.subject] if reading.subject else []
    yield from _make(reading, quantity, names, comparator, Span(clause, end))


def _bare(name: str) -> str:
    """An indicator's name without the words around it (到2025年，全市…要)."""
    words = _LEAD_IN.sub("", name)
    previous = None
    while previous != words:
        previous = words
        words = _SUBJECT_TAIL.sub("", words)
    return words.strip("，、；：的")


def _shared(words: str, said: bool) -> list[str]:
    """The names in `words` that share one figure: 报告率、调查率、处置及时率均达到100%."""
    pieces = [piece for piece in re.split("、|(?<=率)(?:和|及|与|以及)", words) if piece]
    if len(pieces) < 2:
        return [words] if words else []
    if all(_RATE_AT_END.search(piece) for piece in pieces):
        return pieces
    tail = re.search("[\u4e00-\u9fff]{2,8}?(?:率|比例|占比)$", pieces[-1])
    if said and tail:
        return [piece if _RATE_AT_END.search(piece) else piece + tail.group() for piece in pieces]
    return [words]


def _counted(
    reading: _Reading,
    clause: int,
    quantity: Quantity,
    before: str,
    suffix: re.Match[str] | None,
    others: list[Quantity],
    sentence: Span,
) -> Iterator[IndicatorTarget]:
    """Something to be made or done so many times: 培育7个以上产业集群, 培育龙头企业2家."""
    folded = reading.text.folded
    piece = before.rsplit("、", 1)[-1]
    in_list = bool(re.search(r"\d", before)) and "、" in before
    if not _DOING.search(before) and not (in_list and reading.subject):
        return
    end = quantity.span.end + (suffix.end() if suffix else 0)
    stop = re.search("[，、；。：）]", folded[end : sentence.end])
    rest = folded[end : end + stop.start() if stop else sentence.end]
    verb = next(iter(reversed(list(_DOING.finditer(piece)))), None)
    if rest and not rest.startswith(("以", "的，")) and len(rest) >= 2:
        name, finish = rest.removeprefix("的"), end + len(rest)
        if any(other.span.start > quantity.span.start and other.span.start < finish for other in others):
            return
    else:
        name, finish = _bare(_LEADING_VERB.sub("", _bare(piece))), end
    if not name:
        return
    start = clause + len(before) - len(piece) + (verb.start() if verb and len(piece) - verb.start() > 0 else 0)
    yield from _make(
        reading, quantity, [name], _comparator(None, suffix), Span(min(start, quantity.span.start), finish)
    )


def _whole(
    reading: _Reading, sentence: Span, mark: re.Match[str], quantities: list[Quantity]
) -> Iterator[IndicatorTarget]:
    """All of something: 全覆盖, 全部, 所有."""
    folded = reading.text.folded
    clause = _clause_start(folded, sentence.start, mark.start())
    stop = re.search("[，；。：]", folded[mark.end() : sentence.end])
    end = mark.end() + (stop.start() if stop else sentence.end - mark.end())
    before, after = folded[clause : mark.start()], folded[mark.end() : end]
    whole = Quantity(Span(*mark.span()), Decimal(100), None, "%", False)
    if mark["cover"]:
        if any(clause <= quantity.span.start < end and quantity.unit == "%" for quantity in quantities):
            return
        name = _bare(re.sub("(?:实现|做到|达到|达)$", "", _bare(before)))
        names = _short_list(name) or ([name + after] if name else [after] if after else [])
        yield from _make(
            reading, whole, names, Comparator.EXACTLY, Span(clause, mark.end() if name and not after else end)
        )
    elif mark["all"]:
        name = _bare(before)
        if ((name or reading.subject) and len(after) >= 2) or name.endswith("覆盖"):
            yield from _make(reading, whole, [f"{name}{after}"], Comparator.EXACTLY, Span(clause, end))
    elif (
        mark.group().startswith(("覆盖", "扩大", "延伸", "惠及")) or (not _bare(before) and re.search(_REACHED, after))
    ) and "全覆盖" not in after:
        yield from _make(reading, whole, [f"{_bare(before)}{after}"], Comparator.EXACTLY, Span(clause, end))


_REACHED = "划定|建立|完成|实现|达到|纳入|配备|配齐|建成|设立|通过|落实"


def _short_list(words: str) -> list[str]:
    pieces = words.split("、")
    return pieces if len(pieces) > 1 and all(len(piece) <= 8 for piece in pieces[1:]) else []


def _make(
    reading: _Reading, quantity: Quantity, names: list[str], comparator: Comparator, quote: Span
) -> Iterator[IndicatorTarget]:
    unit = _unit(reading, quantity, quote)
    for name in names:
        if not name or len(name) > 80:
            continue
        reading.subject = name
        if quantity.upper is None:
            yield IndicatorTarget("target.figure", name, comparator, quantity.value, unit, reading.year, quote)
        else:
            yield IndicatorTarget("target.range", name, Comparator.AT_LEAST, quantity.value, unit, reading.year, quote)
            yield IndicatorTarget("target.range", name, Comparator.AT_MOST, quantity.upper, unit, reading.year, quote)


_TABLE_UNIT = re.compile("（(?:单位：)?([^（）]*)）$")


def row_targets(text: CleanText, row: ReadRow, parties: tuple[Span, ...]) -> list[IndicatorTarget]:
    """The targets of a table row: one for each column of figures, its year from the column's name."""
    name = row.first(Column.INDICATOR, Column.TASK, Column.CONTENT)
    if name is None:
        return []
    words = text.folded[name.start : name.end]
    unit_cell = row.first(Column.UNIT)
    unit = text[unit_cell] if unit_cell else ""
    if (bracket := _TABLE_UNIT.search(words)) and re.fullmatch(UNIT, bracket.group(1)):
        unit = unit or bracket.group(1)
        words = words[: bracket.start()]
    found = []
    for column, title, cell in row.cells:
        if column is not Column.FIGURE:
            continue
        year = re.search(r"20\d\d", title)
        for quantity, comparator in _cell_figures(text, cell, unit):
            found.append(
                IndicatorTarget(
                    "target.table",
                    words,
                    comparator,
                    quantity.value,
                    quantity.unit or unit,
                    int(year.group()) if year else None,
                    Span(name.start, cell.end),
                    parties,
                )
            )
    return found


def _cell_figures(text: CleanText, cell: Span, unit: str) -> Iterator[tuple[Quantity, Comparator]]:
    folded = text.folded
    quantities = find_quantities(folded, cell)
    if not quantities and (bare := re.search(rf"(?:{ARABIC})(?![\d.])", folded[cell.start : cell.end])):
        place = Span(cell.start + bare.start(), cell.start + bare.end())
        quantities = [Quantity(place, Decimal(bare.group().replace(",", "")), None, unit, False)]
    for quantity in quantities[:1]:
        cue = _CUE_AT_END.search(folded[cell.start : quantity.span.start])
        suffix = _AFTER.match(folded[quantity.span.end : cell.end])
        yield quantity, _comparator(cue, suffix)
        if quantity.upper is not None:
            yield replace(quantity, value=quantity.upper), Comparator.AT_MOST
    if not quantities and re.search("全覆盖|全部", folded[cell.start : cell.end]):
        yield Quantity(cell, Decimal(100), None, "%", False), Comparator.EXACTLY


_PER = re.compile(
    "每个?(?P<what>年|季度|月|周|学期|日|天|人|千人|万人|百人|街道|街镇|乡镇|村（社区）|[\u4e00-\u9fff（）]{1,8}?)(?=每|至少|不少于|不低于|不超过|建成|组建|设立|新增|\\d|[一二三四五六七八九两]|[举组开发培接投研推训]|巡|检)"
)


def _unit(reading: _Reading, quantity: Quantity, quote: Span) -> str:
    """The unit with its denominator: 每年每千人四份 is 份/千人·年."""
    unit = quantity.unit
    folded = reading.text.folded
    per = [match["what"] for match in _PER.finditer(folded, quote.start, quantity.span.end)]
    people = [what for what in per if what not in ("年", "季度", "月", "周", "学期", "日", "天")]
    times = [what for what in per if what in ("年", "季度", "月", "周", "学期", "日", "天")]
    if unit in ("%", "") or not per:
        return unit
    denominators = "·".join([*people[-1:], *times[-1:]])
    if "/" in unit:
        return unit if denominators in unit else f"{unit}·{denominators}"
    return f"{unit}/{denominators}"
