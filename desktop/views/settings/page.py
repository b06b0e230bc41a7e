"""The Settings page: no Apply, each change is in use at once."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.viewmodels.settings import SettingsModel, SettingsState
from desktop.views.settings.about_card import AboutCard
from desktop.views.settings.dates_card import DatesCard
from desktop.views.settings.look_card import LookCard
from desktop.views.settings.roots_card import RootsCard
from desktop.views.settings.working_cards import FilesCard, LockCard, MarkingsCard
from desktop.widgets.page import Page

WIDTH_PX = 900


class SettingsPage(Page):
    def __init__(self, model: SettingsModel, parent: QWidget | None = None) -> None:
        super().__init__(
            "Settings",
            "For this machine and this person. A change is in use at once; nothing of a case is kept here.",
            scrolls=True,
            width_px=WIDTH_PX,
            parent=parent,
        )
        self._model = model  # Qt would not keep it
        self.look, self.lock, self.files = LookCard(), LockCard(), FilesCard()
        self.roots, self.dates, self.markings = RootsCard(), DatesCard(), MarkingsCard()
        self.about = AboutCard()
        cards = (self.look, self.lock, self.roots, self.dates, self.markings, self.files, self.about)
        for card in cards:
            self.body.addWidget(card)
        self.body.addStretch(1)
        self._wire(model)
        model.state_changed.connect(self.show_state)
        self.show_state(model.state)

    def take_focus(self) -> None:
        """Start at the first setting."""
        self.look.take_focus()

    def show_state(self, state: SettingsState) -> None:
        """Show what is in use."""
        for card in (self.look, self.lock, self.roots, self.dates, self.markings, self.files, self.about):
            card.show_state(state)
        kind, sentence, hint = state.notice
        if not sentence:
            self.notice.clear()
        elif sentence != self.notice.text:
            self.notice.say(sentence, hint, "warning" if kind == "warning" else "info")

    def _wire(self, model: SettingsModel) -> None:
        self.look.theme.chosen.connect(model.choose_theme)
        self.look.scale.chosen.connect(model.choose_scale)
        self.lock.minutes_set.connect(model.lock_after)
        self.files.folder_chosen.connect(model.start_files_in)
        self.dates.dates_set.connect(model.set_dates)
        self.markings.profile.chosen.connect(model.choose_profile)
        self.roots.files_chosen.connect(model.look_at)
        self.roots.accepted.connect(model.accept)
        self.roots.refused.connect(model.refuse)
        self.roots.removed.connect(model.remove)
