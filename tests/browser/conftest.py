from __future__ import annotations

import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

    from corpus.settings import Settings

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, str(ROOT / "kuutoshaku.py")]
CHROMIUM = shutil.which("chromium")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@contextmanager
def serving(data: Path) -> Iterator[str]:
    """Run the real command on a free port; gives the address it tells."""
    command = [*COMMAND, "--data", str(data), "serve", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        try:
            assert process.stdout
            told = process.stdout.readline()
            assert "http://" in told, told
            yield told.split()[3].rstrip("/")
        finally:
            process.terminate()
            process.wait(timeout=20)


@pytest.fixture(scope="session")
def server(published: Settings) -> Iterator[str]:
    """The address of a running service over the sample site."""
    with serving(published.data_dir) as address:
        yield address


@pytest.fixture
def serve() -> Callable[[Path], object]:
    """A context manager that runs a service over a data directory."""
    return serving


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Chromium, closed after each module: while it runs, no other test may run an event loop."""
    if CHROMIUM is None:
        pytest.skip("no Chromium is installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page without JavaScript, as the walks must work."""
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    yield page
    context.close()


@pytest.fixture
def watched_page(chromium: Browser) -> Iterator[Page]:
    """A page with JavaScript that fails on a dialog, an error or a request to another host."""
    context = chromium.new_context()
    page = context.new_page()
    complaints: list[str] = []
    hosts: set[str] = set()
    page.on("dialog", lambda dialog: (complaints.append(dialog.message), dialog.dismiss()))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: hosts.add(request.url.split("/")[2]))
    yield page
    context.close()
    # A page that is not there is reported to the console too; that is no fault.
    assert [each for each in complaints if "status of 404" not in each] == []
    assert len(hosts) <= 1
