"""The open agency file: the only way from the window to it. It needs no case."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Signal

from core.errors import CaseFileError

if TYPE_CHECKING:  # the file brings SQLAlchemy, which is not needed before one is opened
    from core.agency.portfolio import Portfolio
    from core.agency.store import AgencyStore


class AgencyDesk(QObject):
    """`changed` says that the file was opened or closed, or that something in it is different."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.person = ""
        self._store: AgencyStore | None = None
        self._portfolio: Portfolio | None = None
        running = QCoreApplication.instance()
        if running is not None:
            running.aboutToQuit.connect(self.close)

    @property
    def is_open(self) -> bool:
        return self._store is not None

    @property
    def store(self) -> AgencyStore:
        """The open file. Raises CaseFileError when none is open."""
        if self._store is None:
            raise CaseFileError("No agency file is open.", "Open one on the page Agency.")
        return self._store

    @property
    def portfolio(self) -> Portfolio:
        """Every deployment today; kept until something changes or the day does."""
        from core.clock import today

        if self._portfolio is None or self._portfolio.day != today():
            self._portfolio = self.store.portfolio()
        return self._portfolio

    @property
    def marking(self) -> str:
        """The banner that the deployments in the file need together; empty when none is open."""
        if not self.is_open:
            return ""
        from core.agency.tables import rolled_up  # what the first window does without

        return rolled_up(self.portfolio.standings)

    def create(self, path: Path, passphrase: str, *, agency: str, by: str) -> None:
        """Make an agency file and open it. Takes about a second: call it through `behind`. Raises TouchstoneError."""
        from core.agency.store import AgencyStore  # SQLAlchemy only once a file is wanted

        self._adopt(AgencyStore.create(path, passphrase, agency=agency, by=by), by)

    def open(self, path: Path, passphrase: str, *, by: str) -> None:
        """Open an agency file. Takes about a second: call it through `behind`. Raises TouchstoneError."""
        from core.agency.store import AgencyStore  # as above

        store = AgencyStore.open(path, passphrase)
        try:
            store.packets()  # in this thread, so that the page need not wait for it
        except BaseException:
            store.close()
            raise
        self._adopt(store, by)

    def announce(self) -> None:
        """Say that something is different (in the window's thread)."""
        self._portfolio = None
        self.changed.emit()

    def close(self) -> None:
        """Close the file, if one is open."""
        store, self._store, self._portfolio = self._store, None, None
        if store is not None:
            store.close()
            self.changed.emit()

    def _adopt(self, store: AgencyStore, by: str) -> None:
        before, self._store, self._portfolio, self.person = self._store, store, None, by
        if before is not None:
            before.close()
