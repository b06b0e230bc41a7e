"""The words for the public: what a person says may be read by anybody."""

from __future__ import annotations

from collections.abc import Mapping

from core.evaluation.release import FIELDS, PublicWords
from desktop.viewmodels.outputs.states import WordsField, WordsState
from desktop.viewmodels.record.recorder import Recorder

PUBLIC_FIELDS = tuple(
    WordsField(id=one.id, title=one.title, group=one.group, kind=one.kind, help=one.help, choices=tuple(one.choices))
    for one in FIELDS
)


class WordsModel(Recorder):
    """Shows and records them."""

    state: WordsState

    def refresh(self) -> None:
        """Look at the case again; without one there is nothing written."""
        self.state = self._read()
        self.state_changed.emit(self.state)

    def write(self, typed: Mapping[str, str]) -> None:
        """Record what was typed, in place of what was written before."""
        person = self._session.person
        self._record(
            lambda store: store.write_public_words(PublicWords(fields=typed), by=person),
            "The words for the public are recorded. Documents that use them have to be reviewed again.",
        )

    def _read(self) -> WordsState:
        if not self._session.is_open:
            return WordsState()
        held = self._session.record.public_words
        by = f"Written by {held.by} on {held.at[:10]}." if held.by else "Nothing is written yet."
        return WordsState(written=held.fields, by=by, blocked=self._session.why_read_only)
