"""A case and a window for the tests of the desktop: made once, copied for each."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.casefile import connection
from core.casefile.store import Store
from core.catalog.load import builtin_pack
from core.evaluation.records import Deployment
from desktop.app import App
from desktop.preferences import PreferencesFile
from desktop.session import Session
from desktop.widgets import files
from tests.desktop.walking import fill

PASSPHRASE = "correct horse battery staple"
PERSON = "Ana Ruiz"
DEPLOYMENT = Deployment(
    agency="Office of Benefits",
    name="Benefit screening",
    purpose="Sorts applications into those that a case worker sees first.",
    owner="Chris Lee",
    existing=True,
    stage="deployment",
    components=("MOD", "DAT", "POST", "OUT", "HW", "HAI"),
)


@contextmanager
def cheap_key() -> Iterator[None]:
    """The key's cost is not what these tests are about: each opens a case, some several times."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(connection, "KDF_ROUNDS", 1000)
        yield


@pytest.fixture(autouse=True)
def _cheap_key() -> Iterator[None]:
    with cheap_key():
        yield


@pytest.fixture(scope="session")
def case_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "template.touchstone"
    with cheap_key(), Store.create(path, PASSPHRASE, title="Benefit screening 2.3", by=PERSON) as store:
        store.save_deployment(DEPLOYMENT, by=PERSON)
        store.start_evaluation(
            title="First evaluation", stage="deployment", profile="full", pack=builtin_pack(), by=PERSON
        )
    return path


@pytest.fixture
def case_path(case_template: Path, tmp_path: Path) -> Path:
    path = tmp_path / "case.touchstone"
    shutil.copyfile(case_template, path)
    return path


@pytest.fixture
def session(qtbot: QtBot, case_path: Path) -> Iterator[Session]:
    opened = Session()
    opened.open(case_path, PASSPHRASE, by=PERSON)
    opened.announce_case()
    yield opened
    opened.close()


@pytest.fixture(autouse=True)
def _dialogs_start_anew(tmp_path: Path) -> None:
    """No dialog may tell the window of an earlier test, which is gone, where it was last."""
    files.start_in(fixed="", last=str(tmp_path), used=lambda _folder: None)


@pytest.fixture
def preferences(tmp_path: Path) -> PreferencesFile:
    return PreferencesFile(tmp_path / "settings" / "window.json")


@pytest.fixture
def window(qapp: QApplication, qtbot: QtBot, preferences: PreferencesFile) -> Iterator[App]:
    """The whole window, with no case open."""
    made = App(qapp, preferences)
    qtbot.addWidget(made.shell)
    made.shell.show()
    made.shell.activateWindow()
    with qtbot.waitActive(made.shell):  # shortcuts belong to the active window
        pass
    yield made
    qapp.removeEventFilter(made.idle)
    made.session.close()


@pytest.fixture
def open_window(window: App, case_path: Path) -> App:
    """The window with a case open, on the overview."""
    window.session.open(case_path, PASSPHRASE, by=PERSON)
    window.session.announce_case()
    return window


@pytest.fixture(scope="module")
def walked(qapp: QApplication, case_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """A window to walk through and to leave as it was: its case has answers, a finding and evidence."""
    folder = tmp_path_factory.mktemp("walked")
    shutil.copyfile(case_template, folder / "case.touchstone")
    made = App(qapp, PreferencesFile(folder / "settings.json"))
    made.shell.show()
    with cheap_key():
        made.session.open(folder / "case.touchstone", PASSPHRASE, by=PERSON)
    made.session.announce_case()
    fill(made, folder)
    yield made
    made.session.close()
    made.shell.close()
    qapp.removeEventFilter(made.idle)
    made.shell.deleteLater()
    QApplication.processEvents()


@pytest.fixture
def document(tmp_path: Path) -> Callable[[str, str], Path]:
    """Makes a small file to attach."""

    def make(name: str, text: str = "Accuracy 0.873, n = 9769.\n") -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return make
