"""What a person does with a page: press a button, choose a file in a dialog."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

DEMO = Path(__file__).resolve().parents[2] / "resources" / "demo"
MODELS = Path(__file__).resolve().parents[1] / "models"
PATIENCE_MS = 120_000  # real workers on a busy machine
LOOK_MS = 30


def press(qtbot: QtBot, button: QWidget) -> None:
    """Click a button that can be clicked."""
    assert button.isEnabled(), f"{button.accessibleName()}: {button.toolTip()}"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def choose(monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, button: QWidget, path: Path) -> None:
    """Press `button` and answer its file dialog with `path`."""
    for dialog in ("getOpenFileName", "getSaveFileName"):
        monkeypatch.setattr(QFileDialog, dialog, lambda *_args, **_named: (str(path), ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_args, **_named: ([str(path)], ""))
    press(qtbot, button)


def until(qtbot: QtBot, reached) -> None:
    """Wait until `reached()` is true, looking less often than pytest-qt does: a look at a state costs a few ms."""
    end = time.monotonic() + PATIENCE_MS / 1000
    while not reached():
        assert time.monotonic() < end, f"not reached in {PATIENCE_MS / 1000:.0f} s"
        qtbot.wait(LOOK_MS)
