"""How well the filter `section=` can work: kinds found, against those that people judged."""

from __future__ import annotations

import tomllib
from importlib import import_module
from pathlib import Path

import pytest

HERE = Path(__file__).parent
FLOORS = tomllib.loads((HERE / "section_kinds.toml").read_text(encoding="utf-8"))
CASES = [(half, kind) for half, kinds in FLOORS.items() for kind in kinds]


@pytest.fixture(scope="module")
def measured():
    """The module that `./run bench section-kinds` measures with, and the judged sections."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(HERE.parent.parent / "benchmarks"))
        module = import_module("judged_sections")
    return module, module.judged_sections()


def missed(sections):
    return [
        f"{section.name} is {section.kind}, found {section.found or 'nothing'}: {section.text[:60]}"
        for section in sections
        if section.kind != section.found
    ]


@pytest.mark.parametrize(("half", "kind"), CASES)
def test_no_kind_is_told_worse_than_its_floor(measured, half, kind):
    module, sections = measured
    of_half = [section for section in sections if section.half == half]
    told, floor = module.kind_figures(of_half)[kind], FLOORS[half][kind]
    figures = f"{kind}: precision {told.precision:.3f}, recall {told.recall:.3f}"
    assert told.precision >= floor["precision"], "\n  ".join([figures, *missed(of_half)])
    assert told.recall >= floor["recall"], "\n  ".join([figures, *missed(of_half)])


def test_every_judged_section_is_measured_once(measured):
    module, sections = measured
    judged = {f"{row['path']}#{row['anchor']}" for row in module.judged_rows("sections.tsv")}
    names = [section.name for section in sections]
    assert len(names) == len(set(names))
    assert {section.name for section in sections if section.half in FLOORS} == judged


def test_pages_with_a_section_to_test_are_no_ground_to_choose_words_on(measured):
    pages = {
        half: {section.name.partition("#")[0] for section in measured[1] if section.half == half}
        for half in ("test", "marks")
    }
    assert pages["marks"]
    assert pages["test"].isdisjoint(pages["marks"])
