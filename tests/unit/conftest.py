"""The analyzers of every tier of Finnish analysis that this machine has."""

import pytest

from corpus.analysis.analyzer import analyzers
from corpus.analysis.morphology import TIERS
from corpus.errors import LanguageToolError


@pytest.fixture(scope="module", params=TIERS)
def each_tier(request):
    try:
        return analyzers(request.param)
    except LanguageToolError as error:
        pytest.skip(f"this machine lacks the tier: {error}")
