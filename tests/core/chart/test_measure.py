"""The table of widths is the font's own."""

from __future__ import annotations

import pytest
from reportlab.pdfbase.ttfonts import TTFontFile

from core.chart.measure import fitted, text_width, wrapped
from core.paths import resources

WORDS = "Balanced accuracy, 0.874 (0.868–0.880) — “fair” ≥ 80 %"


@pytest.mark.parametrize(
    ("weight", "file_name"), [("regular", "PublicSans-Regular.ttf"), ("bold", "PublicSans-Bold.ttf")]
)
def test_widths_are_those_of_the_font_file(weight: str, file_name: str) -> None:
    face = TTFontFile(str(resources() / "fonts" / file_name))
    expected = sum(face.charWidths[ord(character)] for character in WORDS) / 100
    assert text_width(WORDS, 10.0, weight) == pytest.approx(expected, rel=0.002)  # type: ignore[arg-type]


def test_cut_text_fits_its_room_and_says_that_it_was_cut() -> None:
    cut = fitted(WORDS * 50, 9.0, 120.0)
    assert cut.endswith("…")
    assert text_width(cut, 9.0) <= 120.0
    assert fitted("short", 9.0, 120.0) == "short"


def test_wrapped_text_keeps_its_words_or_says_that_some_are_missing() -> None:
    assert " ".join(wrapped("one two three four", 9.0, 40.0, lines=9)) == "one two three four"
    assert wrapped("one two three four five six", 9.0, 40.0, lines=2)[-1].endswith("…")
