"""Which words find each other: inflected forms, parts of compounds, and words that must not.

A word finds another when a term it is asked by is a term the other is indexed by, in any layer,
with the product's own query analysis and index schema. Peers in the same run: Snowball's stem,
simplemma's lemma, and a prefix wildcard on the stem where a part is asked. Finnish is measured in
every tier this machine has. The lists and how they were made: tests/relevance/conflation.

    ./run bench conflation [--tier libvoikko] [--misses 20]
"""

from __future__ import annotations

import argparse
import time
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import conflation_cases as lists
import simplemma
import snowballstemmer

from corpus.analysis.analyzer import analyzers
from corpus.analysis.english import English
from corpus.analysis.finnish import Finnish
from corpus.analysis.morphology import TIERS, morphology
from corpus.errors import LanguageToolError
from corpus.index import schema
from corpus.index.query_parser import parse_query
from corpus.index.query_terms import QueryAnalysis

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from conflation_cases import Case

    from corpus.analysis.analyzer import Analyzer, Language
    from corpus.index.query_terms import Group

    Method = Callable[[Case], bool]
    Terms = frozenset[tuple[str, str]]

STEMMERS = {"fi": snowballstemmer.stemmer("finnish"), "en": snowballstemmer.stemmer("english")}
STEM_LAYERS = {schema.FINNISH_PARTS, schema.ENGLISH_STEM}


@dataclass(frozen=True, slots=True)
class Share:
    """How many cases of a row meet, by method, of how many."""

    met: Mapping[str, int]
    of: int

    def of_method(self, name: str) -> float:
        """Return the share that meets by one method."""
        return self.met[name] / self.of


class NoOtherWords:
    """Leaves words untranslated, so that only the analysis of a language is measured."""

    def groups(self, words: Sequence[str]) -> dict[str, list[Group]]:  # noqa: ARG002
        """Return nothing."""
        return {}


class Product:
    """Tells which words find each other in the product, with one tier of Finnish."""

    def __init__(self, tier: str) -> None:
        """Make the analyzers; raises LanguageToolError where this machine lacks the tier."""
        self.analyzers: Mapping[str, Analyzer] = analyzers(tier)
        self._query = QueryAnalysis(self.analyzers, NoOtherWords(), expand=lambda _: ())
        self.asked = cache(self._asked)
        self.indexed = cache(self._indexed)

    def _asked(self, text: str, language: str) -> Terms:
        """Return the terms a word is looked for by."""
        units = self._query.units(parse_query(text, language=language))
        words = [word for unit in units for word in unit.words]
        return frozenset((term.layer, term.text) for word in words for term in word.terms)

    def _indexed(self, text: str, language: str) -> Terms:
        """Return the terms a word of a text is found by."""
        layers = schema.zone_terms(text, language, self.analyzers)
        return frozenset((layer, term) for layer, found in layers.items() for term, _ in found)

    def meet(self, case: Case) -> bool:
        """Tell whether a word finds another in some layer."""
        return not self.asked(case.asked, case.language).isdisjoint(
            self.indexed(case.indexed, case.language)
        )

    def share_a_lemma(self, case: Case) -> bool:
        """Tell whether a word finds another by a dictionary form, and not by a part or a stem."""
        both = self.asked(case.asked, case.language) & self.indexed(case.indexed, case.language)
        return any(layer not in STEM_LAYERS for layer, _ in both)


def stem(word: str, language: str) -> str:
    """Return Snowball's stem of a word."""
    return str(STEMMERS[language].stemWord(word.lower()))


def lemma(word: str, language: str) -> str:
    """Return simplemma's lemma of a word, with the words it may guess at."""
    found = simplemma.lemmatize(word, lang=language, greedy=language == "fi", low_memory=True)
    return str(found).lower()


PEERS: dict[str, Method] = {
    "Snowball": lambda case: stem(case.asked, case.language) == stem(case.indexed, case.language),
    "simplemma": lambda case: (
        lemma(case.asked, case.language) == lemma(case.indexed, case.language)
    ),
}
PREFIX: dict[str, Method] = {
    "prefix*": lambda case: case.indexed.lower().startswith(stem(case.asked, case.language))
}


