"""Words, shapes and colours for states: never colour alone."""

from __future__ import annotations

from core.evaluation.answers import Standing
from core.evaluation.plan_of_action import State
from core.evaluation.progress import CellState
from core.packet.pdf import palette
from core.packet.pdf.fonts import FALLBACK
from core.probe import Verdict

_ANSWERS: dict[Standing | None, tuple[str, str, str]] = {
    "yes": ("✔", "Yes", palette.GOOD),
    "partly": ("◐", "Partly", palette.WARN),
    "no": ("✖", "No", palette.BAD),
    "not-applicable": ("–", "Not applicable", palette.MUTED),
    "waiting": ("◔", "Not applicable, waiting for the second reviewer", palette.WARN),
    "refused": ("✖", "Not applicable, refused by the second reviewer", palette.BAD),
    None: ("○", "Not answered", palette.MUTED),
}
_CELLS: dict[CellState, tuple[str, str, str]] = {
    "met": ("✔", palette.GOOD, palette.GOOD_SOFT),
    "gaps": ("✖", palette.BAD, palette.BAD_SOFT),
    "waiting for review": ("◔", palette.WARN, palette.WARN_SOFT),
    "in progress": ("◐", palette.WARN, palette.WARN_SOFT),
    "carried over": ("◔", palette.WARN, palette.WARN_SOFT),
    "not started": ("○", palette.MUTED, palette.SURFACE),
    "exempt": ("–", palette.MUTED, palette.SOFT),
    "nothing asked": ("–", palette.MUTED, palette.SOFT),
    "component not present": ("–", palette.MUTED, palette.SOFT),
}
_VERDICTS: dict[Verdict | None, tuple[str, str, str]] = {
    "pass": ("✔", "Holds the thresholds", palette.GOOD),
    "fail": ("✖", "Fails a threshold", palette.BAD),
    "inconclusive": ("◐", "Inconclusive: an interval holds its threshold", palette.WARN),
    None: ("–", "No threshold was set", palette.MUTED),
}
_FINDINGS: dict[State, tuple[str, str, str]] = {
    "open": ("✖", "Open", palette.BAD),
    "in the plan": ("◔", "In the plan", palette.WARN),
    "mitigated": ("◐", "Mitigated", palette.WARN),
    "accepted": ("◐", "Accepted", palette.WARN),
    "closed": ("✔", "Closed", palette.GOOD),
}


def sign(shape: str, word: str, colour: str) -> str:
    """A shape and a word as mark-up."""
    return f'<font color="{colour}"><font name="{FALLBACK}">{shape}</font> <b>{word}</b></font>'


def answer_sign(standing: Standing | None) -> str:
    return sign(*_ANSWERS[standing])


def verdict_sign(verdict: Verdict | None) -> str:
    return sign(*_VERDICTS[verdict])


def finding_sign(state: State) -> str:
    return sign(*_FINDINGS[state])


def cell_look(state: CellState) -> tuple[str, str, str]:
    """(shape, colour of the word, colour of the ground)."""
    return _CELLS[state]


def counted(number: int, noun: str) -> str:
    """`1 item`, `2 items`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
