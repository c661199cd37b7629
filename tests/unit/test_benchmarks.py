"""The parts of benchmarks/ whose slips would not show in what they print."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest

from corpus.evaluation import Row
from corpus.measures import figure

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
INDEX = b"""<html><body><div class="index"><dl>
<dt id="a">Animaatio</dt>
<dd><dl>
  <dt>Optimoi, <a class="indexterm" href="optimize.html">Optimoi</a></dt>
  <dt>GIF</dt>
  <dd><dl><dt>Toisto
     silmukassa, <a href="play.html#loop">Toisto</a>, <a href="gif.html">GIF</a></dt></dl></dd>
</dl></dd>
<dt>8-bit, 16-bit, <a href="new.html">Uusi</a></dt>
</dl></div></body></html>"""


@pytest.fixture
def benchmark_module(monkeypatch):
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    known = set(sys.modules)
    yield importlib.import_module
    for name in set(sys.modules) - known:
        if str(BENCHMARKS) in str(getattr(sys.modules[name], "__file__", "")):
            del sys.modules[name]


def test_an_entry_of_the_printed_index_stands_below_those_above_it(benchmark_module):
    entries = list(benchmark_module("gimp_judgments").read_entries(INDEX))
    assert [(entry.text, entry.targets) for entry in entries] == [
        ("Animaatio Optimoi", (("optimize.html", ""),)),
        ("Animaatio GIF Toisto silmukassa", (("play.html", "loop"), ("gif.html", ""))),
        ("8-bit, 16-bit", (("new.html", ""),)),
    ]


def test_floors_only_rise_and_leave_a_little_room(benchmark_module):
    raised = benchmark_module("raise_floors").raised
    rows = [
        Row("kind", "typo", 10, {"MRR@10": figure([0.5]), "success@1": figure([0.859])}),
        Row("half", "tune", 10, {"MRR@10": figure([0.9])}),
    ]
    assert raised({"typo": {"MRR@10": 0.7}}, rows) == {"typo": {"MRR@10": 0.7, "success@1": 0.83}}
