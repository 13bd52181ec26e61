"""Reads what can be found from a version's store: each thing with its names, its text, and where it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from pyoxigraph import DefaultGraph, Literal, NamedNode, Store, Triple

from kgservice.finding.findables import CLASSES, PASSAGES, Findable, FindableKind
from kgservice.iris import PREFIXES, TERMS

_DEFAULT = DefaultGraph()
_LABEL = NamedNode(f"{PREFIXES['rdfs']}label")
_ALT_LABEL = NamedNode(f"{PREFIXES['skos']}altLabel")
_TYPE = NamedNode(f"{PREFIXES['rdf']}type")
# By what the data have to do with a thing, and the words for it that stand beside.
_POINTING = {
    FindableKind.DEPARTMENT: ("assignsTo", "surface"),
    FindableKind.GROUP: ("assignsTo", "surface"),
    FindableKind.INDICATOR: ("measures", "indicatorName"),
    FindableKind.BASIS: ("cites", "citedTitle"),
    FindableKind.CAMPAIGN: ("underCampaign", ""),
}
OtherNames = Callable[[str, str], Iterable[str]]
"""The other names of a department by rule: of its name, and its place's."""


def _no_others(name: str, place: str) -> Iterable[str]:
    return ()


class Findables:
    """The things in a store that can be found."""

    def __init__(self, store: Store, other_names: OtherNames = _no_others) -> None:
        self._store = store
        self._other_names = other_names
        self._contexts: dict[NamedNode, tuple[str, str]] = {}

    def all(self) -> Iterator[Findable]:
        """Every one."""
        for name in CLASSES:
            found = self._store.quads_for_pattern(None, _TYPE, NamedNode(f"{TERMS}{name}"), _DEFAULT)
            nodes = [quad.subject for quad in found if isinstance(quad.subject, NamedNode)]
            for node in sorted(nodes, key=self._place_of):
                if (thing := self.thing(node)) is not None:
                    yield thing

    def touched(self, triples: Iterable[Triple]) -> set[NamedNode]:
        """The nodes that may be other things, or none any more, after these triples came or went."""
        pointing = {f"{TERMS}{predicate}" for predicate, _ in _POINTING.values()} | {
            f"{TERMS}succeededBy",
            f"{TERMS}names",
        }
        found: set[NamedNode] = set()
        for triple in triples:
            if isinstance(triple.subject, NamedNode):
                found.add(triple.subject)
            if triple.predicate.value in pointing and isinstance(triple.object, NamedNode):
                found.add(triple.object)
        return found

    def thing(self, node: NamedNode) -> Findable | None:
        """The thing that `node` is, None if it is none that can be found."""
        kind = next((CLASSES[name] for name in self._classes(node) if name in CLASSES), None)
        if kind is None:
            return None
        labels = self._labels(node, _LABEL)
        name = next((text for text, language in labels if language != "en"), "") or self._text(node, "heading")
        if not name:
            return None
        name_en = next((text for text, language in labels if language == "en"), "")
        place, place_en = self._context(node)
        facts = self._pointing_to(node, kind)
        names = [text for text, _ in self._labels(node, _ALT_LABEL)]
        names += self._written(facts, kind)
        names += self._mentioned(node)
        if kind is FindableKind.DEPARTMENT:
            for other in self._relatives(node):
                names += [text for label in (_LABEL, _ALT_LABEL) for text, _ in self._labels(other, label)]
            home = self._node(node, "ofJurisdiction")
            names += self._other_names(name, self._names(home)[0] if home is not None else "")
        if kind in (FindableKind.PLAN, FindableKind.DOCUMENT):
            document = self._node(node, "inDocument") or node
            names += [self._text(document, each) for each in ("documentNumber", "sourceName")]
        text = self._text(node, "text") if kind in (FindableKind.TASK, FindableKind.PASSAGE) else ""
        others = tuple(dict.fromkeys(each for each in names if each and each not in (name, name_en)))
        first = min(facts, key=self._place_of) if kind is FindableKind.CAMPAIGN and facts else None
        at = first or (self._node(node, "readFrom") if kind in PASSAGES else None)
        path = self._text(node, "path") if kind in PASSAGES else ""
        return Findable(
            node.value, kind, name, name_en, others, text, place, place_en, len(facts), at.value if at else "", path
        )

    def item_spans(self, document: NamedNode) -> list[tuple[int, int]]:
        """Where the items of a document stand in its text."""
        found = []
        for plan in self._store.quads_for_pattern(None, NamedNode(f"{TERMS}inDocument"), document, _DEFAULT):
            if not isinstance(plan.subject, NamedNode):
                continue
            for item in self._store.quads_for_pattern(None, NamedNode(f"{TERMS}inPlan"), plan.subject, _DEFAULT):
                span = self._node(item.subject, "readFrom") if isinstance(item.subject, NamedNode) else None
                start, _, end = span.value.rpartition("/")[2].partition("-") if span is not None else ("", "", "")
                if start.isdecimal() and end.isdecimal():
                    found.append((int(start), int(end)))
        return found

    def _classes(self, node: NamedNode) -> list[str]:
        return [value.removeprefix(TERMS) for value in sorted(each.value for each in self._objects(node, _TYPE))]

    def _labels(self, node: NamedNode, predicate: NamedNode) -> list[tuple[str, str]]:
        found = [each for each in self._objects(node, predicate) if isinstance(each, Literal)]
        return sorted((each.value, each.language or "") for each in found)

    def _text(self, node: NamedNode, property: str) -> str:
        return min((each.value for each in self._objects(node, NamedNode(f"{TERMS}{property}"))), default="")

    def _node(self, node: NamedNode, property: str) -> NamedNode | None:
        found = self._objects(node, NamedNode(f"{TERMS}{property}"))
        return min((each for each in found if isinstance(each, NamedNode)), key=lambda each: each.value, default=None)

    def _objects(self, node: NamedNode, predicate: NamedNode) -> Iterator[NamedNode | Literal]:
        found = self._store.quads_for_pattern(node, predicate, None, _DEFAULT)
        return (quad.object for quad in found if isinstance(quad.object, NamedNode | Literal))

    def _pointing_to(self, node: NamedNode, kind: FindableKind) -> list[NamedNode]:
        predicate, _ = _POINTING.get(kind, ("", ""))
        if not predicate:
            return []
        found = self._store.quads_for_pattern(None, NamedNode(f"{TERMS}{predicate}"), node, _DEFAULT)
        return [quad.subject for quad in found if isinstance(quad.subject, NamedNode)]

    def _written(self, facts: Iterable[NamedNode], kind: FindableKind) -> list[str]:
        _, words = _POINTING.get(kind, ("", ""))
        return sorted({self._text(fact, words) for fact in facts}) if words else []

    def _mentioned(self, node: NamedNode) -> list[str]:
        """The words by which a text names a thing without giving it anything to do."""
        mentions = self._store.quads_for_pattern(None, NamedNode(f"{TERMS}names"), node, _DEFAULT)
        nodes = [quad.subject for quad in mentions if isinstance(quad.subject, NamedNode)]
        spans = [span for mention in nodes if (span := self._node(mention, "readFrom")) is not None]
        return sorted({self._text(span, "quote") for span in spans})

    def _relatives(self, node: NamedNode) -> list[NamedNode]:
        """The departments that became this one, and that it became."""
        heirs = NamedNode(f"{TERMS}succeededBy")
        before = [quad.subject for quad in self._store.quads_for_pattern(None, heirs, node, _DEFAULT)]
        after = [quad.object for quad in self._store.quads_for_pattern(node, heirs, None, _DEFAULT)]
        found = {each for each in (*before, *after) if isinstance(each, NamedNode)}
        return sorted(found, key=lambda each: each.value)

    def _context(self, node: NamedNode) -> tuple[str, str]:
        """Where a thing is: the places from the province down, and the plan, in both languages where they have names in both."""
        plan = self._node(node, "inPlan")
        document = self._node(plan or node, "inDocument")
        place = self._node(document or node, "ofJurisdiction") or self._node(node, "locatedIn")
        of_plan = self._text(plan, "title") if plan is not None else ""
        if place is None:
            return of_plan, of_plan
        if place not in self._contexts:
            names = [self._names(each) for each in self._around(place)]
            self._contexts[place] = (
                " ".join(chinese for chinese, _ in reversed(names)),
                ", ".join(english for _, english in names),
            )
        name, name_en = self._contexts[place]
        return " ".join(filter(None, (name, of_plan))), " ".join(filter(None, (name_en, of_plan)))

    def _around(self, place: NamedNode) -> list[NamedNode]:
        """A place and those that it lies in, but not the state."""
        found = [place]
        while (within := self._node(found[-1], "locatedIn")) is not None and within not in found:
            found.append(within)
        return found if len(found) == 1 else found[:-1]

    def _names(self, node: NamedNode) -> tuple[str, str]:
        """What a thing is called in Chinese and in English, or in Chinese again."""
        labels = self._labels(node, _LABEL)
        chinese = next((text for text, language in labels if language != "en"), "")
        return chinese, next((text for text, language in labels if language == "en"), chinese)

    def _place_of(self, node: NamedNode) -> tuple[str, int, str]:
        """Where a thing comes: those of a plan in its order."""
        plan, order = self._node(node, "inPlan"), self._text(node, "order")
        return plan.value if plan is not None else "", int(order) if order.isdecimal() else 0, node.value
