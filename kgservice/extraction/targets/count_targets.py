"""Reads so many of something, to be made or to be worked on: 培育龙头企业2家, 改造35公里管网, 10个县达到创建标准."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kgservice.documents.text import Span
from kgservice.extraction.rule import Reason
from kgservice.extraction.targets.completed import belonging, of_part, with_topic
from kgservice.extraction.targets.doers import done_in, so_many_who_do
from kgservice.extraction.targets.figure_context import (
    SHARES,
    SHORT_TIME,
    TIME_UNIT,
    WORDS,
    FigureContext,
    Measured,
    comparator_of,
    first_words,
    is_size,
    start_of,
)
from kgservice.extraction.targets.figures import Figure
from kgservice.extraction.targets.names import KIND, bare, changed_in_a_row, counted_name, each_of
from kgservice.extraction.targets.patterns import pattern
from kgservice.extraction.targets.proper import proper
from kgservice.extraction.targets.surrounded import Surrounded
from kgservice.extraction.targets.words import any_verb, changed_words, done_to_all, measure_at_end, only_verbs
from kgservice.levels import ABOVE_TOWNSHIPS, LEVELS

_BANDS = re.compile("队$")
_PERSONS = ("人", "名")
_OUGHT_TO_HAVE = re.compile("(?:应|须|需|要|至少)(?:有|配有|设有|配备)$")
_QUALIFIER_UNIT = re.compile("^(?:年|岁|级|届|月|日|天|号|度|类|节|点|起|倍|路|个月|小时|分钟)$")
_HAS_PER = re.compile(
    "(?:每[^，；]{1,12}?(?:[拥设建配]?有|至少有)|[各均][^，；]{1,12}?(?:[拥设建配]有|至少有))[^，；]{0,8}$|各[^，；如凡若仅共各]{1,12}(?<![具没持享现])有$"
)
_IN_PLACES = re.compile("在(?:[^，；：]{2,80}等)?$")
_SO_OFTEN = re.compile("每(?:[年月周季半两三]|个[月季])[^，；]{0,24}$")
_TIMES = re.compile("[次场轮期]")
_OBLIGED = re.compile("^(?:负责|落实|配合|牵头|值班|值守|发生)")
_HANDLED = re.compile(f"(?:对|为|给|将|把)(?:全[{LEVELS}])?$")
_MEANT_FOR = re.compile(f"(?:面向|针对)(?:全[{LEVELS}])?$")
_HANDLED_LIST = re.compile("(?:^|[^面针相])(?:对|将|把)[^，；：]{2,80}等$")
_WORKED_ON = re.compile("^[^，；]{2,20}(?:进行|开展|实施|予以|加以)")
_PLACES = (*ABOVE_TOWNSHIPS, "镇", "乡", "道", "村")
_BETWEEN_NAMES = re.compile("、|和|及|与")
_SHORT_NAMES = range(2, 5)  # 洛川、富县、宜川3个县
_SHORTEST_DEED = 4  # what is done and to what: 换装站牌
_NAMES = range(2, 17)  # how many characters the name before a figure has that only lists: 观景平台5处
_AT_LEAST = "至少"
_BY_THEN = re.compile("到20\\d\\d年(?:\\d{1,2}月)?(?:年?底|末)?，$")
_JUST_BEFORE = 14  # 到2026年12月底，
_OF_A_YEAR = re.compile(r"(?:其中)?：?20\d\d年(?:完成|更新|改造|新增)?")
_DONE = re.compile("(?:完成|实施|推进|启动|开展)$")


@dataclass(frozen=True, slots=True)
class Counted(Surrounded):
    """A figure that may say how many there are to be."""

    @property
    def words(self) -> str:
        """The words before it that name something."""
        return bare(self.left)

    @property
    def told(self) -> str:
        """What is told of it: the words before it, with those before the size by which it is described (建设100亩以上的果园3个)."""
        return self.led if self.left.startswith("的") else self.left

    @property
    def named(self) -> bool:
        """Whether the words before it are a name and nothing else stands behind it."""
        return len(self.words) in _NAMES and not self.right.strip("（）")

    @property
    def ends_row(self) -> bool:
        """Whether it ends what a table's cell says is to be done: 延伸服务站点30个."""
        digits = self.context.folded[self.figure.quantity.span.start].isdigit()
        return (
            self.context.of_row
            and digits
            and self.named
            and self.figure.index == 0
            and len(self.left) >= _SHORTEST_DEED
        )

    @property
    def is_state_by_then(self) -> bool:
        """Whether it is how many there are by a year: 到2026年底，从业人员近8000人."""
        folded, start = self.context.folded, self.figure.clause.start
        return (
            self.named and self.figure.index == 0 and bool(_BY_THEN.search(folded, max(0, start - _JUST_BEFORE), start))
        )

    @property
    def opens_on(self) -> bool:
        """Whether it opens a clause behind one with a target, and what it counts stands behind it."""
        opens = self.context.goes_on and not self.left.strip("“") and self.figure.index == 0
        return opens and WORDS.match(self.right) is not None and not is_size(self.figure.quantity.unit)

    @property
    def worked_on(self) -> bool:
        """Whether it opens its clause and what is done to so many ends it: 约800公里管网更新改造."""
        if self.figure.index or bare(self.left).strip("以及和“") or self.right.startswith("的"):
            return False
        return _is_work().search(self.right) is not None and pattern("{put_to}").search(self.right) is None

    @property
    def of_a_year(self) -> bool:
        """Whether it is what of the figure before falls to one year: 改造小区25个，其中2026年5个、2027年20个."""
        follows = self.context.goes_on or self.context.listed
        return follows and bool(self.context.subject) and _OF_A_YEAR.fullmatch(self.left) is not None

    @property
    def done_in(self) -> str | None:
        """Those in which something is done: 在20个城市开展体检."""
        return done_in(self.right) if _IN_PLACES.search(self.left) else None

    @property
    def handled(self) -> bool:
        """Whether something is done to so many: 对20家企业开展评估, 对甲小区、乙小区等20个小区进行改造."""
        if _OBLIGED.match(self.right) or pattern("{nothing_done}$").search(self.right):
            return False
        listed = _HANDLED_LIST.search(self.left) and _WORKED_ON.search(self.right)
        meant_for = _MEANT_FOR.search(self.left) and _WORKED_ON.search(self.right)
        return bool(listed or meant_for or _HANDLED.search(self.left))

    @property
    def done_to_all(self) -> bool:
        """Whether the words behind it say what is done to, or by, each of so many: 10个县达到标准, 甲县、乙县2个县完成公园建设."""
        behind = done_to_all().search(self.context.folded, self.figure.end, self.figure.clause.end)
        names = _BETWEEN_NAMES.split(self.words)
        listed = len(names) > 1 and (
            all(name[-1:] in _PLACES for name in names)
            or (len(names) == self.figure.quantity.value and all(len(name) in _SHORT_NAMES for name in names))
        )
        return behind is not None and (not self.words or listed)


