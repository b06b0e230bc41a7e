"""The set-up scripts: standard library only, no registry named, notices true to the lock."""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
INSTALLERS = ROOT / "installers"
SCRIPTS = [path for path in sorted(INSTALLERS.glob("*.py")) if path.name != "build.py"]


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_a_script_imports_the_standard_library_alone(script: Path) -> None:
    own = {path.stem for path in SCRIPTS}
    for node in ast.walk(ast.parse(script.read_text(encoding="utf-8"))):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        for name in names:
            assert name.split(".")[0] in sys.stdlib_module_names | own, f"{script.name} imports {name}"


@pytest.mark.parametrize("lock", ["requirements.txt", "requirements-test.txt"])
def test_every_locked_package_has_a_hash_and_no_registry_is_named(lock: str) -> None:
    text = (INSTALLERS / lock).read_text(encoding="utf-8")
    assert "://" not in text
    blocks = re.split(r"^(?=[A-Za-z0-9_.-]+==)", text, flags=re.MULTILINE)[1:]
    assert len(blocks) > 20
    for block in blocks:
        assert "--hash=sha256:" in block, block.split("\n", maxsplit=1)[0]


def test_the_test_lock_agrees_with_the_program_lock() -> None:
    pins = [
        dict(re.findall(r"^([A-Za-z0-9_.-]+)==(\S+)", (INSTALLERS / lock).read_text(encoding="utf-8"), re.MULTILINE))
        for lock in ("requirements.txt", "requirements-test.txt")
    ]
    assert all(pins[1].get(name) == version for name, version in pins[0].items())


def test_the_notices_name_every_locked_package() -> None:
    notices = (ROOT / "resources" / "THIRD-PARTY-NOTICES.md").read_text(encoding="utf-8")
    names = re.findall(
        r"^([A-Za-z0-9_.-]+)==", (INSTALLERS / "requirements.txt").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert [name for name in names if f"| {name} |" not in notices] == []
