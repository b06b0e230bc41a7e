"""Every text can be read in every theme, and grows with the text size."""

from __future__ import annotations

import re

import pytest

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
    *[(kind, "surface") for kind in ("good", "warn", "bad", "info", "accent-2")],
    ("muted", "none-soft"),
    ("ink", "selected"),
    ("muted", "selected"),
    ("on-accent", "accent"),
    ("on-accent", "accent-hover"),
    ("on-accent", "accent-pressed"),
]
SHAPES = [(shape, ground) for shape in ("line-strong", "focus", "faint") for ground in ("page", "surface")]


@pytest.mark.parametrize("name", theme.NAMES)
@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_has_a_contrast_of_four_and_a_half(name, ink, ground):
    colours = theme.make(name).colours
    assert contrast(colours[ink], colours[ground]) >= 4.5


@pytest.mark.parametrize("name", theme.NAMES)
@pytest.mark.parametrize(("shape", "ground"), SHAPES)
def test_controls_and_the_focus_mark_have_a_contrast_of_three(name, shape, ground):
    colours = theme.make(name).colours
    assert contrast(colours[shape], colours[ground]) >= 3


@pytest.mark.parametrize("name", theme.NAMES)
def test_the_style_sheet_has_no_role_left_to_fill(name):
    assert "$" not in theme.style_sheet(theme.make(name))


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
