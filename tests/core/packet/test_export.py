"""Making a packet can be stopped at any moment, and can be done in a process that has no key to the case."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from core.errors import CaseFileError
from core.packet import carried
from core.packet.build import build
from core.packet.export import export
from core.packet.placing import place
from core.snapshot import Snapshot
from tests.core.packet.sample_case import small_snapshot

LIMIT = 1300  # some evidence is inside, some beside


def named(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@pytest.mark.parametrize("words", ["machine-readable", "Laying out", "Tagging", "beside"])
def test_a_packet_that_is_stopped_leaves_the_folder_as_it_was(tmp_path: Path, words: str) -> None:
    target = tmp_path / "packet.pdf"
    target.write_bytes(b"%PDF-the one before")

    def stop(_done: int, _total: int, text: str) -> None:
        if words in text:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        export(small_snapshot(), target, include_limit_bytes=LIMIT, on_progress=stop)
    assert named(tmp_path) == {"packet.pdf"}
    assert target.read_bytes() == b"%PDF-the one before"


def test_the_progress_of_a_packet_never_goes_back() -> None:
    told: list[int] = []
    build(small_snapshot(), on_progress=lambda done, _total, _text: told.append(done))
    assert told == sorted(told)
    assert len(set(told)) > 10
    assert (told[0], max(told) <= 100) == (0, True)


def test_a_file_that_lies_beside_the_packet_already_is_not_written_again(tmp_path: Path) -> None:
    first = export(small_snapshot(), tmp_path / "packet.pdf", include_limit_bytes=LIMIT)
    name = first.beside[0][0]
    before = (tmp_path / name).stat().st_mtime_ns
    export(small_snapshot(), tmp_path / "packet.pdf", include_limit_bytes=LIMIT)
    assert (tmp_path / name).stat().st_mtime_ns == before


def test_a_carried_snapshot_makes_the_same_packet_and_its_folder_is_gone(tmp_path: Path) -> None:
    case = small_snapshot(complete=True)
    folder = tmp_path / "carried"
    folder.mkdir()
    carried.write(case, place(case.evidence, limit_bytes=LIMIT), folder)
    there = carried.read(folder)
    assert not folder.exists()
    assert isinstance(there, Snapshot)
    for one in fields(Snapshot):
        if one.name != "content":
            assert getattr(there, one.name) == getattr(case, one.name), one.name
    assert build(there, include_limit_bytes=LIMIT).pdf == build(case, include_limit_bytes=LIMIT).pdf


def test_a_carried_snapshot_that_was_tampered_with_makes_no_packet(tmp_path: Path) -> None:
    (tmp_path / "snapshot.json").write_text('{"case_id": 1}', encoding="utf-8")
    with pytest.raises(CaseFileError, match="could not be handed over"):
        carried.read(tmp_path)
    assert not tmp_path.exists()
