"""Every text can be read in every theme, and grows with the text size."""

from __future__ import annotations

import re
from typing import get_args

import pytest

from core.chart.marks import Colour
from core.marking import style
from desktop import theme


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


TEXT = [
    *[(ink, ground) for ink in ("ink", "muted", "accent") for ground in ("page", "surface", "sunken", "accent-soft")],
    *[(kind, f"{kind}-soft") for kind in ("good", "warn", "bad", "info")],
    *[(kind, ground) for kind in ("good", "warn", "bad", "info") for ground in ("surface", "page")],
    ("bad", "bad-soft"),
    *[("ink", f"{kind}-soft") for kind in ("good", "warn", "bad", "info")],
    ("on-disabled", "surface"),
    ("on-disabled", "disabled"),
    ("faint", "surface"),
    ("accent-hover", "accent-soft"),
    ("accent-pressed", "surface"),
    ("surface", "ink"),
    ("accent-2", "surface"),
    ("muted", "none-soft"),
    ("ink", "selected"),
    ("muted", "selected"),
    ("on-accent", "accent"),
    ("on-accent", "accent-hover"),
    ("on-accent", "accent-pressed"),
]
QUIET = {("on-disabled", "surface"), ("on-disabled", "disabled"), ("faint", "surface")}  # WCAG asks nothing of these
CHART = [role for role in get_args(Colour) if not role.endswith("-soft") and role not in ("grid", "surface")]
SHAPES = [
    *[(shape, ground) for shape in ("line-strong", "focus", "faint") for ground in ("page", "surface")],
    *[("focus", ground) for ground in ("sunken", "accent-soft", "selected")],
    *[(role, "surface") for role in CHART],
    ("on-accent", "accent"),  # the tick in a box, the ring on a button
]


@pytest.mark.parametrize("name", theme.NAMES)
@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_has_a_contrast_of_four_and_a_half_and_of_seven_in_high_contrast(name, ink, ground):
    colours = theme.make(name).colours
    least = 3 if (ink, ground) in QUIET else 7 if name == "contrast" else 4.5
    assert contrast(colours[ink], colours[ground]) >= least


@pytest.mark.parametrize("name", theme.NAMES)
@pytest.mark.parametrize(("shape", "ground"), SHAPES)
def test_controls_and_the_focus_mark_have_a_contrast_of_three(name, shape, ground):
    colours = theme.make(name).colours
    assert contrast(colours[shape], colours[ground]) >= 3


@pytest.mark.parametrize("name", theme.NAMES)
def test_the_style_sheet_has_no_role_left_to_fill(name):
    assert "$" not in theme.style_sheet(theme.make(name))


@pytest.mark.parametrize("name", theme.NAMES)
def test_every_role_of_a_chart_has_a_colour_and_those_of_lines_differ(name):
    colours = theme.make(name).colours
    assert set(get_args(Colour)) <= set(colours)
    accents = [colours[role] for role in get_args(Colour) if role.startswith("accent") and not role.endswith("soft")]
    assert len(set(accents)) == len(accents)


@pytest.mark.parametrize("banner", ["UNCLASSIFIED", "CUI", "CONFIDENTIAL", "SECRET", "TOP SECRET", "TOP SECRET//SI"])
def test_the_banner_colours_can_be_read(banner):
    look = style(banner)
    assert contrast(look.colour, look.text_colour) >= 4.5
    assert look.word


def test_every_theme_has_the_same_roles():
    roles = [set(theme.make(name).colours) for name in theme.NAMES]
    assert roles[0] == roles[1] == roles[2]


def test_text_doubles_at_two_hundred_percent_and_hair_lines_do_not():
    once, twice = (theme.style_sheet(theme.make("light", scale)) for scale in (1.0, 2.0))
    sizes = [[int(size) for size in re.findall(r"font-size: (\d+)px", text)] for text in (once, twice)]
    assert [2 * size for size in sizes[0]] == sizes[1]
    assert "border: 1px solid" in twice


def test_the_fonts_come_with_the_program(qapp):
    theme.load_fonts()
    from PySide6.QtGui import QFontDatabase

    assert {theme.TEXT_FAMILY, theme.MONO_FAMILY} <= set(QFontDatabase.families())
