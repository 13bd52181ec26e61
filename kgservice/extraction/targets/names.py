"""Names what a figure measures: the words around it without those that only lead to it."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from kgservice.extraction.targets.patterns import pattern
from kgservice.extraction.targets.scopes import is_place, without_place
from kgservice.extraction.targets.words import (
    MAKES_UP,
    RATE_TAIL,
    change,
    changed_words,
    lead_in,
    leading_made,
    measure_at_end,
    only_verbs,
    rate_at_end,
    subject_tail,
)
from kgservice.lexicon import one_of

_LISTED = re.compile("、")
_LIST = re.compile("、|(?<=[率量])(?:和|及|与|以及)")
_LIST_OR_AND = re.compile("、|和(?!谐|平)|(?<!普)及(?!时|格)|与|以及")
_MARKS = "，、；：的"
_PAIRS = (("（", "）"), ("“", "”"))
_SHORT_RATE = 5
_SHORT_SUBJECT = 3  # 污水厂: as short as what the next rate has of its own
_GROSS = "毛净总"
_LONGEST = 80
_PER = re.compile("每[两二三四五六2-6]?个?(?:年|半年|季度|半?月|周|学期|学年|天|日|人)(?!均)")
_FROM = re.compile("(?:由|从)[^，；]{0,12}\\d[^，；]{0,12}$")
_LEADING_REMARK = re.compile("^（[^（）]{1,10}）(?=[\u4e00-\u9fff]{4})")
_TIME_BEHIND = re.compile(
    r"(?:(?<=占比)|(?<![较比由从自与以据]))(?:到|至)?20\d\d年度?(?:\d{1,2}月)?(?:\d{1,2}日)?(?:年?底|末|初)?(?:之前|以前|前|内)?、?$"
)
_REMARK = re.compile("（[^（）]{7,}）$")
COMPARISON = r"(?:同比|(?:比|较)(?:20\d\d年(?:底|末)?|上一?年(?:度|同期)?|去年(?:同期)?|“?十[一二三四五六]五”?期?末))"
_OTHERS = "(?<![高中初同平均优劣何相对])等(?![级第额值候比])"  # but 高等教育毛入学率
_CLOSED = re.compile(
    "(?P<list>[^、，的]+(?:、[^、，的]+)+?)(?:和(?!谐|平)|(?<!普)及(?!时|格|以)|与|以及)[^、，的和及与]{4,}"
)
_FEWEST = 3
_SHARE_TAIL = re.compile(f"(?:{MAKES_UP}[^、，；]{{2,20}})?{RATE_TAIL.pattern}")  # 占全市总量比例
_NO_SUM = re.compile(f"{RATE_TAIL.pattern}|时[间限长]$")  # what is told of each, and no 工作量 of all together
_SHORTEST_THING = 3  # 无公害、绿色和有机农产品 are one kind of thing
_PERIOD = re.compile("(?<![比较])(?:上半年|下半年|全年|第?[一二三四]季度)")
_AND_OTHERS = re.compile(_OTHERS)
_EXAMPLES_OF = re.compile(
    f"^(?P<list>(?:[^、，；等]{{1,16}}、){{0,8}}[^、，；等]{{1,16}}(?:、|和|及|以及)[^、，；等]{{1,16}}){_OTHERS}(?P<of>[^、，；]{{2,16}})$"
)
_SPENT_ON = re.compile("(?<=资金)(?:重点|主要)?(?:用于|保障|支持)")
_CATEGORY = re.compile("(?:主要|重点|各类)[\u4e00-\u9fff]{2,4}")  # 主要污染物排放总量 says of what the examples are
_SUMS = "量率数额值"  # 化学需氧量 is whole as it is
KIND = 2
_AMOUNT_OF = re.compile("总?[\u4e00-\u9fff]{2}量$")  # 施用量, 总播种量
_OFFERED = re.compile("(?<=[\u4e00-\u9fff]{2})提供(?=[\u4e00-\u9fff]{3})(?![者方商]|[^，；]*的)")
_REACHED = re.compile("(?:完成|实现|达到|做到)$")
_PATIENTS = "患者"
_PERSONS = re.compile("患者|[人者员民妇童生群工户]$")


@cache
def changed_in_a_row() -> re.Pattern[str]:
    """Verbs that say what is done, in a row: 新建、改扩建, 开工建设."""
    return re.compile(f"(?:{changed_words().pattern}、?)*{changed_words().pattern}(?:建设(?!用地))?")


@cache
def _goes_on() -> re.Pattern[str]:
    """What goes on behind so many and names nothing that is counted: 200名赴外地培训."""
    return re.compile(f"{one_of('targets', 'sent', 'put_to')}")


@cache
def _sent() -> re.Pattern[str]:
    """Where who is counted is sent: 专家赴乡镇指导."""
    return re.compile(f"(?<=[\u4e00-\u9fff]{{2}}){one_of('targets', 'sent')}(?=[\u4e00-\u9fff]{{2}})")


@cache
def _changed_at_end() -> re.Pattern[str]:
    """The verbs right before a figure that say what is done, behind who or where does it: 城区再新建, 提升改造."""
    return re.compile(f"新?(?:{changed_words().pattern}、?)*{changed_words().pattern}$")


@cache
def measure_tail() -> re.Pattern[str]:
    """What several things have in common that share a measure: 种植面积."""
    return re.compile(f"{one_of('targets', 'measure_tails')}$")


@cache
def _parts() -> re.Pattern[str]:
    return re.compile(one_of("targets", "parts"))


@lru_cache(maxsize=4096)
def bare(words: str) -> str:
    """`words` without those that only lead to a name (到2025年，全市…) or from it to a figure (…要分别)."""
    words = lead_in().sub("", _LEADING_REMARK.sub("", _PER.sub("", words)))
    previous = None
    while previous != words:
        previous = words
        words = subject_tail().sub("", _TIME_BEHIND.sub("", words)) if len(words) <= _LONGEST else words
    return _balanced(words.strip(_MARKS))


def level_name(words: str) -> str:
    """The name of what stands at a level: 全市食品抽检合格率要 gives 食品抽检合格率."""
    name = bare(_FROM.sub("", words))
    while "的" not in name and _is_of_the_thing(name) and (verb := leading_made().match(name)):
        if len(name) - verb.end() <= KIND:  # 建会率
            break
        name = bare(name[verb.end() :])
    return name


def _is_of_the_thing(name: str) -> bool:
    """Whether `name` ends in a measure of a thing, so that a verb before it is none of it: 完成节能改造面积, but 完成投资."""
    return rate_at_end().search(name) is not None or pattern("{extents}$").search(name) is not None


def counted_name(left: str, right: str) -> str:
    """The name of what is made, done or offered so many times, `left` and `right` of the figure."""
    return _OFFERED.sub("", _counted(left, right))


def _counted(left: str, right: str) -> str:
    """The name with 提供 still in it.

    A verb that only says that it is to be (建设, 培育) falls away; one that says what is done to it (改造, 淘汰) stays.
    """
    name = bare(_FROM.sub("", left))
    while "的" not in name and (verb := leading_made().match(name)):
        name = bare(name[verb.end() :])
    done = _done(name)
    name = re.sub("等$", "", name)
    right = pattern("^的?{standards}(?=$|{made}|{changed})").sub("", right)
    right = bare(_REMARK.sub("", _SPENT_ON.split(right.removeprefix("的"), maxsplit=1)[0]))
    right = re.sub("^(?:等|全部|工作)+", "", right)
    if _goes_on().match(right):
        right = ""
    right = _sent().split(right, maxsplit=1)[0]
    if right and not only_verbs().fullmatch(right[:12]):
        while "的" not in right and (verb := leading_made().match(right)):
            right = bare(right[verb.end() :])
        return f"{done}{right}" if right else name
    return f"{name}{right}" if right else name


def _done(name: str) -> str:
    """The verbs in the words before a figure that say what is done: 城区再新建, 新培育认定, 开工建设甲、乙等."""
    if only_verbs().fullmatch(name) and changed_words().match(name):
        return _REACHED.sub("", name)
    done = _changed_at_end().search(name) or changed_in_a_row().match(name)
    return done.group() if done else ""


@cache
def _head_at_end() -> re.Pattern[str]:
    return re.compile(f"{one_of('targets', 'heads')}$")


@cache
def _changed() -> re.Pattern[str]:
    return re.compile(f"(?:(?:每年|年均)?(?:{COMPARISON})?(?:每年|年均)?{change().pattern}率?|{COMPARISON})$")


def unchanged(name: str) -> str:
    """`name` without its change: 单位生产总值能耗比2010年下降 is of 单位生产总值能耗."""
    return _changed().sub("", name)


def shared(words: str, said: bool) -> list[str]:
    """The names in `words` that share one figure (报告率、调查率均达到100%); `said` if the sentence says that they do (均, 分别).

    A list may say so itself (甲病、乙病及丙病筛查率: see `_things`).
    """
    if not said and (things := _things(words)):
        return _of_a_rate(things)
    if said and (examples := _EXAMPLES_OF.match(words)):
        measure = measure_tail().search(examples["of"])
        of = measure.group() if measure and _CATEGORY.fullmatch(examples["of"], 0, measure.start()) else examples["of"]
        return [f"{piece}{of}" for piece in re.split("、|和|以及|及", examples["list"])]
    pieces = [piece for piece in _split(words, _LIST_OR_AND if said else _LIST) if piece]
    if len(pieces) < 2 or _AND_OTHERS.search(words):
        return [words] if words else []
    if said and (part := _parts().match(pieces[-1])) and all(_parts().fullmatch(piece) for piece in pieces[:-1]):
        return [*(f"{piece}{pieces[-1][part.end() :]}" for piece in pieces[:-1]), pieces[-1]]
    if all(map(is_place, pieces[:-1])) and (of_all := without_place(pieces[-1])) != pieces[-1]:
        return [*(f"{place}{of_all}" for place in pieces[:-1]), pieces[-1]]  # 甲镇、乙镇造林面积
    if not said and _measured_alike(pieces):
        return pieces
    if not said and (head := _head_at_end().search(words)):
        stems = [piece.removesuffix(head.group()) for piece in pieces]
        if len({stem[-KIND:] for stem in stems}) == 1:
            return [f"{stem}{head.group()}" for stem in stems]
    if all(rate_at_end().search(piece) for piece in pieces):
        return _with_subject(pieces)
    if tail := _SHARE_TAIL.search(pieces[-1]) if said else None:
        stems = _with_shared_start(_of_patients([piece.removesuffix(tail.group()) for piece in pieces]))
        return [f"{stem}{tail.group()}" for stem in stems]
    if said and measure_at_end().search(pieces[-1]):
        measure = measure_tail().search(pieces[-1]) or _AMOUNT_OF.search(pieces[-1], KIND)
        if measure is None:
            behind = pieces[-1][len(pieces[0]) :]
            return [piece if measure_at_end().search(piece) else f"{piece}{behind}" for piece in pieces]
        stems = _with_shared_start([piece.removesuffix(measure.group()) for piece in pieces])
        return [
            f"{stem}{measure.group()}" if piece.endswith(measure.group()) or not measure_at_end().search(stem) else stem
            for piece, stem in zip(pieces, stems, strict=True)
        ]
    if said and len(pieces[-1]) == KIND and len(pieces[0]) > 2 * KIND:  # 一般公共预算收入、支出
        return _with_shared_start(pieces)
    return [words]


_KIND_OF = "化"  # 肥料化、饲料化和基料化综合利用率: one rate of all


def _things(words: str) -> list[str]:
    """The three or more things in `words` of which one measure is told, the last with the measure; empty where it is of all as one.

    They are a list closed by 和 or 及, one of four or more whose last tells what another ends in, or they all end in one noun
    (甲类项目、乙类项目、仓储及配套项目审批时间 is of three).
    """
    pieces = _split(words, _LIST_OR_AND)
    if not _NO_SUM.search(words) or any(map(measure_at_end().search, pieces[:-1])) or _AND_OTHERS.search(words):
        return []
    if len(of_one_kind := _of_one_kind(words, pieces)) >= _FEWEST:
        return of_one_kind
    closed = _CLOSED.fullmatch(words) and len(pieces) >= _FEWEST
    of_a_kind = len(pieces) > _FEWEST and any(pieces[-1].find(piece[-KIND:]) > 0 for piece in pieces[:-1])
    apart = (closed or of_a_kind) and "的" not in "".join(pieces[:-1])
    kinds_of_one = {piece[-1:] for piece in pieces[:-1]} == {_KIND_OF}
    return pieces if apart and not kinds_of_one and all(len(piece) >= _SHORTEST_THING for piece in pieces) else []


def _of_one_kind(words: str, pieces: list[str]) -> list[str]:
    """`pieces` of `words` where the last, too, is of what the first ends in, each with those before it that do not end so."""
    kind = pieces[0][-KIND:]
    if len(pieces[0]) <= KIND or kind.endswith(_KIND_OF) or pieces[-1].find(kind) < 1:
        return []
    found, start, end = [], 0, 0
    for piece in pieces[:-1]:
        end = words.index(piece, end) + len(piece)
        if piece.endswith(kind):
            found.append(words[start:end].lstrip("、和及与以"))
            start = end
    return [*found, words[start:].lstrip("、和及与以")]


def _of_a_rate(things: list[str]) -> list[str]:
    """Each of `things` with the rate that the last ends in: 主要负责人、管理人员和抢修人员考核合格率 is 主要负责人考核合格率 too."""
    *firsts, last = things
    kinds = (piece[-length:] for length in (KIND, 1) for piece in reversed(firsts))
    ends = next((last.find(kind) + len(kind) for kind in kinds if last.find(kind) > 0), 0)
    rate = RATE_TAIL.search(last)
    tail = last[ends:] if ends and not (rate and ends > rate.start()) else rate.group() if rate else ""
    return [*(f"{piece}{tail}" for piece in firsts), last]


def _measured_alike(pieces: list[str]) -> bool:
    """Whether each of `pieces` names what it measures of its own thing, the same of all: 单位GDP用水量、单位工业增加值用水量."""
    ends = {piece[-KIND - 1 :] for piece in pieces}
    return len(ends) == 1 and all(len(piece) > _SHORT_RATE and measure_at_end().search(piece) for piece in pieces)


def _with_shared_start(stems: list[str]) -> list[str]:
    """`stems` with what only the first begins with, where the last is as short as a verb: 花生种植、收获 is 花生收获 too."""
    if len(stems[-1]) != KIND or len(stems[0]) <= KIND or stems[0][-1] in _SUMS:
        return stems
    return [stems[0], *(stem if len(stem) > KIND else stems[0][:-KIND] + stem for stem in stems[1:])]


def _with_subject(pieces: list[str]) -> list[str]:
    """Rates with the subject that only the first names (食品安全事故报告率、调查率); 血糖控制率 behind 血压控制率 has its own."""
    subject, rate = pieces[0][:-3], pieces[0][-3:]
    subject = pattern("{how_soon}$").sub("", subject).rstrip(_GROSS)  # 按时办结率、群众满意率; 毛入园率、普惠率
    return [
        pieces[0],
        *(f"{subject}{piece}" if _leans_on(piece, subject) and rate not in piece else piece for piece in pieces[1:]),
    ]


def _leans_on(rate: str, subject: str) -> bool:
    """Whether `rate` is of the `subject` said before: 调查率, 处置及时率; 污泥处置率 behind 污水厂负荷率 has its own."""
    if len(rate) != _SHORT_RATE or len(subject) > _SHORT_SUBJECT:
        return len(rate) <= _SHORT_RATE
    return pattern("{made}|{changed}|{how_soon}|{done_at_end}").match(rate) is not None


def _of_patients(stems: list[str]) -> list[str]:
    """`stems` of which the last says for all diseases whose patients are meant: 高血压、2型糖尿病患者规范管理."""
    *firsts, last = stems
    if last.find(_PATIENTS) < 2 or any(_PERSONS.search(stem) for stem in firsts):
        return stems
    return [*(f"{stem}{last[last.index(_PATIENTS) :]}" for stem in firsts), last]


def without_period(name: str) -> str:
    """`name` without the part of the year that it is of: 上半年投资 is 投资."""
    return _PERIOD.sub("", name, count=1)


def of_period(name: str, left: str) -> str:
    """`name` with the part of the year that the words `left` of its figure tell in front: 投资上半年 is 上半年投资, and then 全年投资."""
    told = _PERIOD.findall(left)
    if not told:
        return name
    if name.endswith(told[-1]) and len(name) > len(told[-1]):
        return f"{told[-1]}{name.removesuffix(told[-1])}"
    other = _PERIOD.match(name)
    return f"{told[-1]}{name[other.end() :]}" if other else name


def covered(words: str) -> list[str]:
    """The names in `words` of which each is covered: 包保主体、包保督导、问题整改(全覆盖)."""
    pieces = _split(words, _LISTED)
    if len(pieces) > 1 and "等" not in words and all(len(piece) <= 8 for piece in pieces[1:]):
        return pieces
    return [words] if words else []


def each_of(left: str, name: str) -> list[str]:
    """The names of what is made in each of several places, or of each of several kinds (在甲区、乙区各建1处; 水稻、小麦示范片各5个)."""
    split = re.search("(?P<list>[^，]{2,40})各自?(?P<verb>[\u4e00-\u9fff]{0,4})$", left)
    pieces = bare(split["list"]).split("、") if split else []
    if split and len(pieces) > 1 and (listed := f"{split['list']}各") in name:
        return [name.replace(listed, piece) for piece in pieces]  # 甲病、乙病各筛查
    if not split or len(pieces) < 2 or split["list"] in name:
        return [name]
    if split["verb"]:
        return [f"{piece.removeprefix('在')}{name}" for piece in pieces]
    pieces[0] = counted_name(pieces[0], "")
    tail = pieces[-1][len(pieces[0]) :]
    return [*(f"{piece}{tail}" for piece in pieces[:-1]), pieces[-1]]


def _split(words: str, joins: re.Pattern[str]) -> list[str]:
    """`words` cut at the `joins` that stand outside brackets and quotation marks."""
    pieces, start = [], 0
    for join in joins.finditer(words):
        if all(words.count(opens, 0, join.start()) == words.count(closes, 0, join.start()) for opens, closes in _PAIRS):
            pieces.append(words[start : join.start()])
            start = join.end()
    return [*pieces, words[start:]]


def _balanced(words: str) -> str:
    """`words` without a bracket or quotation mark whose partner is missing."""
    for opening, closing in _PAIRS:
        if words.count(opening) > words.count(closing):
            words = words[words.rindex(opening) + 1 :] if words.endswith(opening) else words.replace(opening, "", 1)
        elif words.count(closing) > words.count(opening):
            words = words.split(closing, 1)[1] or words.replace(closing, "", 1)
    return words
