"""Long lists a page at a time: which one the address asks for, and what is said of how many there are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from flask import request, url_for

from kgservice.errors import NotFoundError, UsageError

ROWS = 100
"""How many rows a page shows."""

_NUMBER = re.compile("[1-9][0-9]{0,8}")
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Page:
    """The page `number` of a list of `total` rows, `size` on each; rows count from 1."""

    number: int
    total: int
    size: int = ROWS

    @property
    def last(self) -> int:
        """The number of the last page; a list without rows has one page."""
        return max(1, -(-self.total // self.size))

    @property
    def first_row(self) -> int:
        """The first row that is shown."""
        return (self.number - 1) * self.size + 1

    @property
    def last_row(self) -> int:
        """The last row that is shown."""
        return min(self.number * self.size, self.total)

    def of(self, rows: Sequence[Item]) -> tuple[Item, ...]:
        """The rows of the whole list that are on this page."""
        return tuple(rows[self.first_row - 1 : self.last_row])

    def address(self, number: int) -> str:
        """Where the page `number` of the same list is."""
        values = {name: value for name, value in request.args.to_dict(flat=False).items() if name != "page"}
        if number > 1:
            values["page"] = [str(number)]
        return url_for(str(request.endpoint), **{**(request.view_args or {}), **values})


def asked_page(total: int, size: int = ROWS) -> Page:
    """The page that the address asks for with `?page=`, else the first.

    Raises UsageError if that is no number, NotFoundError if the list is not so long.
    """
    wanted = request.args.get("page", "1")
    if not _NUMBER.fullmatch(wanted):
        raise UsageError(
            "'%(page)s' is no page; pages are counted from 1, so write page=2 for the second.", page=wanted
        )
    page = Page(int(wanted), total, size)
    if page.number > page.last and size == 1:
        raise NotFoundError(
            "there is no page %(page)s: the last of the text is %(last)s.", page=page.number, last=page.last
        )
    if page.number > page.last:
        raise NotFoundError(
            "there is no page %(page)s: the list has %(rows)s rows, its last page is %(last)s.",
            page=page.number,
            rows=total,
            last=page.last,
        )
    return page
