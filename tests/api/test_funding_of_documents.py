def test_a_document_tells_who_paid_for_it_and_who_carried_it_out(client):
    wish = {"q": "circhubs kiertotalouskeskukset", "doc_lang": "fi", "type": "project"}
    (hit, *_) = client.get("/api/v1/search", params=wish).json()["hits"]
    path = f"/api/v1/documents/{hit['id']}"
    english = client.get(path, params={"lang": "en"}).json()
    assert english["funding"] == [
        {"value": "erdf", "label": "European Regional Development Fund (ERDF)"}
    ]
    assert english["partners"] == ["Business Tampere"]
    assert "EAKR" in client.get(path).json()["funding"][0]["label"]
