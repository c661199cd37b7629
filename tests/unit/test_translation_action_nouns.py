import pytest

from corpus.translation.action_nouns import verbs_of


@pytest.mark.parametrize(
    ("noun", "verb"),
    [
        ("tulostus", "tulostaa"),
        ("suodatus", "suodattaa"),
        ("johdatus", "johdataa"),  # not a word; johdattaa is the other guess
        ("pyöritys", "pyörittää"),
        ("tallennus", "tallentaa"),
        ("käännös", "kääntää"),
        ("rajaus", "rajata"),
        ("leikkaus", "leikata"),
        ("lisäys", "lisätä"),
        ("kokous", "kokota"),
        ("optimointi", "optimoida"),
        ("räätälöinti", "räätälöidä"),
        ("valinta", "valita"),
        ("etsintä", "etsiä"),
    ],
)
def test_a_noun_of_action_leads_to_its_verb(noun, verb):
    assert verb in verbs_of(noun)


@pytest.mark.parametrize("word", ["", "us", "talo", "kaupunki", "data", "aus"])
def test_other_words_lead_to_none(word):
    assert verbs_of(word) == ()
