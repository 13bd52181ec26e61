"""The headers of every answer."""

from __future__ import annotations

import pytest

from kgservice.web.headers import HEADERS

ANSWERS = [
    ("/", 200),
    ("/plans", 200),
    ("/static/site.css", 200),
    ("/ontology/pictures.css", 200),
    ("/health", 200),
    ("/ontology?format=ttl", 200),
    ("/id/department/nantong-health?format=ttl", 200),
    ("/id/department/nantong-health", 303),
    ("/sparql?query=ASK{}", 200),
    ("/queries/tasks?format=xlsx", 200),
    ("/no-such-page", 404),
    ("/static/none.css", 404),
    ("/sparql?query=nonsense", 400),
]


@pytest.mark.parametrize(("path", "status"), ANSWERS)
@pytest.mark.parametrize("accept", ["text/html", "*/*"])
def test_every_answer_has_them(client, path, status, accept):
    with client.get(path, headers={"Accept": accept}) as answer:
        assert answer.status_code == status
        for name, value in HEADERS.items():
            assert answer.headers.getlist(name) == [value]


def test_the_policy_lets_in_only_the_sites_own_files_and_no_frame():
    policy = HEADERS["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "script-src 'self';" in policy
    assert "connect-src 'self';" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
