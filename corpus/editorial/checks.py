"""What is wrong with a rule, seen with the eyes of the analyser and beside the other rules."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from corpus.analysis.stopwords import stopwords
from corpus.editorial.query_words import is_same_query, query_words, same_in
from corpus.editorial.rules import MAX_RULES, BestBet, Correction, Pin, Synonym
from corpus.errors import RuleConflictError, RuleRefusedError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from corpus.analysis.analyzer import Analyzer
    from corpus.editorial.rules import Editorial, Rule

    Analyzers = Mapping[str, Analyzer]
    Placing = BestBet | Pin


def check(rule: Rule, others: Editorial, analyzers: Analyzers) -> None:
    """Refuse a rule that does nothing, or that another rule says or gainsays.

    Raises RuleRefusedError naming the key, RuleConflictError naming the other rule.
    """
    if sum(type(other) is type(rule) for other in others.rules.values()) >= MAX_RULES:
        raise RuleRefusedError("rules", f"of this kind are {MAX_RULES} already; delete some first")
    if isinstance(rule, Synonym):
        _check_synonym(rule, others, analyzers)
    elif isinstance(rule, Correction):
        _check_correction(rule, others)
    else:
        _check_placing(rule, others, analyzers)


def _check_synonym(rule: Synonym, others: Editorial, analyzers: Analyzers) -> None:
    analyzer = analyzers[rule.language]
    for key in ("words", "meanings"):
        for text in getattr(rule, key):
            _check_says_something(key, text, analyzer)
    for word, meaning in product(rule.words, rule.meanings):
        if is_same_query(query_words(word, analyzer), query_words(meaning, analyzer)):
            raise RuleRefusedError(
                "meanings", f"are needless: “{word}” and “{meaning}” are already one word"
            )
    for number, other in others.of(Synonym):
        for word, meaning in _said_twice(rule, other, analyzers):
            raise RuleConflictError(
                "words", f"are known: rule {number} already searches “{word}” as “{meaning}”"
            )


def _check_says_something(key: str, text: str, analyzer: Analyzer) -> None:
    words = analyzer.words(text)
    if not words:
        raise RuleRefusedError(key, f"has “{text}”, in which there is no word")
    if all(word.exact in stopwords(analyzer.language) for word in words):
        raise RuleRefusedError(key, f"has “{text}”, which nearly every page says")


def _said_twice(rule: Synonym, other: Synonym, analyzers: Analyzers) -> Iterator[tuple[str, str]]:
    if rule.language != other.language:
        return
    for (word, meanings), (known, said) in product(rule.pairs, other.pairs):
        if same_in(word, known, rule.language, analyzers):
            for meaning, same in product(meanings, said):
                if same_in(meaning, same, rule.language, analyzers):
                    yield word, meaning


def _check_placing(rule: Placing, others: Editorial, analyzers: Analyzers) -> None:
    languages = [rule.language] if rule.language else list(analyzers)
    for text in rule.queries:
        if not any(analyzers[language].words(text) for language in languages):
            raise RuleRefusedError("queries", f"has “{text}”, in which there is no word")
    placings: list[tuple[int, Placing]] = [*others.of(BestBet), *others.of(Pin)]
    for number, other in placings:
        problem = _disagreement(rule, other)
        query = _common_query(rule, other, analyzers) if problem else None
        if query:
            raise RuleConflictError("queries", f"has “{query}”, for which rule {number} {problem}")


def _disagreement(rule: Placing, other: Placing) -> str | None:
    """Return why two rules cannot both be for one query, or None where they can."""
    if rule.url == other.url:
        return "already places this page; change that rule"
    both_at = isinstance(rule, Pin) and isinstance(other, Pin) and rule.position == other.position
    if both_at and isinstance(rule, Pin) and rule.position:
        return f"already has another page at position {rule.position}"
    return None


def _common_query(rule: Placing, other: Placing, analyzers: Analyzers) -> str | None:
    if rule.language and other.language and rule.language != other.language:
        return None
    language = rule.language or other.language
    for query, known in product(rule.queries, other.queries):
        if same_in(query, known, language, analyzers):
            return query
    return None


def _check_correction(rule: Correction, others: Editorial) -> None:
    for number, other in others.of(Correction):
        if (rule.url, rule.field) == (other.url, other.field):
            raise RuleConflictError(
                "field", f"of this page is corrected by rule {number}; change that rule"
            )
