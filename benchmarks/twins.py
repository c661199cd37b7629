"""Twins that nobody names: how many are recognised, and how many of those are right.

Sets: the sample site without any link between its languages (truth: the judged twins; any other
pair is false, the judged false ones are counted beside); GIMP's help with its addresses, where
/fi/x and /en/x are twins, and with meaningless ones; the same without any number, since its
titles are numbered; and each without the partners of half or all of its pages, where a guess can
only be wrong. Peers: the same last part of the address, and the likest page by the words, names
and numbers that both pages have as written (cosine, best on both sides). LEAD was chosen with an
eye to GIMP's help without numbers and half of the partners, for precision; the other numbers on
the halves to tune on.

    ./run bench twins
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from math import log1p, sqrt
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from duplicates import sample_documents
from gimp_help import extracted_gimp_help
from relevance import gimp_settings

from corpus.analysis.tokenizer import tokens
from corpus.index.open_index import text_reader
from corpus.judged import half_of
from corpus.settings import Settings
from indexer.duplicates import distinct
from indexer.recognised_twins import recognised_twins

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from corpus.document import Document
    from corpus.translation.text_words import TextReader

    Guesses = Mapping[tuple[str, str], str]  # (Finnish, English) → evidence
    Method = Callable[[Sequence[Document]], Guesses]

JUDGMENTS = Path(__file__).parent.parent / "corpus" / "judgments"
LEAST_COSINE = 0.2
DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class TwinSet:
    """Unlinked documents, their true pairs, and the name by which a pair is in a half."""

    title: str
    documents: Sequence[Document]
    truth: Mapping[str, str]
    names: Mapping[str, str]

    def without_partners(self, half: str = "") -> TwinSet:
        """Return the set without the English pages of the true pairs of one half, or of all."""
        gone = {
            english
            for finnish, english in self.truth.items()
            if not half or half_of(self.names[finnish]) == half
        }
        kept = [one for one in self.documents if one.url not in gone]
        truth = {one: other for one, other in self.truth.items() if other not in gone}
        which = f"{half} half" if half else "all"
        return replace(self, title=f"{self.title}, {which} alone", documents=kept, truth=truth)

    def renamed(self) -> TwinSet:
        """Return the set with addresses that say nothing."""
        new = {one.url: f"https://x.example/{_digest(one.url)}" for one in self.documents}
        return TwinSet(
            f"{self.title}, no parallel addresses",
            [replace(one, url=new[one.url]) for one in self.documents],
            {new[one]: new[other] for one, other in self.truth.items()},
            {new[url]: name for url, name in self.names.items()},
        )

    def without_numbers(self) -> TwinSet:
        """Return the set without a digit in titles, headings and texts."""
        documents = [_without_digits(one) for one in self.documents]
        return replace(self, title=f"{self.title}, no numbers", documents=documents)


def ours(reader: TextReader, documents: Sequence[Document]) -> Guesses:
    """Return what a build recognises."""
    found = recognised_twins(documents, reader)
    return {(pair.finnish.url, pair.english.url): pair.evidence for pair in found}


def same_slug(documents: Sequence[Document]) -> Guesses:
    """Return the pages whose addresses end alike."""
    pages: dict[str, dict[str, str]] = defaultdict(dict)
    for document in documents:
        slug = urlsplit(document.url).path.rstrip("/").rpartition("/")[2]
        pages[slug][document.language] = document.url
    return {(each["fi"], each["en"]): "slug" for each in pages.values() if {"fi", "en"} <= {*each}}


def same_words(documents: Sequence[Document]) -> Guesses:
    """Return the likest pages by what both write alike, where each is the other's best."""
    vectors = {
        language: _vectors(one for one in documents if one.language == language)
        for language in ("fi", "en")
    }
    best: dict[str, tuple[float, str]] = {}
    for finnish, one in vectors["fi"].items():
        for english, other in vectors["en"].items():
            cosine = sum(weight * other.get(word, 0.0) for word, weight in one.items())
            best[finnish] = max(best.get(finnish, (0.0, "")), (cosine, english))
            best[english] = max(best.get(english, (0.0, "")), (cosine, finnish))
    return {
        (finnish, best[finnish][1]): "written alike"
        for finnish in vectors["fi"]
        if best[finnish][0] >= LEAST_COSINE and best[best[finnish][1]][1] == finnish
    }


