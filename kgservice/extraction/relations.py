"""Tells what a text has to do with a document that it names: made from it, carries it out, is to issue, revise or repeal it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from kgservice.documents.text import Span
from kgservice.extraction.cited import NamedDocument
from kgservice.extraction.facts import Relation
from kgservice.lexicon import one_of

LONGEST_BETWEEN = 40  # two of a list have at most a number in brackets and a body between them
_NOTICE_OF_IT = re.compile("的通知")
_SENTENCE = re.compile("[。；]")
_CLAUSE = re.compile("[，：]")
_LONGEST_CLAUSE = (
    120  # the verb before a title, its issuers between: the longest annotated clause has 109 characters with the title
)
_TELLING = 6  # the shortest title that tells which document it is: 政府工作报告
_A_DAY = r"20\d\d年(?:\d{1,2}月(?:\d{1,2}日)?)?"  # 按照2023年3月25日印发《甲政策》要求
_ON_A_DAY = re.compile(f"(?:早在|[于在])?{_A_DAY}，")
FARTHEST = 400  # no annotated clause is a third as long; some texts have no commas


def _one_of(*lists: str) -> str:
    return one_of("citations", *lists)


@cache
def _makes_the_plan() -> re.Pattern[str]:
    return re.compile(f"[^。；]{{0,160}}?{_one_of('made_here')}(?:本{_one_of('this_plan')}|以下|如下)")


@cache
def _issued_after() -> re.Pattern[str]:
    return re.compile(f"的?{_one_of('issued_after')}(?!之?后|以[后来])")


@cache
def _then_says() -> re.Pattern[str]:
    return re.compile(f"(?:（[^（）]{{1,40}}）)?，{_one_of('says')}")


@cache
def _still_to_come() -> re.Pattern[str]:
    return re.compile(f"（(?:另行|正在|拟|待){_one_of('issued')}）")


@cache
def _worked_out() -> re.Pattern[str]:
    return re.compile(f"{_one_of('worked_out')}$")


_NOTHING_OF_IT = re.compile("(?:初稿|草案|送审稿|征求意见稿)?[，。；、）]")


@cache
def _revised_after() -> re.Pattern[str]:
    revised = _one_of("revised_after")
    return re.compile(f"的?{revised}|(?:进行|予以|作出?){_one_of('how_revised')}*(?:{revised}|调整)")


@cache
def _repealed_after() -> re.Pattern[str]:
    return re.compile(
        rf"""
        (?:[、和及与]|《[^《》]{{1,80}}》|（[^（）]{{1,40}}）|等?\d*[件项个]?文件){{0,24}}    # 《甲办法》（甲政发〔2015〕3号）同时废止
        (?:自[^，。；]{{0,16}}(?:之日)?起)?，?
        {_one_of("how_repealed")}*
        {_one_of("repealed_after")}
        """,
        re.VERBOSE,
    )


@cache
def _implemented_after() -> re.Pattern[str]:
    told = f"{_one_of('says')}(?!的)"
    return re.compile(
        f"(?:和《[^《》]*》)?的?{_one_of('done_after')}(?=[，。；]|工作|情况|中(?!期))|(?!{told})[^。；《]{{0,30}}?{_one_of('carried_out_after')}"
    )


@cache
def _made_for_it() -> re.Pattern[str]:
    return re.compile(f"的?{_one_of('made_for')}[^，。；《]{{0,8}}{_one_of('kinds_made')}")


@cache
def _reports() -> re.Pattern[str]:
    return re.compile(f"{one_of('citations', 'reports', besides='[^，。；]{2,20}以来')}，")


@cache
def _still_to_do() -> re.Pattern[str]:
    return re.compile(_one_of("still_to_do", "made_here"))


@cache
def _repealed() -> re.Pattern[str]:
    return re.compile(f"{_one_of('repealed')}(?:原|了)?$")


@cache
def _revised() -> re.Pattern[str]:
    return re.compile(f"{_one_of('revised')}{_one_of('goes_on_issued')}*$")


@cache
def _issued() -> re.Pattern[str]:
    return re.compile(f"(?<!关于){_one_of('issued')}{_one_of('goes_on_issued')}*$")


@cache
def _has_to_fit() -> re.Pattern[str]:
    return re.compile(f"(?:应当?|必?须|需|要){_one_of('fits')}{_by_whom()}")


@cache
def _by_whom() -> str:
    """What may stand between a verb and a title: whose the document is, and that it was issued."""
    body = rf"[\u4e00-\u9fff、]{{0,80}}?{_one_of('issuer')}(?:等[一二三四五六七八九十\d]*(?:个?部门|个?单位)?)?"
    return f"(?:{_A_DAY})?(?:{body})?(?:{_A_DAY}|{_one_of('told_of')}|《)*$"


@cache
def whose() -> re.Pattern[str]:
    """A pattern of nothing but whose a document is and that it was issued: 省水利厅印发的."""
    return re.compile(_by_whom())


@cache
def _made_from() -> re.Pattern[str]:
    return re.compile(f"{_one_of('made_from', 'made_from_in_a_word')}{_by_whom()}")


@cache
def _verbs() -> str:
    return _one_of("made_from", "made_from_in_a_word", "carried_out", "carried_out_in_a_word")


@cache
def _carried_out() -> re.Pattern[str]:
    return re.compile(f"{_verbs()}{_by_whom()}")


@cache
def _asks() -> re.Pattern[str]:
    """What is said of a document that something is done by, however far before it the verb stands: 落实…和《甲意见》有关要求."""
    whose = one_of("citations", "says", besides="设定")
    return re.compile(
        f"(?:（[^（）]{{1,60}}）)*等?(?:文件|通知)?(?:{whose}的|的|中)?(?:有关|相关|各项|具体|工作|明确|总体)*{_one_of('asked')}"
    )


@cache
def _done_by_it() -> re.Pattern[str]:
    return re.compile(f"{_one_of('made_from', 'carried_out')}[^《》；]{{2,{_LONGEST_CLAUSE}}}$")


@cache
def _not_carried_out() -> re.Pattern[str]:
    return re.compile(f"(?:不再?|停止|暂停){_verbs()}{_by_whom()}")


@cache
def _carried_out_with() -> re.Pattern[str]:
    """What is carried out before a document in a list: 贯彻落实重要讲话和《甲意见》."""
    return re.compile(f"{_verbs()}[^《》；]{{2,60}}{_one_of('with_it')}(?:和|及|、|以及|以|与)+{_by_whom()}")


@cache
def _already() -> re.Pattern[str]:
    return re.compile(f"(?:已|业)(?:经)?(?:[\u4e00-\u9fff]{{0,6}})?{_one_of('issued')}{_one_of('goes_on_issued')}*$")


@cache
def _for_it() -> re.Pattern[str]:
    return re.compile(f"(?<![作行成认以])为了?[\u4e00-\u9fff]{{0,6}}{_one_of('purposes')}{_by_whom()}")


@cache
def _approved() -> re.Pattern[str]:
    return re.compile(f"{_one_of('approved')}了?{_by_whom()}")


@cache
def _approved_after() -> re.Pattern[str]:
    return re.compile(f"已?经?[^，。；《》]{{0,20}}?{_one_of('approved')}")


@cache
def _shared_out() -> re.Pattern[str]:
    return re.compile(f"(?:提出|确定|明确|部署)的[^，。；《》]{{0,24}}?{_one_of('shared_out')}")


@cache
def _then_shared_out() -> re.Pattern[str]:
    """A document whose tasks the text shares out in its next words: 《甲报告》提出六项工作，现将任务分解如下."""
    return re.compile(f"{_one_of('says')}[^。；《》]{{2,60}}，现[对将就][^。；《》]{{2,60}}?{_one_of('shared_out')}")


@cache
def _shared_out_here() -> re.Pattern[str]:
    return re.compile(f"[^，。；《》]{{0,40}}?{_one_of('shared_out')}")


@cache
def _told_by_it() -> re.Pattern[str]:
    """What a document says is to be done: 《甲规划》规定的任务."""
    return re.compile(f"(?:（[^（）]{{1,60}}）)*(?:{_one_of('says')}|确定|下达)的")


@cache
def _certificates() -> re.Pattern[str]:
    return re.compile(f"{_one_of('certificates')}$")


_TAKES_IT = re.compile("(?:将|对|把)[^，。；《》]{0,30}《?$")
_FOR_ITS_SAKE = re.compile("为(?!期|主|契机|抓手)")
_HOW_IT_GOES = re.compile("的?(?:贯彻)?(?:落实|执行)?的?情况")
_MAKES_SURE = re.compile("(?:以)?确保")


@cache
def _named_again() -> re.Pattern[str]:
    """A document that something is done for: 为做好《纲要》实施工作, 对报告提出的任务进行分解."""
    does = _one_of("basis", "purposes")
    return re.compile(
        f"{does}[^。，；《》]{{0,{LONGEST_BETWEEN}}}《(?P<title>[^《》]{{2,80}})》"
        f"|对(?P<kind>[\u4e00-\u9fff]{{2,4}}?){_shared_out().pattern}"
    )


@cache
def _basis() -> re.Pattern[str]:
    return re.compile(f"《[^《》]*》|(?P<basis>{_one_of('basis')})")


_TOLD_TO = re.compile(
    "(?:请|[\u4e00-\u9fff](?<![主重必需])(?:要|应当|须))(?:认真|严格|切实|坚决)*(?:按照|依照|对照|根据|贯彻|落实|执行)+[\u4e00-\u9fff]{0,20}《?$"
)


def made_from_so_far(folded: str, span: Span) -> int:
    """Where an opening first says, outside a title, that it rests on something; its end where it never does."""
    return next((match.start() for match in _basis().finditer(folded, *span) if match["basis"]), span.end)


def relation_of(
    folded: str, span: Span, named: NamedDocument, made_from: int | None, own_titles: Sequence[str]
) -> Relation:
    """What the text has to do with the document, by the first rule that holds."""
    before = folded[max(span.start, named.start - _LONGEST_CLAUSE) : named.start]
    clause = _CLAUSE.split(_SENTENCE.split(before)[-1])[-1]
    at = _Place(folded, span, named, clause, made_from, own_titles)
    return next((relation for _, holds, relation, _ in _RELATIONS if holds(at)), Relation.MENTIONS)


@dataclass(frozen=True, slots=True)
class _Place:
    """A document named, with the clause before it; `made_from` is where an opening says what the plan rests on, `own_titles` are the text's."""

    folded: str
    span: Span
    named: NamedDocument
    clause: str
    made_from: int | None
    own_titles: Sequence[str]

    def behind(self, pattern: re.Pattern[str]) -> bool:
        """Whether `pattern` follows the document."""
        return pattern.match(self.folded, self.named.end, self.span.end) is not None

    @property
    def opens(self) -> bool:
        """Whether it stands where the plan says what it is made from."""
        return self.made_from is not None or self.behind(_makes_the_plan())

    @property
    def is_numbered(self) -> bool:
        """Whether it has a number, which none has that is still to be issued."""
        return self.named.number is not None

    @property
    def is_issued(self) -> bool:
        """Whether the words before it tell that it is to be issued, not that something is done by what another issued."""
        if self.is_numbered or self.behind(_NOTICE_OF_IT):
            return False
        if self.behind(_still_to_come()):
            return True
        if self.is_told_of:
            return False
        if _worked_out().search(self.clause):
            return self.behind(_NOTHING_OF_IT)
        by_it = self.behind(_asks()) and _made_from().search(self.clause)
        return not by_it and _issued().search(self.clause) is not None

    @property
    def is_told_of(self) -> bool:
        """Whether its sentence tells when it was issued and what it says: 2018年11月，国务院印发《甲意见》，提出…"""
        start = max(self.span.start, self.named.start - _LONGEST_CLAUSE)
        sentence = _SENTENCE.split(self.folded[start : self.named.start])[-1]
        return _ON_A_DAY.match(sentence) is not None and self.behind(_then_says())

    @property
    def is_shared_out(self) -> bool:
        """Whether the text shares out what it asks for."""
        if self.behind(_shared_out()) or self.behind(_then_shared_out()):
            return True
        return _TAKES_IT.search(self.clause) is not None and self.behind(_shared_out_here())

    @property
    def is_paper(self) -> bool:
        """Whether it is a paper that somebody holds or fills in, by which nothing is carried out: 《营业执照》."""
        return self.named.title is not None and _certificates().search(self.folded, *self.named.title) is not None

    @property
    def is_in_own_title(self) -> bool:
        """Whether the text's own title names the document, for whose sake it is made."""
        name = self.folded[slice(*self.named.title)] if self.named.title else ""
        if not _FOR_ITS_SAKE.match(self.clause) or len(name) < _TELLING:
            return False
        return any(name in own for own in self.own_titles)

    @property
    def is_reported(self) -> bool:
        """Whether its sentence reports what has been done, and does not come to what is made."""
        first = max(self.span.start, self.named.start - FARTHEST)
        start = max(first, *(self.folded.rfind(mark, first, self.named.start) + 1 for mark in "。："))
        end = self.folded.find("。", self.named.end, self.span.end)
        reports = _reports().match(self.folded, start, self.named.start) is not None
        return reports and not _still_to_do().search(self.folded, start, end if end >= 0 else self.span.end)

    @property
    def is_approved(self) -> bool:
        """Whether the words before or behind it tell that it was approved."""
        return _approved().search(self.clause) is not None or self.behind(_approved_after())

    @property
    def is_made_for_it(self) -> bool:
        """Whether the opening names the document again, be it by the end of its title, as what the plan is made for."""
        end = min(self.named.end + FARTHEST, self.span.end)
        again = _named_again().finditer(self.folded, self.named.end, end)
        title = self.folded[slice(*self.named.title)] if self.named.title else ""
        return any(title.endswith(match["title"] or match["kind"]) for match in again)

    @property
    def rests_on_it(self) -> bool:
        """Whether the words before say that the plan rests on something."""
        if self.made_from is not None:
            return self.made_from < self.named.start
        start = max(self.span.start, self.named.start - FARTHEST)
        return made_from_so_far(self.folded, Span(start, self.named.start)) < self.named.start


