"""Figures that several names or several years share out between them (种植、收获机械化率分别达到65%和55%)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kgservice.extraction.targets.baselines import COMPARED_AT_END
from kgservice.extraction.targets.figures import Figure
from kgservice.extraction.targets.names import bare, counted_name, shared, unchanged
from kgservice.extraction.targets.words import measure_at_end

_ONLY_YEARS = re.compile(r"(?:20\d\d年?|、|和|及)*")
_EACH_YEAR = re.compile(r"20\d\d年(?:各|均|分别|每年)")
_COMPARED_BEFORE = re.compile(r"(?:比|较)20\d\d年的")
_TURN = re.compile("(?P<who>[^，、；：每]{2,10}?)每个?(?P<time>半年|季度|半月|月|周|学期|年)(?P<join>[、和及])?")
_JOINS = re.compile("、|以及|和|及|与")
_RESPECTIVELY = re.compile("分别|依次|各自")


@dataclass(frozen=True, slots=True)
class Share:
    """What is a figure's own where several share a clause: its names, its year, how often each; None where the figure tells itself.

    `untold` says that there are not as many figures as names, so that nobody can tell which is of which.
    """

    names: list[str] | None = None
    year: int | None = None
    per: tuple[str, ...] = ()
    untold: bool = False


def distributed(
    folded: str, found: Sequence[Figure], years: Sequence[int], last: Sequence[str] = ()
) -> list[tuple[Figure, Share]]:
    """`found` with what each has of its own; figures side by side have their cue and suffix in common.

    `years` are those that the text names before the figures, `last` are the names of what the clause before measured.
    """
    if len(found) == 1 and (turns := _in_turns(folded, found[0])):
        return [(found[0], turns)]
    shares = [(figure, Share()) for figure in found]
    for start, figure in enumerate(found):
        words = folded[figure.left.start : figure.start]
        if not _RESPECTIVELY.search(words):
            continue
        end = start + 1
        while end < len(found) and found[end].left.start >= found[end].start - 1 and found[end].cue is None:
            end += 1
        count = end - start
        subject = bare(_RESPECTIVELY.split(words)[0])
        led = folded[figure.left.start : figure.left.end]
        compared = (
            COMPARED_AT_END.search(subject)
            or COMPARED_AT_END.search(led)
            or _COMPARED_BEFORE.search(folded, figure.clause.start, figure.start)
        )
        subject = COMPARED_AT_END.sub("", subject)
        again = [unchanged(name) for name in last]
        names = again if not subject and len(again) == count else shared(subject or "".join(again[-1:]), said=True)
        if count not in (len(names), len(years)) and len(pieces := subject.split("、")) == count:
            common_end = pieces[-1][len(pieces[0]) :]
            names = [*(f"{piece}{common_end}" for piece in pieces[:-1]), pieces[-1]]
        if count > 1 and count not in (len(names), len(years)) and (last_names := _last_names(subject, count)):
            names = last_names
        behind = bare(_RESPECTIVELY.split(led)[-1])
        names = [f"{name}{behind}" for name in names] if measure_at_end().match(behind) else names
        if compared:
            names = [f"{name}{compared.group().removesuffix('的')}" for name in names]
        for place in range(start, end if count > 1 else start):
            common = replace(found[place], cue=figure.cue, suffix=found[place].suffix or found[end - 1].suffix)
            if len(years) == count:
                share = Share(None if _ONLY_YEARS.fullmatch("".join(names)) else names or None, years[place - start])
            elif len(names) == count:
                share = Share([names[place - start]])
            else:
                share = Share(untold=len(names) > 1)
            shares[place] = (common, share)
    if len(found) == 1 and len(years) > 1 and _EACH_YEAR.search(folded[found[0].left.start : found[0].start]):
        return [(found[0], Share(year=year)) for year in years]
    return shares


def _last_names(subject: str, count: int) -> list[str]:
    """The names in `subject` where the first of `count` has a joining word in itself: 与他国货物贸易、对外投资和实际利用外资."""
    joins = list(_JOINS.finditer(subject))
    if len(joins) < count - 1:
        return []
    marks = joins[len(joins) - count + 1 :]
    starts, ends = [0, *(mark.end() for mark in marks)], [*(mark.start() for mark in marks), len(subject)]
    return [subject[start:end] for start, end in zip(starts, ends, strict=True)]


def _in_turns(folded: str, figure: Figure) -> Share | None:
    """What each of several does so often, each in its own turn: 县级河长每季度、乡级河长每月巡河不少于1次."""
    words = folded[figure.left.start : figure.start]
    turns = list(_TURN.finditer(words))
    if len(turns) < 2 or not all(turn["join"] for turn in turns[:-1]) or turns[-1]["join"]:
        return None
    said = words[turns[-1].end() : figure.cue.start() - figure.left.start if figure.cue else len(words)]
    done = counted_name(said, folded[figure.right.start : figure.right.end])
    return Share([f"{bare(turn['who'])}{done}" for turn in turns], per=tuple(turn["time"] for turn in turns))
