"""Completes the name of what a figure measures by what was said before it: 整改率 behind 隐患 is 隐患整改率."""

from __future__ import annotations

import re
from functools import cache

from kgservice.extraction.targets.names import COMPARISON, KIND, changed_in_a_row, measure_tail, unchanged
from kgservice.extraction.targets.patterns import pattern
from kgservice.extraction.targets.scopes import is_place, without_place
from kgservice.extraction.targets.words import MAKES_UP, any_verb_at_end, measure_at_end, only_verbs, rate_at_end
from kgservice.lexicon import one_of

_SHORTEST_RATE = 4
_LONGEST_STEM = 16
_LONGEST_WHOLE = 18  # 人工智能OPC创新创业集聚区, of which there is a 总面积
_LONGEST_SAID = 40
_LONGEST_AGAIN = 6  # 整改完成率; what is longer says of itself of what it is
_SHORTEST_OBJECT = 3
_NO_STEM = re.compile(r"、|\d[\d.]*[万亿]*元")  # 该项目总投资5亿元 says nothing that 完成投资 is of
_LIST = re.compile("[、《]")
_SIZED = re.compile(
    r"(?<![\d一二三四五六七八九十百千])[\d.一二三四五六七八九十百千两]*[万亿]{1,2}[元亩吨](?:及?以上|以下)(?:的)?(?P<of>[\u4e00-\u9fff]{2,12})$"
)
_OWN_MEASURE = re.compile("(?:密度|系数|强度|指数)$")  # 建筑密度, then 绿地率: a measure of its own
_NEW = "新"  # 新建高标准农田, but 老旧小区改造
_NO_SHARE = "功率"  # 总功率 of what is scrapped is of that, 普及率 of what is built is of all


def _worked_on(topic: str) -> str:
    """What work is done on, without the work: 加强隐患排查治理 is about 隐患."""
    work = pattern("^{works_at}(?P<on>[^、的]{2,12}?){kinds_of_work}+$").match(topic)
    return work["on"] if work else topic


@cache
def _head() -> re.Pattern[str]:
    """A measure that is of what was said before: 总量, 增速, 占全市GDP比重."""
    return re.compile(f"(?:(?:每年|年均)?{one_of('targets', 'heads')}|(?:增加值)?{MAKES_UP}[^，；]{{2,30}})")


@cache
def _measure_of_it() -> re.Pattern[str]:
    return re.compile(f"(?:{one_of('targets', 'heads')}|{MAKES_UP}[^，；]{{2,30}})$")


@cache
def belonging() -> re.Pattern[str]:
    """What belongs to something said before: 接入企业, 惠及居民."""
    return re.compile(
        f"可?(?:{one_of('targets', 'belonging')}|(?P<effect>{one_of('targets', 'effects')}))[\u4e00-\u9fff]{{2,8}}"
    )


def _without_effect(topic: str) -> str:
    """`topic` without what is said to belong to it: 改造老旧小区惠及居民."""
    effect = re.search(f"{belonging().pattern}$", topic)
    return topic[: effect.start()] if effect and effect.start() >= KIND else topic


def stem_of(name: str) -> str:
    """What `name` measures something of: 民营经济增加值年均增长, 民营经济增加值总量 are of 民营经济增加值."""
    return _measure_of_it().sub("", unchanged(name))


def _of_its_size(name: str, topic: str) -> str:
    """`name`, a part of what `topic` counts by its size, with what the size is of: 十亿元以上企业 behind 营业收入亿元以上企业."""
    own, other = _SIZED.match(name), _SIZED.search(topic)
    return f"{topic[: other.start()]}{name}" if own and other and own["of"] == other["of"] else name


