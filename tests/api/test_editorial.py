"""An editor's program changes what readers find, in every process, and can take it back."""

from __future__ import annotations

import logging
import shutil
import time

import pytest
from starlette.testclient import TestClient

from corpus.settings import Settings
from corpus.store.database import open_database
from corpus.store.token_table import TokenTable
from search_api.app import create_app

RULES = "/api/v1/editorial"
DUUNI = {"language": "fi", "words": ["hässäkkä"], "meanings": ["robottibussi"]}


@pytest.fixture(scope="module")
def copied(published, tmp_path_factory):
    """Settings of a copy of the published data, so that rules meet no other test."""
    folder = tmp_path_factory.mktemp("editorial") / "data"
    shutil.copytree(published.data_dir, folder)
    return Settings(data_dir=folder)


@pytest.fixture
def settings(copied):
    """The same settings with a new database, in which there are no rules yet."""
    for path in copied.data_dir.glob("kuutoshaku.sqlite3*"):
        path.unlink()
    return copied


@pytest.fixture
def tokens(settings):
    engine = open_database(settings.page_store)
    yield TokenTable(engine)
    engine.dispose()


@pytest.fixture
def secret(tokens):
    return tokens.create("anna", ["editorial:write"], None)[0]


@pytest.fixture
def editor(settings, secret):
    """A client of the service who sends a token that may write."""
    headers = {"Authorization": f"Bearer {secret}"}
    with TestClient(create_app(settings), headers=headers) as client:
        yield client


def found(client, text, **parameters):
    answer = client.get("/api/v1/search", params={"q": text, "lang": "fi", **parameters})
    assert answer.status_code == 200, answer.text
    return answer.json()


def made(client, kind, rule):
    answer = client.post(f"{RULES}/{kind}", json=rule)
    assert answer.status_code == 201, answer.text
    return answer


def urls(answer):
    return [hit["url"] for hit in answer["hits"]]


def page_of(client, text):
    return found(client, text)["hits"][0]["url"]


def test_a_synonym_finds_at_the_next_search_and_is_told_in_why(editor):
    before = editor.get("/api/v1/search", params={"q": "hässäkkää", "lang": "fi"})
    assert before.json()["total"] == 0
    answer = made(editor, "synonyms", DUUNI)
    assert answer.headers["location"] == f"{RULES}/synonyms/1"
    assert answer.json()["changed_by"] == "anna"
    after = found(editor, "hässäkkää")
    assert page_of(editor, "robottibussi") in urls(after)
    assert "hässäkkää → robottibussi (toimituksen lisäämä sana)" in after["hits"][0]["why"][0]
    tag = before.headers["etag"]
    again = editor.get(
        "/api/v1/search", params={"q": "hässäkkää", "lang": "fi"}, headers={"If-None-Match": tag}
    )
    assert (again.status_code, again.headers["etag"] != tag) == (200, True)


def test_a_best_bet_on_an_inflected_query_stands_first_and_is_marked(editor):
    guide = page_of(editor, "hankintaopas")
    assert not found(editor, "robottibusseista")["hits"][0]["best_bet"]
    made(editor, "best-bets", {"queries": ["robottibussi"], "url": guide})
    hit = found(editor, "robottibusseista")["hits"][0]
    assert (hit["url"], hit["best_bet"]) == (guide, True)
    assert hit["why"][0] == "toimituksen suositus haulle ”robottibussi”"
    page = editor.get("/fi/haku", params={"q": "robottibusseissa"})
    assert "Suositeltu" in page.text or "Suosit" in page.text


def test_a_pin_hides_a_page_from_one_query(editor):
    bus = page_of(editor, "robottibussi")
    made(editor, "pins", {"queries": ["robottibussit"], "url": bus, "hidden": True})
    assert bus not in urls(found(editor, "robottibussi"))


def test_a_correction_changes_title_facet_and_document_and_tells_what_was_there(editor):
    hit = found(editor, "robottibussi")["hits"][0]
    rule = {"url": hit["url"], "field": "cities", "value": ["vantaa"]}
    kept = made(editor, "corrections", rule).json()
    assert kept["rule"]["extracted"] == [city["value"] for city in hit["cities"]]
    assert (kept["in_index"], kept["stale"]) == (True, False)
    made(editor, "corrections", {**rule, "field": "title", "value": "<script>x</script>"})
    corrected = found(editor, "robottibussi", city="vantaa")["hits"][0]
    assert (corrected["url"], corrected["title"]) == (hit["url"], "<script>x</script>")
    assert editor.get(f"/api/v1/documents/{hit['id']}").json()["title"] == "<script>x</script>"
    page = editor.get("/fi/haku", params={"q": "robottibussi"}).text
    assert "<script>x" not in page
    assert "&lt;script&gt;x" in page


