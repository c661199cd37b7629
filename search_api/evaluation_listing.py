"""An evaluation as text for a terminal, and as data for a program."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from corpus.evaluation import ALL_MEASURES, SHOWN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from corpus.evaluation import Evaluation, Outcome, Row
    from corpus.measures import Figure

NOTHING_JUDGED = (
    "None of the judged pages came up. Is this the index of the site that the judgments are about?"
)


def evaluation_data(evaluation: Evaluation) -> dict[str, Any]:
    """Return an evaluation as lists and dictionaries."""
    return {
        "generation": evaluation.generation,
        "figures": [_row_data(row) for row in evaluation.rows()],
        "misses": [_miss_data(outcome) for outcome in evaluation.misses()],
    }


def evaluation_listing(evaluation: Evaluation) -> Iterator[RenderableType]:
    """Yield the table of figures with their 95 % intervals, then the misses by name."""
    yield _table(evaluation)
    misses = evaluation.misses()
    if misses and len(misses) == len(evaluation.outcomes):
        yield Text(NOTHING_JUDGED, style="bold")
        return
    yield Text(f"\n{len(misses)} without a relevant page among the first {SHOWN}", style="bold")
    for outcome in misses:
        yield _miss(outcome)


def _table(evaluation: Evaluation) -> Table:
    title = f"{evaluation.generation}: mean, and its 95 % interval in hundredths"
    table = Table(title=title, box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column("topics", no_wrap=True)
    table.add_column("", justify="right")
    for measure in ALL_MEASURES:
        table.add_column(measure.replace("@", "\n@"), justify="right", no_wrap=True)
    group = ""
    for row in evaluation.rows():
        if row.group != group:
            table.add_section()
            group = row.group
        cells = (_cell(row.figures.get(measure)) for measure in ALL_MEASURES)
        table.add_row(row.name, str(row.topics), *cells)
    return table


def _cell(figure: Figure | None) -> str:
    return f"{figure.mean:.3f}\n{figure.low * 100:.0f}–{figure.high * 100:.0f}" if figure else ""


def _miss(outcome: Outcome) -> Text:
    topic = outcome.topic
    lines = [
        f"{topic.id} ({topic.kind}, {topic.pair}) {topic.text!r}",
        f"    expected  {', '.join(outcome.expected[:SHOWN])}",
        f"    came      {', '.join(outcome.shown[:SHOWN]) or 'nothing'}",
    ]
    return Text("\n".join(lines))


def _row_data(row: Row) -> dict[str, Any]:
    measures = {
        name: {"mean": figure.mean, "low": figure.low, "high": figure.high, "topics": figure.topics}
        for name, figure in row.figures.items()
    }
    return {"group": row.group, "name": row.name, "topics": row.topics, "measures": measures}


def _miss_data(outcome: Outcome) -> dict[str, Any]:
    return {
        "topic": outcome.topic.id,
        "kind": outcome.topic.kind,
        "text": outcome.topic.text,
        "expected": list(outcome.expected),
        "came": list(outcome.shown),
    }
