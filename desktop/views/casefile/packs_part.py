"""Packs: which are here, importing a signed one, and what it would change before anything is changed."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from desktop.viewmodels.casefile.packs import DiffState, PackRow, PacksModel, PacksState
from desktop.views.casefile.proposal_card import ProposalCard
from desktop.views.casefile.wordings_view import WordingsView
from desktop.widgets.button import Button
from desktop.widgets.card import Card
from desktop.widgets.drop_zone import DropZone
from desktop.widgets.field import Field
from desktop.widgets.files import ask_open_many, ask_save
from desktop.widgets.layout import clear, column, row, settle, show_if
from desktop.widgets.pill import Pill, PillKind
from desktop.widgets.plain_table import PlainTable
from desktop.widgets.text import label

HEADER = ("What", "Item", "Title", "Its answer")
FINISHED_FIRST = (
    "The evaluation that you are in goes on with it. To leave a finished one as it is, begin the next one first, on the"
    " page Deployment; its answers are then carried over, and stay so until somebody confirms them."
)


class PacksPart(QWidget):
    def __init__(self, model: PacksModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._rows: tuple[PackRow, ...] | None = None
        self._came = ""
        self.extras: dict[str, QCheckBox] = {}
        outer = column(self, gap=4)
        self._here = Card("Packs in this case", "Each with its standing, who signed it, and when it is to be reviewed")
        self.proposal = ProposalCard()
        self.proposal.entry_given.connect(model.propose)
        model.entry_kept.connect(self.proposal.clear_entry)
        for card in (self._here, self._import_card(), self._change_card(), self.proposal):
            outer.addWidget(card)
        outer.addStretch(1)
        model.state_changed.connect(self.show_state)
        self.show_state(model.state)

    def show_state(self, state: PacksState) -> None:
        """Show the packs and the difference that was asked for."""
        if state.rows != self._rows:
            self._rows = state.rows
            self._show_packs(state.rows)
        names = [name.rpartition("/")[2].rpartition("\\")[2] for name in state.roots]
        trusted = [*names, *(f"{name} (settings)" for name in state.kept)]
        self._roots.setText(f"Trusted: {', '.join(trusted)}" if trusted else "No root is chosen yet.")
        self.drop.choose.block(state.blocked or ("" if trusted else "Choose the root certificate to trust first."))
        self._prefer(state.came)
        self.compare.block("" if state.rows else state.blocked)
        self._show_diff(state.diff, state.blocked)

    def _import_card(self) -> Card:
        card = Card("Import a pack", "A YAML file with its signature (PACK.yaml.p7s) beside it; unsigned is refused")
        self.root = Button("Choose a root to trust…", "secondary", "verified_user")
        self.root.clicked.connect(self._choose_root)
        self._roots = label("", "muted")
        line = row(gap=3)
        line.addWidget(self.root)
        line.addWidget(self._roots, 1)
        self.drop = DropZone("Choose the pack", "Its signature lies beside it", "Packs (*.yaml *.yml)")
        self.drop.file_chosen.connect(self._model.take)
        card.body.addLayout(line)
        card.body.addWidget(self.drop)
        return card

    def _change_card(self) -> Card:
        card = Card(
            "Go on with another pack",
            "Answers to items that are the same stand; items that changed are asked again, with the old answer shown",
        )
        self.pack = QComboBox()
        self.pack.activated.connect(lambda _: self._model.forget_difference())
        self._extras = column(gap=1)
        self.compare = Button("Show what would change", "secondary", "insights")
        self.compare.clicked.connect(self._compare)
        card.body.addWidget(label(FINISHED_FIRST, "muted"))
        card.body.addWidget(Field("Pack", self.pack))
        card.body.addLayout(self._extras)
        line = row(gap=3)
        line.addWidget(self.compare)
        line.addStretch(1)
        card.body.addLayout(line)
        self._sentence = label("", "label", selectable=True)
        self.table = PlainTable("What would change")
        self.go_on = Button("Go on with this pack", "primary", "arrow_forward")
        self.go_on.clicked.connect(self._model.rebase)
        self.save = Button("Save as a page…", "quiet", "save_alt")
        self.save.clicked.connect(self._save)
        end = row(gap=3)
        end.addWidget(self.go_on)
        end.addWidget(self.save)
        end.addStretch(1)
        self._outcome = QWidget()
        held = column(self._outcome, gap=3)
        held.addWidget(self._sentence)
        held.addWidget(self.table)
        self.wordings = WordingsView()
        held.addWidget(self.wordings)
        held.addLayout(end)
        card.body.addWidget(self._outcome)
        return card

    def _show_packs(self, rows: tuple[PackRow, ...]) -> None:
        clear(self._here.body)
        for pack in rows:
            line = row(gap=3)
            words = column(gap=0)
            words.addWidget(label(f"{pack.name}: {pack.title}", "label"))
            origin = f"{pack.origin[:1].upper()}{pack.origin[1:]}"
            kind_of = " An add-on: it adds items and changes none." if pack.kind == "add-on" else ""
            words.addWidget(label(f"{origin}.{kind_of} {pack.review}", "small"))
            line.addLayout(words, 1)
            line.addWidget(Pill("In use", "info") if pack.in_use else Pill())
            kind: PillKind = "good" if pack.standing == "in force" else "warn"
            kind = "bad" if "rescinded" in pack.standing else kind
            line.addWidget(Pill(pack.standing.capitalize(), kind))
            self._here.body.addLayout(line)
        before, ticked = self.pack.currentText(), {name for name, box in self.extras.items() if box.isChecked()}
        ticked |= {pack.name for pack in rows if pack.kind == "add-on" and pack.in_use}
        self.pack.clear()
        self.pack.addItems([pack.name for pack in rows if pack.kind == "pack"])
        self.pack.setCurrentText(before)
        clear(self._extras)
        self.extras = {pack.name: QCheckBox(f"with {pack.name}") for pack in rows if pack.kind == "add-on"}
        for name, box in self.extras.items():
            box.setChecked(name in ticked)
            box.clicked.connect(self._model.forget_difference)
            self._extras.addWidget(box)

    def _prefer(self, came: str) -> None:
        """Put what was imported last in front, once."""
        if came and came != self._came:
            self.pack.setCurrentText(came)
            if came in self.extras:
                self.extras[came].setChecked(True)
        self._came = came

    def _show_diff(self, diff: DiffState, blocked: str) -> None:
        show_if(self._outcome, bool(diff.sentence))
        self._sentence.setText(diff.sentence)
        self.table.show_rows(HEADER, diff.rows)
        show_if(self.table, bool(diff.rows))
        self.wordings.show_wordings(diff.wordings, diff.more)
        self.go_on.block(blocked or diff.why_not)
        self.save.block(diff.why_not)
        settle(self._outcome)

    def _compare(self) -> None:
        ticked = tuple(name for name, box in self.extras.items() if box.isChecked())
        self._model.compare(self.pack.currentText(), ticked)

    def _choose_root(self) -> None:
        paths = ask_open_many(self, "Root certificates to trust", "Certificates (*.pem *.crt *.cer)")
        if paths:
            self._model.trust(paths)

    def _save(self) -> None:
        path = ask_save(self, "Save the difference", "difference.html", "Pages (*.html)")
        if path:
            self._model.save_difference(path)
