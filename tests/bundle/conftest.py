"""The scripts in installers/ import each other as they lie; here they are found in the same way."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[2] / "installers"))
