import re
import tomllib
from collections import Counter

import pytest

from corpus.analysis.analyzer import analyzers
from corpus.errors import SettingsError
from corpus.translation.dictionary import lemmas_by_language
from corpus.translation.glossary import PACKAGED_GLOSSARY, Glossary, read_glossary

TABLES = tomllib.loads(PACKAGED_GLOSSARY.read_text(encoding="utf-8"))
ENTRIES = [
    (table, key, texts)
    for table in ("terms", "names", "acronyms")
    for key, texts in TABLES[table].items()
]


def test_the_glossary_is_large_enough_to_lean_on():
    assert len(ENTRIES) >= 1000


def test_no_finnish_word_stands_twice_in_any_case_or_table():
    times = Counter(key.casefold() for _, key, _ in ENTRIES)
    assert [key for key, count in times.items() if count > 1] == []


def test_no_word_is_both_translated_and_left_unchanged():
    keys = {key.casefold() for _, key, _ in ENTRIES}
    assert [word for word in TABLES["unchanged"]["words"] if word.casefold() in keys] == []


def test_every_entry_has_a_rendering_and_no_rendering_twice():
    assert [key for _, key, texts in ENTRIES if not texts or len(texts) != len(set(texts))] == []


def test_no_text_has_stray_whitespace_or_is_empty():
    texts = [text for _, key, texts in ENTRIES for text in (key, *texts)]
    texts += TABLES["unchanged"]["words"]
    assert [text for text in texts if not text or text != " ".join(text.split())] == []


def test_every_entry_stands_on_one_line_of_its_own():
    lines = PACKAGED_GLOSSARY.read_text(encoding="utf-8").splitlines()
    starts = [line for line in lines if re.fullmatch(r'"[^"]+" = \[("[^"]+"(, )?)+\]', line)]
    assert len(starts) == len(ENTRIES)


UNKNOWN_TO_VOIKKO = {"liikennehubi"}


def is_base_form(written, lemmas):
    # The analyzer reads a noun made from a verb as the verb: kehittäminen as kehittää.
    return written in lemmas or written.endswith("minen")


def test_every_term_has_a_word_in_its_base_form_and_a_single_word_is_one():
    analyzed = analyzers()
    if analyzed["fi"].tier != "libvoikko":
        pytest.skip("the other tiers know fewer words; one machine with libvoikko is enough")
    finnish = lemmas_by_language(analyzed)["fi"]
    terms = [key for key in TABLES["terms"] if key == key.lower()]
    inflected = {
        key for key in terms if not any(is_base_form(word[0], word[1:]) for word in finnish(key))
    }
    assert inflected <= UNKNOWN_TO_VOIKKO


@pytest.mark.parametrize("table", ["terms", "names", "acronyms"])
def test_every_entry_is_found_by_its_own_words_in_both_directions(table):
    lemmas = lemmas_by_language(analyzers())
    glossary = Glossary.load(lemmas)
    for _, key, texts in (entry for entry in ENTRIES if entry[0] == table):
        (there,) = glossary.renderings(lemmas["fi"](key), "fi", "en")
        assert set(texts) <= set(there.texts), key
        for text in texts:
            (back,) = glossary.renderings(lemmas["en"](text), "en", "fi")
            assert key in back.texts, text


def test_a_file_that_is_no_glossary_is_refused_by_name(tmp_path):
    path = tmp_path / "glossary.toml"
    path.write_text('[terms]\n"hanke" = "project"\n', encoding="utf-8")
    with pytest.raises(SettingsError, match=r'"hanke" needs a list'):
        read_glossary(path)
    path.write_text('[terms\n"hanke"', encoding="utf-8")
    with pytest.raises(SettingsError, match=r"glossary\.toml cannot be read"):
        read_glossary(path)
    with pytest.raises(SettingsError, match="missing"):
        read_glossary(tmp_path / "missing.toml")
