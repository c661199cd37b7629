import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.analysis.analyzer import analyzers
from corpus.index.sentences import SNIPPET_LENGTH, one_line, sentences
from corpus.index.snippets import TermReader, Wanted, passage

READER = TermReader(analyzers("simplemma"))


def wanted(*ways):
    """Return what to look for: one way a word, as the Finnish lemmas that belong together."""
    made = Wanted()
    for number, lemmas in enumerate(ways):
        made.add(number, [[("fi", lemma)] for lemma in lemmas])
    return made


TRIALS_AND_SITES = wanted(["kokeilu"], ["työmaa"])


def found_in(text, looked_for=TRIALS_AND_SITES, language="fi"):
    return passage(text, language, looked_for, READER).snippet


def marked(found):
    return [found.text[start:end] for start, end in found.matches]


def test_the_passage_with_most_different_words_is_shown():
    filler = "Tässä puhutaan aivan muista asioista kuin siitä. " * 10
    text = f"Kokeilu alkoi. {filler}Kokeiluja tehtiin työmaalla. {filler}"
    found = found_in(text)
    assert marked(found) == ["Kokeiluja", "työmaalla"]
    assert found.text.startswith("Kokeiluja tehtiin")
    assert passage(text, "fi", TRIALS_AND_SITES, READER).words == 2


def test_without_a_match_the_beginning_is_shown():
    found = found_in("Alku on tässä. Loppu on tuolla.")
    assert found.text.startswith("Alku on tässä.")
    assert not found.matches


def test_a_passage_says_its_language():
    assert found_in("Nothing here.", language="en").language == "en"


def test_an_overlong_sentence_is_cut_between_words_around_its_match():
    text = "sana " * 200 + "kokeilu " + "sana " * 200
    found = found_in(text.strip())
    assert marked(found) == ["kokeilu"]
    assert found.text.startswith("… sana")
    assert found.text.endswith("sana …")


def test_an_overlong_sentence_is_cut_between_clauses_where_one_ends_near():
    clause = "jossa kerrotaan laajasti muista asioista ja niiden taustoista, "
    found = found_in(f"{clause * 4}ja lopuksi kokeilu onnistui työmaalla, {clause * 4}".strip())
    assert marked(found) == ["kokeilu", "työmaalla"]
    assert found.text.startswith("… ja lopuksi kokeilu")
    assert found.text.endswith("taustoista, …")


def test_of_an_overlong_sentence_the_part_with_most_words_is_shown():
    text = "kokeilu " + "sana " * 100 + "kokeilu työmaalla " + "sana " * 100
    assert marked(found_in(text.strip())) == ["kokeilu", "työmaalla"]


def test_lines_without_a_stop_are_set_off_and_ranges_still_fit():
    found = found_in("Opit\nKokeilu onnistui.\nNäin tehtiin:\nensin työmaalla\nsitten muualla")
    assert found.text == ("Opit • Kokeilu onnistui. Näin tehtiin: ensin työmaalla • sitten muualla")
    assert marked(found) == ["Kokeilu", "työmaalla"]


def test_words_that_belong_together_are_marked_together_only():
    looked_for = wanted(["kokeilu", "työmaa"])
    assert not found_in("Kokeilu alkoi. Kokeilu päättyi.", looked_for).matches
    assert marked(found_in("Kokeilu alkoi työmaalla.", looked_for)) == ["Kokeilu", "työmaalla"]


def test_words_that_may_belong_together_must_be_near():
    looked_for = Wanted()
    looked_for.add(0, [[("fi", "kokeilu")], [("fi", "työmaa")]], reach=20)
    far = "Kokeilu alkoi vasta kun kaikki oli jo valmista siellä uudella työmaalla."
    assert not found_in(far, looked_for).matches
    assert marked(found_in("Kokeilu alkoi työmaalla.", looked_for)) == ["Kokeilu", "työmaalla"]


def test_who_to_ask_is_not_the_passage_that_answers():
    filler = "Tässä puhutaan aivan muista asioista kuin siitä. " * 10
    text = f"{filler}Lisätietoja: kokeilun vetäjä, kokeilu(at)kaupunki.example"
    whole = passage(text, "fi", TRIALS_AND_SITES, READER)
    assert whole.snippet.text.startswith("Tässä puhutaan")
    assert whole.words == 0
    before = found_in("Kokeilu onnistui. Lisätietoja: kokeilu(at)kaupunki.example")
    assert before.text == "Kokeilu onnistui."


@pytest.mark.parametrize(
    "text",
    [
        "Mukana oli mm. Espoo ja esim. Turku kokeilun ajan.",
        "Hanke päättyi 31. 12. eli talvella.",
        "Kirjoittaja on T. Virtanen Oulusta.",
        "The cities, e.g. Espoo, took part.",
    ],
)
def test_a_sentence_does_not_end_with_an_abbreviation(text):
    assert [text[start:end] for start, end in sentences(text)] == [text]


def test_a_sentence_ends_before_quotes_numbers_and_names():
    text = (
        "Alku. 12 yritystä tuli. ”Hyvä!” Sanoi joku. (Niin sanoi.) Loppu oli vuonna 2019. Uskalsi."
    )
    assert [text[start:end] for start, end in sentences(text)] == [
        "Alku.",
        "12 yritystä tuli.",
        "”Hyvä!”",
        "Sanoi joku.",
        "(Niin sanoi.)",
        "Loppu oli vuonna 2019.",
        "Uskalsi.",
    ]


@settings(deadline=None)
@given(st.text(alphabet="aä kokeilutyömaalla.,!?\n…", max_size=900))
def test_a_snippet_is_short_and_its_ranges_are_in_order(text):
    found = found_in(text)
    assert len(found.text) <= SNIPPET_LENGTH + 4
    flat = [place for match in found.matches for place in match]
    assert flat == sorted(flat)
    assert all(0 <= place <= len(found.text) for place in flat)


@settings(deadline=None)
@given(st.lists(st.sampled_from(["kokeilu", "työmaa,", "sana", "Näin.", "on\n"]), max_size=150))
def test_a_snippet_never_begins_or_ends_within_a_word(words):
    text = " ".join(words)
    shown = found_in(text).text.removeprefix("… ").removesuffix(" …")
    assert f" {shown} " in f" {one_line(text)} "
