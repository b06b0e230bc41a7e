"""Opens every page of the window, off screen, on the case of the steps before."""

from __future__ import annotations

import sys
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from core.paths import resources
from desktop.errors import catch_all
from desktop.offline import refuse_network
from desktop.pages import PAGES
from desktop.pictures import Shown, pictures
from desktop.selftest.engine import PASSPHRASE
from desktop.selftest.steps import Scene, demand

# Where the page itself is in a picture of the window, as shares of it: the frame around it is always painted.
LEFT, TOP, WIDTH, HEIGHT = 0.22, 0.15, 0.76, 0.75
# A page that paints has text and signs, and so many shades; a blank one has few colours, nearly all of it in one.
FEWEST_COLOURS = 100
LARGEST_SHARE = 0.97
MIDDLE_LIGHTNESS = 128
_STEP_PX = 3


def show_every_page(scene: Scene, look: str) -> str:
    """Open every page on the case in this look; one sentence on what was shown.

    Raises StepFailedError when a page is blank, is missing, or something in it failed.
    """
    demand(scene.case and scene.packet, "There is no case and packet to show: an earlier step failed.")
    application = _application()
    faults: list[str] = []
    before = sys.excepthook, threading.excepthook
    catch_all(faults.append, lambda message, hint: faults.append(f"{message} {hint}".strip()))
    try:
        shown = list(_shown(application, scene, look))
    finally:
        sys.excepthook, threading.excepthook = before
    demand(not faults, "; ".join(faults))
    missing = [page.id for page in PAGES if not any(name.split("-")[0] == page.id for name in shown)]
    demand(not missing, f"These pages were not shown: {', '.join(missing)}.")
    return f"{len(shown)} pages and steps, none of them blank."


def demand_painted(picture: Path, look: str) -> None:
    """Raise StepFailedError when the page in `picture` is blank, is not in this look, or can't be read."""
    image = QImage(str(picture))
    demand(not image.isNull(), f"{picture.name} is no picture.")
    wide, high = image.width(), image.height()
    page = image.copy(round(LEFT * wide), round(TOP * high), round(WIDTH * wide), round(HEIGHT * high))
    seen = Counter(
        page.pixel(x, y) for y in range(0, page.height(), _STEP_PX) for x in range(0, page.width(), _STEP_PX)
    )
    ground, share = seen.most_common(1)[0]
    painted = len(seen) >= FEWEST_COLOURS and share <= LARGEST_SHARE * seen.total()
    demand(painted, f"The page in {picture.name} is blank: it has {len(seen)} colours.")
    is_dark = QColor(ground).lightness() < MIDDLE_LIGHTNESS
    demand(is_dark == (look == "dark"), f"The page in {picture.name} does not follow the look.")


def _shown(application: QApplication, scene: Scene, look: str) -> Iterator[str]:
    """The names of the pages and steps, each after it was seen to be painted."""
    assert scene.case is not None
    folder = scene.folder / "pages"
    folder.mkdir(exist_ok=True)
    plan = resources() / "demo" / "adult.plan.yaml"
    what = Shown(case=scene.case, passphrase=PASSPHRASE, packet=scene.packet, root=scene.root, plan=plan)
    for picture in pictures(application, what, look, folder):
        demand_painted(picture, look)
        yield picture.stem.removesuffix(f"-{look}")


def _application() -> QApplication:
    made = QApplication.instance()
    if made is None:
        refuse_network()
        made = QApplication(["touchstone"])
        made.setApplicationName("Touchstone")
    assert isinstance(made, QApplication), "a program without a window system can't show pages"
    return made
