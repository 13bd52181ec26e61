"""What a person says of names that the rules gave: one stands, one is another, one is a department that is known."""

from __future__ import annotations

import shutil

import pytest
from conftest import ROOT

from kgservice.extraction.resolution import Names
from kgservice.registers.loading import load_registers

SHIPPED = ROOT / "data" / "registers"


@pytest.fixture
def named(tmp_path):
    def of(reviews: str, surface: str):
        folder = tmp_path / "registers"
        shutil.copytree(SHIPPED, folder)
        (folder / "reviews.yaml").write_text(reviews, encoding="utf-8")
        registers = load_registers(folder)
        return Names(registers, registers.places_named("南通市")[0]).resolve(surface)

    return of


def test_a_name_that_nobody_looked_at(named):
    party = named("", "市低空经济局")
    assert (party.name, party.reviewed) == ("南通市低空经济局", False)


def test_a_name_that_is_confirmed(named):
    party = named("- {party: 南通市低空经济局}", "市低空经济局")
    assert (party.name, party.reviewed, party.code) == ("南通市低空经济局", True, None)


def test_a_name_that_is_another(named):
    party = named("- {party: 南通市低空局, name: 南通市低空经济发展局}", "市低空局")
    assert (party.name, party.reviewed) == ("南通市低空经济发展局", True)


def test_two_names_that_are_one_known_department(named):
    party = named("- {party: 南通市渔业局, name: 南通市海洋与渔业局}", "市渔业局")
    assert party.code == "nantong-ocean-fisheries"
