"""What was read of a marking so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from core.marking.parts import Kind

Category = Literal["sci", "sap", "aea", "fgi", "dissem", "nonic", "cui"]
ORDER: tuple[Category, ...] = ("sci", "sap", "aea", "fgi", "dissem", "nonic")
CUI_ORDER: tuple[Category, ...] = ("cui", "dissem")


@dataclass
class Reading:
    """The marks by category in the order they stood in, and the faults met on the way.

    `wrong_form` holds words of the other form, such as "NF for NOFORN" in a portion.
    """

    kind: Kind
    level: str = ""
    level_word: str = ""
    marks: dict[Category, list[str]] = field(default_factory=dict)
    faults: list[tuple[str, str]] = field(default_factory=list)
    wrong_form: list[str] = field(default_factory=list)

    def fault(self, rule: str, message: str) -> None:
        if (rule, message) not in self.faults:
            self.faults.append((rule, message))
