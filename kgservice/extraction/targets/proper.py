"""Gives what a figure measures the name that a person would put into a table: an ordered list of what falls away, each with an example."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache

from kgservice.extraction.targets.patterns import pattern
from kgservice.extraction.targets.words import WITHIN_YEARS, changed_words, made, measure_at_end, rate_at_end
from kgservice.levels import LEVELS
from kgservice.lexicon import one_of

_SHORTEST = 4  # what is left of a name: 领军人才; less tells nothing by itself
_TERM = re.compile(f"^(?:{WITHIN_YEARS}|(?:未来|今后)?[两三四五]年(?=累计|安排|共))")
_YEAR_INSIDE = re.compile(
    r"(?<=[\u4e00-\u9fff”])(?<![比较由从自与以据至到])(?:到|至|于)?(?:20\d\d年(?:\d{1,2}月(?:\d{1,2}日)?)?(?:上半年|底|末)?(?:之?前)?|\d{1,2}月(?:\d{1,2}日|[底末])?之?前|年底前|年内|上半年|下半年)(?!度|的|-|~)(?=[\u4e00-\u9fff“])"
)
_MUST = re.compile("(?<=[\u4e00-\u9fff]{3})(?:(?<!必)须于?|[均都](?:应当?|须|要))(?=[\u4e00-\u9fff]{2})")
_WHO_MUST = re.compile(
    "^[\u4e00-\u9fff]{2,6}(?<![主重必需紧首纪摘概提])要(?![求素点件闻塞害道职义目冲])(?:实现|达到|做到)?(?=[\u4e00-\u9fff]{4})"
)
_REACHES = (
    "^(?P<what>[\u4e00-\u9fff]{2,12}{extents})(?:全部|基本)?(?P<reached>达到[\u4e00-\u9fff“”]{2,20}(?:要求|标准))$"
)
_RAISED = re.compile("^(?:提升|提高|巩固|稳定|加强)(?!率|幅)(?=[\u4e00-\u9fff]{4})")
_HAS = re.compile(
    "^(?:在[\u4e00-\u9fff]{1,6})?(?:具有|具备|拥有)[^，；、]*(?:竞争力|影响力|优势|特色|效应)的(?=[\u4e00-\u9fff“A-Z][^，；]{4})"
)
_AMOUNT = re.compile(r"^\d[\d.]*[万余多]*(?:个|家|户|条|座|处|所|名|项)(?!及?以[上下])(?=[\u4e00-\u9fff]{4})")
_EACH = re.compile("^每[个家所名支座条处市县村镇]?[\u4e00-\u9fff（）、]{0,12}?")
_OF_EACH = re.compile(
    f"^各(?:[{LEVELS}校]|乡镇|街道|学校|单位)(?:（[{LEVELS}、]{{1,5}}）)?(?![级直属（、县市区])(?=[\u4e00-\u9fff]{{4}})"
)
_MAKES_OF = re.compile("^[\u4e00-\u9fff、（）]{2,24}?(?<!即)(?:将|把)(?![来军领要])(?=[\u4e00-\u9fff]{3})")
_LISTED = re.compile(
    "^(?P<list>(?:[^、，；的]{2,24}、){1,12}[^、，；的]{2,24}?)等(?P<of>[\u4e00-\u9fff“”A-Za-z0-9（）]{4,40})$"
)
_GENERIC = 4  # 系列活动, 紧缺人才: what is as short says too little without its examples
_ATTRIBUTE = re.compile("^(?P<told>[^，；]{1,60}?)的(?P<rest>[\u4e00-\u9fff“《A-Za-z0-9][^，；]{3,60})$")


@cache
def _chain() -> re.Pattern[str]:
    """Verbs in a row that only say that something is to be: 引进和培养, 选拔资助, 遴选评定."""
    joined = "(?:和|并|及|与|、)"
    first = f"(?:{one_of('targets', 'changed')}{joined})?"
    return re.compile(
        f"^(?:重点|优先|大力|积极|着力|持续|加快)?{first}{made().pattern}(?:{joined}?{made().pattern}){{0,2}}(?:一批|各类)?(?=[\u4e00-\u9fff“《A-Z\\d])"
    )


@cache
def _light() -> re.Pattern[str]:
    """A verb inside a name that only says that it is done: 黑臭水体完成整治."""
    return re.compile(
        f"(?<=[\u4e00-\u9fff）”]{{3}})(?<![或、和]){one_of('targets', 'how_done')}*{one_of('targets', 'light')}(?!一)(?=[\u4e00-\u9fff“]{{2}})"
    )


@cache
def _quality() -> re.Pattern[str]:
    return re.compile(f"(?:{one_of('targets', 'qualities')}|^(?:能够(?!提供)|紧跟)[^、]*)$")


def _without(told: re.Pattern[str] | str) -> Callable[[str], str]:
    """The step that leaves out what `told` fits; a template of lists is made a pattern when it is first needed."""
    if isinstance(told, str):
        return lambda name: pattern(told).sub("", name)
    return lambda name: told.sub("", name)


_BUDGET = "^[\u4e00-\u9fff]{0,4}财政(?:资金)?(?:每年|年内)?(?:预算)?{budgeted}"
_EXPLAINED = "（(?:{explains}|[^（）、]{2,20}[、的]|[^（）]{20})[^（）]+）(?=[\u4e00-\u9fff])"
_EXPLAINED_BEHIND = "（{explains}[^（）]{4,}）$"
_MEETS = "^[^，；、]{2,20}?(?:应当?|须|必须|要){meets}(?=[\u4e00-\u9fff]{4})"


def _without_chain(name: str) -> str:
    """A name without the verbs that lead to it; of a measure only those that describe it (实施的食品检验量): 建设用地面积 has none."""
    chain = _chain().match(name)
    if chain is None or (measure_at_end().search(name) and not name.startswith("的", chain.end())):
        return name
    return name[chain.end() :]


def _without_place(name: str) -> str:
    """What is made in a place, or in each of several: 在重点海域新建在线监测浮标, 每个社区设置固定免疫点."""
    for lead in (_EACH, pattern("^{places_of}[^，；]{2,40}?(?:等|里|中|内|上|周边)?")):
        if (led := lead.match(name)) is None:
            continue
        verb = made().search(name, led.end())
        done = changed_words().search(name, led.end())
        first = min((each for each in (verb, done) if each), key=lambda each: each.start(), default=None)
        if first is not None and first.start() > 1 and "、" not in name[:1]:
            return name[first.end() if first is verb else first.start() :]
    return name


def _without_list(name: str) -> str:
    """What a list of examples is of: 金融、物流、退税等便利化应用场景."""
    match = _LISTED.match(name)
    if match is None or changed_words().match(match["of"]):
        return name
    if not pattern("{of_examples}").match(match["of"]) and (len(match["of"]) <= _GENERIC or rate_at_end().search(name)):
        return name
    first, *others = match["list"].split("、")
    extra = len(first) - max(map(len, others))
    done = changed_words().match(name)
    keep = done.group() if done and extra <= len(done.group()) + 1 else first[:extra] if extra > 3 else ""
    return f"{keep}{match['of']}"


def _without_quality(name: str) -> str:
    """A name without attributes that praise and do not define: 带动能力强的新型经营主体."""
    match = _ATTRIBUTE.match(name)
    if match is None or re.search(r"\d", match["told"]):
        return name
    praises = any(_quality().search(piece) for piece in match["told"].split("、"))
    return _without_quality(match["rest"]) if praises else name


def _without_light(name: str) -> str:
    return _light().sub("", name, count=1)


STEPS: tuple[tuple[str, Callable[[str], str], str], ...] = (
    ("term", _without(_TERM), "5年内培训新型农民"),
    ("last-year", _without("(?:比|较){last_years}|与{last_years}相比"), "地区生产总值比上年增长"),
    ("year-inside", _without(_YEAR_INSIDE), "存量占压隐患2025年6月底前整改"),
    ("explained", _without(_EXPLAINED), "普惠性幼儿园（含公办园和民办园）覆盖率"),
    ("explained-behind", _without(_EXPLAINED_BEHIND), "社会储备能力（包括发电企业、物流企业等）"),
    ("meets", _without(_MEETS), "新上项目应满足转换效率"),
    ("makes-of", _without(_MAKES_OF), "合作机构逐步将平均担保费率"),
    ("in-principle", _without("(?<=[\u4e00-\u9fff]{2}){in_principle}(?=占)"), "实践课时原则上占总课时"),
    ("who-must", _without(_WHO_MUST), "某省要人均体育场地面积"),
    ("of-each", lambda name: _OF_EACH.sub("", name) if rate_at_end().search(name) else name, "各校眼保健操参与率"),
    ("raised", lambda name: _RAISED.sub("", name) if rate_at_end().search(name) else name, "提升垃圾焚烧处理率"),
    ("must", _without(_MUST), "专项资金须下达"),
    ("reaches", lambda name: pattern(_REACHES).sub(r"\g<reached>的\g<what>", name), "建设用地面积达到海绵城市要求"),
    ("amount", _without(_AMOUNT), "12个乡镇就业服务站点"),
    ("task", lambda name: pattern("(?P<work>{tasks_of})任务$").sub(r"\g<work>", name), "清洁取暖改造任务"),
    ("budget", _without(_BUDGET), "市财政安排储能产业发展专项资金"),
    ("verbs", _without_chain, "引进和培养高层次人才"),
    ("place", _without_place, "在重点海域新建在线监测浮标"),
    ("on-the-list", lambda name: pattern("^(?P<verb>{changed}*){eligible}的?").sub(r"\g<verb>", name), "符合条件的搬迁群众"),
    ("has", _without(_HAS), "具有市场竞争力的智能终端产品"),
    ("quality", _without_quality, "带动能力强的新型经营主体"),
    ("list", _without_list, "金融、物流、退税等便利化应用场景"),
    ("light-verb", _without_light, "黑臭水体完成整治"),
)  # fmt: skip


@lru_cache(maxsize=4096)
def proper(name: str) -> str:
    """`name` after every step that leaves enough of it."""
    for _, step, _ in STEPS:
        rest = step(name).strip("，、；：的")
        if len(rest) >= _SHORTEST:
            name = rest
    return name
