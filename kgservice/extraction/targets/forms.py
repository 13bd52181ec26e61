"""The forms in which a text sets a target: each looks at one figure and says what it measures, or that it is none."""

from __future__ import annotations

import re
from functools import cache

from kgservice.documents.text import Span
from kgservice.extraction.facts import Comparator
from kgservice.extraction.targets.baselines import COMPARED_AT_END
from kgservice.extraction.targets.completed import alike, belonging, of_part, with_topic
from kgservice.extraction.targets.figure_context import (
    MONEY_UNIT,
    SHARES,
    TIME_UNIT,
    WORDS,
    FigureContext,
    Form,
    Measured,
    comparator_of,
    first_words,
    is_size,
    start_of,
)
from kgservice.extraction.targets.figures import Figure
from kgservice.extraction.targets.names import bare, changed_in_a_row, counted_name, each_of, level_name, shared
from kgservice.extraction.targets.whole import whole
from kgservice.extraction.targets.words import any_verb, change, done_to_all, measure_at_end, rate_at_end
from kgservice.levels import LEVELS

_SHORT_TIME = re.compile("(?:天|日|小时|分钟)$")
_BANDS = re.compile("队$")
_PERSONS = ("人", "名")
_POINTS = "个百分点"
_NET = "净"  # 耕地净增加60万亩
_SHARE_OF = re.compile("占(?!地(?![区方])|用)[^，；]{1,16}的?$")  # 增加值占GDP的12%
_SHARE_NAMED = re.compile("占(?!地(?![区方])|[用比压有据领道])(?:(?!比[重例])[^，；]){1,24}(?<!份额)$")
_ALL = 100
_IN = "在"  # 在10%的服务站设置中医阁
_OF_SUCH_AS = re.compile(  # 20%的村集体年收入超30万元
    r"的[^，；、\d]{2,16}?(?:超过?|达到?|不低于|不少于|不超过|大于|高于|低于)[\d.]+[^，；、\d]{1,8}$"
)
_RESERVED = re.compile("(?:预留|加强|设置|完成|安排|拿出|提取|占|配备|更新|改造)$")
_OUGHT_TO_HAVE = re.compile("(?:应|须|需|要|至少)(?:有|配有|设有|配备)$")
_OFTEN_AS_HEAD = re.compile("(?:每年|年均)(?:增速|增幅|降幅)$")
_OFTEN = re.compile("(?:每年|年均)$")
_QUALIFIER_UNIT = re.compile("^(?:年|岁|级|届|月|日|天|号|期|度|类|节|点|起|倍|路|个月|小时|分钟)$")
DESCRIBES = re.compile("的(?!目标|要求|标准|任务)[\u4e00-\u9fff]{2}")
_HAS_PER = re.compile("每[^，；]{1,8}(?:拥有|有|配有|至少有)[^，；]{0,8}$")
_COVERS_LIST = re.compile("(?P<by>[^，；：]{2,20})覆盖(?:所有|[\\d.]+%)[^，；：]{2,40}$")
_OBLIGED = re.compile("^(?:负责|落实|配合|牵头|值班|值守|发生)")
_HANDLED = re.compile(f"(?:对|为|给|将|把)(?:全[{LEVELS}])?$")
_COVERS = re.compile(
    "(?:划定|建立|完成|实现|达到|纳入|配备|配齐|建成|设立|通过|落实|实行|进行|成立|组建|安装|接入|设有|建有|配有|拥有|开通|具备|设置|开展|提供|配置)"
)


