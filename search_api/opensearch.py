"""The service as a browser's search engine (OpenSearch 1.1), written by the XML writer."""

from __future__ import annotations

from urllib.parse import quote
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from search_api.addresses import API, PAGES

MEDIA_TYPE = "application/opensearchdescription+xml"
SUGGESTIONS = "application/x-suggestions+json"
OPENSEARCH = "http://a9.com/-/spec/opensearch/1.1/"
WORDS = {
    "fi": ("Kuutoshaku", "Hae kuuden kaupungin kehityshankkeiden oppeja"),
    "en": ("Kuutoshaku (in English)", "Search what six Finnish cities learned together"),
}


def opensearch_description(home: str, language: str) -> bytes:
    """Return the description that a browser reads, for the pages of one language."""
    register_namespace("", OPENSEARCH)
    name, description = WORDS[language]
    root = Element(_name("OpenSearchDescription"))
    _add(root, "ShortName", name)
    _add(root, "Description", description)
    _add(root, "Language", language)
    _add(root, "InputEncoding", "UTF-8")
    _add(root, "Image", f"{home}/static/icon.svg", type="image/svg+xml")
    pages, terms = f"{home}{PAGES['search'][language]}?q=", "{searchTerms}"
    _add(root, "Url", type="text/html", template=pages + terms)
    suggest = f"{home}{API}/suggest?lang={quote(language)}&format=opensearch&q="
    _add(root, "Url", type=SUGGESTIONS, rel="suggestions", template=suggest + terms)
    for kind in ("atom", "json"):
        feed = f"{home}/feed.{kind}?lang={quote(language)}&q={terms}"
        kinds = {"atom": "application/atom+xml", "json": "application/feed+json"}
        _add(root, "Url", type=kinds[kind], template=feed)
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True))


def _add(parent: Element, name: str, text: str = "", /, **attributes: str) -> None:
    SubElement(parent, _name(name), attributes).text = text or None


def _name(name: str) -> str:
    return f"{{{OPENSEARCH}}}{name}"
