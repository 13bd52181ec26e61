"""Patterns that are made of lists of words of `data/lexicon/targets.yaml`."""

from __future__ import annotations

import re
from functools import cache

from kgservice.lexicon import one_of

_LIST = re.compile(r"\{([a-z_]+)\}")


@cache
def pattern(template: str) -> re.Pattern[str]:
    """`template` as a pattern in which `{name}` stands for any word of that list: `(?:最高)?{benefits}$`."""
    return re.compile(_LIST.sub(lambda name: one_of("targets", name[1]), template))