COUNT_REASONS: tuple[Reason[Counted], ...] = (
    Reason("verb", lambda at: any_verb().search(at.told) is not None, "培育龙头企业2家"),
    Reason("per", lambda at: _HAS_PER.search(at.left) is not None, "每万人拥有社工8名"),
    Reason("often", lambda at: bool(_TIMES.match(at.figure.quantity.unit) and _SO_OFTEN.search(at.left)), "每年调整1次专业"),
    Reason("ought", lambda at: _OUGHT_TO_HAVE.search(at.left) is not None, "领导班子应有2名年轻干部"),
    Reason("belongs", lambda at: bool(at.context.topic and belonging().match(at.words)), "建成监测平台，接入企业240家"),
    Reason("listed", lambda at: at.context.listed, "培训讲解员20名、保管员10名"),
    Reason("goes-on", lambda at: at.named and at.context.goes_on, "建设创业园6个，停车场8处"),
    Reason("by-then", lambda at: at.is_state_by_then, "到2026年底，从业人员近8000人"),
    Reason("at-least", lambda at: at.named and at.figure.suffix is not None, "创业导师50名以上"),
    Reason("opens", lambda at: at.opens_on, "新建步道30公里，3处驿站"),
    Reason("worked-on", lambda at: at.worked_on, "50公里堤防达标建设"),
    Reason("row", lambda at: at.ends_row, "延伸服务站点30个"),
    Reason("meant", lambda at: at.figure.cue is not None, "众创空间不少于60家"),
    Reason("handled", lambda at: at.handled, "对20家企业开展评估"),
    Reason("in-so-many", lambda at: at.done_in is not None, "在20个城市开展体检"),
    Reason("of-a-year", lambda at: at.of_a_year, "改造小区25个，其中2026年5个、2027年20个"),
    Reason("done-to-all", lambda at: not _OBLIGED.match(at.right) and at.done_to_all, "10个县达到创建标准"),
)  # fmt: skip


