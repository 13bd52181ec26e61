"""What a name means among the things that can be found."""

from __future__ import annotations

from kgservice.finding.findables import Findable, FindableKind
from kgservice.finding.meaning import names_of_these_alone


class SameName:
    """A finder of two things of one name."""

    def named(self, name, kinds=()):
        return [Findable(iri, FindableKind.INDICATOR, "甲") for iri in ("urn:a", "urn:b") if name in ("甲", iri)]


def test_a_name_tells_things_apart_where_no_other_has_it():
    assert names_of_these_alone(SameName(), ["urn:a", "urn:b"]) == {"甲"}
    assert names_of_these_alone(SameName(), ["urn:a"]) == set()
