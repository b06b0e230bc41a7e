"""Pictures of the window: every page and step is opened in every theme, with real workers behind it.

`python -m desktop.pictures --out DIR` makes the demonstration case first; with `--case FILE --passphrase-file FILE` it
shows that case, and with `--packet PDF --root PEM` that packet. The exit status is 0 when every page could be shown.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import shutil
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from types import TracebackType
from typing import Any

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from core.errors import TouchstoneError
from core.paths import resources
from desktop import theme
from desktop.app import App
from desktop.preferences import Preferences, PreferencesFile

SIZE_PX = (1440, 900)
TEXT_HELP = "text size, 100 to 200; may be repeated"
_PATIENCE_S = 180.0
_PAUSE_MS = 150


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What the pages are opened on."""

    case: Path
    passphrase: str
    packet: Path | None = None
    root: Path | None = None
    plan: Path


def main(arguments: Sequence[str] | None = None) -> int:
    """Picture every page in every theme; the process's exit status."""
    options = _options(arguments)
    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication), "pages need a window system"
    options.out.mkdir(parents=True, exist_ok=True)
    faults = _Faults()
    with faults, tempfile.TemporaryDirectory() as folder:
        try:
            shown = _given(options) if options.case else _demonstration(Path(folder))
            for name, percent in product(options.theme or theme.NAMES, options.text or [100]):
                for picture in pictures(app, shown, name, Path(folder), percent=percent, size=options.size):
                    _say(f"{name}: {picture.name}")
                    shutil.move(picture, options.out / picture.name)  # which may be another drive
        except TouchstoneError as error:
            _say(f"{error.message} {error.hint}".strip())
            return 1
    return 1 if faults.seen else 0


