"""A blank page is found, and one that does not follow the look."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from desktop.selftest.steps import StepFailedError
from desktop.selftest.window import demand_painted


def picture(folder: Path, ground: str, ink: str, *, page: bool) -> Path:
    """A window of 1440 by 900 with a painted frame; with `page`, the middle has text as well."""
    image = QImage(1440, 900, QImage.Format.Format_RGB32)
    image.fill(QColor(ground))
    painter = QPainter(image)
    painter.setPen(QColor(ink))
    for line in range(40):
        painter.drawText(10, 20 + 20 * line, "Overview")
    if page:
        for line in range(30):
            painter.setPen(QColor.fromHsv(12 * line, 200, 120))
            painter.drawText(400, 150 + 20 * line, "The model meets what it was made for, on every group. " * 2)
    painter.end()
    path = folder / "page.png"
    image.save(str(path))
    return path


@pytest.mark.parametrize(("ground", "ink", "look"), [("#ffffff", "#202020", "light"), ("#101418", "#f0f0f0", "dark")])
def test_a_page_with_words_is_painted(qapp: QApplication, tmp_path: Path, ground: str, ink: str, look: str):
    demand_painted(picture(tmp_path, ground, ink, page=True), look)


def test_a_blank_page_in_a_painted_frame_is_found(qapp: QApplication, tmp_path: Path):
    with pytest.raises(StepFailedError, match="blank"):
        demand_painted(picture(tmp_path, "#ffffff", "#202020", page=False), "light")


def test_a_light_page_is_no_dark_one(qapp: QApplication, tmp_path: Path):
    with pytest.raises(StepFailedError, match="does not follow the look"):
        demand_painted(picture(tmp_path, "#ffffff", "#202020", page=True), "dark")


def test_a_file_that_is_no_picture_is_found(qapp: QApplication, tmp_path: Path):
    path = tmp_path / "page.png"
    path.write_bytes(b"not a picture")
    with pytest.raises(StepFailedError, match="no picture"):
        demand_painted(path, "light")
