"""The headers that every answer has: what a browser may load, run and send, and who may frame the page."""

from __future__ import annotations

from flask import Flask, Response, request

_POLICY = (
    "default-src 'none'",
    "script-src 'self'",
    "connect-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
)
# All that is here is public and nobody logs in, so pages of other sites may read it, as YASGUI does.
CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Content-Disposition, ETag, X-Dataset-Version, X-Result-Truncated",
}
# The resource policy is about what a page embeds without CORS; those who ask with it are let in.
HEADERS = {
    "Content-Security-Policy": "; ".join(_POLICY),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    **CORS,
}
_PREFLIGHT = {
    "Access-Control-Allow-Headers": "Accept, Accept-Language, Content-Type, If-None-Match, X-Requested-With",
    "Access-Control-Max-Age": "86400",
}


def init_app(app: Flask) -> None:
    """Put the headers on every answer: pages, data, files and errors."""
    app.after_request(_protected)


def _protected(response: Response) -> Response:
    response.headers.extend(HEADERS)
    if request.method == "OPTIONS":
        response.headers.extend({"Access-Control-Allow-Methods": response.headers.get("Allow", ""), **_PREFLIGHT})
    return response
