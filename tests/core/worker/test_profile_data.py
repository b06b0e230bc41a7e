"""The profile of a file of data: the digest that readings have, columns, and nothing of single records."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core.errors import InputError
from core.hashing import file_sha256
from core.plan import Bytes
from core.worker.data_digest import digest_of
from core.worker.profile_data import work
from core.worker.source import read_table
from tests.core.worker import made


def profiled(path: Path, **more: Any) -> dict[str, Any]:
    return work({"path": str(path), **more}, made.Silent())


def test_a_table_is_profiled_with_its_digest_counts_ranges_and_classes(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    rows = [f"{age},{'F' if age % 2 else 'M'},p{age}" for age in range(20, 60)]
    path.write_text("\n".join(["age,sex,name", *rows, ",NA,Rare", ",X,q"]) + "\n", encoding="utf-8")
    found = profiled(path)
    assert (found["rows"], found["columns_in_all"], found["sha256"]) == (42, 3, file_sha256(path))
    age, sex, name = found["columns"]
    assert (age["kind"], age["missing"], age["low"], age["high"], age["classes"]) == ("number", 2, 20, 59, [])
    assert sex["classes"] == [["F", 20], ["M", 20], ["(fewer than 5 records)", 1]]
    assert (name["distinct"], name["classes"]) == (42, [])
    assert profiled(path, digest_only=True) == {
        "name": "people.csv", "sha256": found["sha256"], "size_bytes": path.stat().st_size,
    }  # fmt: skip


def test_a_small_table_shows_no_value_of_a_single_record(tmp_path: Path) -> None:
    path = tmp_path / "few.csv"
    path.write_text("name\nAnn Lee\nBen Otieno\nSam Okafor\n", encoding="utf-8")
    assert profiled(path)["columns"][0]["classes"] == []


def test_arrays_are_profiled_too(tmp_path: Path) -> None:
    path = tmp_path / "arrays.npz"
    np.savez(path, X=np.arange(60.0).reshape(20, 3), y=np.array([0, 1] * 10))
    found = profiled(path)
    assert (found["rows"], found["columns"][0]["kind"]) == (20, "array")
    assert found["columns"][1]["classes"] == [["0", 10], ["1", 10]]


def test_a_folder_has_the_digest_that_readings_on_it_have(tmp_path: Path) -> None:
    for name in ("cats/1.bin", "cats/2.bin", "dogs/1.bin"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(name.encode())
    found = profiled(tmp_path)
    assert found["rows"] == 3
    assert found["sha256"] == digest_of(tmp_path, {"x": Bytes(first=4)}, read_table(tmp_path, "test"))
    assert profiled(tmp_path, digest_only=True)["sha256"] == found["sha256"]


def test_what_is_no_data_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="gone"):
        profiled(tmp_path / "gone.csv", digest_only=True)
    (tmp_path / "bad.csv").write_bytes(b"\xff\xfe\x00a,b\n")
    with pytest.raises(InputError):
        profiled(tmp_path / "bad.csv")
