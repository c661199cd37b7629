from __future__ import annotations

import pytest

from corpus.errors import GateError
from corpus.index.generations import Manifest
from indexer.gate import SCHEMA_WITHOUT_DUPLICATES, pass_gate


def manifest(finnish, english, schema=SCHEMA_WITHOUT_DUPLICATES):
    languages = {"fi": finnish, "en": english}
    return Manifest(
        "gen", "full", "2026-11-24", schema, "1", "best", finnish + english, 9999, languages
    )


def test_pages_left_out_as_duplicates_are_no_loss_to_a_generation_that_kept_them_apart():
    before = manifest(60, 40, schema=SCHEMA_WITHOUT_DUPLICATES - 1)
    pass_gate(manifest(60, 25), before, [], {"en": 15})
    with pytest.raises(GateError, match="It holds 25 documents in 'en', gen held 40"):
        pass_gate(manifest(60, 25), before, [], {"fi": 15})
    with pytest.raises(GateError, match="It holds 85 documents"):
        pass_gate(manifest(60, 25), before, [])


def test_texts_that_give_way_to_copies_are_a_loss_like_any_other():
    with pytest.raises(GateError, match="It holds 85 documents"):
        pass_gate(manifest(60, 25), manifest(60, 40), [], {"en": 15})
    pass_gate(manifest(60, 25), manifest(60, 40), [], {"en": 15}, accept_loss=True)
