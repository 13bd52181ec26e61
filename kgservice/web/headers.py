"""The headers that every answer has: what a browser may load, run and send, and who may frame the page."""

from __future__ import annotations

from flask import Flask, Response

_POLICY = (
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
)
# Programs of other sites may still be let in by CORS: the resource policy is only about what a page embeds without it.
HEADERS = {
    "Content-Security-Policy": "; ".join(_POLICY),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


def init_app(app: Flask) -> None:
    """Put the headers on every answer: pages, data, files and errors."""
    app.after_request(_protected)


def _protected(response: Response) -> Response:
    response.headers.extend(HEADERS)
    return response
