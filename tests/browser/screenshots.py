"""Pictures of every page type: fi and en, narrow and wide, light and dark, into ./screenshots/.

Run it as `./run screenshots`. It crawls the sample site into a directory of its own.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from corpus.sample_site.sample_source import sample_source  # noqa: E402 - after the path is known
from corpus.sample_site.server import SampleSite  # noqa: E402
from corpus.settings import Settings  # noqa: E402
from indexer.reindex import Wish, Workshop, reindex  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

PAGES = {
    "front": {"fi": "/fi/", "en": "/en/"},
    "results": {
        "fi": "/fi/haku?q=infratyömaiden+hiilijalanjäljen+laskennasta",
        "en": "/en/search?q=robot+bus+lessons+snow",
    },
    "filtered": {
        "fi": "/fi/haku?q=kokeilu&city=helsinki&city=tampere&section=lessons",
        "en": "/en/search?q=companies&city=helsinki&type=project&sort=date",
    },
    "browse": {"fi": "/fi/selaa", "en": "/en/browse"},
    "shelf": {
        "fi": "/fi/selaa/teema/mobility/kaupunki/oulu",
        "en": "/en/browse/theme/circular-economy-energy",
    },
    "empty-shelf": {
        "fi": "/fi/selaa/teema/health/kaupunki/oulu/vuosi/2014",
        "en": "/en/browse/theme/health/city/turku",
    },
    "document": {
        "fi": "/fi/haku?q=infratyömaiden+hiilijalanjäljen+laskennasta",
        "en": "/en/search?q=robot+bus+lessons+snow",
    },
    "nothing": {
        "fi": "/fi/haku?q=robottibussi&city=turku&type=event",
        "en": "/en/search?q=zeppelin&year=2019",
    },
    "left-out": {"fi": "/fi/haku?q=green+deal+-sopimus", "en": "/en/search?q=city+-data"},
    "empty": {"fi": "/fi/haku", "en": "/en/search"},
    "help": {"fi": "/fi/ohje", "en": "/en/help"},
    "about": {"fi": "/fi/tietoa", "en": "/en/about"},
    "accessibility": {"fi": "/fi/saavutettavuus", "en": "/en/accessibility"},
    "privacy": {"fi": "/fi/tietosuoja", "en": "/en/privacy"},
    "not-found": {"fi": "/fi/puuttuu", "en": "/en/missing"},
    "too-long": {"fi": "/fi/haku?q=" + "a" * 257, "en": "/en/search?q=" + "a" * 257},
}
WIDTHS = (320, 1280)
SCHEMES = ("light", "dark")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def main() -> None:
    """Take all pictures; the first argument may name another folder."""
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.exit("No Chromium is installed; on Debian: apt-get install chromium")
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as data:
        publish(Settings(data_dir=Path(data)))
        with serving(data) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=QUIET)
            for width in WIDTHS:
                for scheme in SCHEMES:
                    photograph(browser, address, folder, width, scheme)
            browser.close()


def publish(settings: Settings) -> None:
    """Crawl and index the sample site."""
    with SampleSite() as site:
        reindex(Workshop.open(settings, [sample_source(site.url)]), Wish())


@contextmanager
def serving(data: str) -> Iterator[str]:
    """Run the service; gives its address."""
    command = [sys.executable, str(ROOT / "kuutoshaku.py"), "--data", data, "serve", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        try:
            told = process.stdout.readline() if process.stdout else ""
            yield told.split()[3].rstrip("/")
        finally:
            process.terminate()


def photograph(browser: Browser, address: str, folder: Path, width: int, scheme: str) -> None:
    """Take every page in one width and colour scheme."""
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    for name, by_language in PAGES.items():
        for language, path in by_language.items():
            page.goto(address + path)
            if name == "document":  # whose address has an id, which the sample's port changes
                page.locator(".hit-foot > a").first.click()
            file = folder / f"{name}-{language}-{width}-{scheme}.png"
            page.screenshot(path=file, full_page=True)
    page.close()


if __name__ == "__main__":
    main()
