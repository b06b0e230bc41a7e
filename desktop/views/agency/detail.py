"""One deployment of the portfolio: its state and why, its packets over time, what changed and what was measured."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QLineEdit, QSizePolicy, QWidget

from desktop.viewmodels.agency import PortfolioModel
from desktop.viewmodels.agency.portfolio import DeploymentDetail
from desktop.widgets.button import Button
from desktop.widgets.facts import Facts
from desktop.widgets.layout import clear, column, show_if
from desktop.widgets.page import scrolling
from desktop.widgets.picker import fill
from desktop.widgets.pill import Pill
from desktop.widgets.text import label


class Detail(QWidget):
    """What is known of the chosen deployment."""

    def __init__(self, model: PortfolioModel) -> None:
        super().__init__()
        self.join = Join(model)
        self._shown: DeploymentDetail | None = None
        self.title, self.pill, self.sentence = label("", "heading"), Pill(), label("", selectable=True)
        self.cautions, self.facts = label("", "label"), Facts()
        self.facts.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)  # its values wrap here
        self._past, self._changes, self._trend = column(gap=2), column(gap=1), column(gap=1)
        self._points, self._points_head = column(gap=1), label("What 4(d)(2)(B) asks for", "subheading")
        inner = column(gap=3)
        for widget in (self.title, self.pill, self.sentence, self.cautions, self.facts):
            inner.addWidget(widget)
        inner.addWidget(self._points_head)
        inner.addLayout(self._points)
        self._heads = [label(words, "subheading") for words in ("Packets over time", "What changed", "Measured")]
        inner.addWidget(self._heads[0])
        inner.addLayout(self._past)
        inner.addWidget(self._heads[1])
        inner.addLayout(self._changes)
        inner.addWidget(self._heads[2])
        inner.addLayout(self._trend)
        inner.addWidget(self.join)
        inner.addStretch(1)
        column(self).addWidget(scrolling(inner))
        self.setMinimumWidth(300)

    def show_detail(self, detail: DeploymentDetail | None) -> None:
        """Show a deployment, or that none fits."""
        if detail is self._shown and detail is not None:
            return
        self._shown = detail
        clear(self._points)
        clear(self._past)
        clear(self._changes)
        clear(self._trend)
        for widget in (self.pill, self.sentence, self.facts, self._heads[0], self.join):
            show_if(widget, detail is not None)
        show_if(self.cautions, bool(detail and detail.cautions))
        show_if(self._points_head, bool(detail and detail.points))
        show_if(self._heads[1], bool(detail and detail.changes))
        show_if(self._heads[2], bool(detail and detail.trend))
        if detail is None:
            self.title.setText("No deployment fits what was chosen.")
            return
        self.title.setText(detail.row.name)
        self.pill.set(detail.row.state.capitalize(), detail.row.kind)
        self.sentence.setText(detail.sentence)
        self.cautions.setText("\n".join(detail.cautions))
        self.facts.show_facts(detail.facts)
        for asked, said in detail.points:
            self._points.addWidget(label(asked, "label"))
            self._points.addWidget(label(said, selectable=True))
        for sentence, kind in detail.history:
            self._past.addWidget(Pill("Verified" if kind == "good" else "Not verified", kind))
            self._past.addWidget(label(sentence, "small", selectable=True))
        for into, sentences in ((self._changes, detail.changes), (self._trend, detail.trend)):
            for sentence in sentences:
                into.addWidget(label(sentence, selectable=True))


class Join(QWidget):
    """Saying that a deployment, evaluated in another case file, is the same as one that is known already."""

    def __init__(self, model: PortfolioModel) -> None:
        super().__init__()
        self._model = model
        self.open = Button("The same as another deployment…", "quiet", "link")
        self.other, self.reason = QComboBox(), QLineEdit()
        self.other.setAccessibleName("The same as")
        self.reason.setPlaceholderText("Why they are the same")
        self.reason.setAccessibleName("Why they are the same deployment")
        self.confirm = Button("They are one deployment", "secondary")
        self._parts = (self.other, self.reason, self.confirm)
        inner = column(self, gap=2)
        inner.addWidget(self.open)
        for part in self._parts:
            inner.addWidget(part)
            part.hide()
        self.open.clicked.connect(self._unfold)
        self.confirm.clicked.connect(lambda: model.join(self.other.currentData(), self.reason.text()))

    def offer(self, others: tuple[tuple[str, str], ...]) -> None:
        """Offer the other deployments; with none there is nothing to be said."""
        show_if(self.open, bool(others) and self.confirm.isHidden())
        if others and [self.other.itemData(at) for at in range(self.other.count())] != [key for key, _ in others]:
            fill(self.other, others, others[0][0])
            self.reason.clear()
            for part in self._parts:
                part.hide()
            show_if(self.open, True)  # noqa: FBT003 - it reads as a condition

    def _unfold(self) -> None:
        self.open.hide()
        for part in self._parts:
            part.show()
        self.other.setFocus()
