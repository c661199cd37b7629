from __future__ import annotations

import pytest

from indexer.main_content import main_blocks
from indexer.markup import parse_html

SENTENCE = "Kappale {} kertoo kokeilusta ja siitä, mitä kaupunki siitä oppi vuoden aikana."
OTHER = "Osoite on Esimerkkikatu 1, ja puhelimeen vastataan arkisin aamusta iltaan asti."


def paragraphs(count, start=0):
    return "".join(f"<p>{SENTENCE.format(n)}</p>" for n in range(start, start + count))


def weighed(body, title="Kokeilu"):
    html = f"<html><head><title>{title}</title></head><body>{body}</body></html>"
    return main_blocks(parse_html(html), html)


def full(body, title="Kokeilu"):
    return [block.text for block in weighed(body, title) if not block.is_lesser]


def lesser(body, title="Kokeilu"):
    return [block.text for block in weighed(body, title) if block.is_lesser]


def test_text_beside_the_container_is_kept_but_weighs_less():
    own = f"<div><h1>Kokeilu</h1>{paragraphs(6)}</div>"
    body = f"<div><p>{OTHER}</p></div>{own}<div><p>loppu</p></div>"
    assert lesser(body) == [OTHER, "loppu"]
    assert full(body) == ["Kokeilu", *(SENTENCE.format(n) for n in range(6))]
    assert [block.text for block in weighed(body) if block.is_apart] == [OTHER]


def test_element_with_the_pages_heading_is_believed_with_half_of_the_text():
    around = "".join(f"<div><p>{OTHER}</p></div>" for _ in range(2))
    body = f"<div><h1>Kokeilu</h1>{paragraphs(4)}</div>{around}"
    assert lesser(body) == [OTHER, OTHER]


def test_paragraphs_beside_a_large_part_are_text_of_the_page():
    body = f"<div><div><h2>Kokeilu</h2><p>{OTHER}</p><div>{paragraphs(9)}</div></div></div>"
    assert lesser(body) == []


def test_rows_of_a_page_builder_are_all_text_of_the_page():
    rows = f"<div class='row'><div>{paragraphs(9)}</div></div><div class='row'>{OTHER}</div>"
    assert lesser(f"<div><div>{rows}</div></div>") == []


def test_cell_of_a_layout_table_is_the_container():
    body = (
        "<table><tr><td>Kuutoskaupungit kehittävät yhdessä</td></tr><tr><td><h1>Kokeilu</h1>"
        f"{paragraphs(5)}</td></tr></table>"
    )
    assert lesser(body) == ["Kuutoskaupungit kehittävät yhdessä"]


@pytest.mark.parametrize("name", ["id='content'", "class='site-main entry-content'"])
def test_element_named_content_is_believed_though_others_say_more(name):
    body = (
        f"<div><div {name}>{paragraphs(2)}</div></div>"
        f"<div><div><p>{OTHER}</p></div><div><p>{OTHER}</p></div></div>"
    )
    assert lesser(body) == [OTHER, OTHER]
    assert len(full(body)) == 2


def test_names_of_furniture_inside_the_container_name_parts_of_its_text():
    body = f"<div><h1>Kokeilu</h1>{paragraphs(8)}<div class='header'><p>{OTHER}</p></div></div>"
    assert OTHER in full(body)


def test_where_structure_tells_nothing_text_that_looks_like_main_text_has_full_weight():
    parts = "".join(f"<div>{paragraphs(4, start)}</div>" for start in (0, 4, 8))
    body = f"{parts}<div class='author-box'><p>{OTHER}</p></div>"
    assert SENTENCE.format(5) in full(body)
    assert lesser(body) == [OTHER]
