"""Under a path prefix every link of every page has it, and leads somewhere."""

from __future__ import annotations

import re
from html import unescape

import pytest

from kgservice.errors import UsageError
from kgservice.serving.requests import environment_of
from kgservice.web.app import create_app
from kgservice.web.proxies import script_name
from kgservice.web.versions import LocalVersions

PREFIX = "/policies/of-here"
HTML = {"Accept": "text/html"}
LINK = re.compile(r"""(?:href|src|action)="([^"]*)\"""")
# One of each kind of page is enough.
KIND = re.compile(r"^(/[^/?#]*(?:/[^/?#]*(?=/))?)")
MOST_OF_A_KIND = 2


def crawl(get):
    """The pages that are reached from the first one, some of each kind, with their links as (page, link, status)."""
    seen, waiting, kinds = set(), [f"{PREFIX}/"], {}
    while waiting:
        address = waiting.pop()
        response = get(address)
        yield address, response
        if response.mimetype != "text/html":
            continue
        for link in map(unescape, LINK.findall(response.text)):
            path = link.partition("#")[0]
            if not path.startswith("/"):
                continue
            kind = KIND.match(path.removeprefix(PREFIX))[1] + ("?" if "?" in path else "")
            if path not in seen and kinds.get(kind, 0) < MOST_OF_A_KIND:
                seen.add(path)
                kinds[kind] = kinds.get(kind, 0) + 1
                waiting.append(path)


@pytest.fixture(params=["SCRIPT_NAME", "X-Forwarded-Prefix"])
def get(request, app, dataset, monkeypatch):
    """Fetches an address under the prefix, as a WSGI server or a trusted proxy hands it over."""
    if request.param == "SCRIPT_NAME":
        client, more = app.test_client(), {"environ_overrides": {"SCRIPT_NAME": PREFIX}}
    else:
        monkeypatch.setenv("KG_TRUSTED_PROXIES", "1")
        client, more = create_app(LocalVersions(dataset.snapshots)).test_client(), {}

    def fetched(address):
        headers = HTML if request.param == "SCRIPT_NAME" else {**HTML, "X-Forwarded-Prefix": PREFIX}
        return client.get(address.removeprefix(PREFIX), headers=headers, **more)

    return fetched


@pytest.mark.slow
def test_every_link_of_every_page_has_it(get):
    pages = 0
    for address, response in crawl(get):
        with response:
            assert address.startswith(f"{PREFIX}/")
            assert response.status_code in (200, 303), address
            if response.status_code == 303:
                assert response.location.startswith(f"{PREFIX}/"), address
            elif response.mimetype == "text/html":
                pages += 1
                for link in map(unescape, LINK.findall(response.text)):
                    assert link.startswith((f"{PREFIX}/", "#", "?", "http://", "https://")), (address, link)
    assert pages > 20


def test_the_page_of_an_error_has_it_too(get):
    response = get(f"{PREFIX}/nothing")
    assert response.status_code == 404
    assert f'href="{PREFIX}/static/site.css"' in response.text


@pytest.mark.parametrize(
    ("sent", "path"),
    [
        ("/policies/of-here/plans", "/plans"),
        ("/policies/of-here", ""),
        ("/plans", "/plans"),  # a proxy took it off
        ("/policies/of-here-not", "/policies/of-here-not"),
    ],
)
def test_the_service_knows_its_prefix(sent, path):
    scope = {
        "server": None,
        "method": "GET",
        "raw_path": sent.encode(),
        "query_string": b"",
        "http_version": "1.1",
        "client": None,
        "scheme": "http",
        "headers": [],
    }
    environment = environment_of(scope, b"", PREFIX)
    assert (environment["SCRIPT_NAME"], environment["PATH_INFO"]) == (PREFIX, path)


def test_a_prefix_that_is_none_is_told():
    assert script_name({"SCRIPT_NAME": "/policies/"}) == "/policies"
    assert script_name({}) == ""
    for wrong in ("policies", "//evil.example", "/a b"):
        with pytest.raises(UsageError, match="SCRIPT_NAME"):
            script_name({"SCRIPT_NAME": wrong})
