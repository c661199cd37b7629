"""How often the language of blocks, queries, pages and foreign sentences is told, beside peers.

Blocks are those of GIMP's Finnish help, much of which is left in English, each text once; queries
are single base forms, pairs, terms and judged topics. An answer other than the true one is
wrong, none included: a query or block that could be either would get the language of its reader
or its surroundings. Peers that choose between Finnish and English alone answer always.

    ./run bench language [--misses 20]
"""

from __future__ import annotations

import argparse
import time
from collections import Counter, defaultdict
from functools import partial
from typing import TYPE_CHECKING

from gimp_blocks import help_pages, once_each
from language_peers import peers
from language_words import Told, queries, told
from site_texts import judged_texts, site_documents

from corpus.analysis.analyzer import analyzers
from corpus.language import document_languages, letters_in, query_language, section_language

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from gimp_blocks import HelpBlock
    from language_peers import Detector

    from corpus.document import Document

    Pages = Mapping[str, Sequence[HelpBlock]]

OURS = "Kuutoshaku"
BANDS = (0, 20, 60, 150)
FOREIGN_BANDS = (0, 40, 80)
SHAPES: Mapping[str, Callable[[str], str]] = {
    "as is": str,
    "CAPITALS": str.upper,
    "Title Case": str.title,
}
REWRITTEN = 4  # one block in four is asked in capitals and in title case too
DECLARED_LIE = 6  # points: more than a page can give itself by path, hreflang, lang and locale


def main() -> None:
    """Print a table for blocks, queries, pages and foreign sentences."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--misses", type=int, default=0)
    misses = parser.parse_args().misses
    pages, others = dict(help_pages()), peers()
    print_blocks(pages, {OURS: partial(section_language, prior="")} | others)
    print_in_context(pages)
    tools = analyzers()
    by_lexicon: Detector = lambda text: query_language(text, "", tools)  # noqa: E731
    by_letters: Detector = lambda text: query_language(text, "")  # noqa: E731
    for name, asked in queries():
        print_row(f"\n{name}", asked, {OURS: by_lexicon, "its letters": by_letters} | others)
        print_misses([t for t in asked if t.half == "tune"], by_lexicon, misses)
    print_pages(pages)
    print_foreign({OURS: partial(section_language, prior="fi")} | others)


def share(right: Sequence[bool]) -> str:
    """Return a share of one with three digits, or a dash of nothing."""
    return f"{sum(right) / len(right):.3f}" if right else "    -"


def band_of(text: str, bands: Sequence[int] = BANDS) -> int:
    """Return the least number of letters of a text's band."""
    return max(least for least in bands if letters_in(text) >= least)


def print_blocks(pages: Pages, detectors: Mapping[str, Detector]) -> None:
    """Print a line for each detector and shape, by language and band, and by half."""
    all_blocks = [block for blocks in pages.values() for block in blocks]
    once = once_each(all_blocks)
    blocks = [block for block in once if block.is_told]
    found = dict(Counter(block.language for block in once))
    print(f"Blocks: {len(blocks)} of {len(all_blocks)}; {found}, the rest repeated")
    print(f"{'':32}{'Finnish, letters from 0 20 60 150':>34}   {'English':22}  20 letters or more")
    for name, detect in detectors.items():
        for shape, write in SHAPES.items():
            asked = blocks if write is str else blocks[::REWRITTEN]
            started = time.process_time()
            right = [detect(write(block.text)) == block.language for block in asked]
            micros = (time.process_time() - started) / len(asked) * 1e6
            print(f"{name:20}{shape:12}{_block_figures(asked, right)} {micros:6.0f} us")


def _block_figures(blocks: Sequence[HelpBlock], right: Sequence[bool]) -> str:
    cells, halves = defaultdict(list), defaultdict(list)
    for block, is_right in zip(blocks, right, strict=True):
        cells[block.language, band_of(block.text)].append(is_right)
        if letters_in(block.text) >= BANDS[1]:
            halves[block.half].append(is_right)
    by_language = (
        "  ".join(share(cells[spoken, band]) for band in BANDS) for spoken in ("fi", "en")
    )
    by_half = ", ".join(f"{half} {share(halves[half])}" for half in ("tune", "test"))
    return f"{'   '.join(by_language)}   {by_half}"