def _vectors(documents: Iterable[Document]) -> dict[str, dict[str, float]]:
    counts = {document.url: Counter(_words(document)) for document in documents}
    pages = Counter(word for found in counts.values() for word in found)
    rarity = {word: log1p(len(counts) / count) for word, count in pages.items()}
    vectors = {}
    for url, found in counts.items():
        length = sqrt(sum((count * rarity[word]) ** 2 for word, count in found.items())) or 1.0
        vectors[url] = {word: count * rarity[word] / length for word, count in found.items()}
    return vectors


def _words(document: Document) -> list[str]:
    texts = [document.title]
    texts += [text for section in document.sections for text in (section.heading, section.text)]
    return [token.exact for text in texts for token in tokens(text)]


def _without_digits(document: Document) -> Document:
    sections = tuple(
        replace(each, heading=DIGITS.sub("", each.heading), text=DIGITS.sub("", each.text))
        for each in document.sections
    )
    return replace(document, title=DIGITS.sub("", document.title), sections=sections)


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:12]


def sample_set() -> TwinSet:
    """Return the sample site with its judged twins."""
    found = distinct(sample_documents()).documents
    names = {one.url: urlsplit(one.url).path for one in found}
    urls = {path: url for url, path in names.items()}
    pairs = _judged_pairs("twins.tsv")
    truth = {urls[one]: urls[other] for one, other in pairs if one in urls and other in urls}
    return TwinSet("sample site", _unlinked(found), truth, names)


def gimp_set() -> TwinSet:
    """Return GIMP's help; pages of one file name that are Finnish and English are twins."""
    found = distinct(extracted_gimp_help(gimp_settings(rebuild=False)).documents.values()).documents
    names = {one.url: urlsplit(one.url).path.rpartition("/")[2] for one in found}
    english = {names[one.url]: one.url for one in found if "/en/" in one.url}
    truth = {
        one.url: english[names[one.url]]
        for one in found
        if one.language == "fi" and names[one.url] in english
    }
    return TwinSet("GIMP's help", _unlinked(found), truth, names)


def _unlinked(documents: Iterable[Document]) -> list[Document]:
    return [replace(one, twins={}) for one in documents]


def _judged_pairs(name: str) -> list[tuple[str, str]]:
    lines = (JUDGMENTS / name).read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line.startswith("/")]
    return [(row[0], row[1]) for row in rows]


def print_set(twins: TwinSet, methods: Mapping[str, Method]) -> None:
    """Print what each method finds, in both halves, and by which evidence."""
    print(f"{twins.title}: {len(twins.documents)} pages, {len(twins.truth)} pairs")
    for method, find in methods.items():
        guesses = find(twins.documents)
        right = {pair for pair in guesses if twins.truth.get(pair[0]) == pair[1]}
        evidence = Counter(guesses.values())
        by_evidence = ", ".join(
            f"{name} {sum(guesses[pair] == name for pair in right)} of {count}"
            for name, count in sorted(evidence.items())
        )
        cells = "  ".join(_figures(twins, guesses, right, half) for half in ("", "test", "tune"))
        print(f"  {method:14}{cells}  {by_evidence}")


def _figures(
    twins: TwinSet, guesses: Iterable[tuple[str, str]], right: set[tuple[str, str]], half: str
) -> str:
    def is_in(url: str) -> bool:
        return not half or half_of(twins.names[url]) == half

    found = [pair for pair in guesses if is_in(pair[0])]
    pairs = sum(map(is_in, twins.truth))
    hits = sum(pair in right for pair in found)
    precision = f"{hits / len(found):.3f}" if found else "    –"
    recall = f"{hits / pairs:.3f}" if pairs else "    –"
    return f"{half or 'all':4} {len(found):4} found  P {precision}  R {recall}"


def main() -> None:
    """Print every set."""
    with TemporaryDirectory() as data:
        reader = text_reader(Settings(data_dir=Path(data)))
    methods: dict[str, Method] = {
        "Kuutoshaku": partial(ours, reader),
        "same slug": same_slug,
        "written alike": same_words,
    }
    sample = sample_set()
    print_set(sample, methods)
    false = {*_judged_pairs("false_twins.tsv")}
    taken = sum(
        (sample.names[one], sample.names[other]) in false
        for one, other in methods["Kuutoshaku"](sample.documents)
    )
    print(f"  of {len(false)} pairs judged false, {taken} are taken")
    gimp = gimp_set()
    plain = gimp.renamed()
    for twins in (gimp, plain, plain.without_numbers()):
        print_set(twins, methods)
    for twins in (sample, gimp, plain, plain.without_numbers()):
        print_set(twins.without_partners("tune"), methods)
        print_set(twins.without_partners(), methods)


if __name__ == "__main__":
    main()
