"""Tells what each column of a table holds: by its name, and by what stands in its cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from kgservice.documents.column_fit import are_offices
from kgservice.documents.crossings import is_duty
from kgservice.documents.headers import (
    STAGE,
    Heading,
    as_of_units,
    ends_in_note,
    has_unit,
    heading_of,
    is_amount,
    unit_counted,
)
from kgservice.documents.sums import WHOLE_PLACE
from kgservice.documents.table_parts import Table
from kgservice.documents.text import CleanText
from kgservice.extraction.cell_names import PARTED, names_a_body, names_offices, names_whom
from kgservice.extraction.column_kinds import OF_HEADING, OF_ROLE, ROLES, Column
from kgservice.extraction.facts import Role
from kgservice.extraction.quantities import unit_pattern
from kgservice.registers.lookup import Registers
from kgservice.times.reader import is_only_times

FIGURE = re.compile(
    r"〔?(?:[\u4e00-\u9fff]{2,8}(?=[≥≤><]))?(?:保持|稳定|控制|达到|达|不低于|不少于|不高于|不超过|不超|超过|高于|低于|少于|至少|≥|≤|[><]=?|=|完成|力争|累计|新增|年均|约)*在?"
    r"(?:\d[\d,.]*|[一二三四五六七八九十百千万亿]+)(?:%|‰)?[^，。；、]{0,12}|[-—/]+|全覆盖|全部|100%"
)
BARE_FIGURE = re.compile(r"(?:≥|≤|[><]=?|=|约)*\d[\d,.]*(?:[~-]\d[\d.]*)?(?:左右|以上|以下|以内)?")
COUNTED = re.compile(
    rf"(?!每)[\u4e00-\u9fff]{{0,4}}?{BARE_FIGURE.pattern}[^\d，。；、]{{1,4}}?(?:/1[年月周天])?(?:左右|以上|以下|以内)?"
)
_WITH_UNIT = re.compile(rf"{BARE_FIGURE.pattern}[^\d，。；、]{{1,5}}")
_NAMES_ITSELF = re.compile("[\u4e00-\u9fff]{5}")  # 地区生产总值增长5.5%: what is measured stands in the cell
WHOLE = re.compile("[^，。；、]{0,10}(?P<whole>全覆盖)")
_NO_FIGURE = re.compile("[-—/]*")
_MAY_BE_FIGURES = (Column.UNKNOWN, Column.TASK, Column.CONTENT, Column.GOAL, Column.INDICATOR, Column.PLACE)
_PLACE_LIKE = re.compile("(?:开发区|高新区|新区|园区|街道)$")
# Beside none of these a column called after what was (完成情况) tells how far the tasks are.
_OF_WHAT_WAS = {Column.FIGURE, Column.FIGURE_OF_PLACE, Column.GOAL, Column.INDICATOR, Column.STAGE}
_NO_DAY = re.compile(
    "长期[^，。；]{0,4}|常态化?[^，。；]{0,4}|立行立改|立即[^，。；]{0,3}|持续[^，。；]{0,4}|[^，。；]{0,2}全年|常年|汛期|按.{1,8}"
)
AT_STAGE = re.compile(rf"(?P<stage>{STAGE})(?:工作)?(?:目标|任务|计划|节点|进度|安排)*(?:（[^（）]*）)?$")
_OF_WORKS = re.compile("(?!指标|产品|品种|物资)[一-鿿]{2,4}名称")
_STOCK = re.compile(r"(?!.*(?:\d|计划|目标|任务|新|建|增|改)).*(?:数量|总数|总量)(?:（[^（）]*）)?")
_SET = re.compile("任务|计划|目标|下达")
_IS_ALREADY = re.compile(
    "(?!.*(?:计划|目标|应完成|需完成))(?:.*(?:当月|本月|本周|本季度|累计|实际|已|任务)完成|.*完成(?:率|比例|进度|占比)|(?:可|现有|原有|已有))"
)
_BARE_YEAR = re.compile(r"(?:20)?\d\d年")
YEAR_AND_PART = re.compile(r"(?:20)?\d\d年(?P<part>[\u4e00-\u9fff]{2,6})")
_SO_FAR = re.compile(r"(?:已?完成)?[\d.]+%(?:（[^（）]*）?)?$|(?:已|未)(?:完成|开工|启动)")  # 当前进度: how far it is
_GOALS = "目标"  # 目标任务
_INDICATOR = "指标"  # 指标要求
_DUTY = "责任"  # 属地责任
_WHOSE = re.compile(  # beside 责任单位: whose premises it is about, who gives marks for it
    "(?:单位|部门|企业|机构)名称|(?:评分|考评|计分)(?:单位|部门)"
)
_LIST = re.compile("(?:[1一]|（[1一]）|1）|①)[.、]?(?=[^、，]{4})")
_CODE = re.compile(r"第\d{1,6}号|[A-Za-z]{1,6}-?\d[\dA-Za-z-]*号?|[\u4e00-\u9fff]{1,4}〔20\d\d〕\d{1,5}号?")  # 第014号
_REFERS = re.compile("第?（?[一二三四五六七八九十]{1,4}）?[、条项]?")  # （十六）: the item of the plan that a row is of
_BEHIND = re.compile("(?<=.)（[^（）]*）$")
# Of the cells of a column, so many must be of a kind for it to be of that kind whatever its name says.
_MOSTLY = 0.8
# Names of places, marks and states are shorter than what is to be done (养老服务).
_SHORTEST_TASK = 4.0
_LONGEST_CALLED = 2  # 职责分工
_BESIDE_WHO_AND_WHEN = {*ROLES, Column.TIME, Column.NOTE}
_SAY_OF_WHAT = {Column.TASK, Column.INDICATOR, Column.CONTENT, Column.PLACE, *ROLES}


def columns_of(text: CleanText, table: Table, registers: Registers) -> tuple[Column, ...]:
    """What each column of `table` holds."""
    cells = [_cells(text, table, place) for place in range(len(table.columns))]
    kinds = [_column_of(name, there, registers) for name, there in zip(table.columns, cells, strict=True)]
    if any(cells):
        kinds = [
            Column.NOTE if kind is Column.TASK and not there else kind for kind, there in zip(kinds, cells, strict=True)
        ]
    if ROLES.keys().isdisjoint(kinds):
        kinds = [_of_offices(kind, there) for kind, there in zip(kinds, cells, strict=True)]
    if any("牵头" in name for name in table.columns):
        kinds = [_beside_lead(name, kind) for name, kind in zip(table.columns, kinds, strict=True)]
    if sum(kind in ROLES for kind in kinds) > 1:
        kinds = [
            Column.NOTE if _WHOSE.fullmatch(name) else kind for name, kind in zip(table.columns, kinds, strict=True)
        ]
    alone = ROLES.keys().isdisjoint(kinds)
    if Column.UNIT in kinds and not any(cells) and Column.FIGURE not in kinds and alone:
        kinds[kinds.index(Column.UNIT)] = Column.RESPONSIBLE
    goal = _goal_year(table.columns)
    kinds = [_before_goal(kind, name, goal) for name, kind in zip(table.columns, kinds, strict=True)]
    _cross(kinds, table.columns, cells, registers)
    kinds = _beside_what_is_set(kinds, table.columns)
    if Column.BASELINE in kinds and Column.PLACE in kinds:
        kinds = [_how_many_there_are(kind, name) for name, kind in zip(table.columns, kinds, strict=True)]
    if kinds.count(Column.TASK) > 1:
        kinds = _beside_tasks(kinds, table.columns)
    parties = not ROLES.keys().isdisjoint(kinds)
    if parties and Column.GOAL in kinds:
        kinds = _assessed(kinds)
    figures = not {Column.FIGURE, Column.FIGURE_OF_PLACE, Column.GOAL}.isdisjoint(kinds) or (
        Column.CONTENT in kinds and not parties
    )
    if Column.TASK not in kinds and not (
        Column.INDICATOR in kinds and figures and not _names_works(kinds, table.columns)
    ):
        _name_task(kinds, cells)
    _name_before(kinds, table.columns, cells)
    if Column.FIGURE in kinds and not any(map(_says_of_what, kinds, cells)):
        kinds = _named_by_category(kinds, table.columns)
    companies = {place for place, kind in enumerate(kinds) if _is_of_companies(kind, cells[place], registers)}
    if Column.TASK in kinds and companies:
        kinds = [Column.NOTE if place in companies else kind for place, kind in enumerate(kinds)]
    elif Column.TASK in kinds and Column.PLACE in kinds and not is_task_table(kinds):
        place = kinds.index(Column.PLACE)
        if _mostly(cells[place], registers.is_body):
            kinds[place] = Column.RESPONSIBLE
    if not (is_task_table(kinds) or Column.PLACE in kinds):
        kinds = [_beside_quantities(kind, name) for name, kind in zip(table.columns, kinds, strict=True)]
    if not is_task_table(kinds):
        kinds = [Column.FIGURE if kind is Column.GOAL else kind for kind in kinds]
    elif _OF_WHAT_WAS.isdisjoint(kinds):
        kinds = [Column.NOTE if kind is Column.BASELINE else kind for kind in kinds]
    return tuple(kinds)


def _beside_tasks(kinds: Sequence[Column], names: Sequence[str]) -> list[Column]:
    """`kinds`, where what tasks are to reach stands in a column behind them (实事名称 | 责任单位 | 目标任务)."""
    first = kinds.index(Column.TASK)
    return [
        Column.GOAL if kind is Column.TASK and place > first and _GOALS in name else kind
        for place, (kind, name) in enumerate(zip(kinds, names, strict=True))
    ]


def _assessed(kinds: Sequence[Column]) -> list[Column]:
    """`kinds` beside goals and parties: contents right behind indicators are what is to be done (考核指标 | 考核内容 | 年度目标 | 责任部门)."""
    pairs = [place for place, pair in enumerate(pairwise(kinds)) if pair == (Column.INDICATOR, Column.CONTENT)]
    if not pairs or Column.TASK in kinds:
        return list(kinds)
    return [*kinds[: pairs[0]], Column.NOTE, Column.TASK, *kinds[pairs[0] + 2 :]]


def _of_offices(kind: Column, cells: Sequence[str]) -> Column:
    """What a column holds where none is called one of parties: under a name of tasks or contents, offices and nothing else are those that have them."""
    says_what = kind in (Column.TASK, Column.CONTENT)
    return Column.RESPONSIBLE if says_what and _mostly(cells, are_offices) else kind


def _name_before(kinds: list[Column], names: Sequence[str], cells: Sequence[Sequence[str]]) -> None:
    """Give the tasks their names where one in fewer words stands before what is to be done or reached (实事内容 | 建设任务, 整治内容 | 目标任务)."""
    if Column.TASK not in kinds:
        return
    task = kinds.index(Column.TASK)
    before = [place for place in range(task) if kinds[place] is Column.CONTENT]
    if before and _width(cells[before[0]]) < _width(cells[task]):
        kinds[before[0]], kinds[task] = Column.TASK, Column.GOAL if _GOALS in names[task] else Column.CONTENT


def is_task_table(kinds: Sequence[Column]) -> bool:
    """Whether rows with columns of these `kinds` are tasks: they say what is to be done, and by whom; or by whom and when alone, as the plan says what (访谈单位 | 时限)."""
    who = not {*ROLES, Column.MARK}.isdisjoint(kinds)
    return who and (Column.TASK in kinds or (Column.TIME in kinds and _BESIDE_WHO_AND_WHEN.issuperset(kinds)))


def names_indicators(kinds: Sequence[Column], names: Sequence[str]) -> bool:
    """Whether the tasks are called by what is measured (指标 | 指标要求)."""
    return Column.TASK in kinds and heading_of(names[kinds.index(Column.TASK)]) is Heading.INDICATOR


def _names_works(kinds: Sequence[Column], names: Sequence[str]) -> bool:
    """Whether the names beside figures and parties are of what is built or mended (小区名称), and not of what is measured or bought."""
    name = names[kinds.index(Column.INDICATOR)]
    return not ROLES.keys().isdisjoint(kinds) and _OF_WORKS.fullmatch(name) is not None


def _cross(kinds: list[Column], names: Sequence[str], cells: Sequence[Sequence[str]], registers: Registers) -> None:
    """Tell the columns of a table that is read both ways: those of figures by place, and those of marks."""
    parties = not ROLES.keys().isdisjoint(kinds)
    parties_alone = parties and Column.TASK not in kinds and Column.INDICATOR not in kinds
    for place, (name, there) in enumerate(zip(names, cells, strict=True)):
        if kinds[place] not in (Column.NOTE, Column.STAGE) and _mostly(there, is_duty):
            kinds[place] = Column.MARK
        elif _may_be_figures(kinds, place, name) and _mostly(there, _is_bare_figure):
            if registers.bodies.is_place(name) or _PLACE_LIKE.search(name) or WHOLE_PLACE.fullmatch(name):
                kinds[place] = Column.FIGURE_OF_PLACE
            elif (
                Column.PLACE in kinds
                or parties_alone
                or (parties and (has_unit(name) or unit_counted(name)))
                or _is_of_part(kinds, place, name)
            ):
                kinds[place] = Column.FIGURE
        elif kinds[place] is Column.UNKNOWN and Column.PLACE in kinds and _mostly(there, _is_counted):
            kinds[place] = Column.FIGURE
    if Column.MARK in kinds:
        for place, kind in enumerate(kinds):
            if kind is Column.UNKNOWN and Column.TASK not in kinds:
                kinds[place] = Column.TASK


def _may_be_figures(kinds: Sequence[Column], place: int, name: str) -> bool:
    """Whether figures under a column may be what is measured: at a stage with a unit too (一季度（亩）), and beside places under a word of remarks inside its name."""
    inside = kinds[place] is Column.NOTE and Column.PLACE in kinds and not ends_in_note(name)
    at_stage = kinds[place] is Column.STAGE and has_unit(name)
    return kinds[place] in _MAY_BE_FIGURES or at_stage or (inside and heading_of(name) is Heading.NOTE)


def _says_of_what(kind: Column, cells: Sequence[str]) -> bool:
    """Whether a column says what figures are of."""
    return kind in _SAY_OF_WHAT or (kind is Column.UNKNOWN and not _mostly(cells, _is_bare_figure))


def _named_by_category(kinds: Sequence[Column], names: Sequence[str]) -> list[Column]:
    """`kinds`, where nothing but a category says what the figures are of (项目类别 | 数量): then it is what is measured."""
    place = next((place for place, name in enumerate(names) if heading_of(name) is Heading.CATEGORY), None)
    return [Column.INDICATOR if each == place else kind for each, kind in enumerate(kinds)]


def _is_of_part(kinds: Sequence[Column], place: int, name: str) -> bool:
    """Whether a column holds a year's figures of a part (2030年城区) of what is measured."""
    is_named = Column.INDICATOR in kinds and kinds[place] is Column.UNKNOWN
    return is_named and YEAR_AND_PART.fullmatch(name) is not None


