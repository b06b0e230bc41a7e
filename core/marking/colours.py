"""How a banner looks: the colours of its level and the word that carries the meaning without colour."""

from __future__ import annotations

from dataclasses import dataclass

from core.marking.read import read
from core.marking.words import words


@dataclass(frozen=True, kw_only=True)
class Style:
    """Colours as `#RRGGBB` with a contrast of at least 4.5 : 1, and the word of the level ("SECRET")."""

    colour: str
    text_colour: str
    word: str


UNREADABLE = Style(colour="#000000", text_colour="#FFFFFF", word="MARKING NOT READABLE")


def style(banner: str) -> Style:
    """The look of a banner.

    A text without a level, which no case should hold, is shown in black with a word that says so: never in the green of
    UNCLASSIFIED.
    """
    marking, _ = read(banner, "banner")
    if marking is None:
        return UNREADABLE
    level = words().level(marking.level)
    if marking.sci:
        colour, text_colour = words().compartmented
        return Style(colour=colour, text_colour=text_colour, word=f"{level.banner}//SCI")
    return Style(colour=level.colour, text_colour=level.text_colour, word=level.banner)