def test_a_correction_of_what_the_page_no_longer_says_is_stale(editor):
    url = page_of(editor, "robottibussi")
    rule = {"url": url, "field": "title", "value": "Bussi", "extracted": "Vanha otsikko"}
    kept = made(editor, "corrections", rule).json()
    assert kept["stale"]
    assert kept["extracted_now"] not in {None, "Bussi", "Vanha otsikko"}
    gone = {"url": "https://site.example/", "field": "title", "value": "x"}
    assert made(editor, "corrections", gone).json()["in_index"] is False


def test_another_process_sees_a_change_within_a_second(editor, settings):
    with TestClient(create_app(settings)) as other:
        assert found(other, "hässäkkä")["total"] == 0
        made(editor, "synonyms", DUUNI)
        deadline = time.monotonic() + 1
        while not found(other, "hässäkkä")["total"] and time.monotonic() < deadline:
            time.sleep(0.05)
        assert found(other, "hässäkkä") == found(editor, "hässäkkä")
        assert found(other, "hässäkkä")["total"]


def test_every_change_can_be_undone(editor):
    made(editor, "synonyms", DUUNI)
    assert found(editor, "hässäkkä")["total"]
    log = editor.get(f"{RULES}/changes").json()
    assert (log["total"], log["intact"]) == (1, True)
    assert log["items"][0]["after"] == DUUNI
    assert editor.post(f"{RULES}/changes/1/undo").json()["deleted"]
    assert found(editor, "hässäkkä")["total"] == 0
    assert editor.post(f"{RULES}/synonyms/1/restore").status_code == 200
    assert found(editor, "hässäkkä")["total"]
    assert editor.delete(f"{RULES}/synonyms/1").json()["deleted"]
    assert found(editor, "hässäkkä")["total"] == 0
    assert editor.get(f"{RULES}/synonyms").json()["total"] == 0
    assert editor.get(f"{RULES}/synonyms", params={"deleted": True}).json()["total"] == 1
    assert editor.post(f"{RULES}/changes/99/undo").status_code == 404


def test_two_editors_do_not_overwrite_each_other(editor):
    tag = made(editor, "synonyms", DUUNI).headers["etag"]
    address, rule = f"{RULES}/synonyms/1", {**DUUNI, "meanings": ["bussi"]}
    assert editor.put(address, json=rule).status_code == 428
    first = editor.put(address, json=rule, headers={"If-Match": tag})
    assert first.status_code == 200
    second = editor.put(address, json=DUUNI, headers={"If-Match": tag})
    assert second.status_code == 412
    assert "anna changed rule 1 meanwhile" in second.json()["detail"]
    assert editor.get(address).headers["etag"] == first.headers["etag"]
    assert editor.put(address, json=rule, headers={"If-Match": '"x"'}).status_code == 412
    assert editor.put(f"{RULES}/pins/1", json=rule, headers={"If-Match": "1"}).status_code == 404


@pytest.mark.parametrize(
    ("kind", "rule", "status", "said"),
    [
        ("synonyms", {**DUUNI, "meanings": ["hässäkät"]}, 422, "are already one word"),
        ("synonyms", {**DUUNI, "words": ["x" * 101]}, 422, "at most 100 are kept"),
        ("synonyms", {**DUUNI, "colour": 1}, 422, "“colour” is unknown here"),
        ("corrections", {"url": "ftp://x/", "field": "title", "value": "x"}, 422, "“url” is no"),
        ("corrections", {"url": "https://x.example/", "field": "id", "value": "x"}, 422, "one of"),
        ("synonyms", ["x"], 400, ""),
        ("colours", DUUNI, 400, "kind"),
    ],
)
def test_a_rule_that_cannot_be_kept_is_refused_with_its_reason(editor, kind, rule, status, said):
    answer = editor.post(f"{RULES}/{kind}", json=rule)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert said in answer.json()["detail"]
    assert editor.get(f"{RULES}/changes").json()["total"] == 0


