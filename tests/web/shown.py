"""Asks for pages as a browser does: one of them, or those of a list as their links lead on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from flask.testing import FlaskClient

HTML = {"Accept": "text/html"}


def page(client: FlaskClient, address: str, *, status: int = 200, **values: str) -> str:
    """The page at `address`, asked with `values` as its fields; fails if its status is another."""
    response = client.get(address, query_string=values or None, headers=HTML)
    assert response.status_code == status, response.text
    return response.text


def pages_of(client: FlaskClient, address: str) -> Iterator[str]:
    """The list at `address` page by page, as its links lead on."""
    following: str | None = address
    while following:
        html = page(client, following)
        yield html
        more = re.search(r'<a rel="next" href="([^"]*)"', html)
        following = more and unescape(more[1])
