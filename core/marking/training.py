"""Cases for learning: the title says so from the first row of the log on, and so does all that comes of the case.

A title never changes, so that an exercise can't become an evaluation later, nor an evaluation an exercise.
"""

from __future__ import annotations

from core.marking.file_name import marked_file_name

TRAINING = "TRAINING EXAMPLE"


def is_training(title: str) -> bool:
    """Whether the case of this title is for learning: its title begins with TRAINING EXAMPLE."""
    return title.strip().upper().startswith(TRAINING)


def shown_banner(banner: str, *, training: bool) -> str:
    """A banner as screen and paper show it: `UNCLASSIFIED · TRAINING EXAMPLE`. It is no marking to be read back."""
    return f"{banner} · {TRAINING}" if training else banner


def file_name(name: str, banner: str, *, training: bool) -> str:
    """`packet.pdf` with its marking in front, and the words of a case for learning behind that."""
    return marked_file_name(f"{TRAINING} {name}" if training and TRAINING not in name else name, banner)
