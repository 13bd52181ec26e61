"""The head of a request is mended the same way however it is cut into pieces."""

from __future__ import annotations

import pytest

from kgservice.serving.heads import Head

REQUESTS = {
    "POST /sparql?x=食 HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nX: 食\r\n\r\nquery=食\r\n\r\nUpgrade: x": (
        "POST /sparql?x=%E9%A3%9F HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, HTTP2-Settings\r\nno-upgrade: h2c\r\nX: 食\r\n\r\nquery=食\r\n\r\nUpgrade: x"
    ),
    "\r\nGET / HTTP/1.1\r\nUPGRADE : h2c\r\nX-Upgrade: y\r\n\r\n": "\r\nGET / HTTP/1.1\r\nno-upgrade : h2c\r\nX-Upgrade: y\r\n\r\n",
    "GET /?upgrade:x HTTP/1.0\r\n\r\n": "GET /?upgrade:x HTTP/1.0\r\n\r\n",
}


@pytest.mark.parametrize("request_text", REQUESTS)
def test_in_two_pieces_as_in_one(request_text):
    data, wanted = request_text.encode(), REQUESTS[request_text].encode()
    over = data.index(b"\r\n\r\n") + 4
    for cut in range(len(data)):
        head = Head()
        given = head.mended(data[:cut])
        # What comes once the head is over is no longer given to it.
        given += data[cut:] if cut >= over else head.mended(data[cut:])
        assert given == wanted, cut


@pytest.mark.parametrize("request_text", REQUESTS)
def test_byte_by_byte(request_text):
    data, wanted = request_text.encode(), REQUESTS[request_text].encode()
    over = data.index(b"\r\n\r\n") + 4
    head = Head()
    assert b"".join(head.mended(bytes([byte])) for byte in data[:over]) + data[over:] == wanted
