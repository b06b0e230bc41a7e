"""Names of classes from a file that came with a model."""

from __future__ import annotations

import json

import pytest

from core.errors import InputError
from core.worker.class_list import work
from tests.core.worker.made import Silent


def read(path, written, width=None):
    path.write_text(written if isinstance(written, str) else json.dumps(written), encoding="utf-8")
    return work({"path": str(path), "width": width}, Silent())["classes"]


def test_the_list_with_as_many_names_as_scores_is_found_wherever_it_stands(tmp_path):
    config = {"version": 3, "sizes": [1, 2], "model": {"labels": ["cat", "dog", "fox"]}, "flags": [True, False]}
    assert read(tmp_path / "c.json", config, 3) == ["cat", "dog", "fox"]
    assert read(tmp_path / "c.json", {"id2label": {"1": "dog", "0": "cat"}}, 2) == ["cat", "dog"]
    assert read(tmp_path / "c.txt", "cat\ndog\n\nfox\n") == ["cat", "dog", "fox"]


@pytest.mark.parametrize("written", [["cat", "dog"], ["cat", "cat", "dog"], {"a": 1}, "[" * 3000])
def test_a_file_without_such_a_list_says_what_was_wanted(tmp_path, written):
    with pytest.raises(InputError, match="3 names, as many as the model gives scores"):
        read(tmp_path / "c.json", written, 3)
