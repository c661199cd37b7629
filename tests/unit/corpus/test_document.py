from corpus.document import document_id


def test_an_id_is_stable_and_sees_through_soft_hyphens():
    plain = document_id("https://6aika.fi/kuutoskaupunkeihin/")
    assert plain == document_id("https://6aika.fi/kuutos%C2%ADkaupunkeihin/")
    assert plain != document_id("https://6aika.fi/muualle/")
    assert len(plain) == 16
    assert set(plain) <= set("0123456789abcdef")
