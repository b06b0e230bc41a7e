"""Set up `.venv` from the locked requirements. Standard library only: this runs before anything is installed.

A second start does nothing: a stamp in `.venv` names the digest of what it was made from.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
STAMP = "touchstone-set-up"
SUPPORTED = ((3, 11), (3, 12), (3, 13))
REQUIREMENTS = ROOT / "installers" / "requirements.txt"
TEST_REQUIREMENTS = ROOT / "installers" / "requirements-test.txt"


class SetUpError(Exception):
    """Set-up can't go on; the text says why and what to do."""


def use_supported_python() -> None:
    """Start again under a Python that is supported, where this one is not. Raises SetUpError when there is none."""
    if sys.version_info[:2] in SUPPORTED:
        return
    other = _other_python()
    if other is not None:
        raise SystemExit(subprocess.run([*other, *sys.argv], check=False).returncode)
    known = ", ".join(f"{major}.{minor}" for major, minor in SUPPORTED)
    raise SetUpError(
        f"Touchstone needs Python {known}; this is {sys.version.split()[0]}.\n"
        "Install one of these, then start this script with it."
    )


def _other_python() -> list[str] | None:
    """The command of the newest supported Python on the path, or known to the launcher of Windows; None without one."""
    for version in (f"{major}.{minor}" for major, minor in reversed(SUPPORTED)):
        for command in ([f"python{version}"], ["py", f"-{version}"]):
            found = shutil.which(command[0])
            if found and _version_of([found, *command[1:]]) == version:
                return [found, *command[1:]]
    return None


def python_of(environment: Path) -> Path:
    """The interpreter inside a virtual environment."""
    return environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def command_of(environment: Path, name: str) -> Path:
    """An installed command inside a virtual environment."""
    return environment / (f"Scripts/{name}.exe" if os.name == "nt" else f"bin/{name}")


def ensure(requirements: Path, *, offline: Path | None = None) -> Path:
    """Make `.venv` hold what `requirements` locks, and the project itself. Returns its interpreter.

    `offline` is a folder of wheels (see wheelhouse.py); nothing else is then asked for packages.
    Raises SetUpError.
    """
    wanted = _wanted(requirements)
    python = python_of(ENVIRONMENT)
    if python.exists() and wanted in _stamps():
        return python
    if not python.exists() or not _runs(python):
        _make_environment()
    print(f"Installing what {requirements.name} locks into {ENVIRONMENT.name} (once) ...", flush=True)
    source = ["--no-index", "--find-links", str(offline.resolve())] if offline else []
    # The lock names everything; without --no-deps pip would ask for what overrides.txt leaves out.
    _pip(python, [*source, "--require-hashes", "--no-deps", "--only-binary", ":all:", "-r", str(requirements)])
    _pip(python, ["--no-deps", "--no-build-isolation", "--no-index", "-e", str(ROOT)])
    with (ENVIRONMENT / STAMP).open("a", encoding="utf-8") as stamp:
        stamp.write(wanted + "\n")
    return python


def _wanted(requirements: Path) -> str:
    """What an environment must have been made from to be good: Python, locks, project file, place."""
    digest = hashlib.sha256()
    for part in (requirements.read_bytes(), (ROOT / "pyproject.toml").read_bytes(), str(ROOT).encode()):
        digest.update(hashlib.sha256(part).digest())
    return f"{sys.version_info[0]}.{sys.version_info[1]} {requirements.name} {digest.hexdigest()}"


def _stamps() -> list[str]:
    stamp = ENVIRONMENT / STAMP
    return stamp.read_text(encoding="utf-8").split("\n") if stamp.exists() else []


def _runs(python: Path) -> bool:
    """Whether the environment's interpreter starts, is of this version, and has pip."""
    return _version_of([str(python)], needs="pip") == f"{sys.version_info[0]}.{sys.version_info[1]}"


def _version_of(command: list[str], *, needs: str = "sys") -> str:
    """Such as "3.12"; empty when `command` is no Python that works, or lacks the module `needs`."""
    code = f"import sys, {needs}; print('%d.%d' % sys.version_info[:2])"
    try:
        answer = subprocess.run([*command, "-c", code], capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return answer.stdout.strip() if answer.returncode == 0 else ""


def _make_environment() -> None:
    try:
        import ensurepip  # noqa: F401  Debian leaves it out of the plain python3 package
    except ImportError:
        from system_packages import install

        install([f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"], why="Python's venv module is incomplete")
        # This interpreter has already looked for the module; a new one finds it.
        raise SystemExit(subprocess.run([sys.executable, *sys.argv], check=False).returncode) from None
    try:
        venv.create(ENVIRONMENT, with_pip=True, clear=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise SetUpError(f"The environment {ENVIRONMENT} can't be made: {error}") from error


def _pip(python: Path, arguments: list[str]) -> None:
    command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *arguments]
    if subprocess.run(command, check=False).returncode != 0:
        raise SetUpError(
            "pip could not install what is needed (its own words are above).\n"
            "Where there is no package registry, make a folder of wheels elsewhere with installers/wheelhouse.py\n"
            "and start this again with --offline FOLDER."
        )