def print_in_context(pages: Pages) -> None:
    """Print our line for blocks with their pages around them, which the path calls Finnish."""
    blocks, right = [], []
    for page in pages.values():
        found = document_languages([block.text for block in page], {"fi": 2}).sections
        for block, language in zip(page, found, strict=True):
            if block.is_told:
                blocks.append(block)
                right.append(block.language == language)
    print(f"{OURS:20}{'in its page':12}{_block_figures(blocks, right)}   ({len(blocks)} blocks)")


def print_row(name: str, asked: Sequence[Told], detectors: Mapping[str, Detector]) -> None:
    """Print how often each detector is right about queries."""
    print(f"{name}: {Counter(query.language for query in asked)}")
    for label, detect in detectors.items():
        started = time.process_time()
        found = [detect(query.text) for query in asked]
        micros = (time.process_time() - started) / len(asked) * 1e6
        right = [query.language == answer for query, answer in zip(asked, found, strict=True)]
        figures = [f"all {share(right)}"]
        for part in ("fi", "en", "tune", "test"):
            figures.append(f"{part} {share(_part(part, asked, right))}")
        none = sum(not answer for answer in found) / len(found)
        print(f"  {label:20}{'  '.join(figures)}  no answer {none:.3f}  {micros:6.0f} us")


def _part(part: str, asked: Sequence[Told], right: Sequence[bool]) -> list[bool]:
    pairs = zip(asked, right, strict=True)
    return [is_right for query, is_right in pairs if part in {query.language, query.half}]


def print_misses(asked: Iterable[Told], detect: Detector, number: int) -> None:
    """Print the first queries that a detector is wrong about."""
    wrong = [query for query in asked if detect(query.text) != query.language]
    for query in wrong[:number]:
        print(f"    {query.language} {query.text}: {detect(query.text) or 'no answer'}")


def print_pages(pages: Pages) -> None:
    """Print how many pages get their true language, GIMP's and those of the sample site."""
    right = []
    for page in pages.values():
        letters: Counter[str] = Counter()
        for block in page:
            letters[block.language] += letters_in(block.text) * block.is_told
        (true, most), (_, second) = (*letters.most_common(2), ("", 0))[:2]
        found = document_languages([block.text for block in page], {"fi": 2}).document
        if most > second:
            right.append((true, found))
    print(f"\nPages of GIMP's Finnish help, true and found: {dict(Counter(right))}")
    true, documents = site_documents()
    lied = {path: _told_otherwise(document, true[path]) for path, document in documents.items()}
    print("Pages of the sample site, true and found, where all that they declare is a lie:")
    print(f"  {dict(Counter((true[path], found) for path, found in lied.items()))}")
    sentences = list(judged_texts(documents))
    figures = defaultdict(list)
    for sentence in sentences:
        answer = section_language(sentence.text, "")
        figures[sentence.language, band_of(sentence.text)].append(answer == sentence.language)
    print("Sentences and headings of its judged sections, by letters:")
    for spoken in ("fi", "en"):
        print(f"  {spoken}  {'  '.join(share(figures[spoken, band]) for band in BANDS)}")


def _told_otherwise(document: Document, true: str) -> str:
    texts = [f"{section.heading}\n{section.text}" for section in document.sections]
    return document_languages(texts, {"en" if true == "fi" else "fi": DECLARED_LIE}).document


def print_foreign(detectors: Mapping[str, Detector]) -> None:
    """Print how many foreign sentences are taken for Finnish or English, by letters."""
    rows = told("foreign.tsv")
    kinds = {row.language for row in rows if Counter(r.language for r in rows)[row.language] >= 20}
    print(f"\nForeign sentences ({len(rows)}) told as neither, by letters from {FOREIGN_BANDS}:")
    for name, detect in detectors.items():
        figures = defaultdict(list)
        for row in rows:
            kind = row.language if row.language in kinds else "rest"
            is_told = detect(row.text) not in {"fi", "en", ""}
            figures[kind, band_of(row.text, FOREIGN_BANDS)].append(is_told)
        line = (
            f"{kind} {' '.join(share(figures[kind, band]) for band in FOREIGN_BANDS)}"
            for kind in (*sorted(kinds), "rest")
        )
        print(f"  {name:20}{'   '.join(line)}")


if __name__ == "__main__":
    main()
