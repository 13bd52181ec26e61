"""Answers that are kept, for names that documents name again and again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

Answer = TypeVar("Answer")
_MOST = 20_000  # the names of a hundred documents


def remembered(answers: dict[str, Answer], name: str, find: Callable[[str], Answer]) -> Answer:
    """What `find` answers to `name`, kept in `answers`, which begins anew when it is full (a plain dict goes with its owner to another process)."""
    if name not in answers:
        if len(answers) >= _MOST:
            answers.clear()
        answers[name] = find(name)
    return answers[name]