def level(figure: Figure, context: FigureContext) -> Measured | None:
    """A measure and its level: 受污染耕地安全利用率达到93%以上; 总量5批次/千人; 投诉量下降三成."""
    left, right = context.words(figure.left), context.words(figure.right)
    if figure.kind:
        return None
    name = level_name(left)
    is_measure = measure_at_end().search(name) is not None or (
        figure.quantity.unit in SHARES and _SHARE_OF.search(left) is not None
    )
    if figure.cue is None and DESCRIBES.match(right):
        return None
    doubles = context.words(figure.quantity.span).startswith("翻")
    changes = doubles or (figure.cue is not None and change().fullmatch(figure.cue.group()) is not None)
    if doubles:
        name = COMPARED_AT_END.sub("", name)
    if not is_measure and not changes:
        stands_alone = figure.cue is not None or figure.suffix is not None or (context.listed and not right)
        if figure.quantity.unit in SHARES:
            told = stands_alone and not (figure.cue and WORDS.match(right)) and (name or not right.strip("）”"))
        else:
            told = figure.cue is not None and bool(MONEY_UNIT.search(figure.quantity.unit)) and not WORDS.match(right)
        if not told or right.startswith("的"):
            return None
    if often := _OFTEN_AS_HEAD.search(left):
        name = name if len(name) > len(often.group()) else often.group()
    topic = context.subject if figure.index and context.listed else context.topic
    if context.goes_on and not is_measure and not changes and figure.quantity.unit in SHARES:
        name = alike(name, context.subject)
    told = topic if changes else _rate_changed().sub("", topic)
    name = with_topic(name, told, counted=context.goes_on) or context.heading
    said = bool(re.search("均|都|分别|总体", COMPARED_AT_END.sub("", left)[-6:]))
    name = as_share(of_part(name, context.subject), figure)
    compared = COMPARED_AT_END.search(name) if changes else None
    behind = compared.group() if compared else ""
    names = [changed(f"{each}{behind}", figure, context) for each in shared(bare(name.removesuffix(behind)), said)]
    return Measured(names, comparator_of(figure), Span(start_of(figure, context), figure.end))


@cache
def _rate_changed() -> re.Pattern[str]:
    return re.compile(f"(?<=[率比重度])(?:每年|年均)?{change().pattern}$")


def changed(name: str, figure: Figure, context: FigureContext) -> str:
    """`name` with the change that `figure` measures where it is no level: 投诉量下降, 近视率每年下降."""
    how = figure.cue.group() if figure.cue else ""
    if not change().fullmatch(how) or name.endswith((how, f"{how}率")):
        return name
    if name.endswith(_NET):
        return f"{name}{how}"
    if figure.quantity.unit in (*SHARES, _POINTS):
        often = _OFTEN.search(context.words(figure.left))
        return f"{name}{often.group() if often else ''}{how}"
    return name


def as_share(name: str, figure: Figure) -> str:
    """`name` as a share where `figure` tells of what it is one: 教师占总数一半, 收费不高于担保责任的1%."""
    if figure.quantity.unit not in SHARES or not name:
        return name
    base = figure.cue["base"] if figure.cue else None
    if base and not rate_at_end().search(name):
        return f"{name}占{base}的比例"
    return f"{name.removesuffix('的')}的比例" if _SHARE_NAMED.search(name) else name


def share(figure: Figure, context: FigureContext) -> Measured | None:
    """A percentage of a set that something is done to: 不低于80%的单位安装隔油池; 经营单位100%获证."""
    left, right = context.words(figure.left), context.words(figure.right)
    covered = None if left else _COVERS_LIST.search(context.folded, figure.clause.start, figure.start)
    if figure.kind or figure.quantity.unit not in SHARES or not (covered or WORDS.match(right)):
        return None
    of_such = right.startswith("的")
    such_as = _OF_SUCH_AS.match(context.folded[figure.end : figure.clause.end])
    right = such_as.group() if such_as else right
    reserved = of_such and _RESERVED.search(left) is not None
    opens = figure.suffix is not None and not bare(left)  # 70%以上的城市消除重污染天气
    if figure.cue is None and of_such and not (reserved or opens or such_as or _COVERS.search(right)):
        return None
    name = bare(f"{bare(left).removesuffix(_IN)}{right.removeprefix('的')}")
    if covered:
        name = f"{bare(covered['by'])}覆盖{name}"
    elif not reserved and figure.quantity.value != _ALL and not measure_at_end().search(name):
        name = f"{name}比例"
    return Measured([name] if name else [], comparator_of(figure), Span(start_of(figure, context), figure.right.end))


