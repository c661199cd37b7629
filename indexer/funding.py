"""Who pays for the project that a document tells of, by the words that reveal it."""

from __future__ import annotations

import re

from indexer.tags import mentions

# Other pages name funds as well, but seldom to say who paid for what they tell.
TOLD_BY = frozenset({"project", "result"})
# A page that names both tells of a whole programme: a project has one of them.
STRUCTURAL = frozenset({"erdf", "esf"})
SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n")
PAYS = re.compile(
    r"rahoit|rahoil|\btuke|\btuki|\btuell|avustu|\bhanke\b|-han(?:ke|kke)|ohjelma"
    r"|\bfund|financ|support|\bgrant|\bproject\b"
)


def funding(page_type: str, text: str) -> tuple[str, ...]:
    """Return the funds that a project's page says pay for it, in the vocabulary's order.

    The structural funds pay for what a project's page names them in; others where the same
    sentence tells of money.
    """
    if page_type not in TOLD_BY:
        return ()
    told = [
        fund
        for sentence in SENTENCE_END.split(text)
        for fund, _ in mentions("funding", sentence)
        if fund in STRUCTURAL or PAYS.search(sentence.lower())
    ]
    funds = tuple(dict.fromkeys(told))
    return tuple(fund for fund in funds if fund not in STRUCTURAL or not set(funds) >= STRUCTURAL)
