"""Banners carry the colours of their level, readable, and a word."""

from __future__ import annotations

import pytest

from core.marking import style


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(
    ("banner", "word"),
    [
        ("UNCLASSIFIED", "UNCLASSIFIED"),
        ("CUI//SP-CTI", "CUI"),
        ("CONFIDENTIAL//NOFORN", "CONFIDENTIAL"),
        ("SECRET//NOFORN", "SECRET"),
        ("TOP SECRET", "TOP SECRET"),
        ("TOP SECRET//SI//NOFORN", "TOP SECRET//SCI"),
        ("rubbish", "MARKING NOT READABLE"),
        ("", "MARKING NOT READABLE"),
    ],
)
def test_a_banner_has_its_word_and_enough_contrast(banner: str, word: str) -> None:
    look = style(banner)
    light, dark = sorted((luminance(look.colour), luminance(look.text_colour)), reverse=True)
    assert look.word == word
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_levels_look_different() -> None:
    levels = ("UNCLASSIFIED", "CUI", "CONFIDENTIAL", "SECRET", "TOP SECRET", "TOP SECRET//SI", "rubbish")
    assert len({style(level).colour for level in levels}) == len(levels)
