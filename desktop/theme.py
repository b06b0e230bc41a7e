"""How the window looks: one set of tokens becomes a palette and a style sheet for each theme.

The style sheet is `resources/style/window.qss`; `$role` in it is a colour of `tokens.toml`, `$images` the folder of
the theme's small pictures, and every length in px is multiplied by the text size (1.0 to 2.0).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from string import Template

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from core.paths import resources

NAMES = {"light": "Light", "dark": "Dark", "contrast": "High contrast"}
TEXT_FAMILY = "Public Sans"
MONO_FAMILY = "Roboto Mono"
TEXT_PX = 14
RADIO_PX, HAIR_PX = 14, 2  # inside of a radio button; borders up to this width do not grow


@dataclass(frozen=True, kw_only=True)
class Theme:
    """One look: colours by role, and the text size (1.0 is 100 %)."""

    name: str
    colours: Mapping[str, str] = field(repr=False)
    scale: float = 1.0

    def colour(self, role: str) -> QColor:
        """The colour of a role such as "ink" or "accent". Raises KeyError."""
        return QColor(self.colours[role])

    def px(self, length: float) -> int:
        """A length at 100 % in pixels at this text size."""
        return max(1, round(length * self.scale))


class _Now:
    theme: Theme | None = None


@cache
def _tokens() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads((resources() / "style" / "tokens.toml").read_text("utf-8"))


def make(name: str, scale: float = 1.0) -> Theme:
    """The theme called `name` ("light", "dark", "contrast"). Raises KeyError."""
    tokens = _tokens()
    colours = {role: tokens["palette"][token] for role, token in tokens[name].items()}
    return Theme(name=name, colours=colours, scale=min(2.0, max(1.0, scale)))


def current() -> Theme:
    """The theme that was applied last; light before that."""
    if _Now.theme is None:
        _Now.theme = make("light")
    return _Now.theme


@cache
def icon(name: str) -> bytes:
    """The SVG of the icon called `name`, a file of resources/icons, in no colour yet. Raises OSError."""
    return (resources() / "icons" / f"{name}.svg").read_bytes()


@cache
def load_fonts() -> None:
    """Make the bundled fonts known to Qt, once. Needs a QApplication."""
    for path in sorted((resources() / "fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(path))


def apply(app: QApplication, theme: Theme) -> None:
    """Dress every window of `app`; widgets that paint themselves follow by their change event."""
    sheet = style_sheet(theme)
    if _Now.theme == theme and app.styleSheet() == sheet:
        return  # it is worn already
    _Now.theme = theme
    app.setStyleSheet("")  # off first: a new sheet over an old one takes Qt seconds where this takes tenths
    if app.style().name() != "fusion":
        app.setStyle("Fusion")
    font = QFont(TEXT_FAMILY)
    font.setPixelSize(theme.px(TEXT_PX))
    app.setFont(font)
    app.setPalette(_palette(theme))
    app.setStyleSheet(sheet)


def style_sheet(theme: Theme) -> str:
    """The style sheet with colours, pictures and scaled lengths filled in."""
    folder = resources() / "style"
    values = {role.replace("-", "_"): colour for role, colour in theme.colours.items()}
    values["images"] = (folder / theme.name).as_posix()
    values["radio_radius"] = f"{theme.px(RADIO_PX) // 2 + HAIR_PX}px"  # one that is too large makes a square of it
    text = (folder / "window.qss").read_text("utf-8")
    return Template(re.sub(r"\b(\d+)px\b", lambda found: _scaled(int(found[1]), theme), text)).substitute(values)


def _scaled(length: int, theme: Theme) -> str:
    # Hair lines stay hair lines; what holds text grows with it.
    return f"{length}px" if length <= HAIR_PX else f"{theme.px(length)}px"


def _palette(theme: Theme) -> QPalette:
    roles = {
        QPalette.ColorRole.Window: "page",
        QPalette.ColorRole.WindowText: "ink",
        QPalette.ColorRole.Base: "surface",
        QPalette.ColorRole.AlternateBase: "sunken",
        QPalette.ColorRole.Text: "ink",
        QPalette.ColorRole.Button: "surface",
        QPalette.ColorRole.ButtonText: "ink",
        QPalette.ColorRole.ToolTipBase: "ink",
        QPalette.ColorRole.ToolTipText: "surface",
        QPalette.ColorRole.PlaceholderText: "faint",
        QPalette.ColorRole.Highlight: "selected",
        QPalette.ColorRole.HighlightedText: "ink",
        QPalette.ColorRole.Link: "accent",
        QPalette.ColorRole.LinkVisited: "accent",
        QPalette.ColorRole.Accent: "accent",
    }
    palette = QPalette()
    for role, name in roles.items():
        palette.setColor(role, theme.colour(name))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText, QPalette.ColorRole.WindowText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, theme.colour("on-disabled"))
    return palette


def system_name() -> str:
    """The theme that the platform asks for: forced colours win over light and dark."""
    hints = QApplication.styleHints()
    if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
        return "contrast"
    return "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"
