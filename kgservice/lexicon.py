"""The words that rules are made of, from `data/lexicon/*.yaml`: each file a subject, each list in it words of one kind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

import yaml

from kgservice.resources import folder

_LIST = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a list; it is none of it where one of `unless_before` follows or one of `unless_after` stands before it.

    Where `only_before` is told, it is one only where one of these follows.
    """

    word: str
    unless_before: tuple[str, ...] = ()
    unless_after: tuple[str, ...] = ()
    only_before: tuple[str, ...] = ()
    means: str | int | None = None

    @property
    def pattern(self) -> str:
        """The word as a pattern, its own letters first, so that the engine can pass over places where none of a list begins."""
        behind = "".join(f"(?<!{re.escape(each + self.word)})" for each in self.unless_after)
        ahead = f"(?!{'|'.join(map(re.escape, self.unless_before))})" if self.unless_before else ""
        needed = f"(?={'|'.join(map(re.escape, self.only_before))})" if self.only_before else ""
        return f"{re.escape(self.word)}{behind}{ahead}{needed}"


@cache
def lexicon(subject: str) -> Mapping[str, tuple[Word, ...]]:
    """The lists of `data/lexicon/<subject>.yaml`, by name."""
    lists = yaml.load((folder("lexicon") / f"{subject}.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return MappingProxyType({name: tuple(map(_word, entries)) for name, entries in lists.items()})


def one_of(subject: str, *lists: str, besides: str | None = None) -> str:
    """A pattern that any word of `lists`, or the pattern `besides`, fits, the longest first."""
    words = [word for name in lists for word in lexicon(subject)[name]]
    patterns = [word.pattern for word in sorted(words, key=lambda each: -len(each.word))]
    return f"(?:{'|'.join([*patterns, *([besides] if besides else [])])})"


@cache
def pattern_of(subject: str, template: str) -> re.Pattern[str]:
    """`template` as a pattern in which `{name}` stands for any word of that list of `subject`: `(?:最高)?{benefits}$`."""
    return re.compile(_LIST.sub(lambda name: one_of(subject, name[1]), template))


def meanings(subject: str, name: str) -> Mapping[str, str | int]:
    """What each word of a list means, for lists that say so."""
    return {each.word: each.means for each in lexicon(subject)[name] if each.means is not None}


def subjects() -> Iterator[str]:
    """The subjects that have a file."""
    return (path.stem for path in sorted(folder("lexicon").glob("*.yaml")))


def _word(entry: object) -> Word:
    if isinstance(entry, dict):
        return Word(
            str(entry["word"]),
            tuple(map(str, entry.get("unless_before", ()))),
            tuple(map(str, entry.get("unless_after", ()))),
            tuple(map(str, entry.get("only_before", ()))),
            entry.get("means"),
        )
    return Word(str(entry))
