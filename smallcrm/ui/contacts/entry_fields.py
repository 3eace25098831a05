"""What an entry of the timeline has beside its words: direction, outcome, how long, when, who."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, time
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from smallcrm.core import clock, zones
from smallcrm.core.durations import read_duration, write_duration
from smallcrm.core.text import T, Text
from smallcrm.core.typed import read_date, read_time
from smallcrm.services.contacts import ActivityDraft
from smallcrm.services.contacts.activities import (
    BUSY,
    CALL,
    EMAIL,
    INCOMING,
    MEETING,
    MESSAGE,
    NO_ANSWER,
    NOBODY,
    NOTE,
    OUTGOING,
    REACHED,
    VISIT,
)
from smallcrm.services.staff import StaffRow
from smallcrm.ui.contacts import talk_words
from smallcrm.ui.widgets.choice import Choice
from smallcrm.ui.widgets.factory import Ui
from smallcrm.ui.widgets.flow_layout import FlowLayout
from smallcrm.ui.widgets.typed_edit import DateEdit

TASK = "task"  # stands among the kinds of entries, and is none
_LONG = (MEETING, VISIT)  # take hours, where a call takes minutes
_SUBJECT, _DURATION, _TIME, _DAY = 220, 100, 90, 150  # widths
_NOON = time(12)  # of another day, where nobody said at what time
_Fields = tuple[QWidget, ...]


class People(NamedTuple):
    """Who an entry can be of: those who work here, and who uses the program (0: nobody)."""

    staff: Sequence[StaffRow] = ()
    me: int = NOBODY


class EntryFields(QWidget):
    """Only what the kind has that is shown.

    Attributes:
        direction: Of a call, an e-mail, a message.
        outcome: Of a call; what a message went by.
        duration: Minutes, or ``1:30``.
        day, time: When it was, if not now; of a task when it is due.
        owner: Who it was; not there where nobody works here.
        save: Not there for a note, which Enter saves.

    Signals:
        submitted: The button was pressed, or Enter in one of the fields.
    """

    submitted = Signal()

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._kind = NOTE
        self._people = People()
        self._shown_at = ("", "")  # day and time of the entry that is being changed
        self.direction = Choice(())
        self.outcome = Choice(())
        self.subject = QLineEdit()
        self.duration = QLineEdit()
        self.day = DateEdit(ui)
        self.time = QLineEdit()
        self.owner = Choice(())
        self.save = ui.button(T("Save"), "secondary", clicked=self.submitted.emit)
        when = (self.day, self.time)
        self._parts: dict[str, _Fields] = {
            NOTE: (),
            CALL: (self.direction, self.outcome, self.duration, *when, self.owner),
            MEETING: (self.subject, self.duration, *when, self.owner),
            VISIT: (self.subject, self.duration, *when, self.owner),
            MESSAGE: (self.direction, self.outcome, *when, self.owner),
            EMAIL: (self.direction, self.subject, *when, self.owner),
            TASK: when,
        }
        self._all: _Fields = (
            *(self.direction, self.outcome, self.subject, self.duration),
            *(*when, self.owner),
        )
        self._build()

    def offer_people(self, people: People) -> None:
        """These can be chosen as who it was."""
        if people != self._people:
            self._people = people
            self._offer_owner(people.me)
            self.show_kind(self._kind)

    def start(self, kind: str) -> None:
        """Show the fields of *kind*, with nothing filled in."""
        self._shown_at = ("", "")
        for edit in (self.subject, self.duration, self.time):
            edit.clear()
        self.day.set_value(None)
        self.outcome.clear()
        self.show_kind(kind)
        self._offer_directions(OUTGOING)
        self._offer_outcomes()
        self._offer_owner(self._people.me)

    def show_kind(self, kind: str) -> None:
        """Show the fields that *kind* has; what was filled in stays where both have it."""
        before, self._kind = self._kind, kind
        if (before in _LONG) != (kind in _LONG):
            self.duration.clear()  # 1:30 would be another time
        self._offer_directions(self.direction.value())
        self._offer_outcomes()
        hint = T("Minutes, or hours and minutes: 1:30")
        if kind not in _LONG:
            hint = T("Minutes, or minutes and seconds: 1:30")
        self._explain(self.duration, hint)
        self._explain(self.time, T("Time") if kind == TASK else T("At what time, if not now"))
        self._explain(self.day, T("Day") if kind == TASK else T("On which day, if not today"))
        self.time.setPlaceholderText(str(T("Time") if kind == TASK else T("Now")))
        shown = self._parts[kind]
        for widget in self._all:
            is_there = widget is not self.owner or bool(self._people.staff)
            widget.setVisible(widget in shown and is_there)
        self.setVisible(bool(shown))
        self.updateGeometry()

    def show_activity(self, draft: ActivityDraft, owner: str = "") -> None:
        """Show what *draft* has; *owner* is the name of who it was."""
        self.start(draft.kind)
        if self.direction in self._parts[draft.kind]:
            self._offer_directions(draft.direction)
        self._offer_outcomes(draft.outcome)
        self.subject.setText(draft.title)
        if draft.seconds:
            is_long = draft.kind in _LONG
            self.duration.setText(write_duration(draft.seconds, in_hours=is_long))
        if draft.at is not None:
            moment = clock.local(draft.at)
            self.day.set_value(moment.date())
            self.time.setText(f"{moment:%H:%M}")
            self._shown_at = (self.day.text(), self.time.text())
        self._offer_owner(draft.owner_id or NOBODY, owner)

    def activity(self, words: str, before: ActivityDraft | None) -> ActivityDraft:
        """The entry with *words*; what has no field here stays as it was *before*.

        Raises:
            UserError: how long, the day or the time cannot be read.
        """
        shown = self._parts[self._kind]
        return ActivityDraft(
            kind=self._kind,
            body=words,
            title=self.subject.text() if self.subject in shown else before.title if before else "",
            direction=self.direction.value() if self.direction in shown else "",
            seconds=self._seconds() if self.duration in shown else None,
            outcome=self._outcome(before),
            at=self._at(before) if self.day in shown else None,
            owner_id=self._owner(before),
        )

    def due(self) -> str:
        """When a task is due, as it is stored."""
        day, typed = self.day.value(), self.time.text().strip()
        return f"{day.isoformat()} {typed}".strip() if day else typed

    def first(self) -> QWidget | None:
        """The field that comes first; None where the kind has none."""
        return next(iter(self._parts[self._kind]), None)

    def _seconds(self) -> int | None:
        typed = self.duration.text().strip()
        return read_duration(typed, in_hours=self._kind in _LONG) if typed else None

    def _outcome(self, before: ActivityDraft | None) -> str:
        if self.outcome in self._parts[self._kind]:
            return self.outcome.value()
        return before.outcome if before is not None else ""

    def _at(self, before: ActivityDraft | None) -> datetime | None:
        """When it was; None for now, or for the time that it has already."""
        typed = (self.day.text().strip(), self.time.text().strip())
        if not any(typed):
            return None
        if typed == self._shown_at and before is not None:
            return before.at
        today = clock.today()
        day = read_date(typed[0], today) if typed[0] else today
        if not typed[1] and day == today:
            return None
        at = read_time(typed[1]) if typed[1] else _NOON
        return zones.instant(f"{day.isoformat()} {at:%H:%M}", "")

    def _owner(self, before: ActivityDraft | None) -> int | None:
        if self.owner in self._parts[self._kind] and self._people.staff:
            return int(self.owner.value())
        return before.owner_id if before is not None else None

    def _offer_directions(self, chosen: str) -> None:
        """Which way it went; that nobody knows can stay, and cannot be chosen."""
        words = talk_words.CALLS if self._kind == CALL else talk_words.DIRECTIONS
        offered = {key: words[key] for key in (OUTGOING, INCOMING)}
        if chosen not in offered:
            offered = {chosen: T("Not said"), **offered}
        self._offer(self.direction, offered.items(), chosen)

    def _offer_outcomes(self, chosen: str | None = None) -> None:
        """How such a call can go, or what a message goes by; what is chosen stays, if it can."""
        offered: dict[str, Text | str] = {**talk_words.CHANNELS, "": T("Another way")}
        usual = next(iter(offered))
        name = T("What the message went by")
        if self._kind != MESSAGE:
            offered, usual, name = dict(talk_words.OUTCOMES), REACHED, T("How the call went")
            if self.direction.value() == INCOMING:
                offered[NO_ANSWER] = talk_words.MISSED
                del offered[BUSY]
        if chosen is None:
            is_kept = self.outcome.count() and self.outcome.value() in offered
            chosen = self.outcome.value() if is_kept else usual
        if not chosen and chosen not in offered:
            offered = {"": T("Not said"), **offered}
        self._offer(self.outcome, offered.items(), chosen)
        self._explain(self.outcome, name)

    def _offer_owner(self, chosen: int, name: str = "") -> None:
        people = {str(row.id): row.name for row in self._people.staff}
        if chosen != NOBODY:
            people.setdefault(str(chosen), name)  # who left
        self._offer(self.owner, [(str(NOBODY), T("Nobody")), *people.items()], str(chosen))

    def _offer(
        self, choice: Choice, offered: Iterable[tuple[str, Text | str]], chosen: str
    ) -> None:
        choice.clear()
        for key, words in offered:
            choice.addItem(str(words), key)
        choice.set_value(chosen)

    def _explain(self, widget: QWidget, tip: Text) -> None:
        widget.setAccessibleName(str(tip))
        self._ui.explain(widget, tip)

    def _build(self) -> None:
        size = self._ui.theme.size
        for edit, name, width in (
            (self.subject, T("Subject"), _SUBJECT),
            (self.duration, T("Minutes"), _DURATION),
            (self.time, T("Time"), _TIME),
            (self.day, None, _DAY),
        ):
            if name is not None:
                edit.setPlaceholderText(str(name))
            edit.setFixedWidth(size(width))
            edit.returnPressed.connect(self.submitted)
        for choice in (self.direction, self.outcome, self.owner):
            choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._explain(self.subject, T("Subject"))
        self._explain(self.direction, T("Who began it"))
        self._explain(self.owner, T("Who it was"))
        flow = FlowLayout(self._ui.m.s2)
        self.setLayout(flow)
        for widget in self._all:
            flow.addWidget(widget)
        flow.addWidget(self.save)
        self.direction.activated.connect(lambda _place: self._offer_outcomes())
        self.start(NOTE)
