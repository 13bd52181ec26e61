"""Applies corrections to what was read from a document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from kgservice.corrections.entries import FORMS, Act, Entry, Thing, Values
from kgservice.corrections.facts import FIELDS, RULE, Fact, Words, facts_of
from kgservice.documents.text import Span, fold
from kgservice.errors import CorrectionError
from kgservice.extraction.facts import Campaign, DocumentFacts, ItemFacts, PlanFacts
from kgservice.extraction.resolution import Names
from kgservice.registers.lookup import Registers


@dataclass(frozen=True, slots=True)
class Corrected:
    """A document's facts with corrections applied, and the entries that change nothing: the rules read it so already."""

    facts: DocumentFacts
    obsolete: tuple[Entry, ...]


def correct(facts: DocumentFacts, entries: Sequence[Entry], registers: Registers) -> Corrected:
    """`facts` as `entries` put them right; each changed or added fact carries its correction, and so does its item.

    Raises CorrectionError if an entry names a plan, an item or words that the document does not have.
    """
    correcting = _Correcting(facts, registers)
    obsolete = tuple(entry for entry in entries if not correcting.apply(entry))
    return Corrected(replace(facts, plans=tuple(correcting.plans)), obsolete)


class _Correcting:
    def __init__(self, facts: DocumentFacts, registers: Registers) -> None:
        self.plans = list(facts.plans)
        self.source = facts.document.source.name
        self.text = facts.document.text
        year = facts.issued_on.year if facts.issued_on else None
        self.words = Words(self.text, Names(registers, facts.jurisdiction or registers.national(), year=year))

    def apply(self, entry: Entry) -> bool:
        """Whether `entry` changed anything."""
        number = self._plan(entry)
        plan = self.plans[number]
        places = self._places(plan, entry)
        items = list(plan.items if entry.path else plan.outside)
        before = list(items)
        if entry.thing is Thing.CAMPAIGN:
            self._set_campaign(entry, items, places[0])
        elif entry.thing is Thing.KIND:
            kind: Any = entry.to["kind"]
            items[places[0]] = replace(items[places[0]], kind=kind)
        else:
            self._correct_facts(entry, items, places)
        if items == before:
            return False
        made = tuple(
            item if item == old else replace(item, corrections=(*item.corrections, entry.correction))
            for old, item in zip(before, items, strict=True)
        )
        self.plans[number] = replace(plan, items=made) if entry.path else replace(plan, outside=made)
        return True

    def _plan(self, entry: Entry) -> int:
        titles = [fold(self.text[plan.title]) for plan in self.plans]
        if entry.plan is None and len(titles) == 1:
            return 0
        if entry.plan is None:
            raise CorrectionError(
                f"{entry.place}: {self.source} holds {len(titles)} plans; name one by 'plan:' and its title."
            )
        if entry.plan not in titles:
            raise CorrectionError(
                f"{entry.place}: no plan of {self.source} is called '{entry.plan}'; it holds {'、'.join(titles)}."
            )
        return titles.index(entry.plan)

    def _places(self, plan: PlanFacts, entry: Entry) -> list[int]:
        """Where in the plan's items, or in what it says outside them, `entry` looks."""
        if not entry.path:
            return list(range(len(plan.outside)))
        places = [
            place
            for place, item in enumerate(plan.items)
            if fold("/".join(item.path)) == entry.path
            and (entry.heading is None or fold(self.text[item.heading]) == entry.heading)
        ]
        if not places:
            headed = f" headed '{entry.heading}'" if entry.heading else ""
            raise CorrectionError(
                f"{entry.place}: {self.source} has no item '{entry.path}'{headed} in that plan; "
                "write the numbers as they stand, joined by '/'."
            )
        if len(places) > 1:
            raise CorrectionError(
                f"{entry.place}: {len(places)} items are numbered '{entry.path}'; tell which by its 'heading'."
            )
        return places

    def _correct_facts(self, entry: Entry, items: list[ItemFacts], places: Sequence[int]) -> None:
        found = [fact for place in places for fact in facts_of(items[place], entry.thing)]
        if entry.act is Act.ADD:
            if not any(self._is_what(entry, fact) for fact in found):
                self._add(entry, items, places)
            return
        told = self._told(entry, found)
        for place in places:
            kept: list[Fact] = []
            for fact in facts_of(items[place], entry.thing):
                if fact not in told:
                    kept.append(fact)
                elif entry.act is Act.CHANGE:
                    kept.append(self.words.changed(entry, fact) if not self._fits(fact, entry.to) else fact)
            items[place] = _with(items[place], entry.thing, kept)

    def _add(self, entry: Entry, items: list[ItemFacts], places: Sequence[int]) -> None:
        """Put the fact into the first of `places` whose text has its words."""
        for place in places:
            try:
                made = self.words.made(entry, items[place])
            except CorrectionError:
                if place == places[-1]:
                    raise
            else:
                items[place] = _with(items[place], entry.thing, [*facts_of(items[place], entry.thing), made])
                return

    def _told(self, entry: Entry, found: Sequence[Fact]) -> list[Fact]:
        """The facts that `entry` means; none if the rules have caught up with it, an error if nothing there can be meant."""
        told = [fact for fact in found if self._fits(fact, entry.values)]
        if told or (entry.act is Act.CHANGE and any(self._fits(fact, {**entry.values, **entry.to}) for fact in found)):
            return told
        if entry.act is Act.CHANGE:
            raise CorrectionError(
                f"{entry.place}: {entry.path or self.source} has no such {entry.thing} to change; add it, or mend the entry."
            )
        for key in FORMS[entry.thing].names:
            if key in entry.values and entry.thing is not Thing.TARGET:
                self.words.find_anywhere(entry, key)
        return told

    def _is_what(self, entry: Entry, fact: Fact) -> bool:
        """Whether `fact` says what `entry` adds: a party by its name as written or by who it is."""
        said = {key: value for key, value in entry.values.items() if key not in ("quote", "clause")}
        if entry.thing is not Thing.ASSIGNMENT:
            return self._fits(fact, said)
        who = str(said.get("department", said["surface"]))
        by_party = self._fits(fact, {"department": who, "role": said["role"]})
        return by_party or ("department" not in said and self._fits(fact, said))

    def _fits(self, fact: Fact, wanted: Values) -> bool:
        """Whether `fact` says all that is `wanted`."""
        said = self.words.said_of(fact)
        return all(
            said[key] == (self.words.party(str(value)).id if key == "department" else value)
            for key, value in wanted.items()
        )

    def _set_campaign(self, entry: Entry, items: list[ItemFacts], place: int) -> None:
        """Give the item, and those below it that had its campaign, another one or none."""
        name: Any = entry.to["campaign"]
        had = items[place].campaign
        if name == (fold(had.name) if had else None):
            return
        campaign = None if name is None else self._campaign(entry, items, place, name)
        changed = {place}
        for below, item in enumerate(items):
            if below == place or (item.parent in changed and item.campaign == had):
                items[below] = replace(item, campaign=campaign)
                changed.add(below)

    def _campaign(self, entry: Entry, items: Sequence[ItemFacts], place: int, name: str) -> Campaign:
        """The campaign called `name`: the plan's own of that name, else made from where the item, or one above, names it."""
        for item in items:
            if item.campaign is not None and fold(item.campaign.name) == name:
                return item.campaign
        for above in _upwards(items, place):
            start = self.text.folded.find(name, *items[above].text)
            if start >= 0:
                span = Span(start, start + len(name))
                return Campaign(RULE, self.text[span], span, entry.correction)
        raise CorrectionError(
            f"{entry.place}: '{name}' stands neither in the text of {entry.path} nor in an item above it; "
            "write it as the text does."
        )


def _upwards(items: Sequence[ItemFacts], place: int) -> Iterator[int]:
    above: int | None = place
    while above is not None:
        yield above
        above = items[above].parent


def _with(item: ItemFacts, thing: Thing, facts: Sequence[Fact]) -> ItemFacts:
    made: Mapping[str, Any] = {FIELDS[thing]: tuple(facts)}
    return replace(item, **made)
