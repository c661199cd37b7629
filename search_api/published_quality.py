"""The figures of an evaluation that an operator shows readers, one JSON file beside the index."""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from corpus.evaluation import Evaluation, Row

log = logging.getLogger(__name__)
FILE = "quality.json"
SHOWN_GROUPS = ("all", "languages")
SHOWN_MEASURES = ("success@1", "success@5", "nDCG@10")


@dataclass(frozen=True, slots=True)
class QualityRow:
    """Means of one group of questions, from 0 to 1; `pair` is `fi→en`, or `all`."""

    pair: str
    topics: int
    first: float  # a right page is first
    among_five: float  # a right page is among the first five
    ndcg: float


@dataclass(frozen=True, slots=True)
class PublishedQuality:
    """What was measured of which generation on which day (ISO date)."""

    generation: str
    measured: str
    rows: tuple[QualityRow, ...]


def publish_quality(evaluation: Evaluation, data_dir: Path, day: date) -> Path:
    """Write the figures for the pages to show, whole or not at all; return the file."""
    rows = [_row(row) for row in evaluation.rows() if row.group in SHOWN_GROUPS]
    told = {"generation": evaluation.generation, "measured": day.isoformat(), "rows": rows}
    file = data_dir / FILE
    aside = file.with_name(f".{FILE}.part")
    aside.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return aside.replace(file)


def published_quality(data_dir: Path) -> PublishedQuality | None:
    """Return the figures that were published, or None where none can be shown."""
    file = data_dir / FILE
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
        return PublishedQuality(told["generation"], told["measured"], tuple(_rows(told["rows"])))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        log.warning("quality_unreadable file=%s reason=%r", file, str(error))
        return None


def _row(row: Row) -> dict[str, Any]:
    measures = {name: round(row.figures[name].mean, 4) for name in SHOWN_MEASURES}
    return {"pair": row.name, "topics": row.topics, **measures}


def _rows(rows: list[dict[str, Any]]) -> Iterator[QualityRow]:
    for row in rows:
        first, among_five, ndcg = (float(row[name]) for name in SHOWN_MEASURES)
        yield QualityRow(str(row["pair"]), int(row["topics"]), first, among_five, ndcg)
