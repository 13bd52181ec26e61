"""Tells from its name what a table's column holds; the words are in `data/lexicon/headers.yaml`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import Enum, auto
from functools import cache
from itertools import islice, pairwise, takewhile

from kgservice.documents.text import fold, kept
from kgservice.levels import LEVELS
from kgservice.lexicon import lexicon, meanings, one_of


class Heading(Enum):
    """What the name of a column says that stands under it."""

    NUMBER = auto()
    UNIT = auto()
    PERSON = auto()
    PHONE = auto()
    PARTY = auto()
    TIME = auto()
    BASELINE = auto()
    CATEGORY = auto()
    FIGURE = auto()
    INDICATOR = auto()
    TASK = auto()
    GOAL = auto()
    CONTENT = auto()
    PLACE = auto()
    NOTE = auto()


YEAR_COLUMN = re.compile(r"\d{4}年")
"""What the name of a column of a year's figures begins with."""
TEXTS = (Heading.CATEGORY, Heading.TASK, Heading.CONTENT, Heading.GOAL, Heading.INDICATOR)

_APART = re.compile(r"\t|\s{2,}|\u3000")
_BRACKETS = re.compile("(?<=.)（[^（）]*）$")
_WAS = re.compile(r"^(?:20)?\d\d年(?:末|底)?（(?:已[^（）]{1,4}|实际|现状|基期|基数)[^（）]{0,2}）$")
_YEAR = r"^(?:20)?\d\d年度?(?:[^任工事项措]{0,6}(?:目标|计划|规划|预期|指标)|[^任工事项措]{0,4}[值数量]|任务[数量])?$"

_MONTHS = r"(?:\d{1,2}(?:月?[-~至]\d{1,2})?|[一二三四五六七八九十]{1,2})月(?:份|底|末|[上中下]旬|\d{1,2}日)?"
STAGE = rf"(?:20\d\d年)?(?:第?[一二三四1-4]季度末?|[上下]半年|(?<!\d)年[底末](?!目标)|{_MONTHS})(?:之?前)?"
"""A stage of a year: 一季度, 上半年, 1-6月, 6月底前."""
_STAGE = re.compile(STAGE)
_ENDS_IN_STAGE = re.compile(f"{STAGE}$")

_FIGURE = re.compile(r"\d")
_LONGEST_NAME = 14
_MOST_COLUMNS = 20
_WRONG = "wrong"
_SOURCE = "source"

_LEVELS = f"^各?(?:[{LEVELS}村]|街道?|社区){{1,3}}(?:（(?:[{LEVELS}村、]|街道?)+）)?(?:名称)?$"

_OF_DUTY = f"^(?:责任|包保|实施)(?:[{LEVELS}村]|街道?|社区){{1,3}}$"


def _whole(*lists: str) -> str:
    return f"^{one_of('headers', *lists)}$"


def _amount() -> str:
    return rf"^(?:20\d\d年度?)?{one_of('headers', 'amount')}$"


def is_amount(name: str) -> bool:
    """Whether the column called `name`, without its unit, says what something is to cost (总投资, 2026年计划投资)."""
    return re.fullmatch(_amount(), name) is not None


def _rate() -> str:
    word = one_of("headers", "rate")
    return f"(?:[\u4e00-\u9fff]{{2}})?{word}(?:[及和与、]{word})?$"


def rate_in(name: str) -> str:
    """What the column called `name`, without its unit, says how much or how often is done (抽查要求抽查比例: 抽查比例); empty if nothing."""
    found = re.search(_rate(), name)
    return found.group() if found else ""


def as_of_units(name: str) -> str:
    """The name of a column of parties, whatever it calls them, as one of 单位 (主办站所: 主办单位, 本局责任处: 本局责任单位)."""
    return re.sub(f"(?<=.){one_of('headers', 'party', besides=_inner_office())}$", "单位", name)


def _inner_office() -> str:
    """What names inner offices behind whose duty it is (责任处, not 用处)."""
    duty = "|".join(f"(?<={word.pattern})" for word in lexicon("headers")["office_duty"])
    return f"(?:{duty}){one_of('headers', 'office')}"


@cache
def _kinds() -> tuple[tuple[Heading, re.Pattern[str]], ...]:
    """What each heading is told by, in this order: the first pattern that is found in a name tells."""
    return tuple(
        (heading, re.compile(pattern))
        for heading, pattern in (
            (
                Heading.NUMBER,
                f"^(?:[\u4e00-\u9fff]{{2}}|[\u4e00-\u9fff]{{4}}(?=序号))?{one_of('headers', 'number')}$",
            ),  # 序号, 问题序号, 重点任务序号
            (Heading.UNIT, _whole("unit")),  # 计量单位
            (Heading.FIGURE, _amount()),  # 年度计划投资
            (Heading.TASK, f"{one_of('headers', 'task_name')}|{one_of('headers', 'task')}名称"),  # 目标任务, 工程名称
            (Heading.PLACE, _LEVELS),  # 县（市、区）, 镇街
            (
                Heading.PARTY,
                f"{one_of('headers', 'party', besides=_inner_office())}(?:（.*）|及.*)?$|{_OF_DUTY}",
            ),  # 责任单位及责任人, 责任镇, 本局责任处
            (Heading.PHONE, f"^[^人]*{one_of('headers', 'phone')}(?:号码?)?$"),  # 联系电话
            (Heading.PERSON, one_of("headers", "person")),  # 牵头领导
            (
                Heading.CATEGORY,
                f"^(?:所属)?(?:[\u4e00-\u9fff]{{2}})?{one_of('headers', 'category')}$",
            ),  # 任务类别, 所属细分领域
            (Heading.BASELINE, one_of("headers", "baseline")),  # 2020年实际
            (Heading.TIME, one_of("headers", "time")),  # 完成时限
            (Heading.FIGURE, f"{_YEAR}|{_rate()}|{one_of('headers', 'figure')}"),  # 2025年目标, 抽查比例
            (Heading.GOAL, f"{one_of('headers', 'goal')}$"),  # 年度目标
            (Heading.NOTE, one_of("headers", "note")),  # 备注
            (Heading.INDICATOR, one_of("headers", "indicator")),  # 指标
            (Heading.CONTENT, one_of("headers", "content")),  # 工作要求
            (Heading.TASK, one_of("headers", "task")),  # 民生实事
            (Heading.PLACE, one_of("headers", "place")),  # 受益地区
            (Heading.GOAL, one_of("headers", "goal")),  # 目标及要求
        )
    )


