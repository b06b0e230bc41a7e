"""The self-test says yes to an installation that works, and no to one that does not."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from core.errors import InputError, UsageError
from desktop.selftest import report
from desktop.selftest.steps import Scene, Step, StepFailedError, demand, go_through

ROOT = Path(__file__).resolve().parents[3]

# Workers are new processes: this makes each of them miss what the bundle leaves out.
LIKE_THE_BUNDLE = """
import sys
sys.path.insert(0, {installers!r})
from bundle import LEFT_OUT
del sys.path[0]

class LeftOut:
    def find_spec(self, name, path=None, target=None):
        if any(name == left or name.startswith(left + ".") for left in LEFT_OUT):
            raise ModuleNotFoundError(f"{{name}} is left out of the bundle", name=name)

sys.meta_path.insert(0, LeftOut())
"""


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_the_self_test_passes_without_what_the_bundle_leaves_out(tmp_path: Path):
    blocking = LIKE_THE_BUNDLE.format(installers=str(ROOT / "installers"))
    (tmp_path / "sitecustomize.py").write_text(blocking, encoding="utf-8")
    paths = os.pathsep.join([str(tmp_path), str(ROOT)])
    done = subprocess.run(
        [sys.executable, "-m", "desktop", "self-test", "--look", "light", "--keep", str(tmp_path / "kept")],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": paths},
        capture_output=True,
        text=True,
        timeout=800,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    steps = re.findall(r"^ *(\d+)  ok +[\d.]+ s  ", done.stdout, re.MULTILINE)
    assert [int(number) for number in steps] == list(range(1, 12))
    assert (tmp_path / "kept" / "packet.pdf").stat().st_size > 0
    assert len(list((tmp_path / "kept" / "pages").glob("*-light.png"))) > 10


def failing(error: Exception) -> Step:
    def work(scene: Scene) -> str:
        raise error

    return Step(title="It fails", work=work)


def test_the_list_goes_on_after_a_step_that_failed(tmp_path: Path):
    fine = Step(title="It is fine", work=lambda scene: "Seen.")
    steps = [fine, failing(InputError("The file is bad.", "Mend it.")), failing(ZeroDivisionError("by zero")), fine]
    first, bad, broken, last = go_through(steps, Scene(folder=tmp_path))
    assert (first.ok, bad.ok, broken.ok, last.ok) == (True, False, False, True)
    assert [outcome.number for outcome in (first, bad, broken, last)] == [1, 2, 3, 4]
    assert bad.sentence == "The file is bad. Mend it."
    assert "ZeroDivisionError" in broken.sentence
    assert "Traceback" in broken.detail


def test_one_failed_step_makes_the_exit_status_1(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    monkeypatch.setattr(report.engine, "steps", lambda: (failing(StepFailedError("The door is open.")),))
    monkeypatch.setattr(report, "window_steps", lambda looks: ())
    assert report.self_test() == 1
    said = capsys.readouterr().out
    assert "failed" in said
    assert "The door is open." in said


def test_a_folder_with_something_in_it_is_refused(tmp_path: Path):
    (tmp_path / "mine.txt").write_text("Not to be touched.", encoding="utf-8")
    with pytest.raises(UsageError, match="not empty"):
        report.self_test(keep=tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_window_without_a_case_is_a_failed_step(tmp_path: Path):
    (outcome,) = go_through(report.window_steps(["light"])[1:], Scene(folder=tmp_path))
    assert not outcome.ok
    assert "earlier step" in outcome.sentence


def test_demand_gives_the_sentence():
    demand(holds=True, sentence="Nothing.")
    with pytest.raises(StepFailedError, match="It is empty"):
        demand(holds=[], sentence="It is empty.")
