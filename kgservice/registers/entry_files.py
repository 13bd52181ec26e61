"""Reads the YAML files that people keep: a list of entries, each with the line it begins at."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from kgservice.errors import KgError
from kgservice.input_files import LARGEST_NOTE, UNWRITABLE, read_input

_DEEPEST = 20


class FileEntry:
    """One entry of a file: its values are taken one by one, and none may be left over.

    `place` says where it stands, `values` what was not taken yet; what is wrong with it is raised as `error`.
    """

    def __init__(self, place: str, values: dict[str, Any], error: type[KgError]) -> None:
        self.place = place
        self.values = values
        self._error = error

    def refuse(self, what: str) -> KgError:
        """The error that says `what` is wrong with this entry."""
        return self._error(f"{self.place}: {what}")

    def has(self, key: str) -> bool:
        """Whether `key` is there and was not taken yet."""
        return key in self.values

    def take(self, key: str) -> Any:
        """The value of `key`, whatever it is; it must be there."""
        if self.values.get(key) is None:
            raise self.refuse(f"the entry has no '{key}'; add it.")
        return self.values.pop(key)

    def text(self, key: str) -> str:
        """The text that `key` must have."""
        value = self.take(key)
        if not isinstance(value, str):
            raise self.refuse(f"'{key}' must be text, not {value!r}; put it in quotation marks.")
        if UNWRITABLE.search(value):
            raise self.refuse(f"'{key}' has a control character in it; take it out.")
        return value

    def text_or_none(self, key: str) -> str | None:
        """The text of `key`, None if it is not there."""
        return self.text(key) if self.has(key) else None

    def texts(self, key: str) -> tuple[str, ...]:
        """The list of texts at `key`, empty if it is not there."""
        value = self.values.pop(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self.refuse(f"'{key}' must be a list of texts; write [a, b].")
        return tuple(value)

    def flag(self, key: str) -> bool:
        """Whether `key` is there and true."""
        value = self.values.pop(key, False)
        if not isinstance(value, bool):
            raise self.refuse(f"'{key}' must be true or false, not {value!r}.")
        return value

    def names(self, key: str) -> dict[str, tuple[str, ...]]:
        """The lists of short names at `key` by their official name."""
        value = self.values.pop(key, {})
        if not isinstance(value, dict) or not all(isinstance(item, list) for item in value.values()):
            raise self.refuse(f"'{key}' must map each official name to a list of short ones.")
        return {name: tuple(shorts) for name, shorts in value.items()}

    def texts_by_key(self, key: str) -> dict[str, str]:
        """The texts at `key`, which must be there, by their own keys."""
        value = self.take(key)
        if not isinstance(value, dict) or not all(isinstance(item, str) for item in value.values()):
            raise self.refuse(f"'{key}' must map keys to texts; write {{a: b}}.")
        return value

    def year(self, key: str) -> int:
        """The year that `key` must have."""
        value = self.take(key)
        if not isinstance(value, int) or not 1949 <= value <= 2100:
            raise self.refuse(f"'{key}' must be a year such as 2018, not {value!r}.")
        return value

    def close(self) -> None:
        """Raise if a key was not taken."""
        if self.values:
            key = next(iter(self.values))
            raise self.refuse(f"unknown key '{key}'; remove it or mend its spelling.")


def read_entries(path: Path, error: type[KgError], name: str = "") -> Iterator[FileEntry]:
    """The entries of the file at `path`, in order, none if only comments stand in it.

    `error` is raised with file and line where it is broken; the file is called `name` there, if that is given.
    """
    name = name or path.name
    data = read_input(path, LARGEST_NOTE, error)
    try:
        text = data.decode()
        if not _is_plain(text):
            raise error(
                f"{name}: has an alias (*name) or lists within lists within lists without end; write it out plainly."
            )
        document = yaml.compose(text, Loader=yaml.CSafeLoader)
    except UnicodeDecodeError:
        raise error(f"{name}: is not UTF-8; save it as UTF-8.") from None
    except yaml.YAMLError as broken:
        mark = getattr(broken, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark else ""
        raise error(f"{name}{line}: not readable as YAML ({getattr(broken, 'problem', broken)}); mend it.") from None
    if document is None:
        return
    if not isinstance(document, yaml.SequenceNode):
        raise error(f"{name}: must be a list of entries, each beginning with '- '.")
    loader = yaml.SafeLoader("")
    for node in document.value:
        place = f"{name}, line {node.start_mark.line + 1}"
        if not isinstance(node, yaml.MappingNode):
            raise error(f"{place}: an entry must map keys to values.")
        keys = [key.value for key, _ in node.value]
        for key in keys:
            if keys.count(key) > 1:
                raise error(f"{place}: '{key}' stands twice in one entry; remove one.")
        try:
            values = loader.construct_document(node)
        except (yaml.YAMLError, ValueError, LookupError, AttributeError) as broken:
            raise error(f"{place}: has a value that cannot be read ({getattr(broken, 'problem', broken)}).") from None
        yield FileEntry(place, values, error)


def _is_plain(text: str) -> bool:
    """Whether YAML is as people write it; few bytes with aliases can stand for any number of values, and deep ones end the process."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if isinstance(event, yaml.AliasEvent) or depth > _DEEPEST:
            return False
    return True
