from __future__ import annotations

import pytest

from indexer.main_content import main_blocks
from indexer.markup import parse_html


def blocks(html):
    return main_blocks(parse_html(html), html)


def texts(html):
    return [block.text for block in blocks(html)]


def main(inner):
    return texts(f"<main><p>Sisältöä.</p>{inner}</main>")[1:]


@pytest.mark.parametrize(
    "furniture",
    [
        "<nav>x</nav>",
        "<form>x</form>",
        "<div role='search'>x</div>",
        "<div class='cookie-notice'>x</div>",
        "<div class='sharedaddy'>x</div>",
        "<section class='related'>x</section>",
        "<div id='breadcrumbs'>x</div>",
        "<ul class='page-pagination'>x</ul>",
        "<span class='screen-reader-text'>x</span>",
        "<div class='mainMenu'>x</div>",
        "<script>x</script>",
        "<style>x</style>",
        "<template>x</template>",
        "<!-- x -->",
        "<p>Lue lisää</p>",
        "<a href='/muokkaa'>Edit this page</a>",
        "<p>Kuva: Vantaan kaupunki</p>",
        "<p hidden>x</p>",
        "<div style='color: red; display:none'>x</div>",
        "<span style='visibility: hidden'>x</span>",
        "<p aria-hidden='true'>x</p>",
        "<span class='sr-only'>x</span>",
        "<button aria-controls='panel-1'>x</button>",
    ],
)
def test_furniture_is_left_out(furniture):
    assert main(furniture) == []


@pytest.mark.parametrize(
    "content",
    [
        "<div class='entry-content'><p>x</p></div>",
        "<header><p>x</p></header>",
        "<footer><p>x</p></footer>",
        "<div class='social-innovation-header'></div><p>x</p>",
        "<details><summary>x</summary></details>",
        "<div id='panel-1' hidden>x</div>",
        "<div class='tab-pane' style='display: none'>x</div>",
        "<div role='tabpanel' aria-hidden='true'>x</div>",
        "<p hidden='until-found'>x</p>",
        "<p style='display: nonesuch-block; color: red' aria-hidden='false'>x</p>",
        "<div class='has-menu no-cookies'>x</div>",
        "<figure><figcaption>x</figcaption></figure>",
        "<img alt='x'>",
        "<pre>x</pre>",
    ],
)
def test_content_is_kept(content):
    assert main(content) == ["x"]


def test_furniture_by_name_is_content_where_it_holds_most_of_the_page():
    assert texts(
        "<main class='has-menu'><div class='with-sidebar-menu'>Sisältöä.</div></main>"
    ) == ["Sisältöä."]


def test_form_around_the_whole_page_is_no_furniture():
    html = "<body><form><div id='content'><p>Sisältöä on sivulla.</p></div></form></body>"
    assert texts(html) == ["Sisältöä on sivulla."]


def test_inline_elements_do_not_part_words():
    assert main("<p>kaupunki<b>kehittä</b>minen<br>uusi rivi</p>") == [
        "kaupunkikehittäminen",
        "uusi rivi",
    ]


def test_text_after_a_nested_block_is_a_block_of_its_own():
    assert main("<div>yksi<p>kaksi</p>kolme</div>") == ["yksi", "kaksi", "kolme"]


@pytest.mark.parametrize(
    ("html", "anchor"),
    [
        ("<h2 id='opit'>Opit</h2>", "opit"),
        ("<a name='opit'></a><h2>Opit</h2>", "opit"),
        ("<section id='opit'><h2>Opit</h2></section>", "opit"),
        ("<h2><span id='opit'></span>Opit</h2>", "opit"),
        ("<h2><a href='#opit' id='opit'>Opit</a></h2>", "opit"),
        ("<p id='muu'>Tekstiä.</p><h2>Opit</h2>", ""),
    ],
)
def test_heading_is_reached_by_the_nearest_anchor(html, anchor):
    heading = next(block for block in blocks(f"<main><p>Alku.</p>{html}</main>") if block.level)
    assert (heading.text, heading.level, heading.anchor) == ("Opit", 2, anchor)


def test_heading_that_links_to_another_page_is_a_teaser():
    block = blocks("<main><p>Alku.</p><h3><a href='/toinen/'>Toinen sivu</a></h3></main>")[1]
    assert (block.level, block.is_lesser) == (0, True)


def test_list_of_links_weighs_less_than_text():
    links = "".join(f"<li><a href='/{n}/'>Sivu {n}</a></li>" for n in range(3))
    found = blocks(f"<main><p>Alku, jossa on <a href='/'>linkki</a>.</p><ul>{links}</ul></main>")
    assert [block.is_lesser for block in found] == [False, True, True, True]


def test_landmark_with_next_to_nothing_in_it_is_not_the_content():
    content = "".join(f"<p>Kappale {n} kertoo kokeilusta ja sen opeista.</p>" for n in range(30))
    html = f"<body><main><h1>Otsikko</h1></main><div id='content'>{content}</div></body>"
    assert len(texts(html)) > 20


