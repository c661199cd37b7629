"""What page pairs teach: GIMP's help searched across languages with and without learnt terms.

The help's pages are not linked to one another; here pages of one file name are pairs, half of them
to learn from. Asked are the entries of the printed index whose pages are all in the other half.
Only pages that are truly Finnish count. The baseline is Dice's coefficient over the words of whole
pages. "alone" is without glossary and FreeDict, in learning too.

    ./run bench learnt-translations
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

from gimp_help import unpacked
from gimp_judgments import GimpHelp
from relevance import gimp_settings

from corpus.evaluation import path_of, ranked_names
from corpus.index.open_index import open_index
from corpus.index.query_parser import parse_query
from corpus.measures import figure, reciprocal_rank
from corpus.translation.aligned_pairs import learn
from corpus.translation.dictionary import Translator, lemmas_by_language
from corpus.translation.freedict import FreeDict
from corpus.translation.glossary import Glossary
from corpus.translation.learnt_terms import LearntTerms, TermPair
from corpus.translation.text_words import TextReader

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from corpus.document import Document
    from corpus.index.searcher import Searcher
    from corpus.judged import Judgments, Topic

    Pages = Sequence[tuple[Document, Document]]

DIRECTIONS = (("fi", "en"), ("en", "fi"))
SAMPLES = 30
DICE_PAGES = 2
DICE_LEAST = 0.3


@dataclass(frozen=True, slots=True)
class Bench:
    """The searched help, its judged queries that count, and the pages to learn from."""

    searcher: Searcher
    judged: Mapping[tuple[str, str], Judgments]
    pages: Pages

    @classmethod
    def of(cls, searcher: Searcher) -> Bench:
        """Divide pages and queries by the half their file names are in."""
        records = searcher.table.records
        found = {path_of(r["url"]): searcher.document(r["id"]) for r in records}
        documents = {path: document for path, document in found.items() if document}
        gimp = GimpHelp.read(unpacked(), documents, searcher.analyzers)
        judged = {pair: _of_other_half(gimp.judgments(*pair)) for pair in DIRECTIONS}
        return cls(searcher, judged, list(_pairs(documents)))

    def ranks(self, translator: Translator, pair: tuple[str, str]) -> list[float]:
        """Return the reciprocal rank of every query with its words translated so."""
        analysis = replace(self.searcher.analysis, translator=translator)
        searcher, judgments = replace(self.searcher, analysis=analysis), self.judged[pair]
        return [_rank(searcher, topic, judgments) for topic in judgments.topics]


def is_to_learn_from(path: str) -> bool:
    """Tell which half a page is in, by its file name alone."""
    return sha256(Path(path).name.encode()).digest()[0] % 2 == 0


def _of_other_half(judgments: Judgments) -> Judgments:
    kept = [
        topic
        for topic in judgments.topics
        if not any(map(is_to_learn_from, judgments.pages[topic.id]))
    ]
    return replace(judgments, topics=tuple(kept))


def _pairs(documents: Mapping[str, Document]) -> Iterator[tuple[Document, Document]]:
    for path, finnish in sorted(documents.items()):
        english = documents.get(path.replace("/fi/", "/en/", 1))
        if english and finnish.language == "fi" != english.language and is_to_learn_from(path):
            yield finnish, english


def _rank(searcher: Searcher, topic: Topic, judgments: Judgments) -> float:
    query = parse_query(topic.text, language=topic.language, filters=topic.asked_filters)
    found = [path_of(hit.url) for hit in searcher.search(query).hits]
    names = list(ranked_names(found, judgments.twins))
    return reciprocal_rank(names, judgments.pages[topic.id])


def dice(pages: Pages, reader: TextReader) -> LearntTerms:
    """Return pairs of words by how often they stand on pages that are pairs (Dice 1945)."""
    finnish, english, both = Counter[str](), Counter[str](), Counter[tuple[str, str]]()
    for pair in pages:
        words, others = (_bag(page, reader) for page in pair)
        finnish.update(words - others)
        english.update(others - words)
        both.update(product(words - others, others - words))
    pairs = (
        TermPair(one, other, 2 * count / (finnish[one] + english[other]))
        for (one, other), count in both.items()
        if count >= DICE_PAGES
    )
    return LearntTerms.of(pair for pair in pairs if pair.strength >= DICE_LEAST)


def _bag(page: Document, reader: TextReader) -> set[str]:
    texts = [page.title, page.description]
    texts += [text for section in page.sections for text in (section.heading, section.text)]
    words = (word for text in texts for word in reader.words(text, page.language))
    return {word.lemma for word in words if word.is_term}


def main() -> None:
    """Print the table, and some of what was learnt."""
    bench = Bench.of(open_index(gimp_settings(rebuild=False)).current_searcher())
    analyzers = bench.searcher.analyzers
    lemmas = lemmas_by_language(analyzers)
    known = Translator(Glossary.load(lemmas), FreeDict(), analyzers)
    nothing = Translator(Glossary(({}, []), lemmas), FreeDict(Path("/nowhere")), analyzers)
    unknowing = TextReader(analyzers, nothing)
    by_dice = dice(bench.pages, unknowing)
    started = time.monotonic()
    ours = learn(bench.pages, TextReader(analyzers, known))
    print(f"{len(bench.pages)} pairs, {time.monotonic() - started:.1f} s", file=sys.stderr)
    print_table(
        bench,
        {
            "no translation": nothing,
            "glossary and FreeDict": known,
            "  + Dice": known.taught(by_dice),
            "  + ours": known.taught(ours),
            "Dice alone": nothing.taught(by_dice),
            "ours alone": nothing.taught(learn(bench.pages, unknowing)),
        },
    )
    print_samples(ours)


def print_table(bench: Bench, translators: Mapping[str, Translator]) -> None:
    """Print the mean reciprocal rank with its 95 % interval, a line for each translator."""
    heads = [f"{'→'.join(pair)} ({len(bench.judged[pair].topics)})" for pair in DIRECTIONS]
    print(f"{'MRR@10':24}" + "".join(f"{head:24}" for head in heads))
    for name, translator in translators.items():
        means = [figure(bench.ranks(translator, pair)) for pair in DIRECTIONS]
        cells = (f"{mean.mean:.3f}  {mean.low:.3f}–{mean.high:.3f}" for mean in means)
        print(f"{name:24}" + "".join(f"{cell:24}" for cell in cells))


def print_samples(learnt: LearntTerms) -> None:
    """Print terms that a hash draws, with what renders them and how surely."""
    finnish = learnt.directions["fi", "en"]
    print(f"\n{len(finnish)} Finnish terms learnt, {SAMPLES} of them:")
    drawn = sorted(finnish, key=lambda term: sha256(term.encode()).digest())[:SAMPLES]
    for term in drawn:
        texts = ", ".join(f"{text} {strength:.2f}" for text, strength in finnish[term])
        print(f"    {term}: {texts}")


if __name__ == "__main__":
    main()
