"""Terms that page pairs taught, with their renderings; kept as a file beside an index."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    Renderings = Sequence[tuple[str, float]]
    Directions = Mapping[tuple[str, str], Mapping[str, Renderings]]

MAX_RENDERINGS = 4


@dataclass(frozen=True, slots=True)
class TermPair:
    """A Finnish and an English term in dictionary form, and how surely they render each other.

    `strength` is 0 to 1.
    """

    finnish: str
    english: str
    strength: float


@dataclass(frozen=True, slots=True)
class LearntTerms:
    """Terms of either language, each with its renderings and their strength, the surest first."""

    directions: Directions = field(default_factory=dict)

    @classmethod
    def of(cls, pairs: Iterable[TermPair]) -> LearntTerms:
        """Put pairs of terms in order for both directions."""
        finnish: dict[str, list[tuple[str, float]]] = {}
        english: dict[str, list[tuple[str, float]]] = {}
        for pair in sorted(pairs, key=lambda p: (-p.strength, p.finnish, p.english)):
            strength = round(pair.strength, 3)
            finnish.setdefault(pair.finnish, []).append((pair.english, strength))
            english.setdefault(pair.english, []).append((pair.finnish, strength))
        return cls({("fi", "en"): _capped(finnish), ("en", "fi"): _capped(english)})

    def __len__(self) -> int:
        """Return how many Finnish terms have a rendering."""
        return len(self.directions.get(("fi", "en"), ()))

    def renderings(self, term: str, source: str, target: str) -> Renderings:
        """Return the renderings of a term in dictionary form, the surest first."""
        return self.directions.get((source, target), {}).get(term, ())

    def to_json(self) -> str:
        """Return the terms as text, the same text for the same terms."""
        by_name = {
            f"{source}-{target}": terms for (source, target), terms in self.directions.items()
        }
        return json.dumps(by_name, ensure_ascii=False, indent=0)

    @classmethod
    def from_json(cls, text: str) -> LearntTerms:
        """Read what `to_json` wrote."""
        return cls(
            {
                (name[:2], name[3:]): {
                    term: [(rendering, strength) for rendering, strength in renderings]
                    for term, renderings in terms.items()
                }
                for name, terms in json.loads(text).items()
            }
        )


NOTHING_LEARNT = LearntTerms()


def _capped(terms: Mapping[str, Renderings]) -> Mapping[str, Renderings]:
    return {term: renderings[:MAX_RENDERINGS] for term, renderings in sorted(terms.items())}