def test_page_without_landmarks_keeps_its_text_and_lessens_the_rest():
    content = "".join(
        f"<p>Kappale {n} kertoo pitkästi kokeilusta, sen opeista ja siitä, mitä kaupunki, yritys "
        "ja asukkaat ajattelivat, kun kaikki oli ohi.</p>"
        for n in range(8)
    )
    menu = "".join(f"<li><a href='/{n}/'>Kohta {n}</a></li>" for n in range(6))
    html = f"<body><ul>{menu}</ul><div><h2>Otsikko</h2>{content}</div></body>"
    found = blocks(html)
    assert {block.is_lesser for block in found if block.text.startswith("Kohta")} <= {True}
    assert [block.is_lesser for block in found if block.text.startswith("Kappale")] == [False] * 8


def test_table_rows_carry_their_column_headings():
    html = (
        "<table><caption>Kulut</caption><tr><th>Kaupunki<th>Euroa</tr>"
        "<tr><td>Oulu<td>900</tr><tr><td>Turku<td></tr></table>"
    )
    assert main(html) == ["Kulut", "Kaupunki: Oulu · Euroa: 900", "Kaupunki: Turku"]


def test_row_of_two_with_a_heading_reads_as_a_pair():
    assert main("<table><tr><th>Budjetti<td>210 000 euroa</tr></table>") == [
        "Budjetti: 210 000 euroa"
    ]


def test_table_that_lays_out_a_page_is_read_as_a_page():
    html = "<table><tr><td><h2>Opit</h2><p>yksi</p><p>kaksi</p></td></tr></table>"
    assert main(html) == ["Opit", "yksi", "kaksi"]


def test_table_of_headings_alone_is_not_lost():
    assert main("<table><tr><th>yksi<th>kaksi</tr></table>") == ["yksi · kaksi"]


def test_terms_stand_with_their_definitions():
    assert main("<dl><dt>Budjetti<dd>210 000 euroa<dd>josta puolet EU:lta</dl>") == [
        "Budjetti: 210 000 euroa",
        "josta puolet EU:lta",
    ]


def test_what_an_unlabelled_link_opens_is_content_though_hidden():
    assert main("<a href='#lisaa'>Näytä</a><div id='lisaa' style='display:none'>x</div>") == [
        "Näytä",
        "x",
    ]


def test_hidden_element_that_nothing_on_the_page_opens_weighs_less():
    found = blocks("<main><p>Alku.</p><div id='mac' hidden>x</div></main>")
    assert [(block.text, block.is_lesser) for block in found] == [("Alku.", False), ("x", True)]


@pytest.mark.parametrize(
    "opener",
    [
        "<button aria-controls='p1' aria-expanded='false'>Kuka maksaa?</button>",
        "<div role='button' aria-controls='p1'><i></i><a>Kuka maksaa?</a></div>",
        "<ul role='tablist'><li><a role='tab' href='#p1'>Kuka maksaa?</a></li></ul>",
        "<a data-bs-toggle='collapse' href='#p1'>Kuka maksaa?</a>",
    ],
)
def test_label_of_what_opens_a_panel_is_the_panels_heading(opener):
    html = f"<main><h2>Kysyttyä</h2>{opener}<div id='p1' hidden><p>Kaupunki.</p></div></main>"
    told = [(block.text, block.level, block.anchor) for block in blocks(html)]
    assert told == [("Kysyttyä", 2, ""), ("Kuka maksaa?", 3, "p1"), ("Kaupunki.", 0, "")]


def test_heading_that_opens_a_panel_is_read_once():
    html = "<main><h2><button aria-controls='p'>Kuka?</button></h2><div id='p'><p>Me.</p></div>"
    assert texts(html) == ["Kuka?", "Me."]


def test_summary_is_the_heading_of_its_details():
    found = blocks("<main><h2>Kysyttyä</h2><details id='d'><summary>Kuka?</summary>Me.</details>")
    assert [(block.text, block.level, block.anchor) for block in found][1:] == [
        ("Kuka?", 3, "d"),
        ("Me.", 0, ""),
    ]


def terms(count, anchor, words):
    entries = "".join(
        f"<dt>{anchor.format(n)}Termi {n}<dd>{'Selitys on pitkä. ' * words}" for n in range(count)
    )
    return blocks(f"<main><h2 id='sanasto'>Sanasto</h2><dl id='lista'>{entries}</dl></main>")


def test_terms_of_a_long_list_are_headings_if_they_can_be_linked_to():
    found = terms(20, "<a id='t{}'></a>", words=20)
    headings = [(block.text, block.level, block.anchor) for block in found if block.level == 3]
    assert headings == [(f"Termi {n}", 3, f"t{n}") for n in range(20)]
    assert found[2].text.startswith("Selitys on pitkä.")
    without = terms(20, "", words=20)
    assert without[1].text.startswith("Termi 0: Selitys on pitkä.")
    assert len(without) == 1 + 20
    assert terms(5, "<a id='t{}'></a>", words=20)[1].text.startswith("Termi 0: Selitys")


