"""What the marks in a table stand for (★为牵头单位, ○为配合单位), as its header or the words around it say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kgservice.documents.crossings import MARK
from kgservice.documents.text import Span
from kgservice.extraction.facts import Role
from kgservice.registers.lookup import Registers

_SIGN = f"[“”\"'（〔]*(?P<mark>{MARK})[“”\"'）〕]*"
_ROLE = f"(?P<role>[^，。；、：（）“”\\s{MARK[1:-1]}]{{2,8}})"
_MEANS = "(?:为|表示|代表|指|是|：|-)"
_OF_SIGN = "(?:号|标记|标识|符号|标注)?(?:的|者)?(?:单位|部门)?(?:均|即)?"
# ★为牵头单位; where the first mark is followed by its meaning, the others are too (●牵头 ○配合).
_MARK_FIRST = re.compile(rf"(?:^|[，。；：、（“\s加标带打注画有]){_SIGN}{_OF_SIGN}{_MEANS}*{_ROLE}")
_BEHIND_MARK = re.compile(rf"{_SIGN}{_OF_SIGN}{_MEANS}*{_ROLE}")
# 牵头单位（●）, 牵头单位用“★”标注
_BEFORE_MARK = re.compile(rf"{_ROLE[:-1]}?)(?:用|以|标|加|记)*：?{_SIGN}")
_OTHERS = re.compile(
    r"(?:其余|其他|其它|未标注?|未加|无标记|没有标记)[^，。；]{0,10}?(?:为|是)(?P<role>[^，。；、（）]{2,8})"
)
_MARKS = re.compile(MARK)


@dataclass(frozen=True, slots=True)
class Legend:
    """The roles that marks stand for, and the role of the parties that bear none, where that is said."""

    roles: Mapping[str, Role] = field(default_factory=dict)
    others: Role | None = None

    def __or__(self, other: Legend) -> Legend:
        """This legend with what `other`, which stands nearer, says."""
        return Legend({**self.roles, **other.roles}, other.others or self.others)


def role_named(words: str, registers: Registers) -> Role | None:
    """The role that `words` name (牵头, 配合单位, 负责)."""
    column = registers.roles.role_of_column(words)
    duty = registers.roles.duty.match(words) if column is None else None
    told = column or (duty.lastgroup if duty else None)
    return Role(told) if told else None


def _roles_by(pattern: re.Pattern[str], words: str, registers: Registers) -> dict[str, Role]:
    said = ((each["mark"], role_named(each["role"], registers)) for each in pattern.finditer(words))
    return {mark: role for mark, role in said if role is not None}


def find_legend(folded: str, spans: Iterable[Span | None], registers: Registers) -> Legend:
    """What `spans` say of marks."""
    found = Legend()
    for span in spans:
        if span is None or not _MARKS.search(folded, *span):
            continue
        words = folded[span.start : span.end]
        first = _MARK_FIRST.search(words)
        is_behind = first is not None and role_named(first["role"], registers) is not None
        patterns = (_BEHIND_MARK, _BEFORE_MARK) if is_behind else (_BEFORE_MARK, _BEHIND_MARK)
        roles = max((_roles_by(pattern, words, registers) for pattern in patterns), key=len)
        others = _OTHERS.search(words)
        found |= Legend(roles, role_named(others["role"], registers) if others and roles else None)
    return found
