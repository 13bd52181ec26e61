"""What an address may ask for: of a page that is asked for what there is not, this is told on it; a program is refused."""

from __future__ import annotations

from difflib import get_close_matches

from flask import Flask, current_app, request

from kgservice.errors import UsageError
from kgservice.ledger.choosing import FILTERS
from kgservice.queries.catalogue import NamedQuery
from kgservice.translations import LANGUAGES
from kgservice.web.result_tables import WHERE

_EVERYWHERE = ("lang", "version")
_LEDGER = (*FILTERS, "sort", "group")
_CHECKS = ("only", "severity", "document", "plan", "since")
_FOR_PEOPLE: dict[str, tuple[str, ...]] = {
    "home.home": (),
    "help.help": (),
    "find.find": ("q", "kind", "page"),
    "departments.search": ("q", "place", "function", "page"),
    "departments.department": (*_LEDGER, "page"),
    "plans.listing": ("page",),
    "plans.plan": (),
    "documents.listing": ("page",),
    "documents.document": ("at", "item", "page"),
    "documents.report": ("about", "fact"),
    "places.place": ("page",),
    "legal_bases.legal_basis": ("page",),
    "questions.listing": (),
    "ontology.ontology": ("format",),
    "linked_data.thing": ("all", "format"),
    "checks.checks": (*_CHECKS, "page"),
}
_FOR_PROGRAMS = {
    "find.api": ("q", "kind"),
    "find.suggestions": ("q", "kinds", "as"),
    "departments.ledger": _LEDGER,
    "checks.findings": _CHECKS,
    "checks.api": (*_CHECKS, "page"),
}
_LIKE = 0.7  # of difflib: plna comes near plan, plan does not come near place
_QUESTION = ("format", "labels", "words", "sort", "page")


def init_app(app: Flask) -> None:
    """Let the layout say which fields of the address mean nothing; refuse them of programs, and of all a language there is not."""
    app.before_request(_hold_language)
    app.before_request(lambda: refuse() if request.endpoint in _FOR_PROGRAMS else None)
    app.jinja_env.globals.update(meaningless=_meaningless, nearest_field=_nearest)


def _hold_language() -> None:
    """Raise UsageError if what speaks to people is asked for in a language that it does not speak."""
    wanted = request.args.get("lang", LANGUAGES[0])
    if wanted not in LANGUAGES and _known() is not None:
        raise UsageError(
            "there is no language '%(language)s' here; choose %(languages)s.",
            language=wanted,
            languages=", ".join(LANGUAGES),
        )


def _nearest(field: str) -> str:
    """The field that somebody may have meant by one that means nothing here; empty if none comes near."""
    where = WHERE if field.startswith(WHERE) else ""
    of_kind = [name for name in (*(_known() or ()), *_EVERYWHERE) if name.startswith(WHERE) == bool(where)]
    near = get_close_matches(field.removeprefix(where), [name.removeprefix(where) for name in of_kind], 1, _LIKE)
    return f"{where}{near[0]}" if near else ""


def refuse() -> None:
    """Raise UsageError if the address has a field that means nothing here."""
    for field in _meaningless():
        raise UsageError(
            "nothing here is asked by '%(field)s'; there are %(known)s.", field=field, known=", ".join(_known() or ())
        )


def _meaningless() -> list[str]:
    """The fields of the address that mean nothing here, as far as that is known."""
    known = _known()
    return [] if known is None else [field for field in request.args if field not in (*known, *_EVERYWHERE)]


def _known() -> tuple[str, ...] | None:
    """What may be asked here: of a question its parameters, words in its columns, how its answer is given."""
    endpoint, name = str(request.endpoint), (request.view_args or {}).get("name")
    query: NamedQuery | None = current_app.extensions["catalogue"].get(name)
    if endpoint != "questions.question" or query is None:
        return {**_FOR_PEOPLE, **_FOR_PROGRAMS}.get(endpoint)
    parameters = (parameter.name for parameter in query.params)
    return (*parameters, *query.columns, *(f"{WHERE}{column}" for column in query.columns), *_QUESTION)
