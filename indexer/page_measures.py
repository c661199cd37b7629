"""What is measured on a page once, before its blocks are read: lengths of text, panels to open."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from indexer.clean_text import clean_text
from indexer.furniture import attribute, leads_away
from indexer.markup import HEADINGS, steps

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bs4 import Tag

TARGETS = ("aria-controls", "data-target", "data-bs-target", "href")
TOGGLES = ("tab", "pill", "collapse")
LONGEST_LABEL = 200
MOST_STEPS_OF_LABEL = 50
NO_DISPLAY = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)(?![\w-])")
# Names of what opens by a click where nothing names what opens it.
OPENABLE = re.compile(r"tab|panel|accordion|collaps|toggle|faq|haitari", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PageMeasures:
    """Letters of text, and of it in links that lead away, by an element's id().

    `panels` are what a click shows, by their id attributes, with the label of the button or tab
    that shows each; `labels` are the id()s of those buttons and tabs. `tags` are all elements in
    order, since Beautiful Soup's own searches take longer than all else that is done with a page.
    """

    tags: Sequence[Tag]
    lengths: Mapping[int, int]
    linked: Mapping[int, int]
    panels: Mapping[str, str]
    labels: frozenset[int]

    def length(self, tag: Tag) -> int:
        """Return the letters of text in an element."""
        return self.lengths.get(id(tag), 0)

    def share_of_links(self, tag: Tag) -> float:
        """Return how much of an element's text leads away."""
        return self.linked.get(id(tag), 0) / max(1, self.length(tag))

    def is_hidden(self, tag: Tag) -> bool:
        """Tell whether an element is hidden from readers, with nothing that may show it.

        The attribute `hidden` on an element with an id waits for a script to take it away.
        """
        names = tag.attrs.keys()
        if names.isdisjoint(("hidden", "aria-hidden", "style")):
            return False
        is_hidden = (
            ("hidden" in names and not attribute(tag, "id"))
            or attribute(tag, "aria-hidden").lower() == "true"
            or NO_DISPLAY.search(attribute(tag, "style").lower())
        )
        return bool(is_hidden) and not self._is_openable(tag)

    def may_stay_hidden(self, tag: Tag) -> bool:
        """Tell whether an element is shown only if a script does so, by nothing the page names."""
        return "hidden" in tag.attrs and not self._is_openable(tag)

    def _is_openable(self, tag: Tag) -> bool:
        own = attribute(tag, "id")
        told = f"{own} {attribute(tag, 'class')} {attribute(tag, 'role')}"
        is_searchable = attribute(tag, "hidden").lower() == "until-found"
        return is_searchable or own in self.panels or bool(OPENABLE.search(told))


@dataclass(slots=True)
class _Controls:
    """Elements that show others by a click, as they are met."""

    shown: dict[str, str] = field(default_factory=dict)
    labels: dict[int, str] = field(default_factory=dict)
    ids: set[str] = field(default_factory=set)

    def note(self, tag: Tag, length: int, *, in_heading: bool) -> None:
        """Note an element's id, and what it shows; a heading is read as such, not as a label."""
        self.ids.add(attribute(tag, "id"))
        for target in _targets(tag):
            self.shown.setdefault(target, "")
            if not in_heading and length <= LONGEST_LABEL and _is_control(tag):
                label = _label(tag)
                self.shown[target] = self.shown[target] or label
                self.labels[id(tag)] = target


def measured(body: Tag) -> PageMeasures:
    """Measure a page's body."""
    tags: list[Tag] = []
    lengths: dict[int, int] = {}
    linked: dict[int, int] = {}
    controls = _Controls()
    starts: list[tuple[int, int]] = []
    length = length_linked = links = headings = 0
    for tag, what in steps(body, lambda _: False):
        if tag is None:
            length += len(what.strip())
            length_linked += len(what.strip()) if links else 0
        elif what == "start":
            tags.append(tag)
            starts.append((length, length_linked))
            links += leads_away(tag)
            headings += tag.name in HEADINGS
        else:
            before, linked_before = starts.pop()
            lengths[id(tag)], linked[id(tag)] = length - before, length_linked - linked_before
            links -= leads_away(tag)
            controls.note(tag, length - before, in_heading=headings > 0)
            headings -= tag.name in HEADINGS
    whole = {id(body): length}, {id(body): length_linked}
    panels = {name: label for name, label in controls.shown.items() if name in controls.ids}
    labels = frozenset(it for it, target in controls.labels.items() if panels.get(target))
    return PageMeasures(tags, lengths | whole[0], linked | whole[1], panels, labels)


def _targets(tag: Tag) -> Iterator[str]:
    for name in TARGETS:
        value = attribute(tag, name)
        if name == "aria-controls" or value.startswith("#"):
            target = value.removeprefix("#")
            if target:
                yield target


def _is_control(tag: Tag) -> bool:
    toggle = attribute(tag, "data-toggle") or attribute(tag, "data-bs-toggle")
    return tag.name == "button" or attribute(tag, "role") in ("tab", "button") or toggle in TOGGLES


def _label(tag: Tag) -> str:
    inside = islice(steps(tag, lambda _: False), MOST_STEPS_OF_LABEL)
    return clean_text("".join(what for part, what in inside if part is None))
