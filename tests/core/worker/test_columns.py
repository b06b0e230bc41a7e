"""What a data file offers before it is bound."""

from __future__ import annotations

import numpy as np
import pytest

from core.errors import InputError
from core.worker.columns import work


class Silent:
    def progress(self, done, total, text=""):
        pass


def columns(path):
    return {one["name"]: one for one in work({"path": str(path)}, Silent())["columns"]}


def test_a_table_gives_its_columns_with_few_values_listed(tmp_path):
    table = tmp_path / "t.csv"
    table.write_text("age,sex,label\n" + "".join(f"{age},{'MF'[age % 2]},{age % 2}\n" for age in range(60)))
    found = columns(table)
    assert list(found) == ["age", "sex", "label"]
    assert found["age"] == {"name": "age", "numeric": True, "distinct": None, "shape": []}
    assert found["sex"]["distinct"] == ["F", "M"]
    assert not found["sex"]["numeric"]
    assert found["label"]["distinct"] == ["0", "1"]


def test_an_npz_gives_the_shape_of_a_row_and_the_classes_of_labels(tmp_path):
    path = tmp_path / "a.npz"
    np.savez(path, X=np.zeros((6, 8, 8), np.float32), y=np.array([0, 1, 2, 0, 1, 2]))
    found = columns(path)
    assert found["X"]["shape"] == [8, 8]
    assert found["X"]["distinct"] is None
    assert found["y"]["shape"] == []
    assert found["y"]["distinct"] == ["0", "1", "2"]


def test_a_pickle_is_refused(tmp_path):
    path = tmp_path / "t.csv"
    path.write_bytes(b"\x80\x04K\x01.")
    with pytest.raises(InputError, match="pickle"):
        work({"path": str(path)}, Silent())
