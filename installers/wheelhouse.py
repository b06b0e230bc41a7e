"""Make the folder of wheels that `run.py --offline` installs from: `python3 installers/wheelhouse.py FOLDER`.

Run it on a machine with a package registry, of the same system and Python version as the one without. Standard
library only, and pip of this Python.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

from environment import REQUIREMENTS, TEST_REQUIREMENTS, SetUpError, ensure, use_supported_python


def main() -> int:
    parser = argparse.ArgumentParser(prog="wheelhouse.py", description="Make a folder of wheels for an offline set-up.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--test", action="store_true", help="also what the tests need")
    options = parser.parse_args()
    requirements = TEST_REQUIREMENTS if options.test else REQUIREMENTS
    try:
        use_supported_python()
        python = ensure(REQUIREMENTS)
    except SetUpError as error:
        print(error, file=sys.stderr)
        return 1
    options.folder.mkdir(parents=True, exist_ok=True)
    command = [str(python), "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--require-hashes"]
    command += ["--no-deps", "--only-binary", ":all:", "-r", str(requirements), "--dest", str(options.folder)]
    status = subprocess.run(command, check=False).returncode
    if status == 0:
        wheels = list(options.folder.glob("*.whl"))
        size = sum(wheel.stat().st_size for wheel in wheels) / 1e6
        print(f"{len(wheels)} wheels, {size:.0f} MB, in {options.folder}. Carry the folder over, then:")
        print(f"  python3 installers/run.py --offline {options.folder}")
    return status


if __name__ == "__main__":
    raise SystemExit(main())
