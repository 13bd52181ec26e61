"""Which format a client gets: by `format=` where that names one that there is, else by what it accepts."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from flask import request
from werkzeug.datastructures import MIMEAccept
from werkzeug.http import parse_accept_header

from kgservice.errors import NotAcceptableError
from kgservice.store.formats import Format, called, endings

# SPARQLWrapper says the same thing under all three, for services have called it each of these.
_PARAMETERS = ("format", "output", "results")


def asked_for(offered: Sequence[Format]) -> Format | None:
    """The format that the request names by `format=`; None if it names none of these."""
    words = (word for name in _PARAMETERS for word in request.values.getlist(name))
    return next((found for word in words if (found := called(word, offered))), None)


def accepted(offered: Sequence[Format]) -> Format | None:
    """The format that the client's Accept prefers, the first one if it sends none; None if it accepts none of these."""
    return best(request.headers.get("Accept", ""), tuple(offered))


def chosen(offered: Sequence[Format], what: str) -> Format:
    """The format in which the client gets `what`, such as "a SELECT".

    A `format=` that names none of these is passed over if the client says what it accepts. Raises NotAcceptableError if
    none is left.
    """
    if (named := asked_for(offered)) is not None:
        return named
    if (unknown := request.values.get("format")) and not request.headers.get("Accept"):
        raise NotAcceptableError(
            "%(what)s cannot be written as '%(form)s'; choose %(forms)s.",
            what=what,
            form=unknown,
            forms=endings(offered),
        )
    preferred = accepted(offered)
    if preferred is None:
        types = ", ".join(dict.fromkeys(each.media_type for each in offered))
        raise NotAcceptableError("%(what)s can be had as %(types)s; accept one of these.", what=what, types=types)
    return preferred


@lru_cache(maxsize=256)
def best(header: str, offered: tuple[Format, ...]) -> Format | None:
    """The format that an Accept `header` prefers, the first one if it is empty; other names of a format count only after the media types of all."""
    if not header:
        return offered[0]
    # A parameter such as charset=utf-8 asks for no other format, and none here is written in more ways than one.
    accept = MIMEAccept(
        (media_range.partition(";")[0].strip(), quality)
        for media_range, quality in parse_accept_header(header, MIMEAccept)
    )
    formats = {other: each for each in reversed(offered) for other in each.types}
    formats |= {each.media_type: each for each in reversed(offered)}
    names = [*(each.media_type for each in offered), *(other for each in offered for other in each.types)]
    found = accept.best_match(names)
    return None if found is None else formats[found]
