import pytest

from corpus.analysis.analyzer import analyzers
from corpus.document import Document, Section, document_id
from corpus.translation.dictionary import Translator, lemmas_by_language
from corpus.translation.freedict import FreeDict
from corpus.translation.glossary import Glossary
from corpus.translation.parallel_texts import parallel_texts
from corpus.translation.text_words import TextReader, terms

LONG = "Hanke alkoi syksyllä ja jatkui seuraavaan kevääseen asti suunnitelman mukaan rauhassa."
LONG_ENGLISH = "The project began in autumn and went on until the next spring, calmly as planned."


@pytest.fixture(scope="module")
def reader(tmp_path_factory):
    analyzed = analyzers()
    missing = FreeDict(tmp_path_factory.mktemp("none"))
    return TextReader(
        analyzed, Translator(Glossary.load(lemmas_by_language(analyzed)), missing, analyzed)
    )


@pytest.fixture
def aligned(reader):
    """Return a function from two versions, each (heading, text)…, to the texts that belong."""

    def of(finnish, english):
        texts = parallel_texts(document("fi", finnish), document("en", english), reader)
        return [
            tuple(" ".join(word.exact for word in words) for words in both)
            for both in list(texts)[2:]
        ]

    return of


def document(language, sections):
    url = f"https://site.example/{language}/"
    made = tuple(Section("", heading, 2, "other", language, text) for heading, text in sections)
    return Document(document_id(url), url, "", language, "page", made)


def test_headings_and_paragraphs_are_aligned_in_their_order(aligned):
    assert aligned(
        [("Vaahtera", "Mänty humisee."), ("Koivu", "Kuusi kaatui.")],
        [("Maple", "Pine sighs."), ("Birch", "Spruce fell.")],
    ) == [
        ("vaahtera", "maple"),
        ("mänty humisee", "pine sighs"),
        ("koivu", "birch"),
        ("kuusi kaatui", "spruce fell"),
    ]


def test_a_paragraph_of_one_version_only_is_left_out(aligned):
    assert aligned(
        [("", "Vaahtera kaatui 1999.\nMänty kaatui 2001.")],
        [("", "Maple fell in 1999.\nOf this only we have something to tell.\nPine fell in 2001.")],
    ) == [("vaahtera kaatui 1999", "maple fell 1999"), ("mänty kaatui 2001", "pine fell 2001")]


def test_a_heading_does_not_belong_to_a_paragraph(aligned):
    assert aligned([("Vaahtera", "Mänty kaatui.")], [("", "Pine fell.")]) == [
        ("mänty kaatui", "pine fell")
    ]


def test_two_paragraphs_may_say_what_one_does(aligned):
    assert aligned(
        [("", "Vaahtera kaatui syysmyrskyssä.\nSitten mänty kaatui.")],
        [("", "Maple fell in autumn storm, and then the pine fell.")],
    ) == [
        ("vaahtera kaatui syysmyrskyssä sitten mänty kaatui", "maple fell autumn storm pine fell")
    ]


def test_words_of_the_dictionary_tell_what_belongs_together(aligned):
    assert aligned(
        [("", "Kaupunki auttaa.\nAsukas kiittää.")],
        [("", "Before that there was another story altogether.\nCity helps.\nResident smiles.")],
    ) == [("kaupunki auttaa", "city helps"), ("asukas kiittää", "resident smiles")]


def test_a_long_paragraph_is_cut_into_sentences(aligned):
    found = aligned([("", " ".join([LONG] * 3))], [("", " ".join([LONG_ENGLISH] * 3))])
    assert len(found) == 3
    assert len(set(found)) == 1


def test_a_compound_has_its_parts_as_pieces(reader):
    if analyzers()["fi"].tier == "simplemma":
        pytest.skip("a word list cuts compounds by guess")
    (word,) = reader.words("kukkapenkissä", "fi")
    assert word.lemma == "kukkapenkki"
    assert word.pieces == ("kukka", "penkki")


def test_english_words_are_taken_apart_at_hyphens_but_short_prefixes_stay(reader):
    assert [word.lemma for word in reader.words("multi-window", "en")] == ["multi", "window"]
    assert [word.lemma for word in reader.words("e-service", "en")] == ["eservice"]


def test_a_term_does_not_run_over_a_stop_word(reader):
    assert set(terms(reader.words("flower bed of roses", "en"))) == {
        "flower",
        "bed",
        "flower bed",
        "rose",
    }
