"""Every form and part of forms.yaml gives the full name of its example, and leaves its near misses alone."""

from __future__ import annotations

import pytest
from conftest import ROOT

from kgservice.extraction.resolution import Names
from kgservice.registers.loading import load_registers

REGISTERS = load_registers(ROOT / "data" / "registers")
FORMS = REGISTERS.forms
USUAL_PLACE = "贵阳市"


def name_of(surface: str, place: str = "") -> str:
    return Names(REGISTERS, REGISTERS.places_named(place or USUAL_PLACE)[0]).resolve(surface).name


@pytest.mark.parametrize("form", FORMS.forms, ids=lambda form: form.form)
def test_a_form_gives_the_full_name(form):
    assert form.near_misses
    assert name_of(form.example, form.place) == form.gives
    begins = form.full.partition("{")[0]
    assert [near for near in form.near_misses if begins and name_of(near, form.place).startswith(begins)] == []


@pytest.mark.parametrize("part", FORMS.parts, ids=lambda part: part.part)
def test_a_part_is_spelled_out(part):
    assert part.near_misses
    assert name_of(part.example) == part.gives
    assert [near for near in part.near_misses if part.spelled(near) != near] == []
