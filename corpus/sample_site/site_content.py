"""What the sample site holds at the moment: page sources, site settings, and test overrides."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from corpus.errors import SamplePageError
from corpus.sample_site.site_page import FOLDER, PDF_FOLDER, SitePage, load_pages, parse_page

SITE_FILE = Path(__file__).parent / "site.toml"
REMOVED_STATUSES = frozenset({404, 410})


class SiteContent:
    """Pages by address, loaded when first asked for, with changes kept in memory only."""

    def __init__(self, folder: Path = FOLDER, pdf_folder: Path = PDF_FOLDER) -> None:
        self._folder = folder
        self._pdf_folder = pdf_folder
        self._changed: dict[str, SitePage] = {}
        self.changed_at: dict[str, datetime] = {}
        self.failing: dict[str, int] = {}

    @cached_property
    def settings(self) -> dict[str, Any]:
        """The contents of site.toml."""
        return tomllib.loads(SITE_FILE.read_text(encoding="utf-8"))

    @cached_property
    def _written(self) -> dict[str, SitePage]:
        return {page.path: page for page in load_pages(self._folder)}

    @cached_property
    def pdfs(self) -> dict[str, Path]:
        """The rendered file of each PDF by its address on the site."""
        return {
            source.path: self._pdf_folder / f"{source.name.split('/')[1]}.pdf"
            for source in load_pages(self._pdf_folder)
        }

    @property
    def pages(self) -> dict[str, SitePage]:
        """Every page by its address, changes included."""
        return self._written | self._changed

    def is_listed(self, page: SitePage) -> bool:
        """Whether lists and sitemaps may name the page."""
        removed = self.failing.get(page.path) in REMOVED_STATUSES
        return not removed and page.path not in self.settings["noindex"]

    def listed(self, selection: str, language: str) -> list[SitePage]:
        """Pages of a type ("project") or a city ("city:turku") in one language, newest first."""
        city = selection.removeprefix("city:") if selection.startswith("city:") else None
        chosen = (
            page
            for page in self.pages.values()
            if page.language == language
            and self.is_listed(page)
            and (city in page.cities and page.type != "page" if city else page.type == selection)
        )
        return sorted(chosen, key=lambda page: (str(page.published or ""), page.path), reverse=True)

    def replace(self, path: str, text: str) -> None:
        """Show other source text at an address until `restore`.

        Text that opens with front matter stands for the whole page (also a new one);
        other text takes the place of the body only.
        """
        page = self.pages.get(path)
        if text.startswith("+++\n"):
            name = page.name if page else "fi/added"
            self._keep(path, replace(parse_page(text, name), path=path))
        elif page is None:
            raise SamplePageError(f"Sample page {path} is new; give its front matter too")
        else:
            self._keep(path, replace(page, body=text.strip() + "\n"))

    def amend(self, path: str, **changes: object) -> None:
        """Change single fields of a page, such as its title, until `restore`."""
        if path not in self.pages:
            raise SamplePageError(f"Sample page {path} does not exist; check the address")
        self._keep(path, replace(self.pages[path], **changes))  # type: ignore[arg-type]

    def restore(self) -> None:
        """Forget every change."""
        self._changed.clear()
        self.changed_at.clear()
        self.failing.clear()

    def _keep(self, path: str, page: SitePage) -> None:
        self._changed[path] = page
        self.changed_at[path] = datetime.now(UTC).replace(microsecond=0)