def count(figure: Figure, context: FigureContext) -> Measured | None:
    """So many of something, to be made or to be worked on: 培育龙头企业2家; 改造35公里管网; 10个县达到创建标准."""
    left, right = context.words(figure.left), context.words(figure.right)
    quantity = figure.quantity
    if figure.kind or quantity.unit in SHARES:
        return None
    meant = figure.cue is not None or figure.suffix is not None
    if not meant and (TIME_UNIT.search(quantity.unit) or _QUALIFIER_UNIT.match(quantity.unit)):
        return None
    words = bare(left)
    named = 2 <= len(words) <= 16 and not right.strip("（）")
    done = (
        bool(
            any_verb().search(left)
            or _HAS_PER.search(left)
            or _OUGHT_TO_HAVE.search(left)
            or (context.topic and belonging().match(words))
        )
        or context.listed
        or (named and (context.goes_on or figure.suffix is not None))
    )
    to_all = bool(_HANDLED.search(left)) or (
        not words and done_to_all().search(context.folded, figure.end, figure.clause.end) is not None
    )
    if (
        context.goes_on
        and not left.strip("“")
        and figure.index == 0
        and WORDS.match(right)
        and not is_size(quantity.unit)
    ):
        done = True
    if not (done or to_all or figure.cue is not None):
        return None
    if not done and figure.cue is None and _OBLIGED.match(right):
        return None
    if figure.cue is not None:
        left += figure.cue.group().removeprefix("至少") if figure.cue.group().startswith("至少") else ""
    own = counted_name(left, right)
    shares_verb = context.listed and own and not any_verb().search(left) and not belonging().match(own)
    if shares_verb and (verb := changed_in_a_row().match(context.subject)):
        own = f"{verb.group()}{own}"
    if context.goes_on or context.listed:
        among = context.folded.startswith("其中", figure.clause.start)
        own = of_part(own, context.subject, among=among)
    name = sized(with_topic(own, context.topic, counted=context.goes_on) or context.heading, figure)
    if not name:
        return None
    has_noun = bool(first_words(right)) and bare(right) != ""
    end = figure.right.end if has_noun else figure.end
    return Measured(each_of(left, name), comparator_of(figure), Span(start_of(figure, context), end))


def sized(name: str, figure: Figure) -> str:
    """`name` with what of it `figure` measures where it does not say so: 突击队20人 is of its 人数, 抵押登记不超过1天 of its 时间."""
    if _BANDS.search(name) and figure.quantity.unit in _PERSONS:
        return f"{name}人数"
    most = figure.cue is not None and figure.cue["most"] is not None
    timed = most and _SHORT_TIME.search(figure.quantity.unit) and not measure_at_end().search(name)
    return f"{name}时间" if name and timed else name


def limit(figure: Figure, context: FigureContext) -> Measured | None:
    """A time within which something is done: 投诉7个工作日内核查回复."""
    left, right = context.words(figure.left), context.words(figure.right)
    if not (figure.suffix and figure.suffix["most"] and _SHORT_TIME.search(figure.quantity.unit) and len(right) >= 2):
        return None
    name = bare(f"{bare(left)}{right}")
    timed = name if measure_at_end().search(name) else f"{name}时间"
    return Measured([timed], Comparator.AT_MOST, Span(start_of(figure, context), figure.right.end))


FORMS: tuple[tuple[str, Form], ...] = (
    ("target.whole", whole),
    ("target.level", level),
    ("target.share", share),
    ("target.limit", limit),
    ("target.count", count),
)
