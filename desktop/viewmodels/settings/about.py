"""What this program is made of, and where it keeps what it remembers."""

from __future__ import annotations

import platform
from importlib import metadata
from pathlib import Path

from PySide6 import __version__ as pyside_version

from core import __version__
from core.paths import resources

LIBRARIES = ("onnxruntime", "numpy", "sqlcipher3", "cryptography", "pyHanko", "reportlab")
NOTICES = "THIRD-PARTY-NOTICES.md"


def facts(settings_file: Path) -> tuple[tuple[str, str], ...]:
    """Names and values. Reads the guideline pack, so that its version is the one in use."""
    from core.catalog.load import builtin_pack

    pack = builtin_pack()
    return (
        ("Touchstone", __version__),
        ("Guideline pack", f"{pack.id} {pack.version}"),
        ("Python, Qt", f"{platform.python_version()}, {pyside_version}"),
        ("Libraries", ", ".join(_versions())),
        ("Network", "Blocked: every look-up and every connection is refused, in this window and in its workers"),
        ("Settings file", str(settings_file)),
        ("Log", "Inside each case file, chained by digest. The program keeps no other log and reports to nobody."),
    )


def _versions() -> list[str]:
    found = []
    for name in LIBRARIES:
        try:
            found.append(f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:  # a bundle need not carry the records of its libraries
            found.append(name)
    return found


def notices() -> str:
    """What others made and under which licence, as the program carries it."""
    return (resources() / NOTICES).read_text(encoding="utf-8")