class _Faults:
    """Counts exceptions that Qt would only print: those of slots."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def __enter__(self) -> None:
        self._before, sys.excepthook = sys.excepthook, self._note

    def __exit__(self, *_raised: object) -> None:
        sys.excepthook = self._before

    def _note(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        self.seen.append(str(error))
        traceback.print_exception(kind, error, trace)


def pictures(
    app: QApplication,
    shown: Shown,
    theme_name: str,
    folder: Path,
    *,
    percent: int = 100,
    size: tuple[int, int] = SIZE_PX,
) -> Iterator[Path]:
    """Write `PAGE-THEME.png` into `folder` for each page and step, `PAGE-THEME-200.png` at a text size of 200 %.

    Raises TouchstoneError for one that fails.
    """
    preferences = PreferencesFile(folder / "preferences.json")
    preferences.now = Preferences(theme=theme_name, scale=percent / 100, lock_minutes=0)
    made = App(app, preferences)
    made.shell.resize(*size)
    ending = theme_name if percent == 100 else f"{theme_name}-{percent}"
    made.shell.show()
    try:
        for name in _tour(made, shown, folder):
            _pause()
            picture = folder / f"{name}-{ending}.png"
            made.shell.grab().save(str(picture))
            yield picture
    finally:
        made.session.close()
        app.removeEventFilter(made.idle)
        made.shell.close()
        made.shell.deleteLater()


def _tour(made: App, shown: Shown, folder: Path) -> Iterator[str]:
    """Open each page and step; each name is given once there is something to see."""
    yield "welcome"
    made.session.open(shown.case, shown.passphrase, by="Self-test")
    made.session.announce_case()
    for page in ("overview", "deployment", "checklist", "evidence", "findings"):
        made.shell.go(page)
        yield page
        sections = getattr(made.shell.page(page), "sections", None)
        for section in [key for key in sections.entries if key != sections.current] if sections else ():
            made.shell.go(page, {"section": section})
            yield f"{page}-{section}"
    yield from _probes(made, shown)
    yield from _export(made, folder)
    yield from _casefile(made)
    yield from _outputs(made)
    for register in ("protected-class", "synthetic-content"):
        made.shell.go("registers", {"section": register})
        yield f"registers-{register}"
    for page in ("frameworks", "review", "help", "settings"):
        made.shell.go(page)
        if page == "help":
            _wait(made.shell.page(page))
        yield page
    made.shell.go("agency")
    yield "agency-door"
    made.shell.go("packets")
    yield "packets-empty"
    if shown.packet is not None:
        roots = [str(shown.root)] if shown.root else []
        made.shell.go("packets", {"packet": str(shown.packet), "roots": roots})
        _wait(made.shell.page("packets"))
        yield "packets"


def _probes(made: App, shown: Shown) -> Iterator[str]:
    made.shell.go("probes")
    page: Any = made.shell.page("probes")
    yield "probes-1-empty"
    page.focus_on({"plan": str(shown.plan)})
    for step, name in enumerate(("model", "data", "probes")):
        _wait(page)
        page.focus_on({"step": step})
        _wait(page)
        yield f"probes-{step + 1}-{name}"
    for number, reading in enumerate(reversed(made.session.readings), 1):
        page.focus_on({"reading": reading.id})
        _wait(page)
        yield f"probes-5-{number}-{reading.probe}"


def _export(made: App, folder: Path) -> Iterator[str]:
    made.shell.go("export")
    page: Any = made.shell.page("export")
    page.choose_target(str(folder / "packet.pdf"))
    for step, name in enumerate(("missing", "contents", "packet", "sign")):
        page.focus_on({"step": step})
        _wait(page)
        yield f"export-{step + 1}-{name}"


def _casefile(made: App) -> Iterator[str]:
    for section in ("copies", "packs", "markings", "removal"):
        made.shell.go("casefile", {"section": section})
        yield f"casefile-{section}"


def _outputs(made: App) -> Iterator[str]:
    made.shell.go("outputs")
    page: Any = made.shell.page("outputs")
    for section in ("documents", "words", "card", "check"):
        page.focus_on({"section": section})
        _wait(page)
        yield f"outputs-{section}"


def _wait(page: Any) -> None:
    """Until nothing is being done behind `page`."""
    end = time.monotonic() + _PATIENCE_S
    while True:
        _pause()
        if page.settled:
            return
        if time.monotonic() > end:
            raise TouchstoneError(f"{type(page).__name__} was still busy after {_PATIENCE_S:g} s.")


def _pause() -> None:
    loop = QEventLoop()
    QTimer.singleShot(_PAUSE_MS, loop.quit)
    loop.exec()


def _demonstration(folder: Path) -> Shown:
    from core.demo import PASSPHRASE, main_job

    told: Callable[[str], None] = _say
    made = main_job(folder / "demonstration", on_step=told)
    return Shown(case=made.case, passphrase=PASSPHRASE, packet=made.packet, root=made.root, plan=_demo_plan())


def _given(options: argparse.Namespace) -> Shown:
    lines = options.passphrase_file.read_text(encoding="utf-8").splitlines()
    plan = options.plan or _demo_plan()
    return Shown(case=options.case, passphrase=lines[0], packet=options.packet, root=options.root, plan=plan)


def _demo_plan() -> Path:
    return resources() / "demo" / "adult.plan.yaml"


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m desktop.pictures", description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="where the pictures go")
    parser.add_argument("--case", type=Path, metavar="FILE", help="show this case instead of the demonstration")
    parser.add_argument("--passphrase-file", type=Path, metavar="FILE", help="its first line opens the case")
    parser.add_argument("--packet", type=Path, metavar="PDF", help="a packet for the Packets page")
    parser.add_argument("--root", type=Path, metavar="PEM", help="the root to trust there")
    parser.add_argument("--plan", type=Path, metavar="PLAN", help="a plan for the Probes page")
    parser.add_argument("--theme", action="append", choices=tuple(theme.NAMES), help="only this one; may be repeated")
    parser.add_argument("--text", action="append", type=int, choices=range(100, 201), metavar="PERCENT", help=TEXT_HELP)
    parser.add_argument("--size", type=_size, default=SIZE_PX, metavar="WIDTHxHEIGHT", help="of the window, in pixels")
    options = parser.parse_args(arguments)
    if options.case and not options.passphrase_file:
        parser.error("--case needs --passphrase-file")
    return options


def _size(text: str) -> tuple[int, int]:
    wide, _, high = text.partition("x")
    return int(wide), int(high)


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    multiprocessing.freeze_support()
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    sys.exit(main())
