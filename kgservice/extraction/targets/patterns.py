"""Patterns that are made of lists of words of `data/lexicon/targets.yaml`."""

from __future__ import annotations

import re

from kgservice.lexicon import pattern_of


def pattern(template: str) -> re.Pattern[str]:
    """`template` as a pattern in which `{name}` stands for any word of that list: `(?:最高)?{benefits}$`."""
    return pattern_of("targets", template)
