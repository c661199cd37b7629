"""The numbers of the ranking formula, read from ranking.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Parameters:
    """The numbers of ranking.toml; each is explained there."""

    k1: float
    coverage_power: float
    coverage_floor: float
    coverage_share: float
    section_share: float
    twin_weight: float
    later_rendering: float
    rarity_gain: float
    nearness: float
    reach: int
    boost: Mapping[str, float]
    ceiling: Mapping[str, float]
    length: Mapping[str, float]
    variant: Mapping[str, float]
    prior: Mapping[str, float]

    @classmethod
    def load(cls, path: Path | None = None) -> Parameters:
        """Read the parameters from a file, by default the packaged one."""
        path = path or Path(__file__).with_name("ranking.toml")
        return cls(**tomllib.loads(path.read_text(encoding="utf-8")))
