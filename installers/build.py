"""Make the bundle and try it out: `python3 installers/build.py`. Standard library only.

The bundle is the folder dist/touchstone: the program, Python and every library, for this system, with nothing to
install. It is then copied to another folder and tests itself there, with no Python on the path.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import system_packages
from environment import ROOT, TEST_REQUIREMENTS, SetUpError, ensure, use_supported_python

BUNDLE = ROOT / "dist" / "touchstone"
SPECIFICATION = ROOT / "installers" / "touchstone.spec"
PATIENCE_S = 900


def main() -> int:
    options = _options()
    try:
        use_supported_python()
        python = ensure(TEST_REQUIREMENTS, offline=options.offline)
    except SetUpError as error:
        print(error, file=sys.stderr)
        return 1
    if not options.try_only and not _build(python):
        return 1
    if not BUNDLE.is_dir():
        print(f"There is no bundle in {BUNDLE}. Start this without --try-only.", file=sys.stderr)
        return 1
    _measure(BUNDLE)
    return _try_out(BUNDLE)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="build.py", description="Make the bundle and try it out.")
    parser.add_argument("--offline", type=Path, metavar="WHEELHOUSE", help="install from this folder of wheels only")
    parser.add_argument("--try-only", action="store_true", help="only try out the bundle that is there")
    return parser.parse_args()


def _build(python: Path) -> bool:
    """Run PyInstaller. True when the bundle was made."""
    why = "PyInstaller follows what the bundle's libraries load"
    needed = system_packages.need({**system_packages.QT_LIBRARIES, **system_packages.QT_WINDOW_LIBRARIES}, why=why)
    if not (needed and system_packages.need_for_the_bundle()):
        return False
    begun = time.monotonic()
    print(f"Building {BUNDLE.relative_to(ROOT)} ...", flush=True)
    places = ["--distpath", str(BUNDLE.parent), "--workpath", str(ROOT / "build")]
    command = [str(python), "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR", *places, str(SPECIFICATION)]
    environment = {**os.environ, "ORT_DISABLE_TELEMETRY": "1", "QT_QPA_PLATFORM": "offscreen"}
    status = subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
    if status != 0:
        print("PyInstaller could not make the bundle (its own words are above).", file=sys.stderr)
        return False
    print(f"Built in {time.monotonic() - begun:.0f} s.", flush=True)
    return True


def _measure(bundle: Path) -> None:
    files = [path for path in bundle.rglob("*") if path.is_file() and not path.is_symlink()]
    size = sum(path.stat().st_size for path in files)
    print(f"{bundle.relative_to(ROOT)}: {len(files)} files, {size / 1e6:.0f} MB.", flush=True)


def _try_out(bundle: Path) -> int:
    """Copy the bundle elsewhere and let it test itself, with nothing of this machine's Python in reach."""
    with tempfile.TemporaryDirectory(prefix="touchstone-bundle-", ignore_cleanup_errors=True) as folder:
        elsewhere = Path(folder).resolve()
        copy = shutil.copytree(bundle, elsewhere / "touchstone", symlinks=True)
        environment = bare_environment(elsewhere)
        program = copy / ("touchstone.exe" if os.name == "nt" else "touchstone")
        seconds = [_seconds([str(program), "--version"], elsewhere, environment) for _ in range(3)]
        print(f"The command answers in {min(seconds):.2f} s (the first time in {seconds[0]:.2f} s).", flush=True)
        begun = time.monotonic()
        status = subprocess.run(
            [str(program), "self-test"], cwd=elsewhere, env=environment, timeout=PATIENCE_S, check=False
        ).returncode
        print(f"Self-test of the bundle: {'ok' if status == 0 else 'FAILED'} in {time.monotonic() - begun:.0f} s.")
        return 1 if status else 0


def bare_environment(home: Path) -> dict[str, str]:
    """What a process needs of its system and nothing more: no Python on the path, no settings; its files in `home`."""
    if os.name != "nt":
        empty = home / "empty"
        empty.mkdir(exist_ok=True)
        return {"PATH": str(empty), "HOME": str(home), "TMPDIR": str(home), "LANG": os.environ.get("LANG", "C.UTF-8")}
    system = os.environ["SYSTEMROOT"]
    kept = {name: os.environ[name] for name in ("PROCESSOR_ARCHITECTURE", "NUMBER_OF_PROCESSORS") if name in os.environ}
    folders = dict.fromkeys(("USERPROFILE", "APPDATA", "LOCALAPPDATA", "TEMP", "TMP"), str(home))
    return {**kept, **folders, "SYSTEMROOT": system, "PATH": str(Path(system) / "System32")}


def _seconds(command: list[str], folder: Path, environment: dict[str, str]) -> float:
    begun = time.monotonic()
    subprocess.run(command, cwd=folder, env=environment, check=True, stdout=subprocess.DEVNULL)
    return time.monotonic() - begun


if __name__ == "__main__":
    raise SystemExit(main())
