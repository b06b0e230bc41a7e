"""What an evaluation may be said to show, in one word and one sentence.

Section 4(d)(1) of the Act lets an agency identify as compliant a deployment that meets the guidelines; section
4(d)(2) asks it to document one that does not, or that is not evaluated. An evaluation that is not complete is never
called anything else.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from core.evaluation.progress import Progress

VerdictWord = Literal["incomplete", "does not meet", "first screen passed", "meets", "exempt"]


@dataclass(frozen=True, kw_only=True)
class Conclusion:
    """A word for a pill and a sentence for a page. The sentence of an incomplete one goes on every page of a packet."""

    word: VerdictWord
    sentence: str


def conclusion(progress: Progress) -> Conclusion:
    """What `progress` may be said to show."""
    counted = f"{progress.answered} of {progress.due} items due are answered"
    carried = sum(cell.carried for cell in progress.cells.values())
    if not progress.complete:
        unconfirmed = f", {carried} of them carried over and not confirmed" if carried else ""
        return Conclusion(word="incomplete", sentence=f"This evaluation is incomplete: {counted}{unconfirmed}.")
    if not progress.due:
        return Conclusion(word="exempt", sentence="No item is due: the whole use is exempt (section 4(a)(2)).")
    if progress.meets_guidelines:
        return Conclusion(
            word="meets",
            sentence=f"The deployment meets the guidelines: all {progress.due} items due are yes or not applicable,"
            " and no finding is open.",
        )
    if progress.unmet:
        cells = progress.cells.values()
        short = sum(cell.no + cell.partly for cell in cells)
        return Conclusion(
            word="does not meet",
            sentence=f"The deployment does not meet the guidelines: {_count(short, 'item')} answered no or partly,"
            f" {_count(progress.open_findings, 'open finding')}.",
        )
    return Conclusion(
        word="first screen passed",
        sentence=f"The first screen of {progress.due} core items found nothing; only the full profile can show that"
        " the deployment meets the guidelines.",
    )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
