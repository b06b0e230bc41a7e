"""Set Touchstone up with what its tests need, then check it: `python3 installers/test.py`.

Linters, types, import layers, then the tests. `--only tests` (or lint, types, layers) runs one of them; what follows
`--` goes to pytest. Standard library only.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

import system_packages
from environment import ENVIRONMENT, ROOT, TEST_REQUIREMENTS, SetUpError, command_of, ensure, use_supported_python


def main() -> int:
    options = _options()
    try:
        use_supported_python()
        python = ensure(TEST_REQUIREMENTS, offline=options.offline)
    except SetUpError as error:
        print(error, file=sys.stderr)
        return 1
    if not system_packages.need(system_packages.QT_LIBRARIES, why="the window's tests need them"):
        return 1
    system_packages.need_for_tests()
    checks = [check for check in _checks(python, options.pytest) if options.only in {None, check[0]}]
    failed = [name for name, command in checks if _run(name, command)]
    if failed:
        print(f"\nFailed: {', '.join(failed)}", flush=True)
    return 1 if failed else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="test.py", description="Check Touchstone.")
    parser.add_argument("--offline", type=Path, metavar="WHEELHOUSE", help="install from this folder of wheels only")
    parser.add_argument("--only", choices=["lint", "types", "layers", "tests"], help="run one check")
    parser.add_argument("pytest", nargs="*", help="arguments for pytest, after --")
    return parser.parse_args()


def _checks(python: Path, pytest_arguments: list[str]) -> list[tuple[str, list[str]]]:
    """The checks in the order that finds a fault soonest. The tests come last: their closing line ends the output."""
    layers = str(command_of(ENVIRONMENT, "lint-imports"))
    tests = [str(python), "-m", "pytest", "-n", "auto", "--dist", "loadfile", *pytest_arguments]
    return [
        ("lint", [str(python), "-m", "ruff", "check", "."]),
        ("layers", [layers, "--no-cache"]),
        ("types", [str(python), "-m", "mypy"]),
        ("tests", tests),
    ]


def _run(name: str, command: list[str]) -> bool:
    """Run one check and say how long it took. True when it failed."""
    print(f"\n== {name}", flush=True)
    start = time.monotonic()
    environment = {**os.environ, "ORT_DISABLE_TELEMETRY": "1"}
    status = subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
    print(f"== {name}: {'ok' if status == 0 else 'FAILED'} in {time.monotonic() - start:.0f} s", flush=True)
    return status != 0


if __name__ == "__main__":
    raise SystemExit(main())
