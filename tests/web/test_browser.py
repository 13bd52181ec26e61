"""The site in a real browser: without JavaScript of its own, at the width of a desk and of a phone."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from conftest import ROOT
from flask import Flask
from selenium import webdriver
from selenium.common.exceptions import NoSuchElementException, StaleElementReferenceException
from selenium.webdriver.common.by import By
from selenium.webdriver.support.wait import WebDriverWait
from werkzeug.serving import make_server

from kgservice.ontology.pictures import load_pictures
from kgservice.ontology.publishing import ontology_files
from kgservice.web.styles import site_style

BROWSER, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not (BROWSER and DRIVER), reason="needs chromium and chromedriver on the path"),
]

PATIENCE = 15
PATHS = (
    "/",
    "/departments",
    "/departments/nantong-customs",
    "/plans",
    "/plans/002-d2f6364ae68a650d/1",
    "/places/nantong",
    "/legal-bases/zhonggongzhongyangguowuyuanguanyushenhua-95810d",
    "/documents",
    "/documents/002-d2f6364ae68a650d",
    "/checks",
    "/queries",
    "/queries/assignments",
    "/queries/parties",
    "/sparql",
    "/ontology",
)
QUIET = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-sync",
]
# How many pictures are shown, and their words that reach out of their box, or out of the paper behind a label.
STRAYS = """
const strays = [];
let shown = 0;
for (const picture of document.querySelectorAll("svg.picture")) {
  if (!picture.getBoundingClientRect().width) continue;
  shown += 1;
  for (const link of picture.querySelectorAll("a")) {
    const place = link.querySelector("rect");
    if (!place) continue;
    const around = place.getBoundingClientRect();
    for (const words of link.querySelectorAll("text")) {
      const inside = words.getBoundingClientRect();
      if (inside.left < around.left - 1 || inside.right > around.right + 1 || inside.top < around.top - 2
          || inside.bottom > around.bottom + 2) strays.push(words.textContent);
    }
  }
}
return [shown, strays];
"""


@pytest.fixture(scope="module")
def address(app: Flask) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    with started(tmp_path_factory.mktemp("browser")) as made:
        yield made


def started(profile: Path, *, with_scripts: bool = True) -> webdriver.Chrome:
    """A browser that keeps what it has to say of errors, and quits as a context ends."""
    options = webdriver.ChromeOptions()
    options.binary_location = BROWSER or ""
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    if not with_scripts:
        options.add_experimental_option("prefs", {"profile.managed_default_content_settings.javascript": 2})
    for argument in (*QUIET, f"--user-data-dir={profile}"):
        options.add_argument(argument)
    return webdriver.Chrome(options, webdriver.ChromeService(DRIVER or ""))


def seen(browser, by: str, words: str, text: str | None = None):
    """The element, once the page that a click leads to shows it (with that text)."""
    waiting = WebDriverWait(
        browser, PATIENCE, ignored_exceptions=(NoSuchElementException, StaleElementReferenceException)
    )

    def found(browser):
        element = browser.find_element(by, words)
        return element if text is None or element.text == text else None

    return waiting.until(found)


def test_from_the_first_page_to_a_departments_sentence(browser, address):
    browser.set_window_size(1200, 900)
    browser.get(f"{address}/?lang=zh")
    seen(browser, By.NAME, "q").send_keys("区市场监管局")
    seen(browser, By.CSS_SELECTOR, ".search button").click()
    seen(browser, By.LINK_TEXT, "东昌府区市场监督管理局").click()
    seen(browser, By.TAG_NAME, "h1", "东昌府区市场监督管理局")
    clause = seen(browser, By.CSS_SELECTOR, "details summary")
    sentence = seen(browser, By.CSS_SELECTOR, "details .text")
    assert not sentence.is_displayed()
    clause.click()
    assert sentence.is_displayed()


def test_the_language_is_switched_on_the_page_one_is_on(browser, address):
    browser.get(f"{address}/plans?lang=zh")
    seen(browser, By.LINK_TEXT, "English").click()
    seen(browser, By.TAG_NAME, "h1", "Plans")
    assert browser.current_url.startswith(f"{address}/plans")


@pytest.mark.parametrize("path", PATHS)
def test_nothing_is_wider_than_a_phone(browser, address, path):
    browser.set_window_size(500, 900)
    browser.get(f"{address}{path}?lang=zh")
    assert browser.execute_script("return document.documentElement.scrollWidth <= window.innerWidth")


def test_a_check_that_is_chosen_stands_on_the_first_screen(browser, address):
    browser.set_window_size(500, 900)
    browser.get(f"{address}/checks?lang=zh")
    seen(browser, By.LINK_TEXT, "文字重复").click()
    heading = seen(browser, By.CSS_SELECTOR, "h2", "文字重复 错误")
    assert "only=doubled-words" in browser.current_url
    assert heading.location["y"] < 500
    seen(browser, By.LINK_TEXT, "显示全部").click()
    seen(browser, By.CSS_SELECTOR, "#unassigned-tasks h2")


@pytest.mark.parametrize("width", [390, 1280])
def test_the_plans_can_be_read_at_every_width(browser, address, width):
    size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    browser.get(f"{address}/plans?lang=zh")
    titles = [link.rect["width"] for link in browser.find_elements(By.CSS_SELECTOR, "tbody td:first-child")]
    heading = browser.find_element(By.TAG_NAME, "thead").is_displayed()
    inside = browser.execute_script("return document.documentElement.scrollWidth <= window.innerWidth")
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    assert min(titles) > 300
    assert heading == (width == 1280)
    assert inside


def test_a_query_written_on_the_page_is_answered(browser, address):
    browser.set_window_size(1200, 900)
    browser.get(f"{address}/sparql?lang=en")
    seen(browser, By.CSS_SELECTOR, "main form button").click()
    seen(browser, By.CSS_SELECTOR, "tbody td", "南通市食品药品监督管理局")
    assert seen(browser, By.TAG_NAME, "textarea").get_attribute("value").startswith("PREFIX pol:")


def test_a_link_with_a_query_shows_its_answer(browser, address):
    browser.get(f"{address}/sparql?lang=zh")
    query = 'SELECT ("=1+1" AS ?甲) { } # ' + "注释" * 200
    browser.get(f"{address}/sparql?query={quote(query)}")
    seen(browser, By.CSS_SELECTOR, "tbody td", "=1+1")
    seen(browser, By.LINK_TEXT, "本查询及其结果的链接").click()
    seen(browser, By.CSS_SELECTOR, "tbody td", "=1+1")
    assert seen(browser, By.TAG_NAME, "textarea").get_attribute("value") == query
    assert seen(browser, By.LINK_TEXT, "XLSX").get_attribute("href").endswith("&format=xlsx")


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_words_of_the_ontologys_pictures_stay_where_they_belong(browser, address, width, language):
    size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    browser.get(f"{address}/ontology?lang={language}")
    pictures, strays = browser.execute_script(STRAYS)
    shown = browser.execute_script("return document.documentElement.scrollWidth")
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    assert strays == []
    assert pictures == len(load_pictures(ROOT / "ontology" / "pictures.yaml")) + 1  # the hierarchy
    assert shown <= width


def test_a_terms_iri_lands_at_its_entry(browser, address):
    browser.set_window_size(1200, 900)
    browser.get(f"{address}/ontology?lang=zh#Task")
    heading = seen(browser, By.CSS_SELECTOR, ".term:target h3")
    assert heading.text.startswith("任务")
    top = browser.execute_script("return arguments[0].getBoundingClientRect().top", heading)
    assert 0 <= top < 450


def refused(browser):
    """What the browser says that the pages' policy kept out, since it was last asked."""
    return [entry["message"] for entry in browser.get_log("browser") if "Content Security Policy" in entry["message"]]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("path", [*PATHS, "/id/document/000-088e11d987ff7cca?all", "/no-such-page"])
