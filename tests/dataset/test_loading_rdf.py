"""Other people's RDF: its blank nodes and relative IRIs are its own, and what cannot be taken is said by name."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kgservice.dataset.dataset import Dataset
from kgservice.dataset.loading import load, loaded_graphs, read_instance
from kgservice.dataset.rdf_files import RdfFile, read_triples
from kgservice.errors import SourceError
from kgservice.iris import TERMS

pytestmark = pytest.mark.slow

HEAD = f"@prefix pol: <{TERMS}> .\n"
NAME = NamedNode("http://xmlns.com/foaf/0.1/name")
RDF_XML = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:x="urn:x:">{}</rdf:RDF>'
SAID = RDF_XML.format('<rdf:Description rdf:about="urn:a"><x:b>{}</x:b></rdf:Description>')
LAUGHS = "".join(f'<!ENTITY {chr(98 + level)} "{f"&{chr(97 + level)};" * 10}">' for level in range(12))


@pytest.fixture
def dataset(tmp_path):
    return Dataset(tmp_path / "data")


@pytest.fixture
def write(tmp_path):
    def write_one(name, text):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write_one


def read(name, text):
    return list(read_triples(RdfFile(name, text if isinstance(text, bytes) else text.encode(), "http://example.org/g")))


def test_a_person_without_a_name_in_two_files_is_two_people(dataset, write):
    load(dataset, write("a.ttl", f'_:p {NAME} "A" .'), "http://example.org/a")
    load(dataset, write("b.ttl", f'_:p {NAME} "B" .'), "http://example.org/b")
    (one,), (other,) = loaded_graphs(dataset).values()
    assert isinstance(one.subject, BlankNode)
    assert isinstance(other.subject, BlankNode)
    assert one.subject != other.subject


def test_in_one_file_it_is_one_person():
    one, other = read("a.ttl", f'_:p {NAME} "A" . _:p {NAME} "B" .')
    assert one.subject == other.subject


def test_the_same_file_again_is_the_same_bytes(dataset, write):
    path = write("a.ttl", f'[] {NAME} "A" ; {NAME} [ {NAME} "B" ] . ( 1 [] ) {NAME} "C" .')
    load(dataset, path, "http://example.org/a")
    (first,) = (each.read_bytes() for each in dataset.loaded.iterdir())
    load(dataset, path, "http://example.org/a")
    (second,) = (each.read_bytes() for each in dataset.loaded.iterdir())
    assert first == second


def test_a_relative_iri_is_relative_to_the_graph(dataset, write):
    load(dataset, write("a.ttl", f'<#me> {NAME} "A" . <> {NAME} "B" .'), "http://example.org/a")
    ((one, other),) = loaded_graphs(dataset).values()
    assert {one.subject.value, other.subject.value} == {"http://example.org/a#me", "http://example.org/a"}


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("a.ttl", f'<urn:a> {NAME} "a\\u0001b" .', "the control character U\\+0001"),
        ("a.nt", f'<urn:a> {NAME} "a\x0bb" .', "the control character U\\+000B"),
        ("a.ttl", f'<urn:a> {NAME} "a"@en--ltr .', "has a base direction"),
        ("a.ttl", f"<urn:a> {NAME} <<( <urn:a> {NAME} 1 )>> .", "a statement about a statement"),
        ("a.ttl", f"<< <urn:a> {NAME} 1 >> {NAME} 2 .", "a statement about a statement"),
        ("a.ttl", f"<urn:a> {NAME} 1 {{| {NAME} 2 |}} .", "a statement about a statement"),
        ("a.rdf", f'<!DOCTYPE a [<!ENTITY a "lol">{LAUGHS}]>{SAID.format("&m;")}', "its entity 'b' is no short text"),
        ("a.rdf", f'<!DOCTYPE a [<!ENTITY a "{"l" * 100_000}">]>{SAID.format("&a;" * 20_000)}', "its entity 'a' is no"),
        (
            "a.rdf",
            f'<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]>{SAID.format("&a;")}',
            "its entity 'a' is no",
        ),
        ("a.rdf", RDF_XML.format("<rdf:Description><x:b>" * 100_000), "its elements are nested more than 200 deep"),
        ("a.jsonld", "[" * 1_000_000, "Max stack size"),
        ("a.jsonld", '{"urn:a":' * 100_000, "Max stack size"),
        ("a.jsonld", '{"@context": "http://127.0.0.1:1/", "a": 1}', "not readable as RDF"),
        ("a.ttl", bytes(range(256)), "not readable as RDF"),
        ("a.ttl", "<urn:a b> <urn:b> 1 .", "Invalid IRI"),
        ("a.owl", "", "unknown kind of RDF"),
    ],
)
def test_what_cannot_be_taken_is_said_in_a_line(name, text, why):
    with pytest.raises(SourceError, match=why) as refused:
        read(name, text)
    assert str(refused.value).isprintable()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.ttl", '<urn:a> <urn:x:b> "lol" .'),
        ("a.ttl", b"\xef\xbb\xbf" + b'<urn:a> <urn:x:b> "lol" .'),
        ("a.rdf", SAID.format("lol")),
        ("a.rdf", f'<!DOCTYPE a [<!ENTITY a "lol">]>{SAID.format("&a;")}'),
        ("a.jsonld", '{"@id": "urn:a", "urn:x:b": "lol"}'),
        ("a.trig", '<urn:g> { <urn:a> <urn:x:b> "lol" }'),
    ],
)
def test_what_can_be_taken_is_taken(name, text):
    assert read(name, text) == [Triple(NamedNode("urn:a"), NamedNode("urn:x:b"), Literal("lol"))]


@pytest.mark.parametrize("text", ['"a\\tb\\nc\\rd"', '"\\u0085\\u2028"', '"😀"', '"x"@zh-Hans'])
def test_odd_texts_are_taken(text):
    assert len(read("a.ttl", f"<urn:a> {NAME} {text} .")) == 1


def test_nested_without_end_is_taken_or_ends_that_file(dataset, write):
    number = load(dataset, write("a.ttl", f"<urn:a> {NAME} {'(' * 20_000}{')' * 20_000} ."), "http://example.org/a")
    assert number > 20_000
    quoted = f"<urn:a> {NAME} {f'<<( <urn:a> {NAME} ' * 50_000}1{')>>' * 50_000} ."
    with pytest.raises(SourceError, match=r"b\.ttl: "):
        load(dataset, write("b.ttl", quoted), "http://example.org/b")
    assert list(loaded_graphs(dataset)) == ["http://example.org/a"]


def test_nothing_outside_is_asked_for(dataset, write):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        reached = []

        def accept():
            with suppress(OSError):  # closed at the end of the test
                reached.append(listener.accept())

        threading.Thread(target=accept, daemon=True).start()
        place = f"http://127.0.0.1:{listener.getsockname()[1]}/"
        for name, text in (
            ("a.jsonld", f'{{"@context": "{place}", "@id": "urn:a", "a": 1}}'),
            ("a.rdf", f'<!DOCTYPE a SYSTEM "{place}">{SAID.format(1)}'),
        ):
            try:
                load(dataset, write(name, text), "http://example.org/a")
            except SourceError:
                continue
        assert reached == []


def test_a_draft_with_a_control_character_names_it(dataset, write):
    path = write("a.ttl", f'{HEAD}<urn:a> a pol:Plan ; pol:title "a\\u0001" .')
    with pytest.raises(SourceError, match="control character U\\+0001"):
        read_instance(dataset, path)
