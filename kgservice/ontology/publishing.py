"""The reference of the ontology as HTML: the body of a page, and whole pages in files that need no program behind them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from kgservice.ontology.drawing import picture_style
from kgservice.ontology.files import DOWNLOADS, ontology_as, shapes
from kgservice.ontology.reference import shipped_reference
from kgservice.resources import SHAPES
from kgservice.translations import LANGUAGES, translations

_PAGES = {"zh": "index.html", "en": "en.html"}


@dataclass(frozen=True, slots=True)
class Links:
    """Where a page leads: the address of each download by its name, and of the shapes; of a question and a check by its id, if it has one."""

    downloads: Mapping[str, str]
    shapes: str
    question: Callable[[str], str] | None = None
    check: Callable[[str], str] | None = None


def prepare() -> None:
    """Read what every page tells and is made of, so that nobody waits for it."""
    shipped_reference()
    _environment().get_template("body.html")


def reference_body(language: str, links: Links, uses: Mapping[str, int] | None) -> Markup:
    """What stands in the frame of a page in a language (zh, en); `uses` is how often the data uses each term, if that is known."""
    reference = shipped_reference()
    return _rendered(
        "body.html",
        language,
        links=links,
        ontology=reference.ontology,
        header=reference.ontology.header,
        uses={term.iri: reference.uses.of(term.iri) for term in reference.ontology.terms},
        counts=uses,
        figures=list(reference.figures(language)),
    )


def ontology_files(uses: Mapping[str, int], site_style: str) -> dict[str, bytes]:
    """The ontology's pages in the style of the site, its pictures and downloads by file name; they link to each other only."""
    files = {SHAPES: shapes()}
    files |= {_download(ending): ontology_as(ending) for ending in DOWNLOADS.values()}
    links = Links({name: _download(ending) for name, ending in DOWNLOADS.items()}, SHAPES)
    for language in LANGUAGES:
        files[_PAGES[language]] = _page(language, links, uses, site_style).encode()
        for figure in shipped_reference().figures(language, page=_PAGES[language], alone=True):
            for size, svg in figure.svg.items():
                files[f"{figure.id}.{size}.{language}.svg"] = svg.encode()
    return files


def _page(language: str, links: Links, uses: Mapping[str, int], site_style: str) -> Markup:
    return _rendered(
        "alone.html",
        language,
        body=reference_body(language, links, uses),
        header=shipped_reference().ontology.header,
        links=links,
        pages=_PAGES,
        style=site_style + picture_style(),
    )


def _download(ending: str) -> str:
    return f"ontology.{ending}"


def _rendered(template: str, language: str, **values: object) -> Markup:
    return Markup(_environment().get_template(template).render(values, language=language))


@lru_cache(maxsize=1)
def _environment() -> Environment:
    folder = Path(__file__).parent / "templates"
    environment = Environment(loader=FileSystemLoader(folder), autoescape=True, extensions=["jinja2.ext.i18n"])
    environment.install_gettext_callables(_gettext, _ngettext, newstyle=True)  # type: ignore[attr-defined]
    return environment


@pass_context
def _gettext(context: Context, message: str) -> str:
    return translations(context["language"]).gettext(message)


@pass_context
def _ngettext(context: Context, singular: str, plural: str, number: int) -> str:
    return translations(context["language"]).ngettext(singular, plural, number)