def tables(product: Product) -> dict[str, tuple[list[Case], dict[str, Method]]]:
    """Return the cases of each table and the methods to measure beside each other."""
    ours: dict[str, Method] = {"ours": product.meet}
    guard = {**ours, "lemma only": product.share_a_lemma, **PEERS}
    return {
        "Finnish forms": (lists.forms("forms.tsv", "fi"), ours | PEERS),
        "Finnish forms as typed": (lists.typed_forms(), ours | PEERS),
        "Parts of compounds": (lists.parts(), ours | PEERS | PREFIX),
        "Finnish derivations": (lists.derivations(), ours | PEERS),
        "Finnish strangers": (lists.strangers("fi"), guard),
        "English forms": (lists.forms("english.tsv", "en"), ours | PEERS),
        "English strangers": (lists.strangers("en"), guard),
    }


def shares(cases: Sequence[Case], methods: Mapping[str, Method]) -> dict[str, Share]:
    """Return the share that meets, for all cases, each half and each group."""
    met = {name: [method(case) for case in cases] for name, method in methods.items()}
    found: dict[str, Share] = {}
    groups = dict.fromkeys(group for case in cases for group in case.groups)
    for group in ("all", "tune", "test", *groups):
        own = [at for at, case in enumerate(cases) if group in ("all", case.half, *case.groups)]
        found[group] = Share({name: sum(met[name][at] for at in own) for name in met}, len(own))
    return found


def lexicon_crossings(product: Product) -> tuple[int, int, list[str]]:
    """Return how many pairs of base forms share a dictionary form, of how many, and which."""
    holders: dict[str, set[str]] = {}
    bases = [base for base in lists.base_forms() if base.islower()]
    for base in bases:
        for term in product.analyzers["fi"].forms(base).lemmas:
            holders.setdefault(term, set()).add(base)
    pairs = {
        (one, other)
        for together in holders.values()
        for one in together
        for other in together
        if one < other
    }
    return len(pairs), len(bases) * (len(bases) - 1) // 2, [" ".join(p) for p in sorted(pairs)]


def print_table(title: str, found: Mapping[str, Share]) -> None:
    """Print one line a group: the share by method, and ours as a ratio of Snowball's."""
    names = list(found["all"].met)
    print(f"\n{title:44}{'n':>7}" + "".join(f"{name:>12}" for name in names) + f"{'ratio':>8}")
    for group, share in found.items():
        figures = "".join(f"{share.of_method(name):12.3f}" for name in names)
        peer = share.met["Snowball"]
        ratio = f"{share.met['ours'] / peer:8.2f}" if peer else f"{'-':>8}"
        print(f"  {group[:42]:42}{share.of:7}{figures}{ratio}")


def print_misses(cases: Iterable[Case], method: Method, *, wanted: bool, most: int) -> None:
    """Print cases of the half to tune on that came out wrong, one line a word."""
    wrong = [c for c in cases if c.half == "tune" and method(c) is not wanted]
    for case in wrong[:most]:
        print(f"    {case.asked} → {case.indexed} ({', '.join(case.groups)[:60]})")


def print_speed(language: Language, words: Sequence[str]) -> None:
    """Print how many distinct words a second are analysed without the cache."""
    for word in words[:200]:
        language.forms(word)
    started = time.perf_counter()
    for word in words:
        language.forms(word)
    speed = len(words) / (time.perf_counter() - started)
    print(f"\n{language.language}: {speed:,.0f} distinct words a second, {len(words)} uncached")


def measure(tier: str, misses: int) -> None:
    """Print every table with one tier of Finnish."""
    product = Product(tier)
    print(f"\n== {tier} ==")
    for title, (cases, methods) in tables(product).items():
        print_table(title, shares(cases, methods))
        wanted = "strangers" not in title
        print_misses(cases, product.meet, wanted=wanted, most=misses)
    crossing, of, pairs = lexicon_crossings(product)
    print(f"\nPairs of distinct base forms that share a dictionary form: {crossing} of {of}")
    print("".join(f"    {pair}\n" for pair in pairs[:misses]), end="")
    words = [row["form"].lower() for row in lists.rows("forms.tsv")]
    print_speed(Finnish(morphology(tier)), list(dict.fromkeys(words)))
    english = [row["form"].lower() for row in lists.rows("english.tsv")]
    print_speed(English(), list(dict.fromkeys(english)))


def main() -> None:
    """Measure the tiers this machine has, or the one asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--tier", choices=TIERS)
    parser.add_argument("--misses", type=int, default=0)
    given = parser.parse_args()
    for tier in [given.tier] if given.tier else TIERS:
        try:
            measure(tier, given.misses)
        except LanguageToolError as error:
            print(f"\n== {tier} is not here: {error} ==")


if __name__ == "__main__":
    main()
