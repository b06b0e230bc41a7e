"""A worker reaches no network, starts no program and loads no pickle."""

from __future__ import annotations

import pytest

from core.errors import JobError
from core.jobs import Job, run_to_end


@pytest.mark.parametrize(
    ("function", "word"),
    [
        ("connect", "network"),
        ("look_up", "network"),
        ("start_program", "program"),
        ("shell", "program"),
        ("load_pickle", "pickle"),
    ],
)
def test_the_worker_is_refused(function: str, word: str):
    with pytest.raises(JobError) as error:
        run_to_end(Job(f"tests.core.jobs.works.{function}", {}))
    assert word in error.value.message
    assert "was stopped" in error.value.message
