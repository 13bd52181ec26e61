"""The words that say which part a party has, as patterns for clauses, labels and the names of columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kgservice.levels import LEVELS
from kgservice.registers.entry_files import FileEntry

LEAD, SUPPORT, RESPONSIBLE = "lead", "support", "responsible"
_ROLES = (LEAD, SUPPORT, RESPONSIBLE)
_TIME_LABEL = (
    "(?:完成|办结|落实|推进|整改|办理|计划完成)?(?:时限|时间|期限|时间节点|时间要求|时限要求|进度要求|时间进度)"
)
_PERSON_LABEL = "(?:责任|分管|包保|牵头|主管|联系|具体)?(?:领导|责任人|负责人|联系人|人|同志|电话)"
_SHARE_LABEL = "(?:责任|任务|工作|职责|部门|单位)?分工(?:安排)?"
_BESIDE = "(?:责任|负责|推进|落实|实施)"  # 牵头推进
_DOES = "[\u4e00-\u9fff]{2}"  # 牵头考核单位
_UNITS_BEHIND = ("单位", "部门", "科室", "处室", "机构")
# 按照“谁主管、谁负责”和属地管理、分级负责相结合的原则: how a duty is shared, in whatever words.
_LONGEST_PRINCIPLE = 30
_END = "(?=[、，；。）〕]|$)"
_OF_WHAT = "(?:(?!全力|全面)[^，。；：、（）为]{1,20}?的)?"  # 为所辖林场改造的牵头单位
_WITH_PEOPLE = "(?:[及和与、/]?(?:责任人|负责人|联系人))?"  # 牵头单位及责任人：


@dataclass(frozen=True, slots=True)
class RoleWord:
    """A word of `roles.yaml`: what it does, an example, and what looks like it and is something else."""

    what: str
    word: str
    example: str
    near_misses: tuple[str, ...]
    role: str | None = None
    ends: bool = False
    label: bool = False
    sure: bool = False


class Roles:
    """The words of the register and the patterns made of them, for text that is folded.

    `label`, `duty` and `mark` have a group for each role, named by it; `label` has `deadline` and `person` too.
    """

    def __init__(self, words: Sequence[RoleWord] = ()) -> None:
        self.words = tuple(words)
        duties = [word for word in words if word.what == "duty"]
        units, manners, doing = (_words(words, what) for what in ("unit", "manner", "doing"))
        by, whose, share = (_words(words, what) for what in ("by", "whose", "share"))
        plain = f"[^，；。（）]{{2,{_LONGEST_PRINCIPLE}}}?"
        quoted = f"[^，；。（）“”]{{0,10}}“[^“”]{{2,{_LONGEST_PRINCIPLE}}}”[^，；。（）]{{0,10}}?"
        principle = f"{by}(?:{plain}|{quoted})的?(?:原则|要求)"
        shared = f"(?:{principle}，)?"
        manner = _any((f"{by}(?:{whose}*{share})+", principle, manners))
        joins = _any(map(_joining, _longest_first(word for word in words if word.what == "join")))
        every = _words(words, "duty")
        named = {role: _words((word for word in duties if word.role == role), "duty") for role in _ROLES}
        said = {
            role: _any(_said(word, doing) for word in _longest_first(duties) if word.role == role and not word.label)
            for role in _ROLES
        }
        said = {
            role: _any((said[role], f"为{_OF_WHAT}{named[role]}(?:责任|负责)?{units}")) for role in _ROLES
        }  # 市教育局为牵头单位
        lead, support, responsible = (said[role] for role in _ROLES)
        self.label = re.compile(
            f"""
              (?<![{LEVELS}]〔)(?:(?<![{LEVELS}])〔)?(?:(?<![\u4e00-\u9fff])[{LEVELS}][级直])?  # 市级责任单位：, 〔牵头单位〕, not 镇〔街道〕
              (?: (?P<lead>{named[LEAD]}(?:{_DOES}{units}|{_BESIDE}?{units}?){_WITH_PEOPLE})                    # 牵头单位：
                | (?P<support>(?:{manners})?{named[SUPPORT]}(?:{_DOES}{units}|{_BESIDE}?{units}?){_WITH_PEOPLE})              # 配合单位：
                | (?P<responsible>{named[RESPONSIBLE]}(?:责任)?{units}{_WITH_PEOPLE}|{units}{_WITH_PEOPLE}|{_SHARE_LABEL}  # 责任单位：
                    |(?<=[（〔；，。]){named[RESPONSIBLE]}(?=：))                            # （落实：
                | (?P<deadline>{_TIME_LABEL})                                             # 完成时限：
                | (?P<person>{_PERSON_LABEL})                                             # 责任人：
              )(?:（[^（）]{{1,12}}）)?(?:〕?：|〕|(?<=[头责任合办助施管与]单位)为)                 # 牵头单位为
            """,
            re.VERBOSE,
        )
        self.label_of_parties = re.compile(f"{every}{units}：")
        starts = "为" + "".join(sorted({word.word[0] for word in words if word.what in ("duty", "manner", "by")}))
        self.duty = re.compile(
            f"""
              (?=[{starts}抓做])                                                          # what none begins with, at once
            (?:
              (?P<lead>{shared}{manner}*(?:{responsible})?{lead}{doing}*)                            # 共同牵头负责
            | (?P<support>{shared}{manner}*(?:做好{manner}*)?{support}{doing}*)                              # 积极配合做好
            | (?P<responsible>{shared}{manner}*(?:(?:抓好|做好){manner}*)?{responsible}{doing}*|{manner}+(?:(?:抓好|做好){manner}*)?{doing}*{_END})  # 按职责分工负责
            )
            """,
            re.VERBOSE,
        )
        self.ends_in_duty = re.compile(f"{_any(said.values())}{doing}*(?:，[^，。；]{{2,28}})?$")
        sure = _any(word.word for word in duties if word.sure)
        self.said = re.compile(_any(said.values()))
        surely = _any(_said(word, doing) for word in duties if word.sure)
        self.gives_duty = re.compile(
            f"{self.label_of_parties.pattern}|{_any(said.values())}{doing}*）|由[^，。；]{{2,30}}?{surely}"
        )
        self.plain_duty = re.compile(_any(_said(word, doing) for word in duties if not (word.ends or word.label)))
        self.ends_in_sure_duty = re.compile(f"{manner}*{sure}{doing}*$")
        self.mark = re.compile("（(?:" + "|".join(f"(?P<{role}>{named[role]}{units}?)" for role in _ROLES) + ")）$")
        self.principle = re.compile(principle)
        self.lead_in = re.compile(f"{joins}+")
        self.tail = re.compile(f"(?:{joins}|{manner})+$")
        label = re.sub(r"\?P<[a-z]+>", "?:", self.label.pattern)
        self.told = re.compile(f"{label}|{_any((every, manner, doing, joins))}", re.VERBOSE)
        self._column = {
            LEAD: re.compile(f"{named[LEAD]}(?:（?{_BESIDE}）?)?(?:(?:{_DOES})?{units}|$)"),
            SUPPORT: re.compile(f"{named[SUPPORT]}(?:（?{_BESIDE}）?)?(?:(?:{_DOES})?{units}|$)"),
            RESPONSIBLE: re.compile(f"{every}(?:责任)?{units}|^部门$|^单位及|{_SHARE_LABEL}$"),
        }
        support = f"{named[SUPPORT]}{units}?"
        self._both = re.compile(f"(?:{support}/责任|责任{units}?[/（]{support}）?){units}?）?$")

    def role_of_column(self, name: str) -> str | None:
        """The role that a column called `name` gives the parties in it, None if it holds none."""
        return next((role for role in _ROLES if self._column[role].search(name)), None)

    def supports_or_answers(self, name: str) -> bool:
        """Whether a column's name calls those in it by both (配合/责任单位, 责任（配合）单位)."""
        return self._both.search(name) is not None