_RELATIONS: tuple[tuple[str, Callable[[_Place], bool], Relation, str], ...] = (
    ("repealed", lambda at: bool(_repealed().search(at.clause)) or at.behind(_repealed_after()), Relation.REPEALS, "《甲办法》同时废止"),
    ("revised", lambda at: bool(_revised().search(at.clause)), Relation.TO_BE_REVISED, "修订《丁条例》"),
    ("approved", lambda at: at.opens and at.is_approved and at.is_made_for_it, Relation.BASIS, "人大批准了《甲纲要》。为做好《纲要》实施工作，分解如下"),
    ("already-issued", lambda at: not at.opens and bool(_already().search(at.clause)), Relation.MENTIONS, "已下发了《甲通知》"),
    ("made-for", lambda at: not at.opens and at.behind(_made_for_it()), Relation.IMPLEMENTS, "制定《甲条例》实施细则"),
    ("issued", lambda at: at.is_issued, Relation.TO_BE_ISSUED, "印发《2024年抽检计划》"),
    ("not-carried-out", lambda at: bool(_not_carried_out().search(at.clause)), Relation.MENTIONS, "不再执行《甲规定》"),
    ("paper", lambda at: at.is_paper, Relation.MENTIONS, "按照《税务发票》的金额发放"),
    ("told-to", lambda at: bool(_TOLD_TO.search(at.clause)), Relation.IMPLEMENTS, "各单位要按照《甲规则》办理"),
    ("has-to-fit", lambda at: bool(_has_to_fit().search(at.clause)), Relation.IMPLEMENTS, "标准应符合《甲意见》要求"),
    ("reported", lambda at: at.opens and at.is_reported, Relation.MENTIONS, "近年来，各地认真贯彻《甲意见》，取得了成效"),
    ("made-sure-of", lambda at: at.opens and _MAKES_SURE.match(at.clause) is not None, Relation.MENTIONS, "请各单位抓好落实，确保《甲报告》任务完成"),
    ("looked-into", lambda at: at.opens and at.behind(_HOW_IT_GOES), Relation.MENTIONS, "督查室将对落实《甲报告》情况进行督办"),
    ("of-own-title", lambda at: at.opens and at.is_in_own_title, Relation.BASIS, "为对接《乙协定》规则，制定本方案, titled 对接《乙协定》实施方案"),
    ("basis", lambda at: at.opens and at.rests_on_it, Relation.BASIS, "根据《甲条例》，制定本计划"),
    ("purpose", lambda at: at.opens and bool(_for_it().search(at.clause)) and at.behind(_implemented_after()), Relation.BASIS, "为做好《甲纲要》实施工作，现将任务分解如下"),
    ("shared-out", lambda at: at.opens and at.is_shared_out, Relation.BASIS, "现将《甲报告》提出的任务予以分解"),
    ("opening", lambda at: at.opens and not _after_verb(at), Relation.MENTIONS, "《甲条例》已印发，制定本计划"),
    ("made-from", lambda at: bool(_made_from().search(at.clause)), Relation.IMPLEMENTS, "根据《甲规划》编制方案"),
    ("revised-after", lambda at: at.behind(_revised_after()), Relation.TO_BE_REVISED, "推进《甲规划》修编"),
    ("issued-after", lambda at: not at.is_numbered and at.behind(_issued_after()), Relation.TO_BE_ISSUED, "推进《甲规划》编制"),
    ("carried-out", lambda at: bool(_carried_out().search(at.clause)), Relation.IMPLEMENTS, "落实甲局《乙通知》"),
    ("carried-out-for", lambda at: bool(_for_it().search(at.clause)), Relation.IMPLEMENTS, "为保障《甲规划》实施，落实用地"),
    ("done-by-it", lambda at: bool(_done_by_it().search(at.clause)) and at.behind(_asks()), Relation.IMPLEMENTS, "落实会议精神和市里《甲意见》有关要求"),
    ("carried-out-with", lambda at: bool(_carried_out_with().search(at.clause)), Relation.IMPLEMENTS, "贯彻落实重要讲话和《甲意见》"),
    ("completed", lambda at: at.clause.endswith("完成") and at.behind(_told_by_it()), Relation.IMPLEMENTS, "完成《甲规划》规定的任务"),
    ("carried-out-after", lambda at: at.behind(_implemented_after()), Relation.IMPLEMENTS, "对《甲》组织实施"),
)  # fmt: skip


def _after_verb(at: _Place) -> bool:
    return at.behind(_revised_after()) or at.behind(_issued_after())
