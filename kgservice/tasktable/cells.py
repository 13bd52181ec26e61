"""What is written in the cells: an item's own words without those that have a column of their own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from kgservice.levels import LEVELS
from kgservice.queries.pages import Row

_SIGNS = {">=": "≥", ">": "＞", "<=": "≤", "<": "＜", "=": ""}
_BRACKETS = "（(〔["
_MOST_FOR_A_PARTY = 6
_ENDS = 6
_LEVEL = re.compile(f"(?:示范区|开发区|高新区|新区|[{LEVELS}])$")
_DOUBLED = re.compile("([。；，、])[。；，、]+")
_WORDS = re.compile(r"\w")
_EMPTY_ENDS = "，、；：。 "


def number_of(item: Row) -> str:
    """An item's number with the mark behind it, as written: `（一）`, `1.`."""
    heading = item["heading"]
    return item["quote"].partition(heading)[0] if heading and heading in item["quote"] else ""


def content_of(item: Row, assignments: Iterable[Row], deadlines: Iterable[Row]) -> str:
    """An item's text without its heading and its responsibility clauses; a table row's without its number and times too."""
    text, heading = item["text"], item["heading"]
    in_table = not text.startswith(heading)
    number = item["path"].rsplit("/", 1)[-1] if in_table else ""
    text = text.removeprefix(number).replace(heading, "", 1)
    parties: dict[str, list[str]] = {}
    for row in assignments:
        parties.setdefault(row["clause"], []).append(row["surface"])
    for clause, names in parties.items():
        if _says_only_who(clause, names):
            text = _without(text, clause)
    if in_table:
        for deadline in deadlines:
            text = "".join(text.rsplit(deadline["words"], 1))
    text = _DOUBLED.sub(r"\1", text).lstrip(_EMPTY_ENDS)
    return re.sub("[，、；：]$", "。", text) if _WORDS.search(text) else ""


def _says_only_who(clause: str, names: Sequence[str]) -> bool:
    """Whether `clause` names who has a duty and says no more: one that tells of each what it does is part of the task."""
    rest = clause
    for name in sorted(names, key=len, reverse=True):
        rest = rest.replace(name, "", 1)
    return clause[:1] in _BRACKETS or len(_WORDS.findall(rest)) <= _MOST_FOR_A_PARTY * len(names)


def _without(text: str, clause: str) -> str:
    """`text` without `clause`, whose quotation may hold a page number that the text does not: its two ends are looked for."""
    end = text.rfind(clause[-_ENDS:])
    start = text.rfind(clause[:_ENDS], 0, end + _ENDS)
    return text[:start] + text[end + len(clause[-_ENDS:]) :] if 0 <= start <= end else text


def parties_of(assignments: Sequence[Row], role: str) -> str:
    """The parties with `role` as written; one whose level the clause leaves to the name before it (市农委、海洋渔业局) has that of its place."""
    return "、".join(dict.fromkeys(_with_level(row) for row in assignments if row["role"] == role))


def _with_level(row: Row) -> str:
    """The name as written, with the last word of the department's place if it begins where the full name goes on behind that.

    Told only of a department that a register knows (海洋渔业局: 南通市|海洋与渔业局): any other's full name is made from what
    is written.
    """
    name, own, level = row["surface"], row["name"].removeprefix(row["place"]), _LEVEL.search(row["place"])
    known = "/department/" in row["party"] and row["reviewed"] == "true" and own != row["name"]
    elided = known and name[:1] == own[:1] and name[:2] != 2 * own[0]
    return f"{level.group()}{name}" if elided and level else name


def target_of(fact: Row) -> str:
    """A target in words: `受污染耕地安全利用率 ≥93%（2024年）`."""
    year = f"（{fact['year']}年）" if fact["year"] else ""
    return f"{fact['words']} {_SIGNS.get(fact['comparator'], fact['comparator'])}{fact['value']}{fact['unit']}{year}"


def citation_of(fact: Row) -> str:
    """A document as it is cited: `《title》（number）`."""
    if not fact["title"]:
        return fact["number"]
    return f"《{fact['title']}》" + (f"（{fact['number']}）" if fact["number"] else "")


def lines(words: Iterable[str]) -> str:
    """Each of `words` once, a line each."""
    return "\n".join(dict.fromkeys(words))
