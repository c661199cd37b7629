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
        "<p>Kuva: Vantaan kaupunki</p>",
        "<p hidden>x</p>",
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
