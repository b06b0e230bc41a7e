"""The packet's fonts, all embedded: Public Sans for text, Roboto Mono for digests, DejaVu Sans for what they lack."""

from __future__ import annotations

from functools import cache
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from core.paths import resources

TEXT, BOLD, ITALIC, MEDIUM, MONO, FALLBACK = (
    "PublicSans",
    "PublicSans-Bold",
    "PublicSans-Italic",
    "PublicSans-SemiBold",
    "RobotoMono",
    "DejaVuSans",
)
_FILES = {
    TEXT: "PublicSans-Regular.ttf",
    BOLD: "PublicSans-Bold.ttf",
    ITALIC: "PublicSans-Italic.ttf",
    MEDIUM: "PublicSans-SemiBold.ttf",
    MONO: "roboto-mono-v5-latin-regular.ttf",
    FALLBACK: "DejaVuSans.ttf",
}


@cache
def register() -> None:
    """Make the fonts known to ReportLab, once a process."""
    for name, file_name in _FILES.items():
        pdfmetrics.registerFont(TTFont(name, str(resources() / "fonts" / file_name)))
    pdfmetrics.registerFontFamily(TEXT, normal=TEXT, bold=BOLD, italic=ITALIC, boldItalic=BOLD)
    for alone in (MONO, FALLBACK):
        pdfmetrics.registerFontFamily(alone, normal=alone, bold=alone, italic=alone, boldItalic=alone)


@cache
def drawable(font: str) -> frozenset[int]:
    """The code points that `font` has a glyph for."""
    register()
    found: Any = pdfmetrics.getFont(font)
    return frozenset(found.face.charToGlyph)
