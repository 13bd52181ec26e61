"""From a duty or a finding to the characters that say it, in a real browser with scripts and without."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.support.select import Select
from test_browser import BROWSER, DRIVER, address, refused, seen, started

__all__ = ["address"]
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not (BROWSER and DRIVER), reason="needs chromium and chromedriver on the path"),
]

NANTONG = "/documents/002-d2f6364ae68a650d"
OCEAN = "/departments/nantong-ocean-fisheries"
IN_SIGHT = (
    "const place = arguments[0].getBoundingClientRect(); return place.top >= 0 && place.bottom <= window.innerHeight"
)


@pytest.fixture(scope="module", params=["with scripts", "without scripts"])
def reader(request, tmp_path_factory) -> Iterator[webdriver.Chrome]:
    with started(tmp_path_factory.mktemp("reader"), with_scripts=request.param == "with scripts") as made:
        made.set_window_size(1280, 900)
        yield made


def test_a_duty_leads_to_its_clause_in_the_document(reader, address):
    reader.get(f"{address}{OCEAN}?lang=zh")
    clause = seen(reader, By.CSS_SELECTOR, ".ledger summary").text
    seen(reader, By.CSS_SELECTOR, ".ledger .in-text").click()
    marked = seen(reader, By.CSS_SELECTOR, ".mark:target")
    assert clause.startswith(marked.text[:8])
    assert reader.execute_script(IN_SIGHT, marked)
    assert refused(reader) == []


def test_a_mark_shows_what_was_read_and_closes_again(reader, address):
    reader.get(f"{address}{NANTONG}?lang=zh")
    party = seen(reader, By.CSS_SELECTOR, ".of-party > a")
    note = reader.find_element(By.CSS_SELECTOR, party.get_attribute("href").partition("#")[2].join(("#", "")))
    assert not note.is_displayed()
    party.click()
    note = seen(reader, By.CSS_SELECTOR, ".note:target")
    assert "责任主体" in note.text
    assert "规则 assignment." in note.text
    note.find_element(By.CSS_SELECTOR, ".close").click()
    assert seen(reader, By.CSS_SELECTOR, ".mark:target")
    assert not note.is_displayed()


def test_a_wrong_reading_is_reported_from_its_mark(reader, address):
    reader.get(f"{address}{NANTONG}?lang=zh")
    seen(reader, By.CSS_SELECTOR, ".of-target > a").click()
    seen(reader, By.CSS_SELECTOR, ".note:target").find_element(By.LINK_TEXT, "报告有误").click()
    assert "remove: target" in seen(reader, By.TAG_NAME, "pre").text


def test_a_kind_of_mark_can_be_hidden(reader, address):
    reader.get(f"{address}{NANTONG}?lang=zh")
    shade = "return getComputedStyle(document.querySelector('.source .of-target')).backgroundColor"
    before = reader.execute_script(shade)
    seen(reader, By.ID, "show-target").click()
    assert before != reader.execute_script(shade) == "rgba(0, 0, 0, 0)"


def test_the_ledger_is_chosen_from_by_its_form(reader, address):
    reader.get(f"{address}{OCEAN}?lang=zh")
    Select(seen(reader, By.NAME, "due")).select_by_value("dated")
    Select(seen(reader, By.NAME, "sort")).select_by_value("due")
    seen(reader, By.CSS_SELECTOR, ".filters button").click()
    seen(reader, By.CSS_SELECTOR, "select[name=due] option[value=dated][selected]")
    days = [
        each.text
        for each in reader.find_elements(By.CSS_SELECTOR, ".ledger tbody tr td:nth-child(3) time:first-of-type")
    ]
    assert days == sorted(days) != []


def test_a_finding_leads_to_its_characters(reader, address):
    reader.get(f"{address}/checks?only=doubled-words&lang=zh")
    seen(reader, By.CSS_SELECTOR, "section .in-text").click()
    marked = seen(reader, By.CSS_SELECTOR, ".mark:target")
    assert "of-finding" in marked.get_attribute("class")
    assert reader.execute_script(IN_SIGHT, marked)


@pytest.mark.parametrize("path", [NANTONG, OCEAN, "/checks"])
def test_paper_has_no_navigation_and_all_sentences(reader, address, path):
    reader.get(f"{address}{path}?lang=zh")
    reader.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    shown = "return [...document.querySelectorAll(arguments[0])].filter(each => each.checkVisibility({contentVisibilityAuto: true})).length"
    hidden = reader.execute_script(shown, "header, footer, nav, form, .legend, .note")
    sentences = reader.execute_script(shown, "details .text")
    every = len(reader.find_elements(By.CSS_SELECTOR, "details .text"))
    reader.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
    assert hidden == 0
    assert sentences == every
