"""What the Help page shows: topics found by what is typed, and the one that is read, with a way back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from core.catalog.load import builtin_pack
from desktop.background import behind
from desktop.session import Change, Session
from desktop.viewmodels.help.topics import KINDS, Link, Topic, topics

if TYPE_CHECKING:
    from core.catalog.model import GuidelinePack

EVERY = ""
MOST_SHOWN = 300


@dataclass(frozen=True, kw_only=True)
class HelpState:
    """`rows` are the topics found, best first; `back` names the page that the person came from.

    Until it is `ready`, what the topics are made of is still being read behind the page.
    """

    text: str = ""
    kind: str = EVERY
    rows: tuple[Topic, ...] = ()
    count: str = ""
    topic: Topic | None = None
    back: str = ""
    can_return: bool = False  # to the topic that was read before
    ready: bool = False


class HelpModel(QObject):
    state_changed = Signal(object)

    def __init__(self, session: Session, page_titles: Mapping[str, str]) -> None:
        super().__init__()
        self._session, self._titles = session, page_titles
        self._topics: tuple[Topic, ...] = ()
        self._words: dict[str, tuple[str, str]] = {}
        self._read: list[str] = []
        self._from = self._wanted = ""
        self._asked = 0
        self.state = HelpState(count="The help is being read.")
        session.changed.connect(self._follow)
        self.refresh()

    @property
    def kinds(self) -> tuple[str, ...]:
        return KINDS

    def refresh(self) -> None:
        """Make the topics anew: another pack may be in use.

        The first time takes a second, because every probe is asked what it measures: that is done behind the page.
        """
        pack = self._session.pack if self._session.is_open and self._session.evaluation else None
        if self._topics:
            self._take(topics(pack or builtin_pack(), self._titles))
            return
        self._asked += 1
        QTimer.singleShot(0, self, partial(self._read_all, self._asked, pack))  # the page is drawn first

    def _read_all(self, asked: int, pack: GuidelinePack | None) -> None:
        behind(
            lambda: topics(pack or builtin_pack(), self._titles),
            done=lambda made: self._on_made(asked, made),
            failed=lambda error: self._show(count=f"{error.message} {error.hint}".strip(), ready=True),
        )

    def search(self, text: str, kind: str = EVERY) -> None:
        """List what has every word of `text` in it, of one kind or of every."""
        if not self._topics:
            self._show(text=text, kind=kind)
            return
        words = text.casefold().split()
        pool = [one for one in self._topics if kind in (EVERY, one.kind)]
        scored = [(score, at, one) for at, one in enumerate(pool) if (score := self._score(one, words)) is not None]
        found = tuple(one for _, _, one in sorted(scored, key=lambda each: each[:2]))
        count = f"{len(found)} topics" if len(found) != 1 else "1 topic"
        self._show(
            text=text, kind=kind, rows=found[:MOST_SHOWN], count=count if found else "Nothing has all of these words."
        )
        if words and found and self.state.topic not in found:
            self._turn_to(found[0])

    def read(self, topic_id: str) -> None:
        """Show a topic, as soon as it is there; one that there is not is left alone."""
        if not self._topics:
            self._wanted = topic_id
            return
        for one in self._topics:
            if one.id == topic_id and one != self.state.topic:
                self._turn_to(one)

    def return_to_last(self) -> None:
        """Go back to the topic that was read before this one."""
        if len(self._read) > 1:
            self._read.pop()
            wanted = self._read.pop()
            self.read(wanted)

    def follow(self, link: Link) -> None:
        """Go where a topic points."""
        if link.topic:
            self.read(link.topic)
        else:
            self._session.ask_page(link.page, dict(link.target) if link.target else None)

    def why_not(self, link: Link) -> str:
        """Why a link leads nowhere now; empty when it leads somewhere."""
        needs_case = link.page not in ("", "welcome", "packets", "settings", "agency")
        return "open a case first" if needs_case and not self._session.is_open else ""

    def show_about(self, target: Mapping[str, Any]) -> None:
        """Help for what the person was at: {"page": id} with, where there is one, {"item": id} or {"topic": id}."""
        self._from = str(target.get("page", ""))
        self._show(back=self._titles.get(self._from, ""))
        self.search("")
        item = target.get("item")
        self.read(str(target.get("topic") or (f"item:{item}" if item else f"page:{self._from}")))

    def go_back(self) -> None:
        """Back to the page that the person came from."""
        if self._from:
            self._session.ask_page(self._from, None)

    def _on_made(self, asked: int, made: tuple[Topic, ...]) -> None:
        if asked == self._asked:
            self._take(made)
            if made and not self.state.text:
                self.read(self._wanted or made[0].id)

    def _take(self, made: tuple[Topic, ...]) -> None:
        self._topics = made
        self._words = {one.id: (one.title.casefold(), one.all_words) for one in made}
        self._show(ready=True)
        self.search(self.state.text, self.state.kind)

    def _score(self, topic: Topic, words: list[str]) -> int | None:
        """How well the words fit, the lower the better; None where one is not in the topic."""
        head, body = self._words[topic.id]
        total = 0
        for word in words:
            at = head.find(word)
            if at >= 0:
                total += 0 if at == 0 or not head[at - 1].isalnum() else 2
            elif word in body:
                total += 8
            else:
                return None
        return total

    def _turn_to(self, topic: Topic) -> None:
        self._read.append(topic.id)
        self._show(topic=topic, can_return=len(self._read) > 1)

    def _follow(self, change: Change) -> None:
        if change.touches("evaluation"):
            self.refresh()

    def _show(self, **changes: Any) -> None:
        self.state = replace(self.state, **changes)
        self.state_changed.emit(self.state)
