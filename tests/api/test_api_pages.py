import re
from html import unescape

import pytest


@pytest.mark.parametrize("address", ["/fi/rajapinta", "/en/api"])
def test_every_operation_is_told_and_its_example_runs(client, address):
    page = client.get(address)
    assert page.status_code == 200
    for path in client.get("/openapi.json").json()["paths"]:
        assert f"GET {path}" in unescape(page.text)
    examples = re.findall(r'<a href="([^"#]+)"><code>', page.text)
    tried = [unescape(each) for each in examples if "/problems/" not in each]
    assert len(tried) >= 5
    for example in tried:
        assert client.get(example).status_code == 200, example


@pytest.mark.parametrize(
    ("address", "search"), [("/fi/upota", "/fi/haku"), ("/en/embed", "/en/search")]
)
def test_the_form_to_copy_searches_with_what_was_chosen(client, address, search):
    page = client.get(address, params={"city": ["oulu", "turku"], "theme": "mobility"})
    copied = unescape(page.text.split("<code>")[1].split("</code>")[0])
    assert f'action="http://testserver{search}"' in copied
    assert "script" not in copied
    named = re.findall(r'name="(\w+)"(?:[^>]*? value="(\w+)")?', copied)
    assert sorted(named) == [("city", "oulu"), ("city", "turku"), ("q", ""), ("theme", "mobility")]
    found = client.get(search, params={"q": "bussi", "city": ["oulu"], "theme": "mobility"})
    assert found.status_code == 200


def test_the_form_may_lead_to_the_pages_in_the_other_language(client):
    page = client.get("/fi/upota", params={"lang": "en"})
    assert 'action="http://testserver/en/search"' in unescape(page.text)


def test_an_unknown_city_is_told(client):
    assert client.get("/fi/upota", params={"city": "porvoo"}).status_code == 400