def with_topic(name: str, topic: str, *, counted: bool = False) -> str:
    """`name`, completed by `topic`, what the words before were about, where it says too little by itself (整改率, 更换).

    `counted` says that the topic has a figure of its own.
    """
    if not name:
        return topic
    if not topic or name in topic:
        if len(name) <= _SHORTEST_RATE and rate_at_end().search(name) and topic.endswith(name):
            return topic  # 企业智能化改造率≥70%；到2030年，改造率≥90%
        return name if not only_verbs().fullmatch(name[:12]) else topic
    if (not counted or topic.endswith("率")) and (again := _said_again(name, topic)) is not None:
        return again
    belongs = belonging().fullmatch(name)
    of_it = belongs is not None and not measure_at_end().search(topic) and (belongs["effect"] or not counted)
    if of_it and len(topic) <= _LONGEST_STEM and not _LIST.search(topic):
        return f"{_without_effect(topic)}{name.removeprefix('可')}"
    if _head().fullmatch(name) and len(stem := stem_of(topic)) <= _LONGEST_WHOLE and not _NO_STEM.search(stem):
        return f"{stem}{name}"
    if pattern("{yields}").fullmatch(name) and (grown := pattern("{areas}$").search(topic)):
        return f"{topic[: grown.start()]}{name}"
    if re.match(COMPARISON, name) and len(stem := stem_of(topic)) <= _LONGEST_STEM:
        return f"{stem}{name}"
    if _SIZED.match(name):
        return _of_its_size(name, topic)
    if only_verbs().fullmatch(name[:12]):
        done_to = any_verb_at_end().sub("", topic) or topic
        return f"{name}{done_to}" if name.startswith(_NEW) else f"{done_to}{name}"
    if rate_at_end().search(name) and len(name) <= _SHORTEST_RATE:
        topic, told = unchanged(topic), topic
        if (
            (topic != told and measure_at_end().search(topic))
            or rate_at_end().search(topic)
            or pattern("(?:{yields}|{areas})$").search(topic)
            or _OWN_MEASURE.search(topic)
            or len(topic) > _LONGEST_STEM
            or "、" in topic
            or "《" in topic
        ):
            return name
        stem = name[:-1] if name.endswith("率") else name
        done = changed_in_a_row().match(topic) if not name.endswith(_NO_SHARE) else None
        topic = topic[done.end() :] if done and len(topic) - done.end() >= KIND else topic
        topic = _worked_on(topic)
        return f"{topic[: -len(stem)]}{name}" if topic.endswith(stem) else f"{topic}{name}"
    return name


def _said_again(name: str, topic: str) -> str | None:
    """A measure of what `topic` ends in, with what that is done to: 存量专利盘点, 盘点率 is 存量专利盘点率."""
    if len(name) > _LONGEST_AGAIN or not measure_at_end().search(name) or len(topic) > _LONGEST_SAID:
        return None
    said = topic.removesuffix("率")
    again = said.endswith(name[:KIND]) and len(said) - KIND >= _SHORTEST_OBJECT
    return f"{said[:-KIND]}{name}" if again else None


@cache
def _part() -> re.Pattern[str]:
    return re.compile(f"(?:各|其他)?(?:{one_of('targets', 'parts')}|[\u4e00-\u9fff]{{2,8}}周边)")


@cache
def _measured_first() -> re.Pattern[str]:
    return re.compile(
        f"(?P<what>[\u4e00-\u9fff]{{2,20}}?{one_of('targets', 'shares')})(?P<of>[\u4e00-\u9fff（）、]{{2,8}})"
    )


def is_part(name: str) -> bool:
    """Whether `name` only says of which part or place a figure is: 市区, 都安县."""
    return _part().fullmatch(name) is not None or is_place(name)


def of_part(name: str, whole: str, *, among: bool = False) -> str:
    """`name` where it is only a part (市区, 小学), with what `whole` measures of another; `among` says that it is one of the whole.

    市区入园率, then 县（市）; 新增学位3000个, 其中小学1000个.
    """
    other = _part().match(whole)
    if is_place(name):
        return f"{name}{whole[other.end() :].lstrip('的') if other else without_place(whole)}"
    if among and (tail := measure_tail().search(whole)) and not measure_at_end().search(name):
        return f"{name}{tail.group()}"
    if not _part().fullmatch(name) or not (other or among):
        return name
    return f"{name}{whole[other.end() if other else 0 :].lstrip('的')}"


def part_first(name: str) -> str:
    """`name` with the part or place of which it is before what is measured: 森林覆盖率城区 is 城区森林覆盖率."""
    what = _measured_first().fullmatch(name)
    return f"{what['of']}{what['what']}" if what and is_part(what["of"]) else name


def alike(name: str, rate: str) -> str:
    """`name`, completed by what `rate`, said before, measures of a thing of the same kind: 养老院食堂明厨亮灶率, then 医院食堂."""
    place = rate.rfind(name[-KIND:]) if len(name) > KIND else -1
    return f"{name}{rate[place + KIND :]}" if place > 0 and rate_at_end().search(rate) else name
