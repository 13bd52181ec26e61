"""What somebody does, as it begins behind a name (各乡镇|结合实际…, 请民政部|抓紧修订…)."""

from __future__ import annotations

import re
from functools import cache

from kgservice.lexicon import one_of
from kgservice.registers.shipped import shipped_bodies

TOGETHER = "会同"
"""Joins those who do something to those with whom they do it."""


@cache
def doing() -> re.Pattern[str]:
    """Begins what somebody does, but for 会同, behind which others are named."""
    verbs = (verb.as_beginning for verb in sorted(shipped_bodies().verbs, key=lambda verb: -len(verb.word)))
    return re.compile(f"(?!{TOGETHER})(?:{one_of('actors', 'acts')}|{'|'.join(verbs)})")