def count(figure: Figure, context: FigureContext) -> Measured | None:
    """So many of something, to be made or to be worked on: 培育龙头企业2家; 改造35公里管网; 10个县达到创建标准."""
    at = Counted(figure, context, context.words(figure.left), context.words(figure.right))
    if not _may_count(figure) or not any(reason.holds(at) for reason in COUNT_REASONS):
        return None
    own = context.subject if at.of_a_year else _own_name(at)
    of_itself = own if pattern("{works}$").search(own) else ""
    name = sized(with_topic(own, context.topic, counted=context.goes_on) or of_itself or context.heading, figure)
    if not name:
        return None
    has_noun = bool(first_words(at.right)) and bare(at.right) != ""
    quote = Span(start_of(figure, context), figure.right.end if has_noun else figure.end)
    if who := at.done_in or (so_many_who_do(proper(name)) if has_noun and not at.handled else None):
        return Measured([who], comparator_of(figure), quote, final=True)
    return Measured(each_of(_led(at), name), comparator_of(figure), quote)


def _may_count(figure: Figure) -> bool:
    """Whether its unit counts things, or a word says how it is meant."""
    unit = figure.quantity.unit
    if figure.kind or unit in SHARES:
        return False
    meant = figure.cue is not None or figure.suffix is not None
    return meant or not (TIME_UNIT.search(unit) or _QUALIFIER_UNIT.match(unit))


def _led(at: Counted) -> str:
    """The words before the figure, with those between 至少 and it (至少培育2家)."""
    cue = at.figure.cue.group() if at.figure.cue else ""
    return f"{at.left}{cue.removeprefix(_AT_LEAST)}" if cue.startswith(_AT_LEAST) else at.left


@cache
def _is_work() -> re.Pattern[str]:
    """Work that is done, at the end: 管网更新改造."""
    return re.compile(f"[\u4e00-\u9fff]{{2}}(?:{changed_words().pattern}|建设)$")


@cache
def _work_on_all() -> re.Pattern[str]:
    """What is done to all of a list, behind its last: 38个小区、6条街巷改造提升."""
    return re.compile(rf"[^，；、\d]{{2,16}}(?:、|和|及|以及)\d[^，；]*?(?P<work>{changed_words().pattern}+)$")


def _own_name(at: Counted) -> str:
    """The name of what is counted, with the verb or the whole that it shares with the one before."""
    left, context = _led(at), at.context
    own = counted_name(left, at.right)
    shares_verb = context.listed and own and not any_verb().search(left) and not belonging().match(own)
    shares_verb = shares_verb and not only_verbs().fullmatch(context.subject)  # 植树造林 has its object in itself
    if shares_verb and (verb := changed_in_a_row().match(context.subject)):
        own = f"{verb.group()}{own}"
    elif _DONE.search(left) and (
        of_all := _work_on_all().match(at.context.folded, at.figure.end, at.figure.clause.end)
    ):
        own = f"{own}{of_all['work']}"
    if context.goes_on or context.listed:
        among = context.folded.startswith("其中", at.figure.clause.start)
        own = of_part(own, context.subject, among=among)
        done = changed_in_a_row().match(context.subject) if among and not changed_words().match(own) else None
        if done and done.group() not in own and len(own) > KIND and own[-KIND:] == context.subject[-KIND:]:
            own = f"{done.group()}{own}"  # 新建停车位，其中公共停车位
    return own


def sized(name: str, figure: Figure) -> str:
    """`name` with what of it `figure` measures where it does not say so: 突击队20人 is of its 人数, 抵押登记不超过1天 of its 时间."""
    if _BANDS.search(name) and figure.quantity.unit in _PERSONS:
        return f"{name}人数"
    most = figure.cue is not None and figure.cue["most"] is not None
    timed = most and SHORT_TIME.search(figure.quantity.unit) and not measure_at_end().search(name)
    return f"{name}时间" if name and timed else name
