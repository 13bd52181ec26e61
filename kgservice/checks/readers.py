"""What SPARQL cannot see in a text: words doubled, short titles never used, numbers that skip.

A reader takes the rows of a check's query in the order of the text and gives those that are findings.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain

from kgservice.numerals import chinese_number
from kgservice.queries.pages import Row

Reader = Callable[[Sequence[Row]], Iterator[Row]]

_DOUBLED = re.compile(
    r"""
    (?P<phrase> [\u4e00-\u9fff]{4,} ) (?P=phrase)                                 # 食品安全食品安全
    | (?P<clause> [\u4e00-\u9fff“”]{6,} ) [，、；。] (?P=clause) (?=[，、；。]|$)      # 依法履行追溯义务，依法履行追溯义务，
    | (?![一每很]) (?P<one> [\u4e00-\u9fff] ) (?! (?P=one) ) (?P<two> [\u4e00-\u9fff] ) (?P=one) (?P=two) (?=[，、；。）])   # 开展检修检修，
    | 的的
    | (?P<before> [\u4e00-\u9fff] ) (?P<last> [\u4e00-\u9fff] ) (?P=last) (?=[，、；。）])   # 监管全覆盖盖，
    """,
    re.VERBOSE,
)
_REDUPLICATED = frozenset(
    "人天年月日时层处事户家村个件项条步级样种点滴多少常仅渐刚偏慢快好往频纷稍默早明白清楚大小方面双一实切稳踏"
    "爸妈爷奶哥姐弟妹宝娃巴钉滴拉"  # of kin (妈妈), and at the end of firms' names
)
_SHORT_TITLE = re.compile(r"以?下(?:统一|统)?简?称[为：:]?(?P<title>《[^《》]{1,20}》|“[^“”]{1,20}”)")
_DEFINITION = re.compile(f"[^，。；、]*?[（(]?{_SHORT_TITLE.pattern}")  # 供暖工作专班（以下统称“专班”
_NUMBER = re.compile(r"[0-9]{1,9}$|[零一二三四五六七八九十百]+")
_MARK = re.compile("[，；。：！？,;:!?]")
_HALF_MARK = re.compile("[\u4e00-\u9fff”》）][,;:!?(]|[)][\u4e00-\u9fff]")  # 《条例》,聚焦; 直供)的
_AMISS = re.compile(
    r"""
    [，、；。：]{2,}                                                # 加强，，推进
    | 《[^《》]+等(?:相关|有关|管理|配套)?(?:制度|规定|文件|办法)》    # 《管理办法等管理制度》
    """,
    re.VERBOSE,
)
_PAIRS = {"（": "）", "《": "》", "〔": "〕", "【": "】", "“": "”", "‘": "’"}
_WIDE = str.maketrans("()", "（）")
_FULL_WIDTH = str.maketrans(",;:!?()", "，；：！？（）")
_SHORTEST_REPEATED = 14
# Two sections of the annotated documents share 2 at most, two notices for two sorts of applicants 14.
_MOST_BY_MISTAKE = 5
_TIME = re.compile("[0-9]{1,4}[年月日号]")
_CONTACT = re.compile("[0-9]{7}")
_BODIES = re.compile(
    "(?:[\u4e00-\u9fff]{1,14}[厅局委办部院会行府心关队司]、){2,}[\u4e00-\u9fff]{2,15}$"
)  # 抄送省教育厅、省科技厅、省公安厅
_FIGURE = re.compile("[0-9]")
_OF_WHOM = re.compile("^凡|的$")  # 购买住房并备案的，给予补贴; 凡是购买住房的家庭
# Who leaves an item out or miscounts is one or two off; a number further ahead was picked from a longer list.
_WIDEST_SLIP = 5
# Of a sentence that is said twice: the formulas that real documents repeat (依法从重处罚) make up a quarter.
_LEAST_SHARE = 1 / 3
_LINE_END = 2  # \r\n
_PAUSES, _BRACKETS = ",;:!?", "()"
_BEFORE = "(?<=[\u4e00-\u9fff”》）])"


def doubled_words(rows: Sequence[Row]) -> Iterator[Row]:
    """The sentences in which words stand twice in a row."""
    for row in rows:
        for match in _DOUBLED.finditer(row["sentence"]):
            last = match["last"]
            if last and (last in _REDUPLICATED or match["before"] == last):
                continue
            yield {**row, "reason": match.group()}


def short_titles_unused(rows: Sequence[Row]) -> Iterator[Row]:
    """The sentences that define a short title which no item of their plan uses; `other` is the text of the item."""
    for sentences in _by_plan(rows).values():
        words = _DEFINITION.sub("", "\n".join({row["item"]: row["other"] for row in sentences}.values()))
        for row in sentences:
            for match in _SHORT_TITLE.finditer(row["sentence"]):
                if match["title"].strip("“”") not in words:
                    yield {**row, "reason": match.group(), "other": ""}


def numbers_amiss(rows: Sequence[Row]) -> Iterator[Row]:
    """The items whose number does not follow the one before it, of its form and under its item or in the section before, however deep.

    A plan in which a number is far ahead is an excerpt of a longer list, and has none.
    """
    for items in _by_plan(rows).values():
        found = list(_numbers_amiss(items, _restarts(items)))
        if all(ahead <= _WIDEST_SLIP for _, ahead in found):
            yield from (row for row, _ in found)


def _restarts(items: Sequence[Row]) -> set[str]:
    """The items that have the number 1 again and a 2 after them: a heading without a number has begun a list of its own."""
    lists: defaultdict[tuple[str, str], list[tuple[int, Row]]] = defaultdict(list)
    for item in items:
        if numbered := _numbered(item):
            above, form, number = numbered
            lists[above, form].append((number, item))
    return {
        item["item"]
        for numbers in lists.values()
        for (before, _), (number, item), (after, _) in zip(numbers, numbers[1:], numbers[2:], strict=False)
        if (number, after) == (1, 2) and before > 1
    }


def _numbered(item: Row) -> tuple[str, str, int] | None:
    """The path above an item, the form of its number and the number, if it has one."""
    above, _, own = item["path"].rpartition("/")
    match = _NUMBER.search(own)
    if match is None:
        return None
    digits = match.group().isdigit()
    form = own[: match.start()] + ("1" if digits else "一") + own[match.end() :]
    return above, form, int(match.group()) if digits else chinese_number(match.group())


def _numbers_amiss(items: Sequence[Row], restarts: set[str]) -> Iterator[tuple[Row, int]]:
    """The items whose number is amiss, each with how far ahead it is of the one expected.

    `other` is set for a row of a table, where rows under one merged cell have its number.
    """
    siblings: dict[tuple[str, str], int] = {}
    running: dict[tuple[int, str], int] = {}
    latest: dict[str, int] = {}
    for item in items:
        numbered = _numbered(item)
        if numbered is None:
            continue
        above, form, number = numbered
        level = (above.count("/"), form)
        before = None if item["item"] in restarts else siblings.get((above, form))
        if item["other"] and before == number:
            continue
        expected = running.get(level, number - 1) + 1 if before is None else before + 1
        runs_on = before is None and number == latest.get(form, 0) + 1
        if not runs_on and (number not in {expected, 1} or (number == 1 and before is not None)):
            own = item["path"].rpartition("/")[2]
            yield {**item, "reason": f"{own} ≠ {expected}", "other": ""}, number - expected
        siblings[above, form] = running[level] = latest[form] = number


def sentences_twice(rows: Sequence[Row]) -> Iterator[Row]:
    """The sentences of which a part stands in an item before, the other place in the columns `other…`; one for each two.

    Two items may have a time, a list of bodies, a figure, a formula, whom they are for or whom to ask in common: the first two do not count, and
    words with a figure or a telephone number, that are a condition, or that make up little of either sentence, are left out. Sections that share more than a
    few sentences say the same of two cases on purpose.
    """
    for sentences in _by_plan(rows).values():
        shared: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
        for first, row in _said_before(sentences):
            shared[_top(first["path"]), _top(row["path"])].append(row)
        by_mistake = chain.from_iterable(found for found in shared.values() if len(found) <= _MOST_BY_MISTAKE)
        yield from sorted(by_mistake, key=lambda row: (int(row["start"]), int(row["other_start"])))


def _top(path: str) -> str:
    return path.split("/", maxsplit=1)[0]


def _said_before(sentences: Sequence[Row]) -> Iterator[tuple[Row, Row]]:
    """Each sentence of a plan, as a finding, of which a part stands in an item before, with the sentence that has it there."""
    places: dict[str, Row] = {}
    for row in sentences:
        repeated: defaultdict[str, list[str]] = defaultdict(list)
        if _CONTACT.search(row["sentence"]):
            continue
        for part in _MARK.split(row["sentence"]):
            words = _BODIES.sub("", _TIME.sub("", part))
            if len(words) < _SHORTEST_REPEATED or _FIGURE.search(words) or _OF_WHOM.search(words):
                continue
            if places.setdefault(part, row)["item"] != row["item"]:
                repeated[places[part]["start"]].append(part)
        for parts in repeated.values():
            first = places[parts[0]]
            if sum(map(len, parts)) < _LEAST_SHARE * min(len(first["sentence"]), len(row["sentence"])):
                continue
            yield (
                first,
                {
                    **row,
                    "reason": f"{first['path']}：{'；'.join(parts)}",
                    "other": first["sentence"],
                    "other_start": first["start"],
                    "other_end": first["end"],
                },
            )


def marks_amiss(rows: Sequence[Row]) -> Iterator[Row]:
    """The sentences with a mark that no Chinese sentence has there, or a bracket or quotation mark without its partner.

    A plan typed with half-width pauses or brackets throughout is told once. `other` is set in a document that starts or ends in the
    middle, where the last sentence may lack its end.
    """
    for sentences in _by_plan(rows).values():
        told = list(chain.from_iterable(_half_marks(sentences, kind) for kind in (_PAUSES, _BRACKETS)))
        told += [
            (row, mark)
            for row, mark in _other_marks(sentences)
            if not (row["other"] and row is sentences[-1] and mark in _PAIRS)
        ]
        once = {(row["start"], row["end"], mark): (row, mark) for row, mark in told}
        for row, mark in sorted(once.values(), key=lambda found: int(found[0]["start"])):
            yield {**row, "reason": mark, "other": ""}


def _half_marks(sentences: Sequence[Row], kind: str) -> list[tuple[Row, str]]:
    """The half-width marks of one kind, the first alone where the plan has more of them than of their full forms."""
    found = [
        (row, match.group())
        for row in sentences
        for match in _HALF_MARK.finditer(row["sentence"])
        if any(mark in kind for mark in match.group())
    ]
    words = "\n".join(row["sentence"] for row in sentences)
    half, full = (
        len(re.findall(f"{_BEFORE}[{re.escape(marks)}]", words)) for marks in (kind, kind.translate(_FULL_WIDTH))
    )
    return found[:1] if half > full else found


def _other_marks(sentences: Sequence[Row]) -> Iterator[tuple[Row, str]]:
    for item in _by_item(sentences).values():
        opened: list[tuple[str, Row]] = []
        for row in item:
            yield from ((row, match.group()) for match in _AMISS.finditer(row["sentence"]))
            for mark in row["sentence"].translate(_WIDE):
                if mark in _PAIRS:
                    opened.append((mark, row))
                elif mark in _PAIRS.values():
                    if opened and _PAIRS[opened[-1][0]] == mark:
                        opened.pop()
                    else:
                        yield row, mark
        yield from ((row, mark) for mark, row in opened)


def tables_not_read(rows: Sequence[Row]) -> Iterator[Row]:
    """What was not read of tables; of lines that follow one another in the text the first, with how many they are (6行)."""
    together: list[list[Row]] = []
    for row in rows:
        before = together[-1][-1] if together else None
        follows = before and before["item"] == row["item"] and 0 <= int(row["start"]) - int(before["end"]) <= _LINE_END
        if follows:
            together[-1].append(row)
        else:
            together.append([row])
    for lines in together:
        yield {**lines[0], "reason": f"{len(lines)}行" if len(lines) > 1 else ""}


READERS: Mapping[str, Reader] = {
    "doubled-words": doubled_words,
    "short-title-unused": short_titles_unused,
    "numbering": numbers_amiss,
    "sentence-twice": sentences_twice,
    "punctuation": marks_amiss,
    "table-not-read": tables_not_read,
}


def _by_item(rows: Sequence[Row]) -> dict[str, list[Row]]:
    items: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        items[row["item"]].append(row)
    return items


def _by_plan(rows: Sequence[Row]) -> dict[tuple[str, str], list[Row]]:
    plans: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        plans[row["source"], row["plan"]].append(row)
    return plans
