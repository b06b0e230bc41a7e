"""Step 2: what goes in: evidence included or withheld, and the markings."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from desktop import theme
from desktop.viewmodels.export.states import Contents, EvidenceRow, ExportState
from desktop.widgets.beside import Beside
from desktop.widgets.card import Card
from desktop.widgets.facts import Facts
from desktop.widgets.layout import column
from desktop.widgets.notice import Notice
from desktop.widgets.text import label

_HEADER = ("In the packet", "Title", "File", "Size", "Marking")


class ContentsPart(QWidget):
    """`inclusion_changed` brings the id of a piece of evidence and whether it goes in."""

    inclusion_changed = Signal(str, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._contents = Contents()
        self._facts = Facts()
        self._marking = Facts()
        self._fault = Notice(dismissable=False)
        self._sum = label("", "small")
        self.table = QTableWidget(0, len(_HEADER))
        self._dress_table()
        always = Card("Always in", "Report, manifest, readings and the machine-readable results")
        always.body.addWidget(self._facts)
        always.body.addStretch(1)
        marking = Card("Marking", "The banner stands on every page and in the file")
        marking.body.addWidget(self._marking)
        marking.body.addWidget(self._fault)
        marking.body.addStretch(1)
        evidence = Card("Evidence", "What is withheld is still named, with its digest; the appendix as Evidence says")
        evidence.body.addWidget(self._sum)
        evidence.body.addWidget(self.table)
        top = Beside(least_px=360)
        top.add(always)
        top.add(marking)
        outer = column(self, gap=4)
        outer.addWidget(top)
        outer.addWidget(evidence)
        outer.addStretch(1)

    def _dress_table(self) -> None:
        self.table.setAccessibleName("Evidence: ticked goes into the packet, the rest is named as withheld")
        self.table.setHorizontalHeaderLabels(_HEADER)
        self.table.verticalHeader().hide()
        self.table.setShowGrid(False)
        self.table.setTabKeyNavigation(False)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        head = self.table.horizontalHeader()
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.table.itemChanged.connect(self._on_item)

    def show_state(self, state: ExportState) -> None:
        """Show what goes in."""
        self._facts.show_facts(state.contents.facts)
        if state.contents == self._contents:
            return
        self._contents = state.contents
        self._show_marking(state.contents)
        self._sum.setText(state.contents.included if state.contents.evidence else "The case holds no evidence yet.")
        self.table.setVisible(bool(state.contents.evidence))
        self._fill(state.contents.evidence, writable=not state.why_read_only)

    def _show_marking(self, contents: Contents) -> None:
        facts = [("Banner of the case", contents.banner)]
        if contents.proposed_banner:
            facts.append(("Portions add up to", contents.proposed_banner))
        self._marking.show_facts(facts)
        if contents.marking_faults:
            self._fault.say("A portion mark breaks the grammar.", " ".join(contents.marking_faults), "error")
        elif contents.stopped[0]:
            self._fault.say(*contents.stopped, "error")
        elif contents.proposed_banner and contents.proposed_banner != contents.banner:
            self._fault.say(
                "The portions add up to another banner than the case has.",
                "The program proposes; you decide. Change the marking on the Deployment page.",
                "warning",
            )
        else:
            self._fault.clear()

    def _fill(self, evidence: tuple[EvidenceRow, ...], *, writable: bool) -> None:
        quiet = QSignalBlocker(self.table)
        self.table.setRowCount(len(evidence))
        for number, one in enumerate(evidence):
            tick = QTableWidgetItem("Appendix" if one.appendix else "Included" if one.include else "Withheld")
            flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
            tick.setFlags(flags | Qt.ItemFlag.ItemIsUserCheckable if writable and not one.appendix else flags)
            tick.setCheckState(Qt.CheckState.Checked if one.include else Qt.CheckState.Unchecked)
            tick.setData(Qt.ItemDataRole.UserRole, one.id)
            self.table.setItem(number, 0, tick)
            for column_, text in enumerate((one.title, one.file_name, one.size, one.marking), 1):
                cell = QTableWidgetItem(text)
                if column_ == 3:
                    cell.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self.table.setItem(number, column_, cell)
            self.table.setRowHeight(number, theme.current().px(38))
        quiet.unblock()
        rows = min(len(evidence), 10)
        self.table.setFixedHeight(theme.current().px(38) * rows + theme.current().px(48))

    def _on_item(self, item: QTableWidgetItem) -> None:
        if item.column() == 0:
            on = item.checkState() == Qt.CheckState.Checked
            self.inclusion_changed.emit(str(item.data(Qt.ItemDataRole.UserRole)), on)
