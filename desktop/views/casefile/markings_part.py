"""Markings: banner against roll-up, compilation, the authority block and the CUI designation."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from desktop.viewmodels.casefile.markings import MarkingsModel, MarkingsState
from desktop.widgets.button import Button
from desktop.widgets.card import Card
from desktop.widgets.facts import Facts
from desktop.widgets.field import Field
from desktop.widgets.layout import column, row, show_if
from desktop.widgets.notice import Notice
from desktop.widgets.pairs import pairs
from desktop.widgets.text import label
from desktop.widgets.text_box import TextBox

AUTHORITY = (
    ("classified_by", "Classified by", "Name and position"),
    ("derived_from", "Derived from", "Source or guide, agency, date; or Multiple Sources"),
    ("reason", "Reason", "Only of an original decision: 1.4(c)"),
    ("declassify_on", "Declassify on", "20491231, 25X1 with a date, 50X1-HUM ..."),
    ("downgrade", "Downgrade to, and when", "May be empty"),
    ("origin", "Date of origin", "As 2026-11-22"),
)
CUI = (
    ("controlled_by", "Controlled by", "Agency or component"),
    ("office", "Office", "Who answers for it there"),
    ("categories", "CUI category", "As CTI, PRVCY"),
    ("dissemination", "Dissemination control", "As FEDCON, or a distribution statement"),
    ("contact", "Contact", "Name, phone or e-mail"),
)


class MarkingsPart(QWidget):
    def __init__(self, model: MarkingsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.fields: dict[str, QLineEdit] = {}
        self._stated: tuple[object, object] | None = None
        outer = column(self, gap=4)
        for card in (self._banner_card(), self._compilation_card(), self._authority_card(), self._cui_card()):
            outer.addWidget(card)
        outer.addStretch(1)
        model.state_changed.connect(self.show_state)
        self.show_state(model.state)

    def show_state(self, state: MarkingsState) -> None:
        """Show what is stated and what is missing. What is being typed stays, unless something else was recorded."""
        self._facts.show_facts(
            (
                ("Banner", state.banner),
                ("Roll-up of the portions", state.rolled_up),
                ("Portion marks in use", " ".join(state.portions) or "none"),
                ("Lists and rules", state.edition),
            )
        )
        if state.problems:
            self.fault.say(state.problems[0], " ".join(state.problems[1:]), "warning")
        else:
            self.fault.clear()
        self._decided.setText(state.decision)
        show_if(self._decided, bool(state.decision))
        show_if(self._compilation, state.above)
        for button in (self.decide, self.save_authority, self.save_cui):
            button.block(state.blocked)
        if (state.authority, state.cui) != self._stated:
            self._stated = (state.authority, state.cui)
            self._fill(state.authority or {})
            self._fill(state.cui or {}, "cui-")

    def _fill(self, stated: Mapping[str, str], prefix: str = "") -> None:
        for name, value in stated.items():
            if name == "sources":
                self.sources.setPlainText(value)
            else:
                self.fields[prefix + name].setText(value)

    def _banner_card(self) -> Card:
        card = Card("Banner and portions", "The banner is set on the page Deployment; roll-up proposes it")
        self._facts = Facts()
        self.fault = Notice(dismissable=False)
        card.body.addWidget(self._facts)
        card.body.addWidget(self.fault)
        return card

    def _compilation_card(self) -> Card:
        self._compilation = Card(
            "Compilation",
            "The whole is marked above its parts: say how they give more away together (32 CFR 2001.13(c))",
        )
        self._decided = label("", "", selectable=True)
        self.reason = TextBox(2)
        self.decide = Button("Record the decision", "primary", "flag")
        self.decide.clicked.connect(lambda: self._model.decide_compilation(self.reason.toPlainText()))
        self._compilation.body.addWidget(self._decided)
        self._compilation.body.addWidget(Field("Reason", self.reason))
        self._compilation.body.addLayout(_end(self.decide))
        return self._compilation

    def _authority_card(self) -> Card:
        card = Card(
            "Classification authority", "Needed where the banner is classified; it stands on the cover of the packet"
        )
        card.body.addWidget(self._form(AUTHORITY))
        self.sources: QPlainTextEdit = TextBox(2)
        card.body.addWidget(Field("Source list", self.sources, "One a line; needed with Multiple Sources"))
        self.save_authority = Button("Record the authority", "primary", "verified_user")
        self.save_authority.clicked.connect(self._save_authority)
        card.body.addLayout(_end(self.save_authority))
        return card

    def _cui_card(self) -> Card:
        card = Card("CUI designation", "Needed where the banner is CUI, or a classified case holds CUI")
        card.body.addWidget(self._form(CUI, "cui-"))
        self.save_cui = Button("Record the designation", "primary", "label")
        self.save_cui.clicked.connect(self._save_cui)
        card.body.addLayout(_end(self.save_cui))
        return card

    def _form(self, fields: tuple[tuple[str, str, str], ...], prefix: str = "") -> QWidget:
        self.fields |= {prefix + name: QLineEdit() for name, _, _ in fields}
        return pairs([Field(title, self.fields[prefix + name], help_text) for name, title, help_text in fields])

    def _save_authority(self) -> None:
        typed = {name: self.fields[name].text() for name, _, _ in AUTHORITY}
        self._model.state_authority({**typed, "sources": self.sources.toPlainText()})

    def _save_cui(self) -> None:
        self._model.state_cui({name: self.fields["cui-" + name].text() for name, _, _ in CUI})


def _end(button: Button) -> QHBoxLayout:
    line = row(gap=3)
    line.addWidget(button)
    line.addStretch(1)
    return line
