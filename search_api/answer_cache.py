"""Rendered answers, kept under their entity tags, which name all that an answer depends on."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

MOST_ANSWERS = 2_000
MOST_BYTES = 32 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """The body of an answer, and how many hits it tells of."""

    body: bytes
    total: int


class AnswerCache:
    """Keeps the answers used last, within a number and a size; safe to share between threads.

    Nothing needs to be thrown out when another generation is published: its answers have other
    tags, and old ones go as new ones come.
    """

    def __init__(self, most: int = MOST_ANSWERS, most_bytes: int = MOST_BYTES) -> None:
        """Keep at most so many answers with bodies of so many bytes together."""
        self._most = most
        self._most_bytes = most_bytes
        self._bytes = 0
        self._answers: OrderedDict[str, KeptAnswer] = OrderedDict()
        self._lock = Lock()

    def get(self, tag: str) -> KeptAnswer | None:
        """Return the answer with a tag, or None where it is not kept."""
        with self._lock:
            if tag in self._answers:
                self._answers.move_to_end(tag)
            return self._answers.get(tag)

    def keep(self, tag: str, answer: KeptAnswer) -> None:
        """Keep an answer under its tag; one as large as all the room is not kept."""
        if len(answer.body) > self._most_bytes:
            return
        with self._lock:
            if replaced := self._answers.pop(tag, None):
                self._bytes -= len(replaced.body)
            self._answers[tag] = answer
            self._bytes += len(answer.body)
            while len(self._answers) > self._most or self._bytes > self._most_bytes:
                self._bytes -= len(self._answers.popitem(last=False)[1].body)
