"""Which IRIs become links, and where they lead."""

from __future__ import annotations

import pytest

from kgservice.iris import BASE, DATA
from kgservice.web.addresses import address_of, anchor_of, page_of, plan_page_of, to_itself

NO_LINKS = [
    "javascript:alert(1)",
    "JavaScript:alert(1)",
    "java\tscript:alert(1)",
    "\x01javascript:alert(1)",
    " javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "file:///etc/passwd",
    "urn:isbn:1",
    "mailto:a@example.org",
    "//example.org/",
    "/plans",
    "",
    "http:",
    "https://",
    "http:example.org",
    "http://a b/",
    "http://example.org/\n",
    'http://example.org/"onclick=',
    "https:\\\\example.org",
    "_:b0",
    "b0",
    f"{BASE[:-1]}.example.org javascript:",
]


@pytest.fixture(autouse=True)
def here(app):
    with app.test_request_context("/"):
        yield


@pytest.mark.parametrize("iri", NO_LINKS)
def test_what_is_no_address_of_the_web_is_no_link(iri):
    assert page_of(iri) is None
    assert address_of(iri) is None
    assert plan_page_of(iri) is None
    assert to_itself(iri, "?all") == ""


@pytest.mark.parametrize("iri", ["http://example.org/a", "HTTPS://example.org/a?b=c#d", "https://例子.中国/甲"])
def test_an_address_of_the_web_is_a_link_as_it_is(iri):
    assert page_of(iri) == iri
    assert to_itself(iri, "?all") == f' href="{iri}"'


@pytest.mark.parametrize(
    ("name", "page"),
    [
        ("department/nantong-health", "/departments/nantong-health"),
        ("group/towns", "/groups/towns"),
        ("plan/000/1", "/plans/000/1"),
        ("item/000/1/3.1", "/plans/000/1#3.1"),
        # None of these has the shape of a thing with a page of its own.
        ("item/foo", "/id/item/foo"),
        ("item/a/b", "/id/item/a/b"),
        ("item//", "/id/item//"),
        ("item/a/b/c/d", "/id/item/a/b/c/d"),
        ("plan/a", "/id/plan/a"),
        ("plan/a/b/c", "/id/plan/a/b/c"),
        ("department/", "/id/department/"),
        ("department/a/b", "/id/department/a/b"),
        ("item", "/id/item"),
        ("", "/id/"),
        ("x?y=1#z", "/id/x%3Fy=1%23z"),
        ("x%2Fy", "/id/x%252Fy"),
    ],
)
def test_a_thing_of_the_data_leads_to_its_page(name, page):
    assert page_of(DATA + name) == page


@pytest.mark.parametrize("iri", [f"{BASE}/example.org/x", f"{BASE}//example.org", BASE])
def test_no_iri_of_our_base_leads_to_another_host(iri):
    assert page_of(iri) == iri


def test_a_prefix_that_a_proxy_names_stands_before_every_path(app):
    with app.test_request_context("/", environ_overrides={"SCRIPT_NAME": "/policies"}):
        assert page_of(f"{DATA}item/000/1/3.1") == "/policies/plans/000/1#3.1"
        assert address_of(f"{DATA}item/foo") == "/policies/id/item/foo"


def test_an_items_anchor_is_the_end_of_its_iri():
    assert anchor_of(f"{DATA}item/000/1/3.1") == "3.1"
    assert anchor_of("urn:x") == "urn:x"
