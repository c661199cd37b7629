"""Whatever is typed gets an answer or a problem, never a failure."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

typed = st.text(max_size=300) | st.lists(
    st.sampled_from(["kokeilu", "data", " ", "-", '"', "*", " OR ", "robotti*", "ä", "<b>", "%00"]),
    max_size=40,
).map("".join)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(typed, st.sampled_from(["fi", "en"]), st.integers(0, 60), st.booleans())
def test_any_search_is_answered(client, q, lang, page, browse):
    parameters = {"q": q, "lang": lang, "page": page, "size": 20}
    if browse:
        parameters["section"] = "lessons"
    answer = client.get("/api/v1/search", params=parameters)
    assert answer.status_code in {200, 400}, answer.text
    shown = client.get({"fi": "/fi/haku", "en": "/en/search"}[lang], params=parameters)
    assert shown.status_code in {200, 400}


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=300), st.sampled_from(["city", "year", "sort", "size", "type", "lang"]))
def test_any_parameter_is_answered(client, value, name):
    answer = client.get("/api/v1/search", params={"q": "data", name: value})
    assert answer.status_code in {200, 400}, answer.text


@pytest.mark.timeout(600)
def test_a_thousand_generated_queries_never_fail(client, monkeypatch):
    monkeypatch.syspath_prepend(str(Path(__file__).parents[2] / "benchmarks"))
    from generated_queries import generated_queries  # noqa: PLC0415

    statuses = Counter(
        client.get("/api/v1/search", params=parameters).status_code
        for parameters in generated_queries(1000, seed=11)
    )
    sys.modules.pop("generated_queries")
    assert set(statuses) == {200, 400}, statuses
    assert statuses[200] > 700
