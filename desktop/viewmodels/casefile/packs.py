"""The guideline packs of the case: import, compare, and go on with another one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from core import clock
from core.errors import TouchstoneError
from desktop.session import Session
from desktop.viewmodels.casefile.section import EVERYTHING, Section

if TYPE_CHECKING:
    from core.casefile.packs import PackRecord
    from core.catalog.compare import PackDiff
    from core.catalog.model import GuidelinePack


@dataclass(frozen=True, kw_only=True)
class PackRow:
    """A pack that is here. `kind` is "pack" or "add-on"."""

    name: str
    kind: str
    title: str
    standing: str
    origin: str
    review: str
    in_use: bool


@dataclass(frozen=True, kw_only=True)
class Wording:
    """What an item asks in another way. `fields` are (what, pieces); a piece is (same, taken out or put in; text)."""

    title: str
    fields: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


@dataclass(frozen=True, kw_only=True)
class DiffState:
    """What would change: a sentence, rows of (what, item, title, what becomes of its answer), and the words.

    `more` counts the items whose words are left out here.
    """

    name: str = ""
    sentence: str = ""
    rows: tuple[tuple[str, str, str, str], ...] = ()
    wordings: tuple[Wording, ...] = ()
    more: int = 0
    why_not: str = ""


@dataclass(frozen=True, kw_only=True)
class PacksState:
    """`came` is the pack that was imported last, `roots` the files to trust, `kept` the roots of the settings."""

    rows: tuple[PackRow, ...] = ()
    used: str = ""
    came: str = ""
    diff: DiffState = DiffState()
    roots: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    blocked: str = ""


MOST_WORDINGS = 40  # more would be felt, and all of them are in the page that can be saved


class PacksModel(Section):
    """`entry_kept` when an entry of a proposal was written."""

    entry_kept = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._diff = DiffState()
        self._chosen: tuple[str, tuple[str, ...]] = ("", ())
        self._roots: tuple[str, ...] = ()
        self._came = ""
        session.settings_changed.connect(self.refresh)
        self.state = self.look()

    def look(self) -> PacksState:
        if not self._session.is_open:
            self._diff, self._came = DiffState(), ""
            self.state = PacksState(blocked=self.blocked)
            return self.state
        used = self._session.pack
        name = f"{used.id} {used.version}" + (f" with {', '.join(used.add_ons)}" if used.add_ons else "")
        self.state = PacksState(
            rows=self._rows(),
            used=name,
            came=self._came,
            diff=self._diff,
            roots=self._roots,
            kept=tuple(root.name for root in self._session.settings.roots),
            blocked=self.blocked,
        )
        return self.state

    def trust(self, paths: Sequence[str]) -> None:
        """Root certificates that vouch for whoever signs packs."""
        self._roots = tuple(dict.fromkeys((*self._roots, *paths)))
        self.refresh()

    def take(self, path: str) -> None:
        """Import a signed pack; its signature lies beside it."""
        from core.exchange.pack_import import import_pack  # it brings pyHanko

        person, roots = self._session.person, [Path(root) for root in self._roots]
        kept = [root.pem for root in self._session.settings.roots]
        self._start("The signature of the pack is being checked.")
        self._session.change_behind(
            lambda store: import_pack(store, Path(path), trust=roots, trust_texts=kept, by=person),
            "packs",
            done=self._imported,
            failed=self._failed,
        )

    def _imported(self, record: PackRecord) -> None:
        self._came = record.name
        self._end(f"{record.name} is imported.", f"Signed by {record.signer}. Look at what it would change.")

    def compare(self, name: str, add_ons: tuple[str, ...]) -> None:
        """Say what would change if the evaluation went on with this pack and these add-ons."""
        self._chosen = (name, add_ons)
        try:
            new = self._session.store.pack_named(name, add_ons)
            self._diff = _diff_state(self._session.store.rebase_would(new), set(self._session.newest_answers))
        except TouchstoneError as error:
            self._diff = DiffState(name=name, sentence=error.message, why_not=error.message)
        self.refresh()

    def forget_difference(self) -> None:
        """Another pack was chosen: what was compared is no longer what is in front of the person."""
        if self._diff != DiffState():
            self._diff = DiffState()
            self.refresh()

    def save_difference(self, path: str) -> None:
        """Write the difference as an HTML page."""
        from core.catalog.compare_report import as_html

        try:
            new = self._session.store.pack_named(*self._chosen)
            Path(path).write_text(as_html(self._session.store.rebase_would(new)), encoding="utf-8", newline="")
        except TouchstoneError as error:
            self._failed(error)
        except OSError as error:
            self._end(f"{path} can't be written: {error.strerror or error}.", "Choose another folder.", "error")
        else:
            self._end(f"The difference is in {Path(path).name}.")

    def rebase(self) -> None:
        """Let the evaluation go on with the pack that was compared."""
        evaluation, person, chosen = self._session.evaluation, self._session.person, self._chosen
        title = evaluation.title if evaluation else ""
        self._start("The answers are being taken over.")
        self._session.change_behind(
            lambda store: store.rebase(store.pack_named(*chosen), title=title, by=person),
            *EVERYTHING,
            done=self._rebased,
            failed=self._failed,
        )

    def propose(self, path: str, kind: str, subject: str, field: str, words: str, reason: str) -> None:
        """Add an entry to a proposal file on the pack in use; it is made the first time."""
        from core.catalog import proposal

        used, target = self._session.pack, Path(path)
        about = subject.strip() if subject.strip() == "pack" else subject.strip().upper()
        try:
            made = proposal.add_to_file(
                target,
                proposal.entry_of(kind, about, field=field, proposed=words.strip(), reason=reason.strip()),
                used,
                by=self._session.person,
                organisation=self._session.deployment.agency if self._session.deployment else "",
                date=clock.stamp()[:10],
                marking="UNCLASSIFIED",
            )
        except TouchstoneError as error:
            self._failed(error)
            return
        self.entry_kept.emit()
        count = "1 entry" if len(made.entries) == 1 else f"{len(made.entries)} entries"
        self._end(f"{target.name} has {count} now.", f"It is marked {made.marking}.")

    def _rebased(self, done: Mapping[str, list[str]]) -> None:
        self._diff = DiffState()
        again, moved = len(done["ask_again"]), len(done["moved"])
        said = f"Answers that stand: {len(done['kept'])}; asked again: {again}"
        self._end(f"{said}; drafts at a new place: {moved}." if moved else f"{said}.")

    def _rows(self) -> tuple[PackRow, ...]:
        from core.catalog.load import builtin_pack
        from core.catalog.validity import review, standing_on

        store, today, used = self._session.store, clock.now().date(), self._session.pack

        def row(pack: GuidelinePack, origin: str) -> PackRow:
            name = f"{pack.id} {pack.version}"
            in_use = name in used.add_ons or (pack.id == used.id and used.version.split("+")[0] == pack.version)
            return PackRow(
                name=name,
                kind="add-on" if pack.extends else "pack",
                title=pack.title,
                standing=standing_on(pack, today),
                origin=origin,
                review=review(pack, today).sentence,
                in_use=in_use,
            )

        return (
            row(builtin_pack(), "comes with the program"),
            *(row(store.pack_as_imported(one.sha256), f"signed by {one.signer}") for one in store.packs()),
        )


def _diff_state(diff: PackDiff, answered: set[str]) -> DiffState:
    def becomes(item: str, words: str) -> str:
        return words if item in answered else "not answered yet"

    rows = [
        *(("added", one.id, one.title, "new question") for one in diff.added),
        *(
            ("changed", one.id, one.title, becomes(one.id, "asked again" if one.asks_again else "stands"))
            for one in diff.changed
        ),
        *(
            ("moved", f"{old} to {new}", diff.new.item(new).title, becomes(old, "a draft at its new place"))
            for old, new in diff.moved.items()
        ),
        *(("removed", one.id, one.title, becomes(one.id, "no longer asked")) for one in diff.removed),
    ]
    wordings = [
        *(_wording(one.id, one.title, {"question": one.question, "guidance": one.guidance}) for one in diff.added),
        *(
            Wording(
                title=f"{one.id}: {one.title}",
                fields=tuple((field.field.replace("_", " "), field.pieces) for field in one.fields),
            )
            for one in diff.changed
        ),
    ]
    state = DiffState(
        name=f"{diff.new.id} {diff.new.version}",
        sentence=diff.sentence,
        rows=tuple(rows),
        wordings=tuple(wordings[:MOST_WORDINGS]),
        more=len(wordings[MOST_WORDINGS:]),
    )
    rescinded = diff.new.state == "rescinded"
    return replace(state, why_not="This pack was rescinded.") if rescinded else state


def _wording(item_id: str, title: str, fields: Mapping[str, str]) -> Wording:
    said = tuple((name, (("same", text),)) for name, text in fields.items() if text)
    return Wording(title=f"{item_id}: {title} (added)", fields=said)
