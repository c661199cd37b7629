"""How often a misspelt word is respelt as a form of the word meant, beside plain SymSpell.

Half of the sample site's pages are indexed. Words of six letters or more get one seeded edit:
forms that are in that index, and forms of the other half that are not, of words that are.
Right is the first spelling, or the word as typed where none is proposed, if it has a dictionary
form in common with the word meant. The peer is symspellpy (group `bench`) over the same words, or
where it is missing our own table of near words alone, without lexicons and compounds.

    ./run bench spelling [--seed 11] [--misses 20] [--tier pyvoikko] [--data BUILT-SAMPLE-SITE]
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.analysis.tokenizer import tokens
from corpus.index.open_index import begin_rebuild, generations
from corpus.index.published_index import open_snapshot
from corpus.index.query_parser import parse_query
from corpus.index.respelt_search import respelt_search
from corpus.index.word_tools import Tools
from corpus.judged import PACKAGED, Judgments
from corpus.sample_site.sample_source import sample_source
from corpus.sample_site.server import SampleSite
from corpus.settings import Settings
from indexer.reindex import Wish, Workshop, reindex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from corpus.analysis.analyzer import Analyzer
    from corpus.document import Document
    from corpus.index.known_words import Vocabulary
    from corpus.index.published_index import Snapshot

    Method = Callable[["Typo"], str | None]
    Words = set[tuple[str, str]]  # language of the page, form

TYPOS = 300
MIN_LETTERS = 6
LETTERS = "abcdefghijklmnopqrstuvwxyzåäö"
HALVED_BY = 1  # the seed that halves the pages; --seed is for the typos


@dataclass(frozen=True, slots=True)
class Typo:
    """A word meant, how it was typed, and the language of the page it is from."""

    language: str
    meant: str
    typed: str


def main() -> None:
    """Print accuracy and time by set and method, then the judged queries with typos."""
    wish = _wish()
    with tempfile.TemporaryDirectory() as folder:
        sample = Settings(data_dir=wish.data or Path(folder) / "sample")
        if wish.data is None:
            with SampleSite() as site:
                reindex(Workshop.open(sample, [sample_source(site.url)]), Wish())
        whole = snapshot_of(sample)
        indexed, held_out = halves(whole)
        half = Settings(data_dir=Path(folder) / "half", finnish_tier=wish.tier)
        snapshot = published(half, indexed)
        sets = {
            "forms in the index": forms(indexed),
            "other forms": only_as_other_forms(snapshot, forms(held_out), forms(indexed)),
        }
        for title, words in sets.items():
            measure(title, snapshot, typos(words, wish.seed), wish.misses)
        print_judged(whole)


def _wish() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--misses", type=int, default=0)
    parser.add_argument("--tier", default="best")
    parser.add_argument("--data", type=Path)
    return parser.parse_args()


def snapshot_of(settings: Settings) -> Snapshot:
    """Open what a data directory has published."""
    where = generations(settings)
    name = where.current()
    return open_snapshot(where.path(name), where.check(name), Tools(settings.finnish_tier, None))


def published(settings: Settings, documents: Iterable[Document]) -> Snapshot:
    """Publish documents and open what was published."""
    writer = begin_rebuild(settings)
    for document in documents:
        writer.add(document)
    writer.publish()
    return snapshot_of(settings)


def halves(whole: Snapshot) -> tuple[list[Document], list[Document]]:
    """Return all documents in two halves; twins stay together."""
    table = whole.searcher.table
    groups = sorted(set(table.group_of.tolist()))
    random.Random(HALVED_BY).shuffle(groups)  # noqa: S311 - a seeded draw is wanted
    held_out = set(groups[len(groups) // 2 :])
    parts: tuple[list[Document], list[Document]] = ([], [])
    for page, record in enumerate(table.records):
        document = whole.searcher.document(record["id"])
        if document is not None:
            parts[table.group_of[page] in held_out].append(document)
    return parts


def forms(documents: Iterable[Document]) -> Words:
    """Return the words of documents as written, each with the language it stands in."""
    return {
        (section.language, token.exact)
        for document in documents
        for section in document.sections
        if section.language in {"fi", "en"}
        for token in tokens(f"{section.heading} {section.text}")
        if len(token.exact) >= MIN_LETTERS and token.exact.isalpha()
    }


def only_as_other_forms(snapshot: Snapshot, words: Words, indexed: Words) -> Words:
    """Return the words that the index lacks as written, but has in another form."""
    analyzers = snapshot.searcher.analyzers
    lemmas = {
        (spoken, each) for spoken, form in indexed for each in analyzers[spoken].forms(form).lemmas
    }
    return {
        (spoken, form)
        for spoken, form in words
        if not snapshot.speller.words.is_written(form)
        and any((spoken, lemma) in lemmas for lemma in analyzers[spoken].forms(form).lemmas)
    }


def misspelt(word: str, chance: random.Random) -> str:
    """Return a word with one edit: a letter lost, added, changed, or two swapped."""
    while True:
        at, letter = chance.randrange(len(word)), chance.choice(LETTERS)
        before, here, after = word[:at], word[at], word[at + 1 :]
        typed = chance.choice(
            (
                before + after,
                before + letter + here + after,
                before + letter + after,
                before + after[:1] + here + after[1:],
            )
        )
        if typed != word:
            return typed


def typos(words: Words, seed: int) -> list[Typo]:
    """Return seeded typos of words drawn from a set."""
    chance = random.Random(seed)  # noqa: S311 - a seeded draw is wanted
    drawn = chance.sample(sorted(words), min(TYPOS, len(words)))
    return [Typo(language, word, misspelt(word, chance)) for language, word in drawn]


def measure(title: str, snapshot: Snapshot, drawn: Sequence[Typo], misses: int) -> None:
    """Print a line for us, the peer and doing nothing, and our first misses."""
    analyzers, speller = snapshot.searcher.analyzers, snapshot.speller
    name, first = peer(speller.words.vocabulary)
    methods: dict[str, Method] = {
        "ours": lambda typo: (
            speller.spelling(typo.typed, typo.language) if speller.is_misspelt(typo.typed) else None
        ),
        name: lambda typo: first(typo.typed),
        "as typed": lambda _: None,
    }
    print(f"{title}: {len(drawn)} typos")
    for label, method in methods.items():
        found, seconds = timed(method, drawn)
        right = [is_right(*pair, analyzers) for pair in zip(drawn, found, strict=True)]
        figures = [f"{sum(right) / len(right):.3f}"]
        for language in ("fi", "en"):
            own = [ok for ok, typo in zip(right, drawn, strict=True) if typo.language == language]
            figures.append(f"{language} {sum(own) / max(1, len(own)):.3f} of {len(own)}")
        mean, late = 1000 * sum(seconds) / len(seconds), 1000 * sorted(seconds)[-len(seconds) // 20]
        print(f"  {label:12} {'  '.join(figures)}  mean {mean:.1f} ms, 95 % {late:.1f} ms")
        if label == "ours":
            print_misses(
                [p for p, ok in zip(zip(drawn, found, strict=True), right, strict=True) if not ok][
                    :misses
                ]
            )


def timed(method: Method, drawn: Sequence[Typo]) -> tuple[list[str | None], list[float]]:
    """Return what a method proposes for each typo, and in how many seconds."""
    found, seconds = [], []
    for typo in drawn:
        started = time.perf_counter()
        found.append(method(typo))
        seconds.append(time.perf_counter() - started)
    return found, seconds


def print_misses(missed: Iterable[tuple[Typo, str | None]]) -> None:
    """Print typos with what was proposed instead of the word meant."""
    for typo, spelling in missed:
        print(f"    {typo.language} {typo.meant}, typed {typo.typed}: {spelling or 'left alone'}")


def is_right(typo: Typo, spelling: str | None, analyzers: Mapping[str, Analyzer]) -> bool:
    """Tell whether a spelling is a form of the word meant."""
    analyzer = analyzers[typo.language]
    meant = set(analyzer.forms(typo.meant).lemmas)
    return not meant.isdisjoint(analyzer.forms(spelling or typo.typed).lemmas)


def peer(vocabulary: Vocabulary) -> tuple[str, Callable[[str], str | None]]:
    """Return the name and the first spelling of a plain SymSpell over the same words."""
    if find_spec("symspellpy"):
        return "symspellpy", _symspellpy(vocabulary)

    def nearest(word: str) -> str | None:
        near = vocabulary.near.near(word)
        ranked = sorted((apart, -vocabulary.frequencies[other], other) for other, apart in near)
        return ranked[0][2] if ranked else None

    return "near words", nearest


def _symspellpy(vocabulary: Vocabulary) -> Callable[[str], str | None]:
    module = import_module("symspellpy")
    symspell = module.SymSpell(max_dictionary_edit_distance=2, prefix_length=7)
    for word, count in vocabulary.frequencies.items():
        symspell.create_dictionary_entry(word, count)

    def first(word: str) -> str | None:
        found = symspell.lookup(word, module.Verbosity.TOP, max_edit_distance=2)
        return str(found[0].term) if found else None

    return first


def print_judged(whole: Snapshot) -> None:
    """Print what becomes of the judged queries with typos, of the half to tune on only."""
    print("judged queries with typos (tune): in full or only asked, and how the note has them")
    judgments = Judgments.load(PACKAGED / "topics.tsv", PACKAGED / "qrels.txt")
    for topic in judgments.topics:
        if topic.kind == "typo" and topic.half == "tune":
            query = parse_query(topic.text, language=topic.language)
            results = respelt_search(whole.searcher, whole.speller, query)
            how = "answered" if results.corrected else "asked"
            print(f"  {topic.text} → {results.did_you_mean} ({how}, {results.total})")


if __name__ == "__main__":
    main()
