"""Chooses the numbers of ranking.toml on the halves meant for tuning, reproducibly.

A seeded hill climb: each step scales one to three numbers a little and is kept where the goal
rises. The goal is the mean of the sample's nDCG@10 (over topics and over kinds) and MRR@10 on the
four language pairs of GIMP's help, three parts to four. The test halves are never asked.

    ./run bench tune --steps 150 --write
"""

from __future__ import annotations

import argparse
import random
import re
import tempfile
from collections import defaultdict
from dataclasses import dataclass, replace
from hashlib import sha256
from math import isfinite
from pathlib import Path
from statistics import mean
from typing import TYPE_CHECKING, Any

from gimp_help import CACHE, HELP
from gimp_judgments import PAIRS, GimpHelp
from relevance import gimp_settings, sample_settings

from corpus.evaluation import Answer, outcomes, path_of
from corpus.index.hit_list import Wish
from corpus.index.open_index import open_index
from corpus.index.parameters import Parameters
from corpus.index.query_parser import parse_query
from corpus.index.ranking import Ranker
from corpus.judged import Judgments

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus.index.searcher import Searcher
    from corpus.judged import Half, Topic

FILE = Path(__file__).parent.parent / "corpus/index/ranking.toml"
JUDGMENTS = Path(__file__).parent.parent / "corpus/judgments"
ENTRIES_A_PAIR = 60
# The first two decide what counts as a hit, not the order of hits; the third is no weight.
FIXED = {"coverage_floor", "coverage_share", "reach"}
BOUNDS = {"length": (0.0, 1.0), "variant": (0.05, 1.5), "prior": (0.5, 1.0)}


@dataclass(frozen=True, slots=True)
class Collection:
    """A searcher and the judged queries that it is tuned on."""

    searcher: Searcher
    judged: dict[str, Judgments]

    def with_parameters(self, parameters: Parameters) -> Collection:
        """Return the same collection, scored with other numbers."""
        old = self.searcher
        ranker = Ranker(old.postings, old.table, parameters)
        return replace(self, searcher=replace(old, ranker=ranker))

    def answers(self, topic: Topic) -> list[Answer]:
        """Return the pages a topic gets, as a reader meets them, without dressing the hits."""
        query = parse_query(topic.text, language=topic.language, filters=topic.asked_filters)
        searcher = self.searcher
        units = searcher.analysis.units(query)
        kinds = searcher.table.kind_mask(query.filters.section) if query.filters.section else None
        wish = Wish(query.language, query.filters, query.sort)
        found = searcher.listed(units, searcher.ranker.rank(units), kinds, wish)
        shown = (*found.own.at(slice(10)), *found.other.at(slice(3)))
        return [Answer(path_of(searcher.table.records[each.page]["url"])) for each in shown]

    def values(self, name: str, measure: str, half: Half = "tune") -> dict[str, list[float]]:
        """Return {kind: values} of a measure over a half of the topics."""
        values: dict[str, list[float]] = defaultdict(list)
        for outcome in outcomes(self.answers, self.judged[name], half):
            values[outcome.topic.kind].append(outcome.scores[measure])
        return values


def sample(data: Path) -> Collection:
    """Return the sample site with its topics."""
    index = open_index(sample_settings(data))
    judged = Judgments.load(JUDGMENTS / "topics.tsv", JUDGMENTS / "qrels.txt")
    return Collection(index.current_searcher(), {"sample": judged})


def gimp(half: Half = "tune") -> Collection:
    """Return GIMP's help with some entries of its printed index for each pair of languages."""
    searcher = open_index(gimp_settings(rebuild=False)).current_searcher()
    records = searcher.table.records
    documents = {path_of(r["url"]): searcher.document(r["id"]) for r in records}
    help_ = GimpHelp.read(CACHE / HELP, documents, searcher.analyzers)
    judged = {}
    for reader, target in PAIRS:
        judgments = help_.judgments(reader, target)
        drawn = sorted((t for t in judgments.topics if t.half == half), key=_drawn)
        judged[f"{reader}→{target}"] = replace(judgments, topics=tuple(drawn[:ENTRIES_A_PAIR]))
    return Collection(searcher, judged)


