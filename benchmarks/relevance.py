"""How good our answers are, beside Whoosh, SQLite FTS5 and tantivy over the same extracted text.

Sets: the sample site's judged topics, and GIMP's help with queries out of its own printed index,
within and across Finnish and English. Peers get the pages of the language looked for, every filter
a topic has, and the weights of our fields; none of them translates. What missed is listed for the
half to tune on only, so that the other half stays unseen.

    ./run bench relevance [--rebuild] [--only "gimp fi→fi"] [--half tune] [--misses 15]
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from gimp_help import CACHE, build_gimp_help, unpacked
from gimp_judgments import PAIRS, GimpHelp
from judged_site import OURS, PEERS, Site

from corpus.errors import NoGenerationError
from corpus.evaluation import outcomes
from corpus.index.open_index import generations, would_build_alike
from corpus.judged import PACKAGED, Judgments
from corpus.measures import figure, success
from corpus.sample_site.sample_source import sample_source
from corpus.sample_site.server import SampleSite
from corpus.settings import Settings
from indexer.reindex import Wish, Workshop, reindex

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from corpus.evaluation import Outcome
    from corpus.judged import Half

SAMPLE = "sample"
GIMP = "gimp"
HALVES = ("test", "tune")
OF_TOPICS = ("nDCG@10", "MRR@10", "recall@10", "success@1", "success@5")
# One page, seldom two, answers an entry of the printed index.
OF_ENTRIES = ("MRR@10", "success@1", "success@10")


def gimp_settings(*, rebuild: bool) -> Settings:
    """Return settings of a built GIMP help, built anew where it must be."""
    settings = Settings(data_dir=CACHE / "data")
    where = generations(settings)
    try:
        reusable = would_build_alike(settings, where.manifest(where.current()))
    except NoGenerationError:
        reusable = False
    if rebuild or not reusable:
        print("crawling and building GIMP's help, some minutes", file=sys.stderr)
        build_gimp_help(settings.data_dir)
    return settings


def sample_settings(data: Path) -> Settings:
    """Crawl and build the sample site into a data directory."""
    settings = Settings(data_dir=data)
    with SampleSite() as site:
        reindex(Workshop.open(settings, [sample_source(site.url)]), Wish())
    return settings


@dataclass(frozen=True, slots=True)
class Comparison:
    """What to compare and to print: names of sets that begin so, a half or both, misses a set."""

    only: str
    half: Half | None
    misses: int

    def print_set(self, name: str, site: Site, judgments: Judgments) -> None:
        """Print the rows of one set, and what we missed in its half to tune on."""
        if not name.startswith(self.only):
            return
        measures = OF_TOPICS if name.startswith(SAMPLE) else OF_ENTRIES
        found = {
            system: answered(system, partial(outcomes, ask, judgments, self.half))
            for system, ask in site.systems().items()
        }
        for half in [self.half] if self.half else HALVES:
            of_half = {
                system: [o for o in got if o.topic.half == half] for system, got in found.items()
            }
            print_figures(f"{name} ({half}, {len(of_half[OURS])})", of_half, measures)
        tuned = [o for o in found[OURS] if o.topic.half == "tune" and o.scores["MRR@10"] < 1]
        for missed in sorted(tuned, key=lambda o: o.scores["MRR@10"])[: self.misses]:
            print_miss(missed)


def answered(system: str, ask: Callable[[], tuple[Outcome, ...]]) -> tuple[Outcome, ...]:
    """Return what a system answers, and say how long it took."""
    started = time.monotonic()
    found = ask()
    print(f"{system}: {len(found)} topics, {time.monotonic() - started:.1f} s", file=sys.stderr)
    return found


def print_figures(
    title: str, found: Mapping[str, Sequence[Outcome]], measures: Sequence[str]
) -> None:
    """Print one line a measure: every system's mean, and ours over the best peer's."""
    for measure in measures:
        means = {
            system: figure([value_of(o, measure) for o in got]) for system, got in found.items()
        }
        ours = means[OURS]
        best = max(means[system].mean for system in means if system != OURS)
        ratio = f"{ours.mean / best:6.2f}" if best else "     –"
        cells = "".join(f"{means[system].mean:12.3f}" for system in found)
        title_cell = title if measure == measures[0] else ""
        print(f"{title_cell:28}{measure:12}{cells}{ratio}   {ours.low:.3f}–{ours.high:.3f}")
    sections = [o.scores["section@5"] for o in found[OURS] if "section@5" in o.scores]
    if sections:
        print(f"{'':28}{'section@5':12}{figure(sections).mean:12.3f}  of {len(sections)}")


def value_of(outcome: Outcome, measure: str) -> float:
    """Return an outcome's value, also of success@10, which only single-answer sets need."""
    if measure == "success@10":
        grades = dict.fromkeys(outcome.expected, 1)
        return success(outcome.ranking, grades, 10)
    return outcome.scores[measure]


def print_miss(outcome: Outcome) -> None:
    """Print a query, what was expected and what came instead."""
    rank = round(1 / outcome.scores["MRR@10"]) if outcome.scores["MRR@10"] else "–"
    came = ", ".join(outcome.ranking[:3]) or "nothing"
    expected = ", ".join(outcome.expected[:2])
    print(f"    miss (rank {rank}) {outcome.topic.text!r}: expected {expected}; came {came}")


def print_heading() -> None:
    """Print the names of the columns."""
    systems = [OURS, *(peer.name for peer in PEERS)]
    columns = "".join(f"{system:>12}" for system in systems)
    print(f"{'set (half, topics)':28}{'measure':12}{columns}  ours/best peer   our 95 %")


def print_sample(comparison: Comparison) -> None:
    """Build the sample site and print its sets, by language pair."""
    with tempfile.TemporaryDirectory() as data:
        site = Site.of(sample_settings(Path(data)))
        judgments = Judgments.load(PACKAGED / "topics.tsv", PACKAGED / "qrels.txt")
        for pair in PAIRS:
            topics = tuple(t for t in judgments.topics if (t.language, t.target) == pair)
            name = f"{SAMPLE} {'→'.join(pair)}"
            comparison.print_set(name, site, replace(judgments, topics=topics))


def print_gimp(comparison: Comparison, *, rebuild: bool) -> None:
    """Print the sets of GIMP's help."""
    site = Site.of(gimp_settings(rebuild=rebuild))
    gimp = GimpHelp.read(unpacked(), site.documents, site.searcher.analyzers)
    for pair in PAIRS:
        comparison.print_set(f"{GIMP} {'→'.join(pair)}", site, gimp.judgments(*pair))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rebuild", action="store_true", help="crawl and build GIMP's help anew")
    parser.add_argument("--only", default="", help="sets whose names begin so")
    parser.add_argument("--half", choices=HALVES, help="one half of the topics; else both")
    parser.add_argument("--misses", type=int, default=0, help="how many to list of each set")
    given = parser.parse_args()
    comparison = Comparison(given.only, given.half, given.misses)
    print_heading()
    if not given.only.startswith(GIMP):
        print_sample(comparison)
    if not given.only.startswith(SAMPLE):
        print_gimp(comparison, rebuild=given.rebuild)


if __name__ == "__main__":
    main()
