from corpus.translation.compound_pieces import cut, joined

ENGLISH = {
    "kierto": ["cycle"],
    "talous": ["economy"],
    "kiertotalous": ["circular economy"],
    "hanke": ["project"],
    "jalan": ["foot"],
    "hiili": ["carbon", "coal"],
    "jälki": ["print"],
    "talo": ["house"],
    "ushanke": ["nonsense"],
}


def render(piece):
    return ENGLISH.get(piece, ())


def test_the_fewest_pieces_win():
    parts = ("kierto", "kiertotalous", "talous", "hanke")
    assert cut("kiertotaloushanke", parts, render) == [["circular economy"], ["project"]]


def test_a_piece_begins_only_where_a_part_does():
    assert cut("taloushanke", ("talous", "hanke"), render) == [["economy"], ["project"]]
    assert cut("taloushanke", ("talo", "talous"), render) == []


def test_a_part_is_rendered_as_it_is_written_inside_the_word():
    pieces = cut("hiilijalanjälki", ("hiili", "jalka", "jälki"), render)
    assert pieces == [["carbon", "coal"], ["foot"], ["print"]]


def test_a_word_with_a_piece_nobody_knows_has_no_cut():
    assert cut("kiertotyö", ("kierto", "työ"), render) == []


def test_a_word_without_parts_has_no_cut():
    assert cut("hanke", (), render) == []


def test_combinations_of_the_best_renderings_come_first():
    assert joined([["a", "b", "c"], ["x", "y"]], limit=3) == ("a x", "a y", "b x")


def test_no_pieces_join_to_nothing():
    assert joined([], limit=3) == ()
