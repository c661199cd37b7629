"""The sample site as a source to crawl."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from corpus.sources import Source, load_sources

SOURCES = Path(__file__).with_name("sources.toml")
DEMO_PORT = 8001


def sample_source(url: str) -> Source:
    """Return the packaged source, moved to where the site is served."""
    (source,) = load_sources(SOURCES)
    demo = f"http://127.0.0.1:{DEMO_PORT}/"
    return replace(
        source,
        seeds=tuple(seed.replace(demo, url) for seed in source.seeds),
        allow=(url,),
    )
