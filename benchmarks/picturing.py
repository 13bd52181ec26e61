"""Takes the pictures in README and in the guide (/help) anew, of the five documents as the site shows them.

    python benchmarks/picturing.py

Needs chromium and chromedriver on the path, as the tests of the browser do.
"""

from __future__ import annotations

import io
import logging
import shutil
import sys
import tempfile
import threading
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from PIL import Image
from selenium import webdriver
from werkzeug.serving import make_server

from kgservice.dataset.dataset import Dataset
from kgservice.translations import LANGUAGES
from kgservice.web.app import create_app
from kgservice.web.versions import LocalVersions

ROOT = Path(__file__).parents[1]
COLOURS = 64
QUIET = ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run")


class Picture(NamedTuple):
    """A page at an address, as wide and as high as is shown; `scale` is how large its picture is."""

    file: str
    address: str
    width: int = 1200
    height: int = 827
    scale: float = 0.75


OCEAN = "/departments/nantong-ocean-fisheries"
HELP = "kgservice/web/static/help"
PICTURES = (
    Picture("docs/site", OCEAN, height=860, scale=1),
    Picture(f"{HELP}/find", f"/find?q={quote('海洋渔业局')}"),
    Picture(f"{HELP}/department", OCEAN),
    Picture(f"{HELP}/document", "/documents/002-d2f6364ae68a650d?item=i-1-3.2.5#i-1-3.2.5"),
    Picture(f"{HELP}/question", f"/queries/function-obligations?function={quote('市场监管')}"),
    Picture(f"{HELP}/checks", "/checks"),
)


def main() -> None:
    """Serve the dataset and take each picture in each language."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", 0, create_app(LocalVersions(Dataset(ROOT / "data").snapshots)), threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory() as profile:
        options = webdriver.ChromeOptions()
        options.binary_location = shutil.which("chromium") or sys.exit("chromium is not on the path")
        for argument in (*QUIET, f"--user-data-dir={profile}"):
            options.add_argument(argument)
        with webdriver.Chrome(options, webdriver.ChromeService(shutil.which("chromedriver") or "")) as browser:
            for picture in PICTURES:
                for language in LANGUAGES:
                    take(browser, f"http://127.0.0.1:{server.server_port}", picture, language)
    server.shutdown()


def take(browser: webdriver.Chrome, host: str, picture: Picture, language: str) -> None:
    """Write one picture in one language, with few colours, for it is text on paper."""
    size = {"width": picture.width, "height": picture.height, "deviceScaleFactor": picture.scale, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    address, _, place = picture.address.partition("#")
    browser.get(f"{host}{address}{'&' if '?' in address else '?'}lang={language}{'#' if place else ''}{place}")
    image = Image.open(io.BytesIO(browser.get_screenshot_as_png())).convert("RGB")
    path = ROOT / f"{picture.file}.{language}.png"
    image.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
    print(f"{path.relative_to(ROOT)} {image.width} × {image.height}, {path.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main()
