import pytest

from core.jobs import job


@pytest.fixture(autouse=True)
def _tests_may_name_their_own_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(job, "ALLOWED", ["core.worker.", "tests.core.jobs.works."])


@pytest.fixture
def _quick_ladder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(job, "TERMINATE_AFTER_S", 0.4)
    monkeypatch.setattr(job, "KILL_AFTER_S", 0.8)
