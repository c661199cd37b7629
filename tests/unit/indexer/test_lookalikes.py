from __future__ import annotations

from corpus.store.visit import Visit
from indexer.lookalikes import HELD_AT_ONCE, Lookalikes


def changed(number, told, before=None):
    url = f"https://a.fi/{number}"
    return Visit(url, "fetched", text_hash=told, told_before=before or f"old {number}")


def outcomes(*visits):
    held = Lookalikes()
    kept = [one for visit in visits for one in held.judged(visit)]
    return {one.url[-1]: one.outcome for one in (*kept, *held.rest())}


def test_pages_that_change_each_in_its_way_are_kept():
    assert outcomes(*(changed(number, f"new {number}") for number in range(9))) == {
        str(number): "fetched" for number in range(9)
    }


def test_pages_that_come_to_say_the_same_are_not_believed_nor_those_after_them():
    visits = [changed(number, "log in") for number in range(5)]
    assert outcomes(*visits[:4], changed(8, "new"), visits[4]) == {
        **dict.fromkeys("01234", "failed"),
        "8": "fetched",
    }


def test_two_pages_may_come_to_say_the_same():
    assert set(outcomes(changed(1, "x"), changed(2, "x")).values()) == {"fetched"}


def test_pages_that_said_the_same_before_may_go_on_doing_so():
    visits = [changed(number, "new", before="old") for number in range(9)]
    assert set(outcomes(*visits).values()) == {"fetched"}


def test_what_is_no_change_of_a_known_page_is_not_held_back():
    held = Lookalikes()
    for visit in (
        Visit("x", "fetched"),
        Visit("x", "unchanged", text_hash="x"),
        Visit("x", "gone"),
    ):
        assert list(held.judged(visit)) == [visit]


def test_only_so_many_are_held_back_at_once():
    held = Lookalikes()
    kept = [one for n in range(HELD_AT_ONCE + 7) for one in held.judged(changed(n, f"new {n}"))]
    assert [one.url for one in kept] == [f"https://a.fi/{n}" for n in range(7)]
