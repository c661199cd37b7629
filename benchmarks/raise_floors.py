"""Raises the floors of tests/relevance/floors.json to just under today's figures; lowers none.

Evaluates the sample site, built anew, with the packaged judgments. A floor that should be lower,
because the judgments changed, is lowered by hand, with the reason in the commit.
"""

from __future__ import annotations

import json
import math
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.evaluation import evaluate
from corpus.index.open_index import open_index
from corpus.judged import PACKAGED, Judgments
from corpus.sample_site.sample_source import sample_source
from corpus.sample_site.server import SampleSite
from corpus.settings import Settings
from indexer.reindex import Wish, Workshop, reindex

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from corpus.evaluation import Row

    Floors = Mapping[str, Mapping[str, float]]

FLOORS = Path(__file__).parent.parent / "tests" / "relevance" / "floors.json"
ROOM = 0.02  # for a page more on the site; a kind's lost topic is more than that


def raised(floors: Floors, rows: Iterable[Row]) -> dict[str, dict[str, float]]:
    """Return floors of all topics and each kind, none lower than it was."""
    return {
        row.name: {
            measure: max(floors.get(row.name, {}).get(measure, 0.0), _under(figure.mean))
            for measure, figure in row.figures.items()
        }
        for row in rows
        if row.group in {"all", "kind"}
    }


def _under(mean: float) -> float:
    return max(0.0, math.floor((mean - ROOM) * 100) / 100)


def main() -> None:
    """Evaluate, and write the file."""
    known = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    judgments = Judgments.load(PACKAGED / "topics.tsv", PACKAGED / "qrels.txt")
    with tempfile.TemporaryDirectory() as data, SampleSite() as site:
        settings = Settings(data_dir=Path(data))
        reindex(Workshop.open(settings, [sample_source(site.url)]), Wish())
        floors = raised(known, evaluate(open_index(settings), judgments).rows())
    FLOORS.write_text(json.dumps(floors, indent=1) + "\n", encoding="utf-8")
    for name, measures in floors.items():
        for measure, floor in measures.items():
            if (was := known.get(name, {}).get(measure, 0.0)) != floor:
                print(f"{name} {measure}: {was} → {floor}")


if __name__ == "__main__":
    main()
