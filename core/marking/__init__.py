"""Markings of the United States: grammar, roll-up and look. Pure functions over strings.

The program proposes a marking; a person decides.
"""

from core.marking.colours import Style, style
from core.marking.combine import roll_up
from core.marking.grammar import banner_to_portion, check, check_within, portion_to_banner
from core.marking.parts import Fault, Kind

__all__ = [
    "Fault",
    "Kind",
    "Style",
    "banner_to_portion",
    "check",
    "check_within",
    "portion_to_banner",
    "roll_up",
    "style",
]
