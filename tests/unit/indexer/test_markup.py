from __future__ import annotations

from indexer.markup import DEEPEST, parse_html, text_of


def test_text_below_the_deepest_element_is_kept_and_the_page_goes_on_after_it():
    depth = 3 * DEEPEST
    soup = parse_html(f"<body>{'<div>' * depth}syvä teksti{'</div>' * depth}<p>jälkeen</p></body>")
    assert "syvä teksti" in text_of(soup.body)
    assert len(list(soup.p.parents)) == 3
    assert max(len(list(tag.parents)) for tag in soup.find_all("div")) < DEEPEST + 2


def test_script_below_the_deepest_element_is_no_text():
    soup = parse_html(f"<body>{'<div>' * 3 * DEEPEST}<script>x = 1</script>teksti")
    assert text_of(soup.body) == "teksti"


def test_closing_tags_of_elements_that_were_never_open_change_nothing():
    soup = parse_html(f"<body>{'</div>' * DEEPEST}<p>yksi</p></b></section><p>kaksi</p></body>")
    assert [text_of(tag) for tag in soup.find_all("p")] == ["yksi", "kaksi"]