def tells_wrongs(name: str) -> bool:
    """Whether the column called `name` says what is wrong, and not what is to be done (存在问题)."""
    return any(word in name for word, means in meanings("headers", "task").items() if means == _WRONG)


def tells_source(name: str) -> bool:
    """Whether the column called `name` says on what documents a row rests (决策依据, 任务来源), and not whence its money or figures are (资金来源)."""
    noted = re.search(one_of("headers", "note"), name)
    return noted is not None and meanings("headers", "note").get(noted.group()) == _SOURCE


def words_in(text: str) -> int:
    """How many words of headers stand in `text` (folded), one behind another."""
    return len(_any_word().findall(text))


@cache
def _any_word() -> re.Pattern[str]:
    return re.compile(one_of("headers", *lexicon("headers")))


def name_of(cell: str) -> str:
    """A header's cell as the name of its column: folded, without white space and what takes no room."""
    return fold(kept(cell))


def heading_of(name: str) -> Heading | None:
    """What the column called `name` (as `name_of` gives it) holds, whatever stands in brackets behind it; None if no word tells."""
    bare = _BRACKETS.sub("", name)
    if _WAS.search(name):
        return Heading.BASELINE
    for words in dict.fromkeys((bare, name)):
        for heading, pattern in _kinds():
            if pattern.search(words):
                return heading
    return None


def under_names(above: Iterable[str]) -> bool:
    """Whether the lines `above` one, the nearest first and each folded, are the names of columns, that of the numbers among them (序号 | 任务)."""
    names = takewhile(_may_name_column, map(name_of, above))
    return any(heading_of(name) is Heading.NUMBER for name in islice(names, _MOST_COLUMNS))


def _may_name_column(words: str) -> bool:
    return len(words) <= _LONGEST_NAME and (_FIGURE.search(words) is None or heading_of(words) is not None)


def is_known(name: str) -> bool:
    """Whether a column may be called `name`: it says what the column holds, names a stage of the year (一季度), or has a unit (作业面积（万亩）)."""
    return heading_of(name) is not None or _STAGE.fullmatch(_BRACKETS.sub("", name)) is not None or has_unit(name)


def stands_over_parts(name: str) -> bool:
    """Whether `name` is no column's own, but stands over several (其中)."""
    return re.match(one_of("headers", "over_parts"), name) is not None


def has_unit(name: str) -> bool:
    """Whether a column's name has the unit of its figures behind it (作业面积（万亩）)."""
    return unit_behind(name) != ""


def unit_behind(name: str) -> str:
    """The unit behind a column's name, with its brackets (（万亩）); empty if it has none."""
    unit = _unit_behind().search(name)
    return unit.group() if unit else ""


@cache
def _unit_behind() -> re.Pattern[str]:
    return re.compile(f"（(?:单位：)?(?:[十百千万亿]*{one_of('units', 'measures', 'times', 'counts')}|%)(?:人民币)?）$")


def unit_counted(name: str) -> str:
    """What the column called `name` counts, if its name says no more (户数, 套数（户数）, 抽查频次: 户, 套, 次), else an empty string."""
    counted = _counted().fullmatch(_BRACKETS.sub("", name))
    return counted["unit"] or counted["times"] if counted else ""


@cache
def _counted() -> re.Pattern[str]:
    return re.compile(f"(?P<unit>{one_of('units', 'counts')})数量?|.{{0,4}}频(?P<times>次)")


def ends_in_note(name: str) -> bool:
    """Whether a column's name ends in a word of remarks (检查对象), and not in what is measured (困难对象再就业)."""
    return re.search(f"{one_of('headers', 'note')}$", _BRACKETS.sub("", name)) is not None


def ends_in_stage(name: str) -> bool:
    """Whether a column's name ends in a stage of the year (推进计划 一季度): what stands there is of that row alone."""
    return _ENDS_IN_STAGE.search(_BRACKETS.sub("", name)) is not None


def looks_like_table(source: str) -> bool:
    """Whether a line of `source` has the names of columns apart (序号   任务   责任单位), or two lines running have cells between tabs."""
    lines = source.splitlines()
    apart = ([name for name in map(name_of, _APART.split(line)) if name] for line in lines)
    named = any(len(names) > 2 and sum(heading_of(name) is not None for name in names) > 2 for names in apart)
    return named or any("\t" in line.strip() and "\t" in after.strip() for line, after in pairwise(lines))
