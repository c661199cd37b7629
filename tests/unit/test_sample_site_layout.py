from __future__ import annotations

from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

import pytest

from corpus.sample_site.layout import Layout
from corpus.sample_site.site_content import SiteContent
from corpus.sample_site.sitemaps import INDEX_PATH, robots, sitemap

ORIGIN = "http://127.0.0.1:8001"
CONTENT = SiteContent()
LAYOUT = Layout(CONTENT)
SPECIAL = ("/wp-admin/", "/haku/", "/wp-content/themes/")


class Links(HTMLParser):
    def __init__(self):
        super().__init__()
        self.paths: set[str] = set()

    def handle_starttag(self, tag, attrs):
        href = dict(attrs).get("href") or ""
        parts = urlsplit(href.removeprefix(ORIGIN))
        if tag in {"a", "link"} and parts.path and not parts.netloc:
            self.paths.add(unquote(parts.path))


def html_of(path: str) -> str:
    return LAYOUT.page(CONTENT.pages[path], ORIGIN)


def links_of(path: str) -> set[str]:
    links = Links()
    links.feed(html_of(path))
    return links.paths


def resolved(path: str) -> str:
    redirects = CONTENT.settings["redirects"]
    while path in redirects:
        path = redirects[path]
    return path


@pytest.mark.parametrize("path", sorted(CONTENT.pages))
def test_every_internal_link_leads_somewhere(path):
    known = CONTENT.pages.keys() | CONTENT.pdfs.keys() | CONTENT.settings["gone"].keys()
    lost = {link for link in links_of(path) if resolved(link) not in known}
    assert {link for link in lost if not link.startswith(SPECIAL)} == set()


def test_every_page_is_reached_from_the_front_pages_by_links():
    seen, waiting = set(), ["/", "/en/frontpage/"]
    while waiting:
        path = resolved(waiting.pop())
        if path in CONTENT.pages and path not in seen:
            seen.add(path)
            waiting.extend(links_of(path))
    assert CONTENT.pages.keys() - seen == set()


def test_redirects_end_at_a_page_and_one_takes_two_steps():
    redirects = CONTENT.settings["redirects"]
    assert {old for old in redirects if resolved(old) not in CONTENT.pages} == set()
    assert any(target in redirects for target in redirects.values())


def test_the_head_tells_the_language_the_address_and_both_alternates():
    html = html_of("/tuloksia-duunipolku/")
    assert '<html lang="fi">' in html
    assert f'<link rel="canonical" href="{ORIGIN}/tuloksia-duunipolku/">' in html
    assert f'hreflang="fi" href="{ORIGIN}/tuloksia-duunipolku/">' in html
    assert f'hreflang="en" href="{ORIGIN}/en/project/results-job-pathways-finland/">' in html


def test_a_pair_known_to_the_sitemap_only_is_silent_in_its_head():
    path = "/project/vahahiilinen-liikkuminen-liikennehubeissa/"
    assert 'rel="alternate"' not in html_of(path)
    assert "mobility-hubs" in sitemap("/project-sitemap.xml", CONTENT, ORIGIN)


def test_a_pair_known_to_nobody_is_silent_everywhere():
    path = "/tuloksia-circhubs-tulevaisuuden-kiertotalouskeskukset/"
    twin = CONTENT.pages[path].twin
    assert 'rel="alternate"' not in html_of(path)
    assert twin not in links_of(path)
    assert f'href="{ORIGIN}{twin}"' not in sitemap("/result-sitemap.xml", CONTENT, ORIGIN)


def test_one_pair_disagrees_in_its_head():
    html = html_of("/en/project/results-energy-wise-cities/")
    assert f'hreflang="fi" href="{ORIGIN}/nyt-kehitetaan-energiaviisaita-kaupunkeja/">' in html


def test_a_page_met_under_a_query_names_no_canonical_address():
    page = CONTENT.pages["/city/turku/"]
    assert 'rel="canonical"' not in LAYOUT.page(page, ORIGIN, doubled=True)


def test_furniture_speaks_the_language_of_the_page():
    finnish, english = html_of("/hankkeet/"), html_of("/en/projects/")
    assert "Siirry sisältöön" in finnish
    assert "Skip to content" not in finnish
    assert "Skip to content" in english
    assert "Lue lisää" not in english


def test_older_pages_have_no_landmarks():
    html = html_of("/in-english/")
    assert not any(f"<{name}" in html for name in ("main", "article", "nav", "header", "footer"))
    assert '<div id="content"' in html


def test_articles_open_with_a_date_and_category_line():
    html = html_of("/nyt-kehitetaan-energiaviisaita-kaupunkeja/")
    assert '<time datetime="2018-05-21">21.05.2018</time> | Uutiset</p>' in html


def test_truth_is_not_shown_on_any_page():
    for path in CONTENT.pages:
        html = html_of(path)
        assert "kind:" not in html
        assert "nvented" not in html
        assert "{#" not in html


def test_anchors_become_heading_ids():
    assert '<h2 id="opit">Opit infratyömaalta</h2>' in html_of(
        "/tyomaan-hiilijalanjaljen-laskenta/"
    )


def test_images_are_figures_with_a_caption():
    html = html_of("/en/project/ecosystems-of-growth/")
    assert "<figure><img " in html
    assert "<figcaption>Two founders and an adviser over coffee.</figcaption></figure>" in html


def test_text_of_a_source_cannot_become_markup():
    content = SiteContent()
    content.amend("/hankkeet/", title="<script>1</script>")
    content.replace("/tulokset/", "<b onclick=x>Tulokset</b>")
    layout = Layout(content)
    assert "<script>1" not in layout.page(content.pages["/hankkeet/"], ORIGIN)
    assert "<b onclick" not in layout.page(content.pages["/tulokset/"], ORIGIN)


def test_the_sitemap_index_names_a_map_for_each_type_and_they_hold_every_listed_page():
    index = sitemap(INDEX_PATH, CONTENT, ORIGIN)
    types = {page.type for page in CONTENT.pages.values()}
    maps = [sitemap(f"/{kind}-sitemap.xml", CONTENT, ORIGIN) for kind in types]
    assert all(f"{ORIGIN}/{kind}-sitemap.xml" in index for kind in types)
    written = "".join(maps)
    assert f"<loc>{ORIGIN}/tuloksia-duunipolku/</loc><lastmod>2020-03-04</lastmod>" in written
    assert "/viestintamateriaalit-tyoversio/" not in written
    assert "/in-english/" not in written


def test_robots_keeps_crawlers_off_the_search_and_the_login():
    assert robots(ORIGIN).splitlines() == [
        "User-agent: *",
        "Disallow: /wp-admin/",
        "Disallow: /haku/",
        "",
        f"Sitemap: {ORIGIN}/sitemap_index.xml",
    ]
