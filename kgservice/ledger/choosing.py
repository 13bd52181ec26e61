"""Which duties of a ledger are shown, in which order and under which headings, as an address says it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from kgservice.errors import UsageError
from kgservice.ledger.duties import Capacity, Obligation

DATED, UNDATED = "dated", "none"
"""What `due` may also be: whatever has a day, and whatever has none."""

_LATEST = "9999"
_ROLES = ("lead", "responsible", "support")

FILTERS: Mapping[str, Callable[[Obligation], tuple[str, ...]]] = {
    "as": lambda duty: (duty.capacity.value,),
    "role": lambda duty: (duty.row["role"],),
    "plan": lambda duty: (duty.row["plan"],),
    "campaign": lambda duty: (duty.row["campaign"],),
    "year": lambda duty: duty.years,
    "due": lambda duty: (*duty.quarters, DATED) if duty.due else (UNDATED,),
}
"""What duties can be chosen by, and the values that a duty has of it."""

_FORMS = {
    "as": "|".join(Capacity),
    "role": "|".join(_ROLES),
    "year": "[0-9]{4}",
    "due": f"[0-9]{{4}}-Q[1-4]|{DATED}|{UNDATED}",
}
_EXAMPLES = {"[0-9]{4}-Q[1-4]": "2024-Q3", "[0-9]{4}": "2024"}

ORDERS: Mapping[str, Callable[[Obligation], tuple[object, ...]]] = {
    "text": lambda duty: (),
    "task": lambda duty: (duty.row["heading"],),
    "role": lambda duty: (_ROLES.index(duty.row["role"]) if duty.row["role"] in _ROLES else len(_ROLES),),
    "campaign": lambda duty: (not duty.row["campaign"], duty.row["campaign"]),
    "due": lambda duty: (duty.due[0] if duty.due else _LATEST,),
    "figures": lambda duty: (-len(duty.targets),),
}
"""What duties can be sorted by; equals stay in the order of the documents."""

GROUPS: Mapping[str, Callable[[Obligation], str]] = {
    "plan": lambda duty: duty.row["plan"],
    "campaign": lambda duty: duty.row["campaign"],
    "role": lambda duty: duty.row["role"],
    "year": lambda duty: "、".join(duty.years),
    "none": lambda duty: "",
}


def _written(form: str) -> str:
    """What a value may be, in words.

    >>> _written("[0-9]{4}-Q[1-4]|dated")
    '2024-Q3, dated'
    """
    return ", ".join(_EXAMPLES.get(each, each) for each in form.split("|"))


@dataclass(frozen=True, slots=True)
class LedgerChoice:
    """What an address asks for: a value for some of `FILTERS`, one of `ORDERS`, one of `GROUPS`."""

    chosen: Mapping[str, str]
    order: str = "text"
    group: str = "plan"

    @classmethod
    def of(cls, values: Mapping[str, str]) -> LedgerChoice:
        """The choice that an address's fields say; UsageError if there is no such order or group, or if one cannot be what it says."""
        order, group = values.get("sort") or "text", values.get("group") or "plan"
        if order not in ORDERS:
            raise UsageError(
                "duties cannot be sorted by '%(order)s'; choose %(orders)s.", order=order, orders=", ".join(ORDERS)
            )
        if group not in GROUPS:
            raise UsageError(
                "duties cannot be grouped by '%(group)s'; choose %(groups)s.", group=group, groups=", ".join(GROUPS)
            )
        for name, form in _FORMS.items():
            if (value := values.get(name)) and not re.fullmatch(form, value):
                raise UsageError(
                    "duties cannot be chosen by %(field)s=%(value)s; write %(forms)s.",
                    field=name,
                    value=value,
                    forms=_written(form),
                )
        return cls({name: values[name] for name in FILTERS if values.get(name)}, order, group)

    def of_duties(self, duties: Iterable[Obligation]) -> list[Obligation]:
        """Those of `duties` that are chosen, in the order that is asked for, the groups together."""
        kept = [duty for duty in duties if self.fits(duty)]
        places = {key: place for place, key in enumerate(dict.fromkeys(map(self.heading_of, kept)))}
        return sorted(kept, key=lambda duty: (places[self.heading_of(duty)], *ORDERS[self.order](duty)))

    def fits(self, duty: Obligation, *, but: str = "") -> bool:
        """Whether `duty` has every value that is chosen, of what is not `but`."""
        return all(value in FILTERS[name](duty) for name, value in self.chosen.items() if name != but)

    def heading_of(self, duty: Obligation) -> tuple[str, str, str]:
        """What the duties of one group share: to whom they were given, then what is grouped by."""
        return duty.capacity.value, duty.given["given"] if duty.given else "", GROUPS[self.group](duty)

    def grouped(self, duties: Sequence[Obligation]) -> list[list[Obligation]]:
        """The duties, which are in order, by group."""
        return [list(several) for _, several in groupby(duties, key=self.heading_of)]

    def offered(self, duties: Sequence[Obligation], name: str) -> Counter[str]:
        """How many duties each value of a filter has, if the other filters stay as they are."""
        return Counter(
            value for duty in duties if self.fits(duty, but=name) for value in dict.fromkeys(FILTERS[name](duty))
        )
