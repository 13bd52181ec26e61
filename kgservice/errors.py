"""Every error that a user can be told about, and what it means to a shell and over HTTP.

A message says what is wrong, where, and what to do, in one sentence on one line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import NamedTuple

_UNPRINTED = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]+")

_FEW = 6


def one_line(text: str) -> str:
    """`text` with its line breaks, control characters, changes of direction and bytes that are no text written out (\\n, \\udcc4), as in a file's name."""
    return _UNPRINTED.sub(lambda match: match[0].encode("unicode_escape").decode("ascii"), text)


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """`; did you mean …`, with what is called most like `name`, up to three; nothing, if nothing is called alike."""
    near = get_close_matches(name, [*known], n=3)
    return f"; did you mean {' or '.join(near)}?" if near else ""


class KgError(Exception):
    """Base of all errors that are the input's fault and not a defect of the program.

    It is a sentence, and may have details, each on a line of its own below it. With `words` the sentence is a pattern that they
    are put into (`%(name)s`), and as it is written the key of its translation.
    """

    def __init__(self, sentence: str, *details: str, **words: object) -> None:
        super().__init__(sentence % words if words else sentence, *details)
        self.sentence = sentence
        self.words = words

    def __str__(self) -> str:
        return "\n  ".join(one_line(str(part)) for part in self.args)

    @property
    def values(self) -> tuple[object, ...]:
        """What the error's class makes it of, so that another process can, beside `named`."""
        return self.sentence, *self.args[1:]

    @property
    def named(self) -> Mapping[str, object]:
        """What the error's class makes it of by name."""
        return self.words


class UsageError(KgError):
    """A command or request was given arguments that do not fit."""


class SourceError(KgError):
    """A source document cannot be read."""


class RegisterError(KgError):
    """A register in `data/registers/` is broken or contradicts itself."""


class CorrectionError(KgError):
    """A correction in a dataset's `corrections/` is broken, or what it corrects is not there."""


class DatasetError(KgError):
    """The dataset's folder cannot be used, or what it holds is damaged."""


class InvalidGraphError(KgError):
    """A graph violates the shapes, or its axioms clash."""


class NotFoundError(KgError):
    """A query, plan, department or IRI that the dataset does not hold."""


class NoSuchNameError(NotFoundError):
    """A name that nothing in the dataset has, with the names there that come `near` to it, the nearest first."""

    def __init__(self, what: str, name: str, near: tuple[str, ...] = ()) -> None:
        meant = f"did you mean {', '.join(near)}?" if near else "no name here comes near to it."
        super().__init__(f"no {what} is called '{name}' in any document or register here; {meant}")
        self.what = what
        self.name = name
        self.near = near

    @property
    def values(self) -> tuple[object, ...]:
        """What the error's class makes it of, so that another process can."""
        return self.what, self.name, self.near

    @property
    def named(self) -> Mapping[str, object]:
        """Nothing."""
        return {}

    def __reduce__(self) -> tuple[type[NoSuchNameError], tuple[object, ...]]:
        return type(self), self.values


class NoSuchChoiceError(NotFoundError):
    """A `name` that is none of the few `known` here, which are told with commas between."""

    @property
    def name(self) -> str:
        """The name that was asked for."""
        return str(self.words["name"])

    @property
    def near(self) -> tuple[str, ...]:
        """Those known that come near to it, or all where they are few, the nearest first."""
        known = str(self.words["known"]).split(", ")
        most, like = (len(known), 0.0) if len(known) <= _FEW else (3, 0.6)
        return tuple(get_close_matches(self.name, known, most, like))


class QueryError(KgError):
    """A SPARQL query that is not well-formed, or asks for what is refused here."""


class RefusedQueryError(QueryError):
    """A well-formed request for something that is switched off: an update, or a call to another endpoint."""


class NotAcceptableError(KgError):
    """None of the formats that the client accepts can be given."""


class UnsupportedMediaTypeError(KgError):
    """The request's body is in a media type that the protocol does not know."""


class LimitError(KgError):
    """A limit was reached that is a setting: its name as it is set (`KG_…`), its value, and when to come back, in seconds.

    `sentence` may hold `%(limit)s` and `%(value)s`.
    """

    def __init__(self, sentence: str, limit: str, value: int, retry_after: int | None = None) -> None:
        super().__init__(sentence, limit=limit, value=value)
        self.limit = limit
        self.value = value
        self.retry_after = retry_after

    @property
    def values(self) -> tuple[object, ...]:
        """What the error's class makes it of, so that another process can."""
        return self.sentence, self.limit, self.value, self.retry_after

    @property
    def named(self) -> Mapping[str, object]:
        """Nothing."""
        return {}

    def __reduce__(self) -> tuple[type[LimitError], tuple[object, ...]]:
        return type(self), self.values


class QueryTimeoutError(LimitError):
    """A query ran longer than the limit and was stopped."""


class TooLargeError(LimitError):
    """A query that is too long or too deep, or that takes more memory or gives more than the limit."""


class BusyError(LimitError):
    """As many requests as can be answered at once are being answered."""


class TooManyRequestsError(LimitError):
    """One client asks for more at once than it may."""


class ClientLeftError(KgError):
    """Whoever asked does not wait for the answer any more."""


class EngineError(KgError):
    """The reasoner or the SPARQL engine cannot be reached or did not answer."""


class PictureError(KgError):
    """A picture of the ontology cannot be drawn as `ontology/pictures.yaml` has it."""


class Meaning(NamedTuple):
    """What an error is outside Python: the process's exit code and the HTTP status."""

    exit_code: int
    status: int


MEANINGS: dict[type[KgError], Meaning] = {
    UsageError: Meaning(2, 400),
    SourceError: Meaning(2, 422),
    RegisterError: Meaning(2, 500),
    CorrectionError: Meaning(2, 500),
    DatasetError: Meaning(2, 500),
    InvalidGraphError: Meaning(2, 422),
    NotFoundError: Meaning(2, 404),
    QueryError: Meaning(2, 400),
    RefusedQueryError: Meaning(2, 403),
    NotAcceptableError: Meaning(2, 406),
    UnsupportedMediaTypeError: Meaning(2, 415),
    LimitError: Meaning(2, 503),
    QueryTimeoutError: Meaning(2, 504),
    TooLargeError: Meaning(2, 413),
    BusyError: Meaning(2, 503),
    TooManyRequestsError: Meaning(2, 429),
    ClientLeftError: Meaning(2, 503),
    EngineError: Meaning(2, 502),
    PictureError: Meaning(2, 500),
}


def meaning(error: KgError) -> Meaning:
    """The exit code and HTTP status of `error`: those of the nearest class in the table."""
    for ancestor in type(error).__mro__:
        if ancestor in MEANINGS:
            return MEANINGS[ancestor]
    return Meaning(2, 500)