def test_the_policy_lets_in_all_that_a_page_is_made_of(browser, address, path, language):
    browser.get(f"{address}{path}{'&' if '?' in path else '?'}lang={language}")
    assert refused(browser) == []
    shade = browser.execute_script("return getComputedStyle(document.querySelector('header')).backgroundColor")
    assert shade != "rgba(0, 0, 0, 0)"  # the style sheet is there


def test_the_policy_keeps_out_what_is_written_into_a_page(browser, address):
    browser.get(f"{address}/plans?lang=en")
    browser.execute_script("document.body.innerHTML = '<img src=x onerror=document.title=1><p style=color:red>x</p>'")
    WebDriverWait(browser, PATIENCE).until(lambda browser: len(refused(browser)) >= 1)
    assert browser.title != "1"
    assert browser.execute_script("return getComputedStyle(document.querySelector('p')).color") != "rgb(255, 0, 0)"


def test_the_pictures_have_their_style(browser, address):
    browser.get(f"{address}/ontology?lang=en")
    weight = "return getComputedStyle(document.querySelector('.picture .title')).fontWeight"
    assert browser.execute_script(weight) == "700"


@pytest.mark.parametrize("page", ["index.html", "en.html"])
def test_the_pages_in_files_show_their_pictures(browser, dataset, tmp_path, page):
    for name, data in ontology_files(dataset.current().uses, site_style()).items():
        (tmp_path / name).write_bytes(data)
    browser.get(f"file://{tmp_path}/{page}")
    assert refused(browser) == []
    assert browser.execute_script(STRAYS)[0] > 1
    assert (
        browser.execute_script("return getComputedStyle(document.querySelector('.picture .title')).fontWeight") == "700"
    )
