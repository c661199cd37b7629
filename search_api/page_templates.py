"""Pages from templates, in the reader's language."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from babel.dates import format_date
from babel.numbers import format_decimal, format_percent
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup, escape

from corpus.vocabulary import inside, label
from search_api.addresses import is_web_address, page_address, with_parameters
from search_api.contact import contact_link
from search_api.web_files import load_catalogues, version_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from gettext import GNUTranslations
    from pathlib import Path

    from corpus.index.query import Snippet
    from corpus.settings import Settings


class PageTemplates:
    """Renders templates; everything is read once, when the service starts."""

    def __init__(self, root: Path, settings: Settings) -> None:
        """Load the templates and catalogues under a folder of web files."""
        self.catalogues = load_catalogues(root)
        self.version = version_of(root)
        self._environments = {
            language: _environment(root / "templates", language, catalogue)
            for language, catalogue in self.catalogues.items()
        }
        for environment in self._environments.values():
            environment.globals.update(version=self.version, settings=settings)

    def render(self, template: str, language: str, **context: object) -> str:
        """Return a page as HTML. `other_language` is where the language switch leads."""
        context.setdefault("parameters", {})
        context.setdefault("page", None)
        return self._environments[language].get_template(template).render(context)

    def translate(self, language: str, message: str) -> str:
        """Return a message in a language."""
        return self.catalogues[language].gettext(message)


def highlighted(snippet: Snippet) -> Markup:
    """Return a snippet as HTML: escaped first, then its matches marked."""
    parts, end = [], 0
    for start, stop in snippet.matches:
        parts += [escape(snippet.text[end:start]), _MARKED.format(snippet.text[start:stop])]
        end = stop
    parts.append(escape(snippet.text[end:]))
    return Markup("").join(parts)


def year_ranges(years: Sequence[int]) -> str:
    """Return years in few words: 2017–2020, 2022."""
    ranges: list[list[int]] = []
    for year in sorted(set(years)):
        if ranges and year == ranges[-1][-1] + 1:
            ranges[-1] = [ranges[-1][0], year]
        else:
            ranges.append([year])
    return ", ".join("–".join(map(str, (each[0], each[-1])[: len(each)])) for each in ranges)


def with_mail_links(text: str) -> Markup:
    """Return a line of contact details as HTML: escaped, its mail addresses as links."""
    parts = _MAIL_ADDRESS.split(text)
    marked = (
        _MAIL_LINK.format(part, part) if at % 2 else escape(part) for at, part in enumerate(parts)
    )
    return Markup("").join(marked)


_MAIL_ADDRESS = re.compile(r"([\w.+-]+@(?:[\w-]+\.)+[a-z]{2,})", re.IGNORECASE | re.ASCII)
_MAIL_LINK = Markup('<a href="mailto:{}">{}</a>')
_LOCALES = {"fi": "fi_FI", "en": "en_GB"}
_MARKED = Markup("<mark>{}</mark>")


def _environment(folder: Path, language: str, catalogue: GNUTranslations) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(folder),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.install_gettext_translations(catalogue, newstyle=True)  # type: ignore[attr-defined]
    environment.filters |= {
        "day": lambda day: format_date(date.fromisoformat(day[:10]), "long", _LOCALES[language]),
        "number": lambda number: format_decimal(number, locale=_LOCALES[language]),
        "highlighted": highlighted,
        "year_ranges": year_ranges,
        "with_mail_links": with_mail_links,
        "contact_link": contact_link,
        "percent": lambda share: format_percent(share, locale=_LOCALES[language]),
        "hundredths": lambda share: format_decimal(share, "0.00", _LOCALES[language]),
        "label": lambda value, facet: label(facet, value, language),
        "inside": lambda city: inside(city, language),
    }
    environment.tests["web_address"] = is_web_address
    environment.globals |= {
        "language": language,
        "other": {"fi": "en", "en": "fi"}[language],
        "page_address": page_address,
        "address_with": with_parameters,
    }
    return environment
