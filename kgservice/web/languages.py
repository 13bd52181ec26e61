"""The site in Chinese and English: which one a request wants, and the words."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from flask import Flask, Response, g, request

from kgservice.translations import LANGUAGES, translations

_COOKIE = "lang"


def init_app(app: Flask) -> None:
    """Let every template say `_("…")` and know the language, and remember a choice made with `?lang=`."""
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_gettext_callables(_gettext, _ngettext, newstyle=True)  # type: ignore[attr-defined]
    app.jinja_env.globals.update(language=language, switched=switched)
    app.jinja_env.filters.update(
        either=either, column_name=column_name, variable_name=variable_name, value_name=value_name
    )
    app.after_request(_remember)


def language() -> str:
    """The language of this request: as asked with `?lang=`, as chosen before, else Chinese."""
    if "language" not in g:
        wanted = request.args.get("lang") or request.cookies.get(_COOKIE)
        g.language = wanted if wanted in LANGUAGES else LANGUAGES[0]
    found: str = g.language
    return found


def either(chinese: str, english: str | None) -> str:
    """The English words on an English page where there are any, else the Chinese ones."""
    return english if english and language() == "en" else chinese


def variable_name(variable: str) -> str:
    """The heading of a column of a query that somebody wrote: as a question's column of that name is called in Chinese, else as it was written."""
    return _column_words(variable) or variable


def column_name(column: str) -> str:
    """A column's heading: its name in the language of the page where it has one there, else its words as they are written."""
    return _column_words(column) or column.replace("_", " ").capitalize()


def _column_words(column: str) -> str:
    message = f"column.{column}"
    words = _gettext(message)
    return "" if words == message else words


def value_name(column: str, value: str) -> str:
    """What a code in a column means, in words; any other value as it is."""
    if not value.isascii() or len(value) > 40:
        return value
    for message in (f"value.{column}.{value}", f"value.{value}"):
        words = _gettext(message)
        if words != message:
            return words
    return value


def switched() -> str:
    """The address of this page in the other language."""
    other = "en" if language() == "zh" else "zh"
    values = [(name, value) for name, value in request.args.items(multi=True) if name != "lang"]
    path = quote(request.path.lstrip("/"))  # two slashes in front would lead to another host
    return f"{request.script_root}/{path}?{urlencode([*values, ('lang', other)])}"


def worded(message: str) -> str:
    """`message` in the language of this request."""
    return _gettext(message)


def _gettext(message: str) -> str:
    return translations(language()).gettext(message)


def _ngettext(singular: str, plural: str, number: int) -> str:
    return translations(language()).ngettext(singular, plural, number)


def _remember(response: Response) -> Response:
    if "language" in g:  # data are the same in every language
        response.headers["Content-Language"] = language()
        response.vary.add("Cookie")
    if request.args.get("lang") in LANGUAGES:
        response.set_cookie(_COOKIE, language(), max_age=365 * 24 * 3600, samesite="Lax")
    return response
