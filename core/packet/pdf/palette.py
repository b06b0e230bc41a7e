"""The colours of the packet: tokens of the U.S. Web Design System, by the role they play on paper."""

from __future__ import annotations

from collections.abc import Mapping

from core.chart.marks import Colour

INK = "#1b1b1b"
MUTED = "#565c65"  # base-dark: 6.8:1 on white
LINE = "#c6cace"
GRID = "#dfe1e2"
SOFT = "#f0f0f0"
SURFACE = "#ffffff"
PRIMARY = "#005ea2"
PRIMARY_DARK = "#162e51"  # primary-darker
PRIMARY_SOFT = "#e7f2f5"
GOOD = "#216e1f"
GOOD_SOFT = "#ecf3ec"
WARN_SOFT = "#faf3d1"
WARN = "#7a591a"
BAD = "#b50909"
BAD_SOFT = "#f8e1de"

CHART: Mapping[Colour, str] = {
    "ink": INK,
    "muted": MUTED,
    "grid": GRID,
    "surface": SURFACE,
    "accent": PRIMARY,
    "accent-soft": "#d9e8f6",
    "accent-2": "#c05600",
    "accent-2-soft": "#f2e4d4",
    "accent-3": "#5942d2",
    "accent-3-soft": "#e2dcf8",
    "accent-4": "#0f766e",
    "accent-4-soft": "#d3ece9",
    "good": "#2e7d32",
    "warn": "#e5a000",
    "bad": BAD,
}
