"""Which pages are left out as duplicates: GIMP's help, and copies and templates made of the sample.

In GIMP's help, pages of one file name under /fi/ and /en/ whose text is English both times are
versions of one thing, and pages of different file names are never the same. Of the sample site's
pages, copies under another address must go, and pages with one number or one capitalised word
changed throughout must stay: what a template makes. Peers: equal text (exact), a
resemblance of 0.9 of sets of three words (Broder 1997), and a SimHash of 64 bits at a distance of
at most 3 (Manku and others 2007).

    ./run bench duplicates
"""

from __future__ import annotations

import re
import time
from collections import Counter, defaultdict
from dataclasses import replace
from hashlib import blake2b
from itertools import combinations
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from gimp_help import extracted_gimp_help
from relevance import gimp_settings

from corpus.document import document_id
from corpus.sample_site.sample_source import sample_source
from corpus.sample_site.server import SampleSite
from corpus.settings import Settings
from indexer.duplicates import Wording, distinct
from indexer.extraction import extract_all
from indexer.reindex import Wish, Workshop, reindex

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Sequence

    from corpus.document import Document

    Pairs = set[tuple[str, str]]
    Method = Callable[[Sequence[Document]], Pairs]

RESEMBLANCE = 0.9
BITS = 64
DISTANCE = 3
FACT = re.compile(r"\b(?:\d+|[A-ZÅÄÖ]\w{3,})\b")


def ours(documents: Sequence[Document]) -> Pairs:
    """Return each page left out with the one that stays."""
    return set(distinct(documents).same_text.items())


def exact(documents: Sequence[Document]) -> Pairs:
    """Return pages of equal main text."""
    return _first_of_each(documents, lambda document: tuple(Wording(document).words))


def resemblance(documents: Sequence[Document]) -> Pairs:
    """Return pages whose sets of three words resemble each other."""
    shingles = {one.url: Wording(one).shingles for one in documents}
    holders: dict[Hashable, list[str]] = defaultdict(list)
    for url, runs in shingles.items():
        for run in runs:
            holders[run].append(url)
    shared = Counter(pair for urls in holders.values() for pair in combinations(urls, 2))
    return {
        (two, one)
        for (one, two), both in shared.items()
        if both >= RESEMBLANCE * (len(shingles[one]) + len(shingles[two]) - both)
    }


def simhash(documents: Sequence[Document]) -> Pairs:
    """Return pages whose fingerprints differ in few bits."""
    prints = [(one.url, _fingerprint(Wording(one).shingles)) for one in documents]
    return {
        (two, one)
        for (one, a), (two, b) in combinations(prints, 2)
        if (a ^ b).bit_count() <= DISTANCE
    }


def _fingerprint(shingles: Iterable[tuple[str, ...]]) -> int:
    weights = [0] * BITS
    for shingle in shingles:
        value = int.from_bytes(blake2b(" ".join(shingle).encode(), digest_size=8).digest())
        for bit in range(BITS):
            weights[bit] += 1 if value >> bit & 1 else -1
    return sum(1 << bit for bit, weight in enumerate(weights) if weight > 0)


def _first_of_each(documents: Sequence[Document], key: Callable[[Document], Hashable]) -> Pairs:
    first: dict[Hashable, str] = {}
    pairs = ((one.url, first.setdefault(key(one), one.url)) for one in documents)
    return {(url, survivor) for url, survivor in pairs if url != survivor}


METHODS: dict[str, Method] = {
    "Kuutoshaku": ours,
    "exact": exact,
    "resemblance": resemblance,
    "SimHash": simhash,
}


def sample_documents() -> list[Document]:
    """Return the documents of the sample site."""
    with TemporaryDirectory() as data, SampleSite() as site:
        workshop = Workshop.open(Settings(data_dir=data), [sample_source(site.url)])
        reindex(workshop, Wish(dry_run=True))
        read = extract_all(workshop.store, workshop.sources)
        workshop.store.engine.dispose()
        return list(read.documents.values())


def moved(document: Document, suffix: str) -> Document:
    """Return a document under another address."""
    url = f"{document.url}{suffix}"
    return replace(document, id=document_id(url), url=url, twins={})


def template(document: Document) -> Document | None:
    """Return a document with another fact, or None where its text has none: a page of its own."""
    text = " ".join(section.text for section in document.sections)
    facts = [match.group() for match in FACT.finditer(text[len(text) // 2 :])]
    if not facts:
        return None
    fact = facts[0]
    other = str(int(fact) + 1) if fact.isdigit() else f"{fact}la"
    changed = tuple(
        replace(each, text=re.sub(rf"\b{fact}\b", other, each.text)) for each in document.sections
    )
    return moved(replace(document, sections=changed), "toinen/")


def print_gimp() -> None:
    """Print what each method leaves out of GIMP's help."""
    documents = list(extracted_gimp_help(gimp_settings(rebuild=False)).documents.values())
    language = {one.url: one.language for one in documents}
    name = {one.url: urlsplit(one.url).path.rpartition("/")[2] for one in documents}
    english = Counter(name[url] for url in name if language[url] == "en")
    versions = sum(count > 1 for count in english.values())
    print(f"GIMP's help, {len(documents)} pages, {versions} of them English twice")
    for method, find in METHODS.items():
        started = time.process_time()
        found = find(documents)
        seconds = time.process_time() - started
        false = [pair for pair in found if name[pair[0]] != name[pair[1]]]
        print(f"  {method:12} {len(found):5} left out, {len(false):3} false, {seconds:6.2f} s CPU")
        for one, other in false[:3]:
            print(f"      {name[one]} for {name[other]}")


def print_sample() -> None:
    """Print what each method makes of copies and of templates."""
    documents = sample_documents()
    copies = [moved(one, "kopio/") for one in documents]
    templates = [each for each in map(template, documents) if each]
    print(f"sample site, {len(documents)} pages, as many copies, {len(templates)} of a template")
    for method, find in METHODS.items():
        alone = find(documents)
        gone = {url for pair in find([*documents, *copies]) - alone for url in pair}
        false = find([*documents, *templates])
        found = sum(copy.url in gone for copy in copies)
        print(f"  {method:12} {found:5} copies left out, {len(false):3} pages falsely")


def main() -> None:
    """Print both tables."""
    print_gimp()
    print_sample()


if __name__ == "__main__":
    main()
