"""Figures that several names or several years share out between them (种植、收获机械化率分别达到65%和55%)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kgservice.extraction.targets.baselines import COMPARED_AT_END
from kgservice.extraction.targets.figures import Figure
from kgservice.extraction.targets.names import bare, shared, unchanged

_ONLY_YEARS = re.compile(r"(?:20\d\d年?|、|和|及)*")
_EACH_YEAR = re.compile(r"20\d\d年(?:各|均|分别)")
_COMPARED_BEFORE = re.compile(r"(?:比|较)20\d\d年的")
_RESPECTIVELY = re.compile("分别|依次|各自")


@dataclass(frozen=True, slots=True)
class Share:
    """What is a figure's own where several share a clause: its names, its year; None where the figure tells itself."""

    names: list[str] | None = None
    year: int | None = None


def distributed(
    folded: str, found: Sequence[Figure], years: Sequence[int], last: Sequence[str] = ()
) -> list[tuple[Figure, Share]]:
    """`found` with what each has of its own; figures side by side have their cue and suffix in common.

    `years` are those that the text names before the figures, `last` are the names of what the clause before measured.
    """
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
        compared = COMPARED_AT_END.search(subject) or _COMPARED_BEFORE.search(folded, figure.clause.start, figure.start)
        subject = COMPARED_AT_END.sub("", subject)
        again = [unchanged(name) for name in last]
        names = again if not subject and len(again) == count else shared(subject or "".join(again[-1:]), said=True)
        if count not in (len(names), len(years)) and len(pieces := subject.split("、")) == count:
            tail = pieces[-1][len(pieces[0]) :]
            names = [*(f"{piece}{tail}" for piece in pieces[:-1]), pieces[-1]]
        if compared:
            names = [f"{name}{compared.group().removesuffix('的')}" for name in names]
        for place in range(start, end if count > 1 else start):
            common = replace(found[place], cue=figure.cue, suffix=found[place].suffix or found[end - 1].suffix)
            if len(years) == count:
                share = Share(None if _ONLY_YEARS.fullmatch("".join(names)) else names or None, years[place - start])
            elif len(names) == count:
                share = Share([names[place - start]])
            else:
                share = Share()
            shares[place] = (common, share)
    if len(found) == 1 and len(years) > 1 and _EACH_YEAR.search(folded[found[0].left.start : found[0].start]):
        return [(found[0], Share(year=year)) for year in years]
    return shares
