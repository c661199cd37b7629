"""What each ingredient of the ranking is worth: the figures without it, and with it alone.

Every ingredient can be turned off by a number of ranking.toml. Printed are nDCG@10 over the sample
site's topics and MRR@10 over GIMP's help, as differences from the whole formula, on one half.

    ./run bench ablation [--half tune]
"""

from __future__ import annotations

import argparse
import tempfile
from dataclasses import replace
from itertools import chain
from math import inf
from pathlib import Path
from statistics import mean
from typing import TYPE_CHECKING, Any

from tune import Collection, gimp, sample

from corpus.index.parameters import Parameters

if TYPE_CHECKING:
    from collections.abc import Mapping

    from corpus.judged import Half

OTHER_WORDS = ("translation", "translation_parts", "synonym", "thesaurus")
WITHOUT: Mapping[str, Mapping[str, Any]] = {
    "title, heading and lead counting more": {"boost": {"title": 1, "heading": 1, "lead": 1}},
    "ceiling of the text": {"ceiling": {"body": inf}},
    "length": {"length": dict.fromkeys(("title", "heading", "lead", "body"), 0.0)},
    "coverage": {"coverage_power": 0.0},
    "best section": {"section_share": 0.0},
    "nearness": {"nearness": 0.0},
    "exact form": {"variant": {"exact": 0.0}},
    "lemmas": {"variant": {"lemma": 0.0}},
    "compound parts": {"variant": {"part": 0.0, "segments": 0.0}},
    "English stems": {"variant": {"stem": 0.0}},
    "thesaurus": {"variant": {"thesaurus": 0.0}},
    "synonyms by pivot": {"variant": {"synonym": 0.0}},
    "translations": {"variant": dict.fromkeys(OTHER_WORDS[:2], 0.0)},
    "one idf for renderings": {"rarity_gain": 1.0},
    "later renderings less": {"later_rendering": 1.0},
}
NOTHING: Mapping[str, Any] = {
    "ceiling": {"body": inf},
    "coverage_power": 0.0,
    "section_share": 0.0,
    "nearness": 0.0,
    "variant": dict.fromkeys(("exact", "part", "segments", "stem", *OTHER_WORDS), 0.0),
}
ALONE: Mapping[str, Mapping[str, Any]] = {
    "BM25F over lemmas": {},
    "and coverage": {"coverage_power": None},
    "and best section": {"section_share": None},
    "and ceiling of the text": {"ceiling": None},
    "and nearness": {"nearness": None},
    "and compound parts": {"variant": ("part", "segments")},
    "and translations": {"variant": OTHER_WORDS[:2]},
    "and thesaurus": {"variant": ("thesaurus",)},
}


def changed(parameters: Parameters, changes: Mapping[str, Any]) -> Parameters:
    """Return the numbers with some of them replaced; tables keep what is not named."""
    whole = {
        name: {**getattr(parameters, name), **value} if isinstance(value, dict) else value
        for name, value in changes.items()
    }
    return replace(parameters, **whole)


def alone(parameters: Parameters, kept: Mapping[str, Any]) -> Parameters:
    """Return the bare formula with one ingredient as it is in the whole one."""
    bare = changed(parameters, NOTHING)
    back = {
        name: (
            {**getattr(bare, name), **{key: getattr(parameters, name)[key] for key in keys}}
            if keys
            else getattr(parameters, name)
        )
        for name, keys in kept.items()
    }
    return replace(bare, **back)


def figures(collections: tuple[Collection, Collection], half: Half) -> dict[str, float]:
    """Return the sample's nDCG@10 and each GIMP pair's MRR@10 on a half."""
    site, help_ = collections
    sets = [(site, "sample", "nDCG@10"), *((help_, pair, "MRR@10") for pair in help_.judged)]
    return {
        name: mean(chain.from_iterable(each.values(name, measure, half).values()))
        for each, name, measure in sets
    }


def print_row(name: str, found: Mapping[str, float], whole: Mapping[str, float] | None) -> None:
    """Print figures, or by how much they differ from the whole formula's."""
    cells = (
        f"{value - whole[key]:+9.3f}" if whole else f"{value:9.3f}" for key, value in found.items()
    )
    print(f"{name:40}{''.join(cells)}", flush=True)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--half", choices=("tune", "test"), default="test")
    half: Half = parser.parse_args().half
    parameters = Parameters.load()
    with tempfile.TemporaryDirectory() as data:
        whole = (sample(Path(data)), gimp(half))

        def measured(numbers: Parameters) -> dict[str, float]:
            site, help_ = (each.with_parameters(numbers) for each in whole)
            return figures((site, help_), half)

        reached = measured(parameters)
        print(f"{half + ' half':40}{''.join(f'{name:>9}' for name in reached)}")
        print_row("the whole formula", reached, None)
        for name, changes in WITHOUT.items():
            print_row(f"without {name}", measured(changed(parameters, changes)), reached)
        for name, kept in ALONE.items():
            print_row(name, measured(alone(parameters, kept)), reached)


if __name__ == "__main__":
    main()