def _is_bare_figure(words: str) -> bool:
    return BARE_FIGURE.fullmatch(words) is not None or _NO_FIGURE.fullmatch(words) is not None


def _is_counted(words: str) -> bool:
    return _WITH_UNIT.fullmatch(words) is not None


def _goal_year(names: Sequence[str]) -> str:
    """The first year that a column's name calls one of goals (2025年目标), empty if none does."""
    years = sorted(match.group() for name in names if (match := _BARE_YEAR.match(name)) and match.end() < len(name))
    return years[0] if years else ""


def _before_goal(kind: Column, name: str, goal: str) -> Column:
    """What a column holds beside one of goals: a bare year before theirs (2020年) is what was already."""
    was = kind is Column.FIGURE and _BARE_YEAR.fullmatch(name) and name < goal
    return Column.BASELINE if was else kind


def _how_many_there_are(kind: Column, name: str) -> Column:
    """What a column holds beside those of what was and is to be done by place: one of how many there are (隐患点数量) sets nothing."""
    return Column.NOTE if kind is Column.FIGURE and _STOCK.fullmatch(name) else kind


def _beside_what_is_set(kinds: list[Column], names: Sequence[str]) -> list[Column]:
    """`kinds`, where one column of figures is called after what is set (下达任务面积): of those beside it, what is done or there already sets nothing."""
    already = [
        kind is Column.FIGURE and _IS_ALREADY.match(name) is not None for kind, name in zip(kinds, names, strict=True)
    ]
    is_set = (
        kind is Column.FIGURE and _SET.search(name) and not done
        for kind, name, done in zip(kinds, names, already, strict=True)
    )
    if not any(is_set):
        return kinds
    return [Column.NOTE if done else kind for kind, done in zip(kinds, already, strict=True)]


