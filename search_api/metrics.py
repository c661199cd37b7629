"""What is counted for whoever watches over the service; each process counts for itself."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector
from prometheus_client.core import GaugeMetricFamily, InfoMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.registry import Collector

from corpus.errors import KuutoshakuError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prometheus_client import Metric

    from corpus.index.query import IndexStatus
    from corpus.index.search_index import SearchIndex

CONTENT_TYPE = CONTENT_TYPE_LATEST
# Seconds: a kept answer, a search, what is asked of the worst one percent, the worst of all.
STEPS = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 5.0)


class Metrics:
    """The counts of one process. Labels have few values: templates of routes, never addresses."""

    def __init__(self) -> None:
        """Begin all counts at nothing."""
        self._registry = registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        self._requests = Counter(
            "kuutoshaku_requests",
            "Requests answered",
            ("route", "method", "status"),
            registry=registry,
        )
        self._seconds = Histogram(
            "kuutoshaku_request_seconds",
            "How long answers took",
            ("route",),
            buckets=STEPS,
            registry=registry,
        )
        self._searches = Counter(
            "kuutoshaku_searches",
            "Searches answered, by whether anything was found",
            ("form", "found"),
            registry=registry,
        )
        self._answers = Counter(
            "kuutoshaku_answers",
            "Where answers to searches came from: made, kept here, or held by the client",
            ("form", "origin"),
            registry=registry,
        )
        self._limits = Counter(
            "kuutoshaku_rate_limit_decisions",
            "Requests within a rate limit, over it and answered, or over it and refused",
            ("limit", "decision"),
            registry=registry,
        )

    def watch(self, index: SearchIndex) -> None:
        """Tell of an index too, whenever the counts are read."""
        self._registry.register(_IndexCollector(index))

    def count_request(self, route: str, method: str, status: int, seconds: float) -> None:
        """Count a request that has been answered."""
        self._requests.labels(route, method, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def count_search(self, form: str, origin: str, total: int | None = None) -> None:
        """Count an answer to a search, api or page: made, kept, or unchanged for its client."""
        self._answers.labels(form, origin).inc()
        if total is not None:
            self._searches.labels(form, "some" if total else "nothing").inc()

    def count_limit(self, limit: str, decision: str) -> None:
        """Count a request that a rate limit saw: within, over or refused."""
        self._limits.labels(limit, decision).inc()

    def text(self) -> bytes:
        """Return all counts in the text format of Prometheus."""
        return generate_latest(self._registry)


class _IndexCollector(Collector):
    def __init__(self, index: SearchIndex) -> None:
        self._index = index

    def describe(self) -> list[Metric]:
        return []

    def collect(self) -> Iterator[Metric]:
        try:
            status = self._index.status()
        except KuutoshakuError:
            # That nothing can be read is what /health/ready tells; here it is a 0.
            yield GaugeMetricFamily("kuutoshaku_index_up", "Whether an index is served", value=0)
            return
        yield GaugeMetricFamily("kuutoshaku_index_up", "Whether an index is served", value=1)
        yield from _of_status(status)


def _of_status(status: IndexStatus) -> Iterator[Metric]:
    served = {
        "name": status.generation,
        "finnish_tier": status.finnish_tier,
        "analysis_version": status.analysis_version,
    }
    yield InfoMetricFamily("kuutoshaku_generation", "The generation that is served", value=served)
    published = datetime.fromisoformat(status.published_at).timestamp()
    yield GaugeMetricFamily(
        "kuutoshaku_generation_published_timestamp_seconds", "When it was made", value=published
    )
    held = float(status.held)
    yield GaugeMetricFamily("kuutoshaku_publishing_held", "Whether a rollback holds", value=held)
    documents = GaugeMetricFamily("kuutoshaku_documents", "Documents served", labels=("language",))
    for language, count in status.languages.items():
        documents.add_metric((language,), count)
    yield documents
    sections = float(status.sections)
    yield GaugeMetricFamily("kuutoshaku_sections", "Sections served", value=sections)
