"""The colours of the style sheet are told apart by everyone (WCAG 2.2, 1.4.3 and 1.4.11)."""

from __future__ import annotations

import re

import pytest

from search_api.web_files import web_root

TEXT_PAIRS = [
    ("ink", "paper"),
    ("ink", "band"),
    ("quiet", "paper"),
    ("quiet", "band"),
    ("link", "paper"),
    ("link", "band"),
    ("visited", "paper"),
    ("visited", "band"),
    ("accent-ink", "accent"),
    ("mark-ink", "mark"),
]
CONTROL_PAIRS = [("edge", "paper"), ("edge", "band"), ("focus", "paper"), ("focus", "band")]


def tokens(scheme: str) -> dict[str, str]:
    sheet = (web_root() / "static" / "kuutoshaku.css").read_text(encoding="utf-8")
    light, dark = re.findall(r":root \{(.*?)\}", sheet, re.DOTALL)[:2]
    chosen = {"light": light, "dark": dark}[scheme]
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", chosen))


def luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, contrast ratio."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_the_measure_is_right():
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("front", "back"), TEXT_PAIRS)
def test_text_stands_out(scheme, front, back):
    colours = tokens(scheme)
    assert contrast(colours[front], colours[back]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("front", "back"), CONTROL_PAIRS)
def test_edges_of_controls_and_focus_stand_out(scheme, front, back):
    colours = tokens(scheme)
    assert contrast(colours[front], colours[back]) >= 3