def _beside_quantities(kind: Column, name: str) -> Column:
    """What a column holds where kinds of works are counted (项目类别 | 数量): what they cost sets nothing."""
    return Column.NOTE if kind is Column.FIGURE and is_amount(_BEHIND.sub("", name)) else kind


def _is_of_companies(kind: Column, cells: Sequence[str], registers: Registers) -> bool:
    """Whether a column called after names has those of bodies (企业名称): nothing that is measured, and whose places are only where they are."""
    return kind is Column.INDICATOR and _mostly(cells, registers.is_body)


def _beside_lead(name: str, kind: Column) -> Column:
    """What a column holds beside one that is called 牵头: another word for those who lead (主责) is for those who answer there."""
    return Column.RESPONSIBLE if kind is Column.LEAD and "牵头" not in name else kind


def _name_task(kinds: list[Column], cells: Sequence[Sequence[str]]) -> None:
    """Make the column that best says what is to be done the one of the tasks: by its name, else the widest that is no other.

    What stands before the measures, under whatever name, says what they are for (反馈意见 | 整改措施).
    """
    for kind in (Column.INDICATOR, Column.CONTENT):
        if kind in kinds:
            place = kinds.index(kind)
            before = [
                each for each in range(place) if kinds[each] is Column.UNKNOWN and _width(cells[each]) >= _SHORTEST_TASK
            ]
            kinds[before[0] if before and kind is Column.CONTENT else place] = Column.TASK
            return
    for kind in (Column.UNKNOWN, Column.GOAL):
        widths = {place: _width(cells[place]) for place, each in enumerate(kinds) if each is kind}
        wide = [place for place, width in widths.items() if width >= (_SHORTEST_TASK if kind is not Column.GOAL else 1)]
        if wide and not ROLES.keys().isdisjoint(kinds):
            kinds[max(wide, key=widths.__getitem__)] = Column.TASK
            return


