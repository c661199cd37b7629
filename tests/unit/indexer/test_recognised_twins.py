from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from corpus.analysis.analyzer import analyzers
from corpus.document import Document, Section, document_id
from corpus.translation.dictionary import Translator, lemmas_by_language
from corpus.translation.freedict import FreeDict
from corpus.translation.glossary import Glossary
from corpus.translation.text_words import TextReader
from indexer.recognised_twins import recognised_twins
from indexer.twins import with_guesses

# Words of the glossary in their order, each page its own.
WASTE = "kiertotalous hanke jäte kierrätys yritys sivuvirta materiaali kokeilu tulos kaupunki"
RIDES = "robottibussi liikkuminen joukkoliikenne pysäkki matka kaupunki kokeilu hanke asukas data"
ENGLISH = {
    "kiertotalous": "circular economy",
    "hanke": "project",
    "jäte": "waste",
    "kierrätys": "recycling",
    "yritys": "company",
    "sivuvirta": "side stream",
    "materiaali": "material",
    "kokeilu": "experiment",
    "tulos": "result",
    "kaupunki": "city",
    "robottibussi": "robot bus",
    "liikkuminen": "mobility",
    "joukkoliikenne": "public transport",
    "pysäkki": "stop",
    "matka": "journey",
    "asukas": "resident",
    "data": "data",
}
TREES = "kuusi mänty koivu haapa leppä"
FEW_OF_WASTE = "tulos kaupunki oak elm ash birch pine rowan alder willow maple larch poplar lime"


@pytest.fixture(scope="module")
def reader():
    """A reader that knows the glossary alone, as on a machine without FreeDict."""
    languages = analyzers("best")
    glossary = Glossary.load(lemmas_by_language(languages))
    return TextReader(languages, Translator(glossary, FreeDict(Path("/nowhere")), languages))


def finnish(words, path, title="", **facts):
    text = ". ".join(word.capitalize() for word in words.split())
    return page(f"{text}. {text}.", path, title or words.split()[0], "fi", **facts)


def english(words, path, title="", **facts):
    rendered = [ENGLISH.get(word, word) for word in words.split()]
    text = ". ".join(word.capitalize() for word in rendered)
    return page(f"{text}. {text}.", path, title or rendered[0], "en", **facts)


def page(text, path, title, language, source="site", **facts):
    url = f"https://kaupunki.fi/{path}"
    sections = (Section("", "", 1, "other", language, text),)
    return Document(
        document_id(url), url, title, language, "page", sections, source=source, **facts
    )


@pytest.fixture
def others():
    """Pages in both languages that are no twins of any."""
    return [
        finnish(
            "ilmasto energia rakennus sähkö lämpö remontti koulu katu puisto satama", "ilmasto"
        ),
        english("training youth work employer skill degree guidance coach trainee vacancy", "work"),
    ]


def found(documents, reader):
    return {
        (pair.finnish.url.rsplit("/")[-1], pair.english.url.rsplit("/")[-1]): pair.evidence
        for pair in recognised_twins(documents, reader)
    }


def test_pages_that_say_the_same_are_recognised_whatever_their_addresses(reader, others):
    pages = [finnish(WASTE, "jate"), english(WASTE, "waste"), finnish(RIDES, "bussi"), *others]
    assert found(pages, reader) == {("jate", "waste"): "words"}
    pages += [english(RIDES, "bus")]
    assert found(pages, reader) == {("jate", "waste"): "words", ("bussi", "bus"): "words"}


def test_pages_of_a_site_without_parallels_stay_apart(reader, others):
    assert found([finnish(RIDES, "bussi"), english(WASTE, "waste"), *others], reader) == {}


def test_a_page_that_names_a_twin_is_never_given_another(reader, others):
    pages = [finnish(WASTE, "jate"), english(WASTE, "waste", twins={"fi": "https://x.fi/"})]
    assert found([*pages, *others], reader) == {}


def test_pages_of_two_types_or_two_sources_stay_apart(reader, others):
    one, other = finnish(WASTE, "jate"), english(WASTE, "waste")
    assert found([replace(one, type="project"), replace(other, type="result")], reader) == {}
    assert found([one, replace(other, source="elsewhere"), *others], reader) == {}


def test_titles_with_other_numbers_are_of_other_pages(reader, others):
    one = finnish(WASTE, "jate", title="Haku 2018")
    assert found([one, english(WASTE, "waste", title="Call 2019"), *others], reader) == {}
    assert found([one, english(WASTE, "waste", title="Call 2018"), *others], reader)


def test_texts_without_a_number_in_common_are_of_other_pages(reader, others):
    one = finnish(f"{WASTE} 120 350", "jate")
    assert found([one, english(f"{WASTE} 77 8000", "waste"), *others], reader) == {}
    assert found([one, english(f"{WASTE} 77 350", "waste"), *others], reader)


def test_where_two_pages_are_as_like_neither_is_taken(reader, others):
    pages = [finnish(WASTE, "jate"), english(WASTE, "waste")]
    assert found([*pages, english(WASTE, "waste-again"), *others], reader) == {}
    assert found([*pages, finnish(WASTE, "jate-taas"), *others], reader) == {}


def test_a_page_that_has_its_twin_is_no_rival_any_more(reader, others):
    half = " ".join(WASTE.split()[:6])
    second = [finnish(f"{half} {TREES}", "puu"), english(f"{half} stop journey", "tree")]
    pages = [finnish(WASTE, "jate"), english(WASTE, "waste"), *second, *others]
    assert found(pages, reader) == {("jate", "waste"): "words", ("puu", "tree"): "words"}
    pages = [finnish(RIDES, "jate"), english(WASTE, "waste"), *second, *others]
    assert ("puu", "tree") not in found(pages, reader)


def test_addresses_that_differ_in_the_language_alone_need_few_words(reader, others):
    pages = [finnish(WASTE, "fi/palvelut"), english(FEW_OF_WASTE, "en/palvelut"), *others]
    assert found(pages, reader) == {("palvelut", "palvelut"): "address"}
    moved = [finnish(WASTE, "palvelut"), english(FEW_OF_WASTE, "services"), *others]
    assert found(moved, reader) == {}


def test_addresses_that_two_pages_share_without_their_language_prove_nothing(reader, others):
    pages = [finnish(RIDES, "fi/palvelut"), finnish(WASTE, "palvelut")]
    pages += [english(FEW_OF_WASTE, "en/palvelut"), *others]
    assert found(pages, reader) == {}


def test_pages_of_a_few_words_are_not_judged(reader, others):
    pages = [page("Kiertotalous.", "jate", "Kiertotalous", "fi")]
    pages += [page("Circular economy.", "waste", "Circular economy", "en")]
    assert found([*pages, *others], reader) == {}


def test_a_guess_is_told_from_a_twin_that_pages_name_and_shares_no_tags():
    one, other = finnish(WASTE, "jate", cities=("oulu",)), english(WASTE, "waste")
    guessed, back = with_guesses([one, other], [(one.url, other.url)])
    assert (dict(guessed.twins), guessed.guessed_twins) == ({"en": other.url}, ("en",))
    assert (dict(back.twins), back.guessed_twins) == ({"fi": one.url}, ("fi",))
    assert back.cities == ()
