"""What is refused: updates, calls to other endpoints however they are dressed, and nests that end the engine; nothing else."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
from contextlib import suppress

import pytest
from growth import assert_grows_linearly
from pyoxigraph import Literal, NamedNode, Quad, Store
from query_texts import is_parsed, query_text, run

from kgservice.errors import QueryError, RefusedQueryError, TooLargeError
from kgservice.settings import SETTINGS
from kgservice.store.syntax import QueryForm, check, limited

CALL = "SERVICE <http://x/> { ?s ?p ?o }"


@pytest.mark.parametrize(
    "query",
    [
        f"SELECT * {{ {CALL} }}",
        "select * { service silent ?x { ?s ?p ?o } }",
        "SELECT * { SERVICESILENT<http://x/>{} }",
        "SELECT * {?a ?b ?c FILTER(?a<?b)SERVICE<http://x>{?s ?p ?o}}",
        "SELECT * { \\u0053ERVICE <http://x/> { ?s ?p ?o } }",
        "SELECT * { \\u+053ERVICE <http://x/> { ?s ?p ?o } }",
        f"SELECT * {{ # comment\n {CALL} }}",
        f"SELECT * {{ # comment\r {CALL} }}",
        f"SELECT * {{ ?s ?p 'it''s' . {CALL} }}",
        "SELECT * { SERVICE # { \n <http://x/> # } \n { ?s ?p ?o } }",
    ],
)
def test_a_call_to_another_endpoint_is_refused(query):
    with pytest.raises(RefusedQueryError, match="SERVICE is refused"):
        check(query)


@pytest.mark.parametrize(
    "before",
    [
        *(
            "?s a t:.",
            "?s a t:a.b.",
            "?s a 1e5",
            "?s a 1",
            "?s a .5",
            "?s a true",
            "?s atrue",
            "?s a 'x'",
            "?s a '''x'''",
            "?s a 'x'^^t:.",
        ),
        *(
            "?s a <a:b>",
            "?s a []",
            "?s a ()",
            "?s a 'x'@en--ltr.",
            "?s a ?o.",
            "?s a _:b.b .",
            "?s a ?o;",
            "?s a ?o{|a 1|}",
            "?s a ?o~",
        ),
        *(
            "?s a <<(?a ?b ?c)>>",
            "<<?a ?b ?c>>",
            "<<<a:b> a <a:b>>>",
            "FILTER(?a<?b)",
            "FILTER(?a<t:a#>\n)",
            "FILTER(?a<'>')",
            "{}",
        ),
        *(
            "?s a t:\\' .",
            "?s a t:\\# .",
            "?s a 'it\\'s'",
            "?s a ''''a'''",
            "?s a <http://x/it's#>",
            "BIND(1 AS ?x)",
            "VALUES ?x{''}",
        ),
    ],
)
def test_nothing_that_may_stand_before_service_hides_it(before):
    query = f"PREFIX t:<http://x/> SELECT * {{ {before}SERVICE ?x {{}} }}"
    assert is_parsed(query)
    with pytest.raises(RefusedQueryError):
        check(query)


@pytest.mark.parametrize("prefix", ["http://x:", "http://[::1]"])
def test_service_is_refused_where_the_name_that_it_ends_would_make_no_iri(prefix):
    query = f"PREFIX : <{prefix}> SELECT * {{ ?s a :SERVICE ?x {{}} }}"
    assert is_parsed(query)
    with pytest.raises(RefusedQueryError):
        check(query)


@pytest.mark.parametrize(
    ("query", "form"),
    [
        ("SELECT * { ?service ex:service 'SERVICE' } # SERVICE", QueryForm.SELECT),
        ('PREFIX service: <http://x/service> ASK { service:a ?p "SERVICE <http://x>" }', QueryForm.ASK),
        ("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o FILTER(?s < ?o) }", QueryForm.CONSTRUCT),
        ("# INSERT\nDESCRIBE <http://x/SERVICE>", QueryForm.DESCRIBE),
        ("SELECT ?insert { ?insert ?p '''LOAD'''@en-service }", QueryForm.SELECT),
        (f'SELECT * {{ ?s ?p \'{CALL}\', """ {CALL} """ }} # {CALL}', QueryForm.SELECT),
        (f"SELECT * {{\n  ?s ?p <http://x/#a> . # it's off: {CALL}\n FILTER(?s < ?o) # {CALL}\n}}", QueryForm.SELECT),
        ("SELECT * { GRAPH service:a { ?s ?p ?o } }", QueryForm.SELECT),
        ("SELECT * FROM service:a { GRAPH <http://x/service#a> { ?s ?p ?service } { ?s ?p ?o } }", QueryForm.SELECT),
        ("SELECT * { ?s a ex:Service OPTIONAL { ?s ex:service ?o } MINUS { ?s a ex:service } }", QueryForm.SELECT),
        ("SELECT * { ?x ex:accessService ?y { ?s ?service ?o { ?a ?b ?c } } }", QueryForm.SELECT),
        ("SELECT ?insert { VALUES ?service { 'a' } }", QueryForm.SELECT),
        ("SELECT*{}", QueryForm.SELECT),
        ("PREFIXselect:<http://x/insert>BASE<http://x/>VERSION'1.2'ask{}", QueryForm.ASK),
        ("PREFIX a: <http://x/#> PREFIX load: <x> # DELETE\n#\nDESCRIBEa:b", QueryForm.DESCRIBE),
        ("PREFIX a <http://x/insert> 'INSERT' ?load ex:clear SELECT * {}", QueryForm.SELECT),
        ("DEFINE input:inference <x> SELECT * {}", QueryForm.SELECT),
    ],
)
def test_a_query_is_told_by_its_form_whatever_it_speaks_of(query, form):
    assert check(query) is form


@pytest.mark.parametrize(
    "query",
    [
        "INSERT DATA { <a> <b> <c> }",
        "PREFIX x: <http://x/> DELETE WHERE { ?s ?p ?o }",
        "PREFIX select: <http://select/> # SELECT\nLOAD <http://x/>",
        "CLEAR ALL",
        "WITH <g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "INSERTDATA{}",
        "\\u0049NSERT DATA {}",
    ],
)
def test_an_update_is_refused(query):
    with pytest.raises(RefusedQueryError, match="is an update"):
        check(query)


@pytest.mark.parametrize("query", ["", "# nothing", "hello world", "PREFIX a: <b>", "'SELECT'", "?select", "\\"])
def test_no_query(query):
    with pytest.raises(QueryError, match="no SELECT"):
        check(query)


NESTS = {
    "brackets": ("FILTER(", "(", "1", ")", ")"),
    "groups": ("", "{", "", "}", ""),
    "optional": ("", "OPTIONAL{", "", "}", ""),
    "sub-selects": ("", "{SELECT*", "{}", "}", ""),
    "exists": ("", "FILTER NOT EXISTS{", "", "}", ""),
    "calls": ("BIND(", "IF(", "1", ",1,1)", " AS ?x)"),
    "coalesce": ("BIND(", "COALESCE(", "1", ")", " AS ?x)"),
    "not": ("FILTER(", "!", "true", "", ")"),
    "spaced not": ("FILTER(", "! #)\n", "true", "", ")"),
    "blank nodes": ("?s a", "[a ", "1", "]", ""),
    "collections": ("?s a", "(", "1", ")", ""),
    "paths": ("?s ", "(", "a", ")*", " ?o"),
    "reified": ("", "<<", "?s ?p ?o", ">> ?p ?o", ""),
    "triple terms": ("?s ?p ", "<<(?s ?p ", "?o", ")>>", ""),
    "closed in strings": ("FILTER(", "(')'=", "1", ")", ")"),
    "closed in comments": ("FILTER(", "(#)\n", "1", ")", ")"),
    "hidden in IRIs": ("FILTER(", "(1<(1>", "1", "))", ")"),
    "closed in IRIs": ("FILTER(", "(<a:)>=", "1", ")", ")"),
}


def nested(name, depth):
    before, opening, middle, closing, after = NESTS[name]
    return f"SELECT * {{{before}{opening * depth}{middle}{closing * depth}{after}}}"


@pytest.mark.parametrize("name", NESTS)
def test_a_query_nested_too_deep_is_refused_by_its_limit(name):
    with pytest.raises(TooLargeError, match=r"deeper than 200 \(KG_MAX_NESTING\)") as caught:
        check(nested(name, 250))
    assert (caught.value.limit, caught.value.value) == ("KG_MAX_NESTING", 200)
    assert check(nested(name, 90)) is QueryForm.SELECT
    with pytest.raises(TooLargeError):
        check(nested(name, 90), max_nesting=80)


def test_many_brackets_side_by_side_are_no_nest():
    rows = " ".join(f"(<http://x/a_(b)#{number}> 'x)' <http://x/#b>)" for number in range(1_000))
    assert check(f"SELECT * {{ VALUES (?a ?b ?c) {{ {rows} }} FILTER(?a != ?b || !BOUND(?c)) }}") is QueryForm.SELECT


@pytest.mark.slow
@pytest.mark.parametrize("name", NESTS)
def test_the_deepest_nest_that_can_be_allowed_does_not_end_the_engine(name):
    most = next(setting.most for setting in SETTINGS if setting.name == "max_nesting")
    query = next(query for depth in range(most, 0, -1) if is_allowed(query := nested(name, depth), most))
    # Some take the engine longer than they should, which is the time limit's affair; none may end it by a signal of its own.
    code = "import resource, sys; resource.setrlimit(resource.RLIMIT_CPU, (1, 1))\n"
    code += "from pyoxigraph import Store; Store().query(sys.stdin.read())"
    done = subprocess.run([sys.executable, "-c", code], input=query, text=True, capture_output=True, check=False)
    assert done.returncode in (0, -signal.SIGXCPU, -signal.SIGKILL), done


def is_allowed(query, most):
    try:
        return bool(check(query, max_nesting=most))
    except TooLargeError:
        return False


@pytest.mark.slow
@pytest.mark.parametrize(
    "part",
    [
        "1service",
        ".service",
        "service#",
        "service<a:b>#x",
        "service<a:#>",
        "service<a:(>",
        "'''\\",
        "<",
        '<"',
        "a:",
        "!",
        "\\",
        "''' ",
        "\\u00",
    ],
)
def test_a_hostile_text_costs_no_more_than_its_length(part):
    def look_at(size):
        text = "SELECT * { service " + part * (size // len(part))
        with suppress(QueryError, TooLargeError):
            check(text)
        limited(text, 10)

    assert_grows_linearly(look_at, 100_000)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT * {}", "SELECT * {}\nLIMIT 10"),
        ("SELECT * {} # LIMIT 5", "SELECT * {} # LIMIT 5\nLIMIT 10"),
        ("SELECT * {} LIMIT 5", "SELECT * {} LIMIT 5"),
        ("SELECT * {} LIMIT 50", "SELECT * {} LIMIT 10"),
        ("SELECT * {} ORDER BY?a limit#\n50OFFSET 3", "SELECT * {} ORDER BY?a limit#\n10OFFSET 3"),
        ("SELECT * {} OFFSET 3", "SELECT * {} OFFSET 3\nLIMIT 10"),
        ("SELECT * { { SELECT * {} LIMIT 50 } }", "SELECT * { { SELECT * {} LIMIT 50 } }\nLIMIT 10"),
        ("SELECT (EXISTS{?a ?b 'LIMIT 5'} AS ?x) {} LIMIT 50", "SELECT (EXISTS{?a ?b 'LIMIT 5'} AS ?x) {} LIMIT 10"),
        ("SELECT * {} VALUES ?limit { 'LIMIT 5' }", "SELECT * {}  LIMIT 10 VALUES ?limit { 'LIMIT 5' }"),
        (
            "SELECT * {} GROUP BY limit:a(?x) HAVING(?a<?limit50)",
            "SELECT * {} GROUP BY limit:a(?x) HAVING(?a<?limit50)\nLIMIT 10",
        ),
        (
            "PREFIX values: <x>SELECT * {} ORDER BY values:a(1)",
            "PREFIX values: <x>SELECT * {} ORDER BY values:a(1)\nLIMIT 10",
        ),
    ],
)
def test_a_select_is_limited(query, expected):
    assert limited(query, 10) == (expected, True)


@pytest.mark.parametrize(
    "query",
    [
        *(
            "ASK {}",
            "CONSTRUCT {} WHERE {}",
            "DESCRIBE ?x {}",
            "",
            "nonsense",
            "SELECT * { ?s ?p 'x",
            "SELECT * {} LIMIT 99999999999999999999",
        ),
        "SELECT * { FILTER(?a<?b&&?c>?d) }",
    ],
)
def test_what_cannot_be_limited_for_certain_is_left_as_it_is(query):
    assert limited(query, 10) == (query, False)


@pytest.mark.slow
def test_a_limited_query_gives_the_first_rows_of_the_same_answer():
    store = Store()
    store.extend(Quad(NamedNode(f"http://x/{n % 4}"), NamedNode(f"http://x/t#{n % 3}"), Literal(n)) for n in range(40))
    chance = random.Random(8)
    endings = (
        "",
        "LIMIT 2",
        "LIMIT 9 OFFSET 1",
        "OFFSET 2",
        "ORDER BY ?o",
        "ORDER BY(?a<?b)",
        "VALUES ?p {<http://x/t#1>}",
        "#LIMIT 2",
    )
    middles = (
        "?s ?p ?o",
        "{SELECT * {?s ?p ?o} LIMIT 7}",
        "?s ?p ?o FILTER(?o < 30)",
        "?s ?p ?o VALUES ?limit {'LIMIT 5'}",
    )
    answered = 0
    for _ in range(3_000):
        plain = f"SELECT * {{{chance.choice(middles)}}}{chance.choice(endings)} {chance.choice(endings)}"
        text = chance.choice((plain, query_text(chance, 1)))
        if "service" in text.lower().partition("select")[2]:
            continue
        shorter, done = limited(text, 3)
        rows = run(store, text)
        given = run(store, shorter)
        assert (given is None) == (rows is None), text
        if rows is not None and done:
            answered += 1
            assert [str(row) for row in given] == [str(row) for row in rows[:3]], text
    assert answered > 300
