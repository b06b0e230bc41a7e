"""Asking for files: every dialog starts where the person was last, else in their documents, never with the program."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget


@dataclass
class _Place:
    fixed: str = ""
    last: str = ""
    used: Callable[[str], None] | None = None


_place = _Place()


def start_in(*, fixed: str, last: str, used: Callable[[str], None]) -> None:
    """Start dialogs in the folder `fixed`, or where that is empty in `last`; `used` is told the folder of each file."""
    _place.fixed, _place.last, _place.used = fixed, last, used


def folder() -> Path:
    """Where the next dialog starts: the first of these that is there."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    known = [Path(one) for one in (_place.fixed, _place.last, documents) if one]
    return next((one for one in known if one.is_dir()), Path.home())


def ask_open(parent: QWidget, title: str, kinds: str = "", start: str = "") -> str:
    """The file to read; empty when the person chose none. `start` is where its field already points."""
    path, _ = QFileDialog.getOpenFileName(parent, title, _start(start), kinds)
    return _noted(path)


def ask_open_many(parent: QWidget, title: str, kinds: str = "") -> list[str]:
    """The files to read; empty when the person chose none."""
    paths, _ = QFileDialog.getOpenFileNames(parent, title, _start(""), kinds)
    if paths:
        _noted(paths[0])
    return list(paths)


def ask_save(parent: QWidget, title: str, name: str = "", kinds: str = "", *, adds: bool = False) -> str:
    """Where to write; empty when the person chose nothing. `name` is proposed: a name alone, or a whole path.

    `adds`: something is added to a file that is there, so that nobody is asked whether to write over it.
    """
    option = QFileDialog.Option.DontConfirmOverwrite if adds else QFileDialog.Option(0)
    path, _ = QFileDialog.getSaveFileName(parent, title, _start(name), kinds, options=option)
    return _noted(path)


def ask_folder(parent: QWidget, title: str) -> str:
    """A folder; empty when the person chose none."""
    path = QFileDialog.getExistingDirectory(parent, title, str(folder()))
    return _noted(path, is_folder=True)


def _start(proposed: str) -> str:
    given = Path(proposed).expanduser() if proposed else Path()
    return str(given if given.is_absolute() else folder() / given)


def _noted(path: str, *, is_folder: bool = False) -> str:
    if path:
        _place.last = path if is_folder else str(Path(path).parent)
        if _place.used is not None:
            _place.used(_place.last)
    return path
