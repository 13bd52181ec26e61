"""What campaigns of several plans have in common: their name without the words for a campaign and without quotation marks."""

from __future__ import annotations

import re
from functools import cache

from kgservice.lexicon import one_of

_MARKS = re.compile('[“”‘’"《》（）()]')
_SHORTEST = 2


def theme_of(name: str) -> str | None:
    """What a campaign of this name is about; None if the name only says that it is one.

    >>> theme_of("“优质粮食工程”行动"), theme_of("“优质粮食工程”")
    ('优质粮食', '优质粮食')
    """
    plain = _MARKS.sub("", name)
    theme = _kinds().sub("", plain)
    return theme if len(theme) >= _SHORTEST else None


@cache
def _kinds() -> re.Pattern[str]:
    return re.compile(f"(?:{one_of('campaigns', 'kinds', 'kinds_too')})+$")
