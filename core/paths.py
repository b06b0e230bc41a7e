"""Where the program's own files are, from the sources and frozen alike."""

from __future__ import annotations

import sys
from pathlib import Path


def resources() -> Path:
    """The folder `resources/`: beside `core/` in the sources, inside the bundle when frozen."""
    frozen = getattr(sys, "_MEIPASS", None)
    root = Path(frozen) if frozen else Path(__file__).resolve().parent.parent
    return root / "resources"