def _drawn(topic: Topic) -> str:
    return sha256(f"tune {topic.id}".encode()).hexdigest()


def goal(site: Collection, help_: Collection, parameters: Parameters) -> tuple[float, str]:
    """Return the goal and a line that says what it is made of."""
    kinds = site.with_parameters(parameters).values("sample", "nDCG@10")
    by_topic = mean(value for values in kinds.values() for value in values)
    by_kind = mean(mean(values) for values in kinds.values())
    tuned = help_.with_parameters(parameters)
    pairs = {
        name: mean(value for values in tuned.values(name, "MRR@10").values() for value in values)
        for name in tuned.judged
    }
    total = (3 * (by_topic + by_kind) / 2 + sum(pairs.values())) / (3 + len(pairs))
    parts = " ".join(f"{name} {value:.3f}" for name, value in pairs.items())
    return total, f"{total:.4f}  sample {by_topic:.3f}, by kind {by_kind:.3f}; {parts}"


def numbers(parameters: Parameters) -> Iterator[tuple[str, str]]:
    """Yield (table, key) of every number that may be tuned; table is empty at the top."""
    for name in parameters.__slots__:
        value = getattr(parameters, name)
        if name in FIXED:
            continue
        if isinstance(value, float):
            yield "", name
        else:
            yield from ((name, key) for key in value if isfinite(value[key]))


def scaled(parameters: Parameters, table: str, key: str, factor: float) -> Parameters:
    """Return parameters with one number scaled, within its bounds, to three digits."""
    old = getattr(parameters, table)[key] if table else getattr(parameters, key)
    low, high = BOUNDS.get(table, (0.05, 20.0))
    new = float(f"{min(high, max(low, old * factor)):.3g}")
    changed: Any = {**getattr(parameters, table), key: new} if table else new
    return replace(parameters, **{table or key: changed})


def written(parameters: Parameters, text: str) -> str:
    """Return the file's text with its numbers replaced and its comments kept."""
    table, lines = "", []
    for line in text.splitlines():
        if heading := re.match(r"\[(\w+)\]", line):
            table = heading[1]
        elif found := re.match(r"(\w+)( *= *)[\d.]+(.*)", line):
            value = getattr(parameters, table)[found[1]] if table else getattr(parameters, found[1])
            line = f"{found[1]}{found[2]}{value:g}{found[3]}"  # noqa: PLW2901
            if "." not in f"{value:g}":
                line = f"{found[1]}{found[2]}{value:.1f}{found[3]}"  # noqa: PLW2901
        lines.append(line)
    return "\n".join(lines) + "\n"


def climb(site: Collection, help_: Collection, steps: int, seed: int) -> Iterator[Parameters]:
    """Yield each better set of numbers met in a seeded climb from those in the file."""
    drawn = random.Random(seed)  # noqa: S311  a search, not a secret
    best = Parameters.load()
    top, line = goal(site, help_, best)
    print(f"start   {line}", flush=True)
    choices = list(numbers(best))
    for step in range(steps):
        tried = best
        for table, key in drawn.sample(choices, drawn.choice((1, 1, 2, 3))):
            tried = scaled(tried, table, key, drawn.choice((0.6, 0.8, 0.9, 1.1, 1.25, 1.6)))
        reached, line = goal(site, help_, tried)
        if reached > top + 1e-4:
            best, top = tried, reached
            print(f"{step:5}   {line}", flush=True)
            yield best


def main() -> None:
    """Climb, print the numbers, and write them where asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--steps", type=int, default=150)
    parser.add_argument("--seed", type=int, default=6)
    parser.add_argument("--write", action="store_true", help="write ranking.toml")
    wanted = parser.parse_args()
    text = FILE.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as data:
        for best in climb(sample(Path(data)), gimp(), wanted.steps, wanted.seed):
            text = written(best, text)
            if wanted.write:  # at once, so that a climb may be stopped at any moment
                FILE.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