def _width(cells: Sequence[str]) -> float:
    """How much a cell of the column says, on average."""
    return sum(map(len, cells)) / len(cells) if cells else 0.0


def _column_of(name: str, cells: Sequence[str], registers: Registers) -> Column:
    bare = _BEHIND.sub("", name)
    role = registers.roles.role_of_column(as_of_units(bare)) or registers.roles.role_of_column(bare)
    if heading_of(bare) is Heading.PERSON:
        return Column.PERSON
    if role is not None and heading_of(bare) is not Heading.NOTE and not _mostly(cells, _is_unit):
        called = heading_of(bare[-_LONGEST_CALLED:])
        if not _mostly(cells, lambda words: _is_duty(words, called, registers)):
            return OF_ROLE[Role(role)]
        return Column.CONTENT if called is Heading.CONTENT else Column.UNKNOWN
    if AT_STAGE.search(name) and not _mostly(cells, tells_time):
        return Column.STAGE
    heading = heading_of(name)
    kind = OF_HEADING[heading] if heading is not None else Column.UNKNOWN
    if heading is Heading.PARTY and _mostly(cells, _is_unit):
        return Column.UNIT
    if kind in (Column.UNIT, Column.UNKNOWN) and _mostly(cells, lambda words: names_offices(words, registers)):
        return Column.RESPONSIBLE
    if kind is Column.UNIT and _mostly(
        cells, lambda words: registers.is_body(words) or registers.bodies.is_place(words)
    ):
        return Column.RESPONSIBLE
    if kind is Column.UNKNOWN and _DUTY in name and _mostly(cells, lambda words: names_whom(words, registers)):
        return Column.RESPONSIBLE
    if kind is Column.UNKNOWN and _mostly(cells, lambda words: _CODE.fullmatch(words) is not None):
        return Column.NOTE
    if kind is Column.UNKNOWN and _mostly(cells, tells_time):
        return Column.TIME
    if kind is Column.TIME and _mostly(cells, lambda words: _SO_FAR.match(words) is not None):
        return Column.NOTE
    if kind is Column.PLACE and _mostly(
        cells, lambda words: not registers.bodies.is_place(words) and len(words) > _SHORTEST_TASK
    ):
        return Column.UNKNOWN
    if kind is Column.FIGURE and _mostly(cells, lambda words: _NAMES_ITSELF.match(words) is not None):
        return Column.GOAL
    if kind is Column.INDICATOR and _mostly(cells, lambda words: FIGURE.fullmatch(words) is not None):
        return Column.GOAL
    if kind is Column.TASK and has_unit(name) and _mostly(cells, lambda words: bool(FIGURE.fullmatch(words))):
        return Column.FIGURE
    if kind is Column.INDICATOR and heading_of(name.removeprefix(_INDICATOR)) is Heading.CONTENT:
        return Column.CONTENT
    if kind in (Column.TASK, Column.CONTENT) and _mostly(cells, lambda words: bool(_REFERS.fullmatch(words))):
        return Column.NOTE
    if kind in (Column.TASK, Column.CONTENT) and _mostly(cells, lambda words: bool(BARE_FIGURE.fullmatch(words))):
        return Column.FIGURE
    return kind


def _is_unit(words: str) -> bool:
    return re.fullmatch(unit_pattern(), words) is not None


def _is_duty(words: str, heading: Heading | None, registers: Registers) -> bool:
    """Whether a cell of a column for parties says what they do: a list of duties, or under what may be called so (分工) anything that is no body."""
    listed = _LIST.match(words) is not None or heading is Heading.CONTENT
    return listed and not names_a_body(words, registers)


def _cells(text: CleanText, table: Table, place: int) -> list[str]:
    spans = (row.cells[place] for row in table.rows if row.cells is not None)
    return [text.folded[span.start : span.end].replace(" ", "") for span in spans if span is not None]


def _mostly(cells: Sequence[str], is_one: Callable[[str], bool]) -> bool:
    return bool(cells) and sum(map(is_one, cells)) >= _MOSTLY * len(cells)


def tells_time(words: str) -> bool:
    """Whether `words` are what stands in a column of times."""
    return all(map(_NO_DAY.fullmatch, PARTED.split(words))) or is_only_times(words)
