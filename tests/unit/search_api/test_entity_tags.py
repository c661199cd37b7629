from __future__ import annotations

import pytest

from search_api.entity_tags import entity_tag, is_known


def test_a_tag_is_the_same_for_the_same_parts_only():
    assert entity_tag("gen-1", "fi", {"q": "a", "page": 1}) == entity_tag(
        "gen-1", "fi", {"page": 1, "q": "a"}
    )
    parts = [("gen-1", "fi"), ("gen-2", "fi"), ("gen-1", "en"), ("gen-1fi",), ("gen-1", "fi", {})]
    assert len({entity_tag(*each) for each in parts}) == len(parts)


TAG = entity_tag("gen-1")


@pytest.mark.parametrize("held", [TAG, TAG.removeprefix("W/"), f'"other", {TAG}', "*"])
def test_a_client_that_holds_the_answer_is_known(held: str):
    assert is_known(TAG, held)


@pytest.mark.parametrize("held", [None, "", '"other"', 'W/"other"'])
def test_a_client_that_holds_another_answer_is_not(held: str | None):
    assert not is_known(TAG, held)
