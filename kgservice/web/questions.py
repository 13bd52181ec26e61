"""The named queries as forms, with their answer as a table or a file."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from urllib.parse import quote

from flask import Blueprint, Response, current_app, render_template, request, url_for
from markupsafe import Markup

from kgservice.errors import NoSuchNameError, UsageError
from kgservice.finding.meaning import hold_parts, names_of_these_alone, things_meant
from kgservice.queries.catalogue import NamedQuery, find_query
from kgservice.queries.formats import as_csv, as_excel_csv, as_json
from kgservice.queries.kept_tables import GivenTable, KeptTable, PickedTable, read_table
from kgservice.queries.labels import labelled_table
from kgservice.store.engine import Solutions
from kgservice.store.formats import PAGE, Format
from kgservice.web.cut import CUT, cut_after
from kgservice.web.fields import refuse
from kgservice.web.languages import language
from kgservice.web.negotiation import accepted
from kgservice.web.pages import asked, engine, finder
from kgservice.web.paging import asked_page
from kgservice.web.result_tables import WHERE, arranged, cells_of, columns_of, table_in_words, words_asked
from kgservice.web.workbooks import workbook

blueprint = Blueprint("questions", __name__)

TOPICS: dict[str, tuple[str, ...]] = {
    "Plans and what they say": (
        "documents",
        "outline",
        "tasks",
        "campaigns",
        "campaign-themes",
        "statements",
        "binding",
    ),
    "Who does what": (
        "department-obligations",
        "obligation-capacities",
        "assignments",
        "duties",
        "parties",
        "party-kinds",
        "unreviewed",
        "joint-work",
        "departments-across-campaigns",
        "functions-across-plans",
        "function-obligations",
        "groups",
        "bodies-of-group",
        "persons-in-charge",
        "unassigned-tasks",
    ),
    "Figures and times": ("indicators", "indicator-targets", "indicator-comparison", "deadlines", "calendar"),
    "Documents and places": ("correspondents", "citations", "legal-bases", "documents-to-issue", "jurisdictions"),
    "What was read and concluded": ("sources", "unread", "corrections", "conclusions", "closed-world"),
}
_NO_TOPIC = "More questions"

_FILES: dict[str, tuple[str, str, Callable[[Solutions, str], str | bytes]]] = {
    "csv": ("csv", "text/csv; charset=utf-8", lambda table, title: as_csv(table)),
    "csv-excel": ("csv", "text/csv; charset=utf-8", lambda table, title: as_excel_csv(table)),
    "tsv": ("tsv", "text/tab-separated-values; charset=utf-8", lambda table, title: as_csv(table, delimiter="\t")),
    "json": ("json", "application/json", lambda table, title: as_json(table)),
    "xlsx": ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", workbook),
}
# What a program accepts decides where no format is named; a table for Excel has to be.
_OFFERED = (PAGE, *(Format(_FILES[form][1].partition(";")[0], form) for form in ("csv", "tsv", "json", "xlsx")))


@blueprint.get("/queries")
def listing() -> str:
    """Every named query, by topic."""
    return render_template("queries.html", topics=by_topic(current_app.extensions["catalogue"]))


@blueprint.get("/queries/<name>")
def question(name: str) -> Response | str | tuple[str, int]:
    """A named query as a form; with its parameters given, its answer."""
    query = find_query(current_app.extensions["catalogue"], name)
    values = {parameter.name: request.args.get(parameter.name, "") for parameter in query.params}
    form = request.args.get("format") or (accepted(_OFFERED) or PAGE).ending
    if form != "html" and form not in _FILES:
        raise UsageError(
            "the format '%(form)s' is unknown; choose %(forms)s.", form=form, forms=", ".join(("html", *_FILES))
        )
    if form != "html":
        refuse()
    missing = any(parameter.required and not values[parameter.name].strip() for parameter in query.params)
    if form == "html" and missing:
        return render_template("query.html", query=query, values=query.example, table=None, text=query.text)
    query.bound(values)  # a parameter that is wrong or missing is told before names are looked up
    try:
        meant = things_meant(finder(), query, values)
        text = query.bound(values, meant)
        most_rows = current_app.config["max_rows"]
        kept = _kept(query, values, meant)
        whole = kept.at_most(most_rows) if kept else GivenTable(_table(text, most_rows))
        if not whole.total:
            hold_parts(finder(), query, values)
        table = arranged(whole, chosen := words_asked(query))
    except NoSuchNameError as error:
        if form != "html":
            raise
        return _no_such_name(query, values, error), 404
    if form != "html":
        return _file(query, table.whole(), form)
    page = asked_page(table.total)
    return render_template(
        "query.html",
        query=query,
        values=values,
        table=table,
        every=whole.total,
        page=page,
        columns=columns_of(whole, chosen),
        rows=cells_of(table.columns, table.part(page.first_row - 1, page.last_row).texts()),
        where=WHERE,
        text=text,
        most_rows=most_rows,
    )


def _no_such_name(query: NamedQuery, values: Mapping[str, str], error: NoSuchNameError) -> str:
    """The form again, with the name that nothing has, and those that come near, each with its answer."""
    fields = {**request.args.to_dict(), **values}
    near = [
        (name, {**fields, **{each: name for each in fields if fields[each].strip() == error.name}})
        for name in error.near
    ]
    return render_template(
        "query.html", query=query, values=values, table=None, text=query.text, error=error, near=near
    )


def by_topic(catalogue: Mapping[str, NamedQuery]) -> dict[str, list[NamedQuery]]:
    """The queries under the English title of their topic; those of none are last."""
    told = {name for names in TOPICS.values() for name in names}
    topics = {**TOPICS, _NO_TOPIC: tuple(name for name in catalogue if name not in told)}
    listed = {title: [catalogue[name] for name in names if name in catalogue] for title, names in topics.items()}
    return {title: queries for title, queries in listed.items() if queries}


@blueprint.app_template_filter("leading_on")
def leading_on(text: str) -> Markup:
    """`text` with the titles of the questions that it names by their ids, each leading to its page."""
    catalogue: Mapping[str, NamedQuery] = current_app.extensions["catalogue"]
    names = sorted((name for name in catalogue if "-" in name), key=len, reverse=True)
    pieces = re.split(f"(?<![a-z-])({'|'.join(names)})(?![a-z-])", text)
    return Markup("").join(
        Markup('<a href="{}">{}</a>').format(
            url_for("questions.question", name=piece), catalogue[piece].title[language()]
        )
        if place % 2
        else piece
        for place, piece in enumerate(pieces)
    )


def _kept(
    query: NamedQuery, values: Mapping[str, str], meant: Mapping[str, Sequence[str]]
) -> KeptTable | PickedTable | None:
    """The answer, if it is kept with the version: all of it, or the rows that the one value given chooses."""
    snapshot = asked().opened.snapshot
    if snapshot is None or request.args.get("labels"):
        return None
    given = [parameter for parameter in query.params if values[parameter.name].strip()]
    if not given:
        return read_table(query, snapshot.derived)
    names = names_of_these_alone(finder(), meant[given[0].name]) if len(given) == 1 and given[0].chooses else set()
    table = read_table(query, snapshot.derived) if names else None
    return table and table.having(given[0].chooses, names)


def _table(text: str, most_rows: int) -> Solutions:
    labels = request.args.get("labels")
    if labels:
        return labelled_table(engine(), text, labels, most_rows=most_rows)
    return engine().select(text, most_rows=most_rows)


def _file(query: NamedQuery, table: Solutions, form: str) -> Response:
    ending, media_type, write = _FILES[form]
    title, in_words = query.id, "words" in request.args and form in ("xlsx", "csv-excel")
    if in_words:
        table, title = table_in_words(table), query.title[language()]
    response = Response(write(table, title), content_type=media_type)
    if table.cut:
        response.headers[CUT] = cut_after(len(table.rows))
    name = f"{query.id}.excel" if form == "csv-excel" else query.id
    called = f"; filename*=UTF-8''{quote(f'{title}.{ending}')}" if in_words else ""
    response.headers["Content-Disposition"] = f'inline; filename="{name}.{ending}"{called}'
    return response
