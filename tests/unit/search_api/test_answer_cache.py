from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from search_api.answer_cache import AnswerCache, KeptAnswer


def answer(size: int) -> KeptAnswer:
    return KeptAnswer(b"x" * size, 1)


def test_an_answer_is_kept_under_its_tag():
    cache = AnswerCache()
    cache.keep("a", answer(3))
    assert cache.get("a") == answer(3)
    assert cache.get("b") is None


def test_the_answer_used_longest_ago_goes_first():
    cache = AnswerCache(most=2)
    cache.keep("a", answer(1))
    cache.keep("b", answer(1))
    cache.get("a")
    cache.keep("c", answer(1))
    assert [cache.get(tag) is None for tag in "abc"] == [False, True, False]


def test_bodies_together_stay_within_the_room():
    cache = AnswerCache(most_bytes=10)
    for tag in "abcd":
        cache.keep(tag, answer(4))
    assert [cache.get(tag) is None for tag in "abcd"] == [True, True, False, False]
    cache.keep("d", answer(10))
    assert cache.get("c") is None
    cache.keep("e", answer(11))
    assert cache.get("e") is None
    assert cache.get("d") == answer(10)


def test_threads_may_share_it():
    cache = AnswerCache(most=50, most_bytes=500)

    def work(start: int) -> None:
        for number in range(start, start + 2000):
            cache.keep(str(number % 97), answer(number % 20))
            cache.get(str(number % 89))

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(work, range(8)))
    kept = [cache.get(str(number)) for number in range(97)]
    sizes = [len(each.body) for each in kept if each is not None]
    assert 0 < len(sizes) <= 50
    assert sum(sizes) == cache._bytes <= 500
