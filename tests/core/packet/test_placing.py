"""Where evidence goes, and under which name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.packet.placing import place
from tests.core.packet.sample_case import evidence

PIECE = evidence()[0][0]


def piece(number: int, size: int, **more: object) -> object:
    return replace(PIECE, id=f"{number:064x}", sha256=f"{number:064x}", size_bytes=size, include=True, **more)  # type: ignore[arg-type]


def test_the_smallest_files_go_inside_until_the_limit() -> None:
    placed = place([piece(1, 900), piece(2, 50), piece(3, 60)], limit_bytes=120)  # type: ignore[list-item]
    assert [one.where for one in placed] == ["beside", "inside", "inside"]
    assert placed[0].name == f"{1:064x}.pdf"


def test_the_same_content_is_inside_once_under_one_name() -> None:
    twice = [piece(1, 50), replace(piece(1, 50), id="b" * 64, title="Again", file_name="other.txt")]  # type: ignore[type-var]
    placed = place(twice, limit_bytes=60)  # type: ignore[arg-type]
    assert [one.where for one in placed] == ["inside", "inside"]
    assert len({one.name for one in placed}) == 1


def test_withheld_evidence_has_no_file() -> None:
    placed = place([replace(PIECE, include=False)], limit_bytes=10**9)
    assert (placed[0].where, placed[0].name) == ("withheld", "")


@pytest.mark.parametrize("name", ["../../etc/passwd", "CON.txt", "a/b\\c:d.pdf", "." * 300, "\x00", "ünï.pdf", "con"])
def test_names_are_safe_on_every_system(name: str) -> None:
    placed = place([replace(PIECE, file_name=name)], limit_bytes=10**9)[0]
    assert placed.name.startswith("evidence-")
    assert len(placed.name) < 120
    assert all(character.isascii() and (character.isalnum() or character in "._-") for character in placed.name)
