"""What is refused: updates and calls to other endpoints, however they are dressed; nothing else."""

from __future__ import annotations

import pytest

from kgservice.errors import QueryError, RefusedQueryError
from kgservice.store.syntax import Form, check


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://x/> { ?s ?p ?o } }",
        "select * { service silent ?x { ?s ?p ?o } }",
        "SELECT * {?a ?b ?c FILTER(?a<?b)SERVICE<http://x>{?s ?p ?o}}",
        "SELECT * { \\u0053ERVICE <http://x/> { ?s ?p ?o } }",
        "SELECT * { # comment\n SERVICE <http://x/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p 'it''s' . SERVICE <http://x/> {} }",
        "INSERT DATA { <a> <b> <c> }",
        "PREFIX x: <http://x/> DELETE WHERE { ?s ?p ?o }",
        "LOAD <http://x/>",
        "CLEAR ALL",
        "WITH <g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    ],
)
def test_refused(query):
    with pytest.raises(RefusedQueryError):
        check(query)


@pytest.mark.parametrize(
    ("query", "form"),
    [
        ("SELECT * { ?service ex:service 'SERVICE' } # SERVICE", Form.SELECT),
        ('PREFIX service: <http://x/service> ASK { service:a ?p "SERVICE <http://x>" }', Form.ASK),
        ("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o FILTER(?s < ?o) }", Form.CONSTRUCT),
        ("# INSERT\nDESCRIBE <http://x/SERVICE>", Form.DESCRIBE),
        ("SELECT ?insert { ?insert ?p '''LOAD'''@en-service }", Form.SELECT),
    ],
)
def test_allowed(query, form):
    assert check(query) is form


@pytest.mark.parametrize("query", ["", "# nothing", "hello world", "PREFIX a: <b>"])
def test_no_query(query):
    with pytest.raises(QueryError, match="no SELECT"):
        check(query)