def _said(word: RoleWord, doing: str) -> str:
    """The pattern of a duty as it is said behind a party."""
    before = "".join(f"(?<!{near.removesuffix(word.word)})" for near in word.near_misses if near.endswith(word.word))
    behind = [near[len(word.word) :] for near in word.near_misses if near.startswith(word.word)]
    refused = _any((*_UNITS_BEHIND, *behind))
    said = f"{word.word}(?={doing}*{_END})" if word.ends else f"{word.word}(?!{refused})"
    return before + said


def _joining(word: RoleWord) -> str:
    """The pattern of a joining word that begins no name (和 in 和平区)."""
    behind = [near[len(word.word) :] for near in word.near_misses if near.startswith(word.word)]
    return f"{word.word}(?!{_any(behind)})" if behind else word.word


def _longest_first(words: Iterable[RoleWord]) -> list[RoleWord]:
    return sorted(words, key=lambda word: -len(word.word))


def _words(words: Iterable[RoleWord], what: str) -> str:
    return _any(word.word for word in _longest_first(words) if word.what == what)


def _any(alternatives: Iterable[str]) -> str:
    return f"(?:{'|'.join(alternatives)})"


def read_roles(entries: Iterator[FileEntry]) -> Roles:
    """The words that `entries` of `roles.yaml` hold; RegisterError names the entry that is wrong."""
    kinds = ("duty", "manner", "by", "whose", "share", "doing", "unit", "join")
    made: list[RoleWord] = []
    for entry in entries:
        what = next((key for key in kinds if entry.has(key)), None)
        if what is None:
            raise entry.refuse(f"an entry must begin with one of {', '.join(kinds)}.")
        word = entry.text(what)
        role = entry.text_or_none("role")
        if (role in _ROLES) is not (what == "duty"):
            raise entry.refuse(f"a duty, and nothing else, has a 'role', one of {', '.join(_ROLES)}.")
        made.append(
            RoleWord(
                what,
                word,
                entry.text("example"),
                entry.texts("not"),
                role,
                entry.flag("ends"),
                entry.flag("label"),
                entry.flag("sure"),
            )
        )
        entry.close()
    return Roles(made)