def test_terms_of_a_glossary_are_headings_that_lead_to_its_own():
    found = terms(80, "", words=20)
    assert {block.anchor for block in found if block.level == 3} == {"sanasto"}
    assert len(found) == 1 + 2 * 80


def test_sign_that_links_to_its_own_heading_is_no_part_of_it():
    heading = "<h2 id='opit'>Opit<a class='mark' href='#opit'>¶</a></h2>"
    assert main(f"{heading}<p>x</p>") == ["Opit", "x"]


@pytest.mark.parametrize(
    ("html", "is_lesser"),
    [
        ("<div class='card'><p>Hanke alkaa.</p><a href='/hanke/'>Hanke</a></div>", True),
        ("<div class='card'><p>Hankkeen yhteyshenkilö auttaa arkisin.</p></div>", False),
        ("<div class='sidebar'><p>Telnet on vanhentunut.</p></div>", False),
        ("<div class='elementor-widget'><p>Hanke.</p><a href='/hanke/'>Hanke</a></div>", False),
        ("<div class='widget'><p>Uutisia.</p><a href='/hanke/'>Hanke</a></div>", True),
        ("<aside><p>Nosto.</p></aside>", True),
        ("<p data-nosnippet>Hinta on salaisuus.</p>", True),
    ],
)
def test_what_teases_other_pages_weighs_less(html, is_lesser):
    found = blocks(f"<main><p>{'Alku on pitkä. ' * 9}</p>{html}</main>")
    assert found[1].is_lesser is is_lesser


def test_widget_of_a_page_builder_is_no_furniture_on_a_page_without_landmarks():
    widgets = "".join(
        f"<div class='elementor-widget'><p>Kappale {n} on tässä.</p></div>" for n in range(9)
    )
    assert texts(f"<body><div>{widgets}</div></body>") == [
        f"Kappale {n} on tässä." for n in range(9)
    ]


def test_bold_lines_are_headings_where_a_page_has_no_others():
    text = "<p><b>Tausta</b></p><p>Talvi oli luminen.</p><p><strong>Opit</strong></p><p>Lapiot.</p>"
    assert [block.level for block in blocks(f"<main>{text}</main>")] == [2, 0, 2, 0]
    headed = blocks(f"<main>{text}<h2>Yhteys</h2></main>")
    assert [block.level for block in headed] == [0, 0, 0, 0, 2]


@pytest.mark.parametrize("line", ["Tämä on tärkeää.", "x" * 101, "<a href='/'>Opit</a>"])
def test_bold_line_that_is_no_heading_stays_text(line):
    text = f"<p><b>Tausta</b></p><p>Talvi.</p><p><b>Opit</b></p><p>Lumi.</p><p><b>{line}</b></p>"
    assert [block.level for block in blocks(f"<main>{text}<p>Loppu.</p></main>")][4] == 0


def test_cells_of_long_text_lay_out_a_page():
    paragraphs = "".join(f"<p>{'Lause on tässä. ' * 20}</p>" for _ in range(2))
    assert len(main(f"<table><tr><td>Valikko<td>{paragraphs}</table>")) == 3
    assert len(main(f"<table><tr><th>Aika<th>Teko<tr><td>2019<td>{paragraphs}</table>")) == 1


@pytest.mark.parametrize(
    ("html", "unshown"),
    [
        ("<p data-nosnippet>Salaisuus.</p><p>Avointa.</p>", ["Salaisuus."]),
        ("<div data-nosnippet>Salaisuus.\n</div>\n<p>Avointa.</p>", ["Salaisuus."]),
        ("<p>Hinta on <span data-nosnippet>sata</span> euroa.</p>", ["Hinta on sata euroa."]),
        ("<div data-nosnippet><ul><li>Yksi</li><li>Kaksi</li></ul></div>", ["Yksi", "Kaksi"]),
        ("<section data-nosnippet><h2>Opit</h2><p>x</p></section><p>y</p>", ["Opit", "x"]),
        ("<table><tr><td>a<td data-nosnippet>b<tr><td>c</table>", ["a · b", "c"]),
        ("<div data-nosnippet><img alt='Kuva pihasta'></div><p>x</p>", ["Kuva pihasta"]),
        ("<div data-nosnippet><div data-nosnippet>a</div>b</div>c", ["a", "b"]),
        ("<p data-nosnippet></p><p>x</p>", []),
    ],
)
def test_what_a_page_asks_not_to_quote_is_told_whole_blocks_at_a_time(html, unshown):
    found = blocks(f"<main><p>{'Alku on pitkä. ' * 9}</p>{html}</main>")
    assert [block.text for block in found if block.is_unshown] == unshown
