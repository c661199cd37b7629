"""Asks the index every judged query and says how good its answers were, and which it missed.

The judged ranking of a topic is what a reader sees from top to bottom: the ten hits of the list,
then those of the block in the other language (three at most). A topic of a cross kind is asked
with that language as a filter, so that its list holds pages of that language alone. A hit stands
for its twin too: both have one name here, and where the index shows both, the second keeps its
rank and gains nothing.

`section@5` is 1 where, among the first five hits, a section that the hit shows has grade 2 or
more. Only topics with such a section are counted in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from corpus.errors import JudgmentsError
from corpus.index.query_parser import parse_query
from corpus.measures import MEASURES, figure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from corpus.index.search_index import SearchIndex
    from corpus.judged import Half, Judgments, Topic
    from corpus.measures import Figure

SECTION = "section@5"
ALL_MEASURES = (*MEASURES, SECTION)
SECTION_DEPTH = 5
ANSWERING_GRADE = 2
SHOWN = 5

GROUPS: Mapping[str, Callable[[Topic], str]] = {
    "all": lambda _: "all",
    "half": lambda topic: topic.half,
    "languages": lambda topic: topic.pair,
    "kind": lambda topic: topic.kind,
}


@dataclass(frozen=True, slots=True)
class Answer:
    """One page that a system found: its path, and those of the sections it shows of it."""

    path: str
    sections: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a topic got: paths as shown, the names they are judged by, and {measure: value}.

    `expected` are the names judged relevant, best first.
    """

    topic: Topic
    shown: tuple[str, ...]
    ranking: tuple[str, ...]
    expected: tuple[str, ...]
    scores: Mapping[str, float]

    @property
    def is_miss(self) -> bool:
        """Whether nothing relevant is among the first five."""
        return not self.scores["success@5"]


@dataclass(frozen=True, slots=True)
class Row:
    """The figures of one group of topics: {measure: figure}."""

    group: str
    name: str
    topics: int
    figures: Mapping[str, Figure]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All outcomes over one generation."""

    generation: str
    outcomes: tuple[Outcome, ...]

    def rows(self) -> Iterator[Row]:
        """Yield the figures of all topics, of each half, language pair and kind."""
        for group, key in GROUPS.items():
            names = sorted({key(outcome.topic) for outcome in self.outcomes})
            for name in names:
                chosen = [o for o in self.outcomes if key(o.topic) == name]
                yield Row(group, name, len(chosen), figures(chosen))

    def misses(self) -> tuple[Outcome, ...]:
        """Return the outcomes without anything relevant among the first five."""
        return tuple(outcome for outcome in self.outcomes if outcome.is_miss)


def evaluate(index: SearchIndex, judgments: Judgments, half: Half | None = None) -> Evaluation:
    """Ask an index the topics of one half, or all.

    Raises NoGenerationError, and JudgmentsError where there is no topic to ask.
    """
    asked = outcomes(lambda topic: index_answers(index, topic), judgments, half)
    return Evaluation(index.status().generation, asked)


def outcomes(
    answers: Callable[[Topic], Sequence[Answer]], judgments: Judgments, half: Half | None = None
) -> tuple[Outcome, ...]:
    """Return what each topic of one half, or of both, gets from a system."""
    topics = [topic for topic in judgments.topics if half in {None, topic.half}]
    if not topics:
        raise JudgmentsError(f"There is no topic to ask{f' in half {half}' if half else ''}.")
    return tuple(outcome(topic, answers(topic), judgments) for topic in topics)


def figures(outcomes: Sequence[Outcome]) -> dict[str, Figure]:
    """Return {measure: figure} of the measures that any of the outcomes has."""
    values = {name: [o.scores[name] for o in outcomes if name in o.scores] for name in ALL_MEASURES}
    return {name: figure(of_topics) for name, of_topics in values.items() if of_topics}


def index_answers(index: SearchIndex, topic: Topic) -> tuple[Answer, ...]:
    """Return what an index answers to a topic, in the order a reader meets it."""
    query = parse_query(topic.text, language=topic.language, filters=topic.asked_filters)
    results = index.search(query)
    other = results.other_language.hits if results.other_language else ()
    return tuple(
        Answer(path_of(hit.url), tuple(path_of(section.url) for section in hit.sections))
        for hit in (*results.hits, *other)
    )


def outcome(topic: Topic, answers: Sequence[Answer], judgments: Judgments) -> Outcome:
    """Return what the answers to a topic are worth."""
    grades = judgments.pages.get(topic.id, {})
    shown = tuple(answer.path for answer in answers)
    ranking = tuple(ranked_names(shown, judgments.twins))
    relevant = [name for name, grade in grades.items() if grade > 0]
    expected = tuple(sorted(relevant, key=lambda name: (-grades[name], name)))
    scores = {name: measure(ranking, grades) for name, measure in MEASURES.items()}
    if answering := _answering_sections(judgments.sections.get(topic.id, {})):
        found = {path for answer in answers[:SECTION_DEPTH] for path in answer.sections}
        scores[SECTION] = float(not answering.isdisjoint(found))
    return Outcome(topic, shown, ranking, expected, scores)


def _answering_sections(grades: Mapping[str, int]) -> frozenset[str]:
    return frozenset(name for name, grade in grades.items() if grade >= ANSWERING_GRADE)


def ranked_names(paths: Sequence[str], twins: Mapping[str, str]) -> Iterator[str]:
    """Yield the name each path is judged by; what has been named before gets a name of its own."""
    seen: set[str] = set()
    for rank, path in enumerate(paths, 1):
        name = twins.get(path, path)
        yield f"{path} (again at {rank})" if name in seen else name
        seen.add(name)


def path_of(url: str) -> str:
    """Return an address without its site, readable: path, query and fragment."""
    parts = urlsplit(url)
    query = f"?{parts.query}" if parts.query else ""
    fragment = f"#{parts.fragment}" if parts.fragment else ""
    return unquote(f"{parts.path}{query}{fragment}")
