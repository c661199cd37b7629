import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.analysis.analyzer import analyzers
from corpus.index.snippets import SNIPPET_LENGTH, snippet

WANTED = {("fi", "kokeilu"): 0, ("fi", "työmaa"): 1}


LANGUAGES = analyzers("simplemma")


@pytest.fixture
def languages():
    return LANGUAGES


def marked(found):
    return [found.text[start:end] for start, end in found.matches]


def test_the_passage_with_most_different_words_is_shown(languages):
    filler = "Tässä puhutaan aivan muista asioista kuin siitä. " * 10
    text = f"Kokeilu alkoi. {filler}Kokeiluja tehtiin työmaalla. {filler}"
    found = snippet(text, "fi", WANTED, languages)
    assert marked(found) == ["Kokeiluja", "työmaalla"]
    assert found.text.startswith("Kokeiluja tehtiin")


def test_without_a_match_the_beginning_is_shown(languages):
    found = snippet("Alku on tässä. Loppu on tuolla.", "fi", WANTED, languages)
    assert found.text.startswith("Alku on tässä.")
    assert not found.matches


def test_an_overlong_sentence_is_cut_between_words_around_its_match(languages):
    text = "sana " * 200 + "kokeilu " + "sana " * 200
    found = snippet(text.strip(), "fi", WANTED, languages)
    assert marked(found) == ["kokeilu"]
    assert found.text.startswith("… sana")
    assert found.text.endswith("sana …")


def test_line_breaks_become_spaces_and_ranges_still_fit(languages):
    found = snippet("Opit\nKokeilu onnistui", "fi", WANTED, languages)
    assert "\n" not in found.text
    assert marked(found) == ["Kokeilu"]


@given(st.text(alphabet="aä kokeilutyömaalla.!?\n…", max_size=900))
def test_a_snippet_is_short_and_its_ranges_are_in_order(text):
    found = snippet(text, "fi", WANTED, LANGUAGES)
    assert len(found.text) <= SNIPPET_LENGTH + 4
    flat = [place for match in found.matches for place in match]
    assert flat == sorted(flat)
    assert all(0 <= place <= len(found.text) for place in flat)
