"""Finds whom a sentence names as the one who acts (公安、农业农村等部门要落实…), which is no responsibility clause."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kgservice.documents.text import CleanText, Span
from kgservice.extraction.facts import Mention, Role
from kgservice.extraction.parties import read_clause
from kgservice.extraction.resolution import Names
from kgservice.extraction.rule import Rule

_PART = re.compile("[^，；：]+")
_LEAD_IN = re.compile(
    "^(?:[一二三四五六七八九十]+是(?:要)?|[①-⑳]|--|其中|同时|此外|另外|由|要求|督促|监督|指导|引导|帮助|责成)+"
)
_ACTS = re.compile(
    "(?:要|应|须|必须|务必|不得|严禁|负责(?!人|制)|牵头|会同|配合|协助|承担|可|能|将|把|对|向|按|依|根据|结合|每|在|加强|做好|开展|建立|健全|组织|制定"
    "|落实|履行|实施|推动|推进|完善|严格|强化|研究|联合|统筹|建设|指导|督促|定期|及时|切实|采取|发现|进行|主动|积极|认真|全面|加大|加快|通过"
    "|利用|协调|提供|设立|明确|共同|分别|具体|同步|做到|坚持|充分|层层|逐级|参照|抓好|提出|发布|出台)"
)
_BODIES = (
    "局|委|办|部|厅|署|政府|办事处|委员会|办公室|街道|管委会|支队|大队|总队|海关|部门|单位|机关|机构|企业|公司|学校|院校|经营者|检察院|法院"
    "|指挥部|专班|工会|妇联|各地|地区|党委|平台|协会|商会|社区|居委会|村委会"
)
_ACTOR = re.compile(f"(?:{_BODIES})(?<!干部)(?:（[^（）]*）)?$")
_NO_ACTOR = re.compile(
    "^(?:[《（对将把以在从按为向与和不没凡未经因如若其该这本]"
    "|加强|完善|推进|推动|开展|建立|健全|深化|落实|做好|实施|强化|加快|提高|提升|支持|引导|鼓励|整合"
    "|依托|发挥|通过|实现|优化|规范|建设|构建|严格|严厉|严禁|促进|制定|扩大|培育|打造|探索|充分|全面"
    "|积极|明确|确保|进一步|指导|督促|统筹|抓好|取消|总结|方便|更好|下设|协调|拓展|创新|吸引|带动"
    "|适时|比照|主要|涉及|或者|以及|切实|根据|按照|依据|结合|参照|围绕|针对|聚焦|立足|坚持|牢固|认真"
    "|及时|持续|继续|大力|着力|严防|打击|查处|发现|支撑|服务|帮助"
    "|组织(?!（?人事|部))"
    "|的|委托"
)
_LAST_OF_ACTOR = {body[-1] for body in _BODIES.split("|")} | set("）部都均")
_ETC_OFFICES = re.compile("等(?:有关|相关|各|多个)?(?P<kind>部门|单位)$")
_LEVEL = re.compile("^各[^、]{1,8}(?=党工?委)")
_ALL = re.compile("(?:全部|都|均)$")
_LONGEST = 60


def find_actors(text: CleanText, sentence: Span, names: Names) -> Iterator[Mention]:
    """The parties that parts of `sentence` begin with and whose doing follows."""
    for rule in ACTOR_RULES:
        for words, surface in rule.read(text, sentence):
            names.begin_clause()
            yield Mention(rule.id, names.resolve(words), surface)


def _acting(match: re.Match[str], text: CleanText, rule: str) -> Iterator[tuple[str, Span]]:
    folded, (start, end) = text.folded, match.span()
    if lead_in := _LEAD_IN.match(folded[start:end]):
        start += lead_in.end()
    for act in _ACTS.finditer(folded, start + 2, min(end, start + _LONGEST)):
        if folded[act.start() - 1] not in _LAST_OF_ACTOR:
            continue
        may_act = _ACTOR.search(_ALL.sub("", folded[start : act.start()]))
        if may_act and (found := _all_actors(text, Span(start, act.start()))):
            yield from found
            return


def _all_actors(text: CleanText, span: Span) -> list[tuple[str, Span]]:
    """The names in `span`, as they resolve and where they stand; none unless all of them can act."""
    etc = _ETC_OFFICES.search(text.folded[span.start : span.end])
    level = _LEVEL.match(text.folded[span.start : span.end])
    found: list[tuple[str, Span]] = []
    for party in read_clause(text, span, default=Role.RESPONSIBLE).parties:
        words = written = _ALL.sub("", text.folded[party.span.start : party.span.end])
        if level and found and words.startswith(("政府", "人民政府")):
            words = f"{level.group()}{words}"
        if etc and not _ACTOR.search(words):
            words += etc["kind"]
        if not _ACTOR.search(words) or _NO_ACTOR.search(words):
            return []
        found.append((words, Span(party.span.start, party.span.start + len(written))))
    return found


ACTOR_RULES = (Rule("statement.actor", _PART, _acting),)  # 各级政府要…