def test_the_same_rule_twice_is_a_conflict_that_names_the_first(editor):
    made(editor, "synonyms", DUUNI)
    answer = editor.post(f"{RULES}/synonyms", json={**DUUNI, "words": ["hässäköitä"]})
    assert (answer.status_code, answer.json()["type"]) == (409, "/problems/rule-conflict")
    assert "rule 1 already searches" in answer.json()["detail"]


def test_a_preview_says_what_would_change_and_changes_nothing(editor):
    asked = {"kind": "synonyms", "rule": DUUNI}
    effect = editor.post(f"{RULES}/preview", json=asked).json()["effects"][0]
    assert (effect["query"], effect["total_before"]) == ("hässäkkä", 0)
    assert effect["total_after"] > 0
    assert effect["hits"][0]["before"] is None
    assert effect["hits"][0]["after"] == 1
    assert found(editor, "hässäkkä")["total"] == 0
    bus = page_of(editor, "robottibussi")
    hidden = {"queries": ["robottibussi"], "url": bus, "hidden": True}
    effect = editor.post(f"{RULES}/preview", json={"kind": "pins", "rule": hidden}).json()
    assert effect["effects"][0]["hits"][-1]["url"] == bus
    assert effect["effects"][0]["hits"][-1]["after"] is None
    refused = {"kind": "synonyms", "rule": {**DUUNI, "meanings": ["hässäkät"]}}
    assert editor.post(f"{RULES}/preview", json=refused).status_code == 422


def test_a_preview_of_a_rule_in_force_tries_it_in_its_place_or_without(editor):
    made(editor, "synonyms", DUUNI)
    without = editor.post(f"{RULES}/preview", json={"kind": "synonyms", "id": 1}).json()
    assert without["effects"][0]["total_after"] == 0
    other = {"kind": "synonyms", "id": 1, "rule": {**DUUNI, "meanings": ["robottibussit"]}}
    assert editor.post(f"{RULES}/preview", json=other).json()["effects"][0]["hits"] == []


def test_rules_are_listed_in_pages(editor):
    for number in range(3):
        made(editor, "synonyms", {**DUUNI, "words": [f"hässäkkä{number}"]})
    answer = editor.get(f"{RULES}/synonyms", params={"size": 2})
    assert answer.headers["cache-control"] == "no-store"
    first = answer.json()
    assert (first["total"], [item["id"] for item in first["items"]]) == (3, [3, 2])
    assert [item["id"] for item in editor.get(first["next"]).json()["items"]] == [1]


def test_nothing_is_told_or_changed_without_a_token(editor, tokens, caplog):
    caplog.set_level(logging.DEBUG)
    editor.headers.pop("Authorization")
    reader, _ = tokens.create("berit", ["editorial:read"], None)
    for method, path in (("GET", "synonyms"), ("POST", "synonyms"), ("POST", "preview")):
        answer = editor.request(method, f"{RULES}/{path}", json=DUUNI)
        assert (answer.status_code, answer.json()["type"]) == (401, "/problems/token-needed")
        assert answer.headers["www-authenticate"].startswith("Bearer realm=")
        assert answer.headers["cache-control"] == "no-store"
    assert editor.get(f"{RULES}/synonyms", params={"token": reader}).status_code == 401
    wrong = editor.get(f"{RULES}/synonyms", headers={"Authorization": f"Bearer {reader}x"})
    assert 'error="invalid_token"' in wrong.headers["www-authenticate"]
    sent = {"Authorization": f"Bearer {reader}"}
    assert editor.get(f"{RULES}/synonyms", headers=sent).status_code == 200
    refused = editor.post(f"{RULES}/synonyms", json=DUUNI, headers=sent)
    assert (refused.status_code, refused.json()["type"]) == (403, "/problems/not-allowed")
    assert 'scope="editorial:write"' in refused.headers["www-authenticate"]
    tokens.revoke("berit")
    assert editor.get(f"{RULES}/synonyms", headers=sent).status_code == 401
    ours = [record for record in caplog.records if not record.name.startswith("httpx")]
    assert ours
    assert reader not in "".join(f"{record.getMessage()} {vars(record)}" for record in ours)


def test_a_broken_database_of_rules_does_not_keep_readers_from_answers(settings, secret):
    for path in settings.data_dir.glob("kuutoshaku.sqlite3*"):
        path.unlink()
    settings.page_store.write_bytes(b"no database at all" * 100)
    with TestClient(create_app(settings)) as client:
        assert found(client, "robottibussi")["total"]
        answer = client.get(f"{RULES}/pins", headers={"Authorization": f"Bearer {secret}"})
        assert answer.status_code == 503
