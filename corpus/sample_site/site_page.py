"""A page of the sample site: its words, and the truth about it that judgments use."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import SamplePageError

if TYPE_CHECKING:
    from datetime import date

FOLDER = Path(__file__).parent / "pages"
PDF_FOLDER = Path(__file__).parent / "pdfs"

TYPES = frozenset({"project", "guide", "result", "article", "event", "page"})
CITIES = frozenset({"helsinki", "espoo", "vantaa", "tampere", "turku", "oulu"})
THEMES = frozenset(
    {
        "circular-economy-energy",
        "mobility",
        "learning",
        "health",
        "smart-city",
        "sme-skills",
        "employment",
        "innovation-platforms",
        "open-data",
        "participation",
        "carbon-neutrality",
    }
)
KINDS = frozenset({"lessons", "results", "background", "goals", "contact", "other"})
TWIN_LINKS = frozenset({"hreflang", "sitemap", "none"})
LAYOUTS = frozenset({"modern", "legacy"})

_FRONT_MATTER = re.compile(r"\A\+\+\+\n(?P<meta>.*?)\n\+\+\+\n(?P<body>.*)\Z", re.DOTALL)
_HEADING = re.compile(
    r"^(?P<marks>#{2,4}) +(?P<text>.+?)"
    r"(?: *\{#(?P<anchor>[\w-]+)\})?"
    r"(?: *<!-- *kind: *(?P<kind>\w+) *-->)? *$",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading as written, with the true kind of the section it opens."""

    level: int
    text: str
    anchor: str | None
    kind: str


@dataclass(frozen=True, slots=True)
class SitePage:
    """One source file: what the page shows, and the truth that no reader sees.

    `html_lang`, `claims_twin` and `charset` are what the served page says of itself,
    which may be wrong on purpose; `language`, `twin` and `type` are true.
    """

    name: str
    path: str
    title: str
    type: str
    language: str
    body: str
    description: str = ""
    cities: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    published: date | None = None
    modified: date | None = None
    twin: str | None = None
    twin_by: str = "hreflang"
    claims_twin: str | None = None
    html_lang: str = ""
    breadcrumb: tuple[str, ...] = ()
    category: str = ""
    project: str = ""
    related: tuple[str, ...] = ()
    lists: str = ""
    layout: str = "modern"
    charset: str = "utf-8"
    invented: bool = False

    @property
    def changed(self) -> date | None:
        """The day the page last changed, as its sitemap says."""
        return self.modified or self.published

    @property
    def headings(self) -> tuple[Heading, ...]:
        """Headings of the body in order; the title is not among them."""
        return tuple(
            Heading(len(m["marks"]), m["text"], m["anchor"], m["kind"] or "other")
            for m in _HEADING.finditer(self.body)
        )

    @property
    def markdown(self) -> str:
        """The body without anchors and kind comments."""
        return _HEADING.sub(lambda m: f"{m['marks']} {m['text']}", self.body)


def load_pages(folder: Path = FOLDER) -> list[SitePage]:
    """Every page source under a folder, in order of file name.

    Raises SamplePageError when a file's front matter cannot be used.
    """
    return [
        parse_page(file.read_text(encoding="utf-8"), name=f"{file.parent.name}/{file.stem}")
        for file in sorted(folder.rglob("*.md"))
    ]


def parse_page(text: str, name: str) -> SitePage:
    """A page from its source text; the folder in its name gives the default language."""
    parts = _FRONT_MATTER.match(text)
    if parts is None:
        raise SamplePageError(f"Sample page {name} has no front matter; open it with a +++ block")
    try:
        meta = tomllib.loads(parts["meta"])
    except tomllib.TOMLDecodeError as error:
        raise SamplePageError(
            f"Sample page {name} has front matter that is not TOML: {error}"
        ) from error
    meta.setdefault("language", name.split("/", maxsplit=1)[0])
    page = _page_from(name, {key: _frozen(value) for key, value in meta.items()}, parts["body"])
    for complaint in _complaints(page):
        raise SamplePageError(f"Sample page {name} {complaint}.")
    return page


def _page_from(name: str, meta: dict[str, object], body: str) -> SitePage:
    unknown = meta.keys() - {field.name for field in fields(SitePage)} | meta.keys() & {"name"}
    if unknown:
        raise SamplePageError(
            f"Sample page {name} has unknown front matter keys: {', '.join(sorted(unknown))}"
        )
    try:
        return SitePage(name=name, body=body.strip() + "\n", **meta)  # type: ignore[arg-type]
    except TypeError as error:
        raise SamplePageError(f"Sample page {name} lacks front matter: {error}") from error


def _frozen(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


def _complaints(page: SitePage) -> list[str]:
    allowed = [
        ("language", {page.language}, frozenset({"fi", "en"})),
        ("type", {page.type}, TYPES),
        ("cities", set(page.cities), CITIES),
        ("themes", set(page.themes), THEMES),
        ("twin_by", {page.twin_by}, TWIN_LINKS),
        ("layout", {page.layout}, LAYOUTS),
        ("kind", {heading.kind for heading in page.headings}, KINDS),
    ]
    undated = page.type in {"article", "event"} and page.published is None
    return ["has no published date"] * undated + [
        f"has {key} {', '.join(sorted(values - known))}; use one of {', '.join(sorted(known))}"
        for key, values, known in allowed
        if values - known
    ]
