"""What the bundle holds: all of the program, and nothing that it never uses."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import bundle
import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = [path for package in ("core", "desktop") for path in sorted((ROOT / package).rglob("*.py"))]


def imports_of(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def test_every_module_of_the_program_is_named():
    modules = set(bundle.own_modules())
    assert {"core", "core.cli", "core.worker.run_probe", "core.worker.guard", "desktop.__main__"} <= modules
    assert len(modules) == len(SOURCES)


def test_every_job_and_module_that_is_named_in_a_string_comes_along():
    modules = set(bundle.own_modules())
    named = {
        name
        for path in SOURCES
        for name in re.findall(r'"(core\.(?:worker|verify|casefile)[a-z_.]*)"', path.read_text(encoding="utf-8"))
        if not name.endswith(".")
    }
    assert named
    for name in named:
        assert name in modules or name.rpartition(".")[0] in modules, name


def test_nothing_that_the_program_imports_is_left_out():
    left_out = [
        (path.name, name)
        for path in SOURCES
        for name in imports_of(path)
        if any(name == left or name.startswith(left + ".") for left in bundle.LEFT_OUT)
    ]
    assert left_out == []


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/Qt/plugins/platforms/libqoffscreen.so",
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/Qt/plugins/imageformats/libqsvg.so",
        "PySide6\\plugins\\platforms\\qwindows.dll",
        "PySide6\\Qt6Widgets.dll",
        "pikepdf.libs/libqpdf-781b0270.so.30.4.2",
        "resources/guidelines/tbd-ai-2026.1.yaml",
    ],
)
def test_what_is_needed_stays(name: str):
    assert bundle.wanted(name)


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/Qt/lib/libQt6Network.so.6",
        "PySide6/Qt/plugins/tls/libqopensslbackend.so",
        "PySide6\\plugins\\platforminputcontexts\\qtvirtualkeyboardplugin.dll",
        "PySide6/Qt/plugins/platformthemes/libqgtk3.so",
        "PySide6/Qt/translations/qtbase_de.qm",
    ],
)
def test_what_no_page_needs_goes(name: str):
    assert not bundle.wanted(name)


def test_a_library_of_the_system_stays_only_when_something_leads_to_it():
    loads = {"/q/libqxcb.so": ["libxcb.so.1"], "/s/libxcb.so.1": ["libXau.so.6"], "/s/libgtk.so": ["libpango.so"]}
    entries = [
        ("PySide6/plugins/libqxcb.so", "/q/libqxcb.so", "BINARY"),
        ("libxcb.so.1", "/s/libxcb.so.1", "BINARY"),
        ("libXau.so.6", "/s/libXau.so.6", "BINARY"),
        ("libgtk.so", "/s/libgtk.so", "BINARY"),
        ("libpango.so", "/s/libpango.so", "BINARY"),
        ("libpython3.11.so.1.0", "/s/libpython3.11.so.1.0", "BINARY"),
        ("_cffi_backend.so", "/s/_cffi_backend.so", "EXTENSION"),
    ]
    kept = {name for name, _, _ in bundle.reachable(entries, lambda path: loads.get(path, []))}
    assert kept == {
        "PySide6/plugins/libqxcb.so",
        "libxcb.so.1",
        "libXau.so.6",
        "libpython3.11.so.1.0",
        "_cffi_backend.so",
    }


def test_the_licences_of_what_comes_along_come_along():
    names = {name.lower() for name in bundle.packages_with_records()}
    assert {"pyside6-essentials", "onnxruntime", "numpy", "sqlcipher3", "pikepdf", "cryptography"} <= names
    assert not names & {"setuptools", "requests"}
