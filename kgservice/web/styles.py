"""The style of the site, for pages that stand outside it."""

from __future__ import annotations

from pathlib import Path


def site_style() -> str:
    """The site's style sheet."""
    return (Path(__file__).parent / "static" / "site.css").read_text(encoding="utf-8")
