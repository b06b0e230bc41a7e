"""Where the program's own files are, from the sources and frozen alike."""

from __future__ import annotations

import sys
from pathlib import Path

from core.errors import InputError


def resources() -> Path:
    """The folder `resources/`: beside `core/` in the sources, inside the bundle when frozen."""
    frozen = getattr(sys, "_MEIPASS", None)
    root = Path(frozen) if frozen else Path(__file__).resolve().parent.parent
    return root / "resources"


def demand_place_for_pdf(target: Path) -> None:
    """Raises InputError when a file that is no PDF lies at `target`: a slip of the hand must not cost a case file."""
    try:
        with target.open("rb") as file:
            start = file.read(5)
    except FileNotFoundError:
        return
    except OSError as error:
        raise InputError(f"{target} can't be written: {error.strerror or error}.", "Choose another name.") from error
    if start != b"%PDF-":
        raise InputError(f"{target} is a file of another kind, and is not written over.", "Choose another name.")


def write_new(target: Path, data: bytes) -> None:
    """Write `data` to a file that is not there yet. Raises InputError when it is, or can't be written."""
    try:
        with target.open("xb") as file:
            file.write(data)
    except FileExistsError as error:
        raise InputError(f"There already is a file {target.name}.", "Choose another name.") from error
    except OSError as error:
        raise InputError(f"{target} can't be written: {error.strerror or error}.", "Choose another folder.") from error
