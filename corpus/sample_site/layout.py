"""The layout every sample page is dressed in, as a content management system would."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader
from markdown_it import MarkdownIt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.renderer import RendererHTML
    from markdown_it.token import Token
    from markdown_it.utils import EnvType, OptionsDict

    from corpus.sample_site.site_content import SiteContent
    from corpus.sample_site.site_page import SitePage

NEWEST_POSTS = 3
_LONE_FIGURE = re.compile(r"<p>(<figure>.*?</figure>)</p>", re.DOTALL)


class Layout:
    """Turns pages into HTML documents with menus, side columns and head links."""

    def __init__(self, content: SiteContent) -> None:
        self._content = content
        self._markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
        self._markdown.add_render_rule("image", _figure)
        environment = Environment(
            loader=PackageLoader("corpus.sample_site", "."),
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        environment.filters["address"] = address
        self._template = environment.get_template("layout.html")

    def page(self, page: SitePage, origin: str, *, doubled: bool = False) -> str:
        """The HTML of a page; `doubled` when it is met under a query string."""
        listed = self._content.listed(page.lists, page.language) if page.lists else []
        body_html = self._body(page)
        return self._template.render(
            self._surroundings(page.language, origin),
            page=page,
            html_lang=page.html_lang or page.language,
            canonical="" if doubled else origin + address(page.path),
            alternates=self._alternates(page, origin),
            other_language=self._switch(page),
            noindex=page.path in self._content.settings["noindex"],
            breadcrumb=self._breadcrumb(page),
            related=self._named(page.related),
            listed=[entry for entry in listed if entry.path != page.path],
            body_html=body_html,
        )

    def notice(self, language: str, origin: str, message: str) -> str:
        """The HTML of a page that has nothing to show, such as a 404."""
        return self._template.render(
            self._surroundings(language, origin),
            page=None,
            html_lang=language,
            notice=message,
            other_language=self._content.settings["furniture"][_other(language)]["front"],
            noindex=True,
        )

    def _surroundings(self, language: str, origin: str) -> dict[str, Any]:
        settings = self._content.settings
        newest = self._content.listed("article", language)[:NEWEST_POSTS]
        return {
            "origin": origin,
            "words": settings["furniture"][language],
            "menu": settings["menu"][language],
            "newest": newest,
        }

    def _body(self, page: SitePage) -> str:
        tokens = self._markdown.parse(page.markdown)
        openings = [token for token in tokens if token.type == "heading_open"]
        for token, heading in zip(openings, page.headings, strict=True):
            if heading.anchor:
                token.attrSet("id", heading.anchor)
        html: str = self._markdown.renderer.render(tokens, self._markdown.options, {})
        return _LONE_FIGURE.sub(r"\1", html)

    def _alternates(self, page: SitePage, origin: str) -> dict[str, str]:
        twin = page.claims_twin or page.twin
        if twin is None or page.twin_by != "hreflang":
            return {}
        addresses = {page.language: page.path, _other(page.language): twin}
        return {key: origin + address(addresses[key]) for key in sorted(addresses, reverse=True)}

    def _switch(self, page: SitePage) -> str:
        front: str = self._content.settings["furniture"][_other(page.language)]["front"]
        return page.twin if page.twin and page.twin_by == "hreflang" else front

    def _breadcrumb(self, page: SitePage) -> list[tuple[str, str]]:
        menu = self._content.settings["menu"][page.language]
        paths = {item["label"]: item["path"] for entry in menu for item in _branch(entry)}
        return [(label, paths.get(label, "")) for label in page.breadcrumb]

    def _named(self, paths: Sequence[str]) -> list[SitePage]:
        pages = self._content.pages
        return [pages[path] for path in paths if path in pages]


def address(path: str) -> str:
    """A path as it stands in a link: percent-encoded where it must be."""
    return quote(path, safe="/%?=&#:")


def _other(language: str) -> str:
    return "en" if language == "fi" else "fi"


def _branch(entry: dict[str, Any]) -> list[dict[str, Any]]:
    return [entry, *entry.get("children", [])]


def _figure(
    renderer: RendererHTML,
    tokens: Sequence[Token],
    index: int,
    options: OptionsDict,
    env: EnvType,
) -> str:
    image = tokens[index]
    caption = str(image.attrs.pop("title", ""))
    picture = renderer.image(tokens, index, options, env)
    words = renderer.renderInlineAsText(
        MarkdownIt().parseInline(caption)[0].children or [], options, env
    )
    return f"<figure>{picture}<figcaption>{words}</figcaption></figure>"
