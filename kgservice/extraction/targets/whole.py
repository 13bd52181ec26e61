"""All of something as a target: 全覆盖, 全部, 所有, each form in an ordered list with an example."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from kgservice.documents.text import Span
from kgservice.extraction.facts import Comparator
from kgservice.extraction.targets.completed import with_topic
from kgservice.extraction.targets.figure_context import FigureContext, Measured, start_of
from kgservice.extraction.targets.figures import FARTHEST, Figure
from kgservice.extraction.targets.names import bare, covered
from kgservice.extraction.targets.patterns import pattern
from kgservice.extraction.targets.proper import proper
from kgservice.extraction.targets.words import changed_words, done_at_end, rate_at_end
from kgservice.levels import LEVELS
from kgservice.lexicon import one_of

_DONE_IN = re.compile("(?:完成|实现)(?P<of>[\u4e00-\u9fff]{0,8})$")
_DONE_TO = re.compile(
    f"^[^，；]{{0,24}}(?:对|将|把)(?:[本全我]?[{LEVELS}]?[\u4e00-\u9fff]{{0,4}}(?:范围|区域|辖区|[{LEVELS}]域)?内的?)?$"
)
_LIGHT = re.compile("(?<=[\u4e00-\u9fff）]{2})(?:进行|予以|完成)(?=(?:全面)?[\u4e00-\u9fff]{2,4}$)")
_OFFERED = re.compile("(?<=[\u4e00-\u9fff]{2})提供")
_PLACES = re.compile("[^、]{0,8}(?:街道|乡镇|镇|村|社区|县|区|市)(?:（[^（）]{1,6}）)?")
_ONLY_PLACES = re.compile(
    "(?:(?:[各全]|[省市县区]级(?:及?以上)?|国家级|重点|全部|行政|自然|建制|城市|农村)*"
    "(?:街道|乡镇|街镇|镇街|镇|村|社区|县|(?:开发|园|景|新|城)?区|市)(?:（[^（）]{1,6}）)?[、和]?)+"
)
_WHO_IS_TOLD = re.compile("^[^，；]{2,40}(?<![主重必需])(?:要|应当|须)对(?=[\u4e00-\u9fff]{4})")
_DOES = re.compile("实现|做到|达到")
_IN_PLACES = re.compile(rf"[^，、；]{{2,30}}?(?:{_DOES.pattern})(?:{_PLACES.pattern})")
_LEADS_TO_COVER = re.compile("(?:实现|做到|达到|(?<!直)达|进行|实行|开展|实施|全面|基本)+$")
_COVERED_LIST = re.compile("(?:做到|实现|达到)(?=[^、]{2,8}、)")
_ATTRIBUTE = re.compile("的|[、和及与][^，]*的")
_WHICH_ARE = re.compile("[^，；的]{2,12}的(?!目标|要求|任务)[\u4e00-\u9fff]{2,16}")  # 粪污全部还田的养殖场
_OF_THE_PLAN = re.compile("(?:目标|要求|任务)$")
_GOES_ON = re.compile("、|和|及|与|并")
_TO_WHOM = re.compile("对|把|将")
_IN_PLACE = re.compile("(?:到位|完毕|完成)$")
_OF_WHICH = re.compile(
    "(?!.*[对将把])[\u4e00-\u9fff]{2,8}(?:地区|城市|辖区|范围|[省市县区镇乡村]|[市县区]内)"
)  # 试点城市所有公立医院
_SOMETHING = re.compile("[\u4e00-\u9fff]{2}")
_COVERS = "覆盖"
_REACHES = ("覆盖", "扩大", "延伸", "惠及")
_ALL_OF = re.compile("所有的?$")
_RATE_OF_ALL = re.compile("(?:覆盖|建成|配备|达标|普及)率$")  # 快检室覆盖率达到100%，6月底前全部投入使用
_WHAT_AND_DONE = "(?!{made}|{changed}|{how_done}|{light})[^，；]{2,40}[\u4e00-\u9fff]{2}$"  # 问题按期销号
_LONGEST = 80  # what follows 全部: the longest annotated name has 40 characters
_LONG_ENOUGH = 6  # a shorter piece of a list leans on the others (甲、乙镇)


@dataclass(frozen=True, slots=True)
class All:
    """全覆盖, 全部 or 所有 with the words `before` it and `after` it; `first` is where its own words begin."""

    figure: Figure
    context: FigureContext
    before: str
    after: str
    first: int

    @property
    def words(self) -> str:
        """It as written."""
        return self.context.folded[self.figure.start : self.figure.end]

    @property
    def opening(self) -> str:
        """How its clause begins."""
        return self.context.folded[self.figure.clause.start : self.figure.clause.start + 12]

    @property
    def led(self) -> str:
        """All that stands before it in its clause, as written."""
        start = max(self.figure.clause.start, self.figure.start - FARTHEST)
        return self.context.folded[start : self.figure.start]

    @property
    def done(self) -> re.Match[str] | None:
        """The words 完成… that stand right before it."""
        return _DONE_IN.search(self.led)

    def measured(self, names: list[str], *, behind: bool = True) -> Measured:
        """What is measured; `behind` says that the words behind belong to it."""
        end = self.figure.right.end if behind else self.figure.end
        return Measured(names, Comparator.EXACTLY, Span(self.first, end))


def whole(figure: Figure, context: FigureContext) -> Measured | None:
    """All of something: 监管执法实现全覆盖; 批发市场全部建立快检室; 高毒农药禁用范围扩大到所有食用农产品."""
    if figure.kind is None:
        return None
    folded = context.folded
    before = bare(folded[max(figure.clause.start, figure.start - FARTHEST) : figure.start])
    after = folded[figure.end : min(figure.clause.end, figure.end + _LONGEST)]
    if figure.kind == "all" and context.listed and _done_again(context.subject, after):
        return Measured([context.subject], Comparator.EXACTLY, Span(figure.left.start, figure.end + len(after)))
    of_shares = context.percents and figure.kind == "every" and folded.startswith("覆盖", figure.start)
    apart = bool(before) and _GOES_ON.match(folded, figure.right.end) is not None  # 资金全部下达、支付率达到80%
    if of_shares or apart:  # 覆盖所有城市社区、90%以上乡镇
        after = context.words(figure.right)
    if (
        _ATTRIBUTE.match(after)
        or (before and figure.kind == "all" and _tells_which(after))
        or (context.percents and not (of_shares or apart))
        or (figure.kind == "every" and "全覆盖" in after)
    ):
        return None
    after = "" if _GOES_ON.match(after) else after
    told = All(figure, context, before, after, start_of(figure, context, figure.clause.start))
    return next((form(told) for _, kind, holds, form, _ in WHOLE_FORMS if kind == figure.kind and holds(told)), None)


def _tells_which(after: str) -> bool:
    """Whether the words behind 全部 say which things are meant (还田的养殖场), and not what is to hold of all (建成规范的卫生室)."""
    holds = pattern("{held_of_all}").match(after) and not _OF_THE_PLAN.search(after)
    return not holds and _WHICH_ARE.fullmatch(after) is not None


def _done_again(subject: str, after: str) -> bool:
    """Whether it is all of what shares were of before: 6月底前拨付60%以上、11月底前全部拨付到位."""
    done = _IN_PLACE.sub("", after)
    return bool(done) and done != after and subject.endswith(done)


def _is_held(words: str) -> bool:
    """Whether `words` say something that may hold of all of a thing: 建立台账."""
    return (
        pattern("{held_of_all}|{done_to_a_share}[^，；的]{2,}$").search(words) is not None
        or _OFFERED.search(words) is not None
    )


def _made(told: All) -> str:
    """The words before 全覆盖 without the verb that leads to it and who is told: 各街道要对企业开展."""
    return _LEADS_TO_COVER.sub("", _WHO_IS_TOLD.sub("", told.before))


def _covered_names(told: All) -> list[str]:
    """What is covered, each of a list by itself, with what the list is of: 食品安全做到包保主体、包保督导全覆盖."""
    made = _made(told)
    listed = _COVERED_LIST.search(made)
    subject = made[: listed.start()] if listed else ""
    return [f"{subject}{name}" for name in covered(made[listed.end() :] if listed else made)]


def _coverage(name: str) -> str:
    """The share of all that `name` covers: 企业走访 is 企业走访覆盖率."""
    name = bare(proper(name))
    return name if not name or rate_at_end().search(name) else f"{name.removesuffix(_COVERS)}{_COVERS}率"


def _covered_by(told: All) -> Measured:
    made = _made(told)
    pieces = made.split("、") if _TO_WHOM.search(told.opening) else [made]
    names = [f"{piece}{told.after}" for piece in pieces] if made else [with_topic(told.after, told.context.topic)]
    return told.measured([_coverage(name) for name in names])


def _covered(told: All) -> Measured:
    return told.measured([_coverage(name) for name in _covered_names(told)], behind=not told.before or bool(told.after))


def _names_something(words: str) -> bool:
    """Whether `words` say what is in the places and not only which: 文化站乡镇."""
    return _ONLY_PLACES.fullmatch(words) is None


def _covered_places(told: All) -> Measured:
    made = _made(told)
    named = f"{made if _names_something(made) else told.context.topic + made}覆盖率"
    return told.measured([named], behind=not told.before or bool(told.after))


def _covered_in_places(told: All) -> Measured:
    named = f"{_DOES.sub('', _made(told), count=1)}覆盖率"
    return told.measured([named], behind=not told.before or bool(told.after))


def _covered_topic(told: All) -> Measured:
    return told.measured([_coverage(told.context.topic)], behind=not told.before or bool(told.after))


def _all_named(told: All) -> Measured:
    subject = _all_of_what(told)
    pieces = covered(subject)
    apart = len(pieces) > 2 or all(len(piece) >= _LONG_ENOUGH for piece in pieces)
    subjects = pieces if apart else [subject]
    return told.measured([f"{piece}{told.after}" for piece in subjects])


def _all_of_what(told: All) -> str:
    """Of what it is all: of what stands before it, else of what was spoken of, of a rate that of which it is one."""
    return told.before or _RATE_OF_ALL.sub("", told.context.topic)


@cache
def _kept_for() -> re.Pattern[str]:
    return re.compile(one_of("targets", "kept_for"))


def _can_be_named(told: All) -> bool:
    if _kept_for().match(told.after):
        return False
    subject = _all_of_what(told)
    return len(subject) >= 2 and len(told.after) >= 2 and not changed_words().fullmatch(told.before[:12])


def _names_and_does(words: str) -> bool:
    """Whether `words` say of what it is all, and what is done to that."""
    return pattern(_WHAT_AND_DONE).match(words) is not None and done_at_end().search(words) is not None


def _done_to_all(told: All) -> Measured:
    of_which = told.done["of"] if told.done else told.before if _OF_WHICH.fullmatch(told.before) else ""
    return told.measured([_LIGHT.sub("", bare(f"{of_which}{told.after}"), count=1)])


def _done_to_every(told: All) -> bool:
    """Whether it is every one that something is done to or that does something, in a place or not: 试点地区所有粮库建立台账."""
    leads = not told.before or told.done or _DONE_TO.search(told.led) or _OF_WHICH.fullmatch(told.before)
    return bool(leads and (_is_held(told.after) or done_at_end().search(told.after)))


def _reaching(told: All) -> Measured:
    names = covered(told.after)
    if len(names) > 1:
        stem = names[0][:-2]
        names = [names[0], *(f"{stem}{name}" for name in names[1:])]
    reached = _ALL_OF.sub("", told.words)
    return told.measured([f"{told.before}{reached}{name}" for name in names])


_Test = Callable[[All], bool]
WHOLE_FORMS: tuple[tuple[str, str, _Test, Callable[[All], Measured], str], ...] = (
    ("cover-by", "cover", lambda told: bool(_SOMETHING.match(told.after)), _covered_by, "对学校全覆盖检查"),
    ("cover-topic", "cover", lambda told: not _made(told), _covered_topic, "加强监管，实现全覆盖"),
    ("cover-in-places", "cover", lambda told: _IN_PLACES.fullmatch(_made(told)) is not None, _covered_in_places, "养老中心实现街道全覆盖"),
    ("cover-places", "cover", lambda told: bool(_PLACES.fullmatch(_made(told))), _covered_places, "文化站乡镇全覆盖"),
    ("cover", "cover", lambda told: True, _covered, "监管执法实现全覆盖"),
    ("all-covered", "all", lambda told: told.before.endswith("覆盖"), lambda told: told.measured([f"{told.before}{told.after}"]), "覆盖全部村"),
    ("all-that-are", "all", lambda told: not told.before and _names_and_does(told.after), _done_to_all, "全部问题按期销号"),
    ("all-done", "all", lambda told: bool(told.done and done_at_end().search(told.after)), _done_to_all, "完成全部河道清淤"),
    ("all-named", "all", _can_be_named, _all_named, "批发市场全部建立快检室"),
    ("every-reached", "every", lambda told: told.words.startswith(_REACHES) and bool(told.before), _reaching, "范围扩大到所有农产品"),
    (
        "every-done",
        "every",
        _done_to_every,
        _done_to_all,
        "所有单位建立台账",
    ),
)  # fmt: skip
