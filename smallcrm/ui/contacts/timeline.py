"""The tab Timeline: a line for a note, and what happened, newest first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QImage, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QVBoxLayout,
    QWidget,
)

from smallcrm.core.errors import UserError
from smallcrm.core.mentions import plain
from smallcrm.core.text import T, Text
from smallcrm.services import contacts, deals, documents, staff, tasks
from smallcrm.services.contacts import ActivityDraft, TimelineEntry
from smallcrm.services.contacts.activities import CALL, NOBODY, NOTE
from smallcrm.services.contacts.timeline import GROUPS, PAGE
from smallcrm.ui.contacts.composer import Composer
from smallcrm.ui.contacts.entry_fields import TASK, People
from smallcrm.ui.contacts.entry_options import EntryOptions
from smallcrm.ui.contacts.naming import Naming
from smallcrm.ui.contacts.timeline_lines import is_document, is_written
from smallcrm.ui.contacts.timeline_model import Fetched, TimelineModel
from smallcrm.ui.contacts.timeline_view import TimelineView
from smallcrm.ui.documents import addresses
from smallcrm.ui.shell.context import Context
from smallcrm.ui.shell.places import place_for
from smallcrm.ui.widgets.chips import Chips
from smallcrm.ui.widgets.fitting_area import FittingArea

_FILTERS: dict[str, Text] = {
    "": T("All"),
    "note": T("Notes"),
    "call": T("Calls"),
    "meeting": T("Meetings"),
    "visit": T("Visits"),
    "message": T("Messages"),
    "email": T("Emails"),
    "task": T("Tasks"),
    "deal": T("Deals"),
    "document": T("Documents"),
    "payment": T("Payments"),
}
_LOW = 240  # height below which the filters leave their place to the list
_LOW_WRITING = 360  # the same while the kinds stand there too
_LEAST = 90  # height of the list while somebody writes
_FEW = 2  # groups; with fewer there is nothing to choose from


class Timeline(QWidget):
    """Notes, calls and tasks are written, changed and removed here; documents and deals open.

    Attributes:
        composer: The line for the words.
        options: What kind of entry it is, and what else that kind has.
        filters: What is shown.
        view: What happened.

    Signals:
        pictured: A picture was pasted; carries the QImage.
        writing: Somebody begins to write here (True), or is done (False).
    """

    pictured = Signal(QImage)
    writing = Signal(bool)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._contact_id = 0
        self._deal_id: int | None = None  # of a deal's timeline
        self._before: ActivityDraft | None = None
        self._call_at: datetime | None = None  # when the call began that is being noted
        self._me = 0
        self._is_listening = False
        self._groups = 0
        self._naming: Naming | None = None
        self.composer = Composer()
        self.options = EntryOptions(context.ui)
        self.error = context.ui.label("", "caption", "danger", wrap=True)
        self.filters = Chips(context.ui, list(_FILTERS.items()), T("What to show"))
        self.model = TimelineModel(self._fetch, self)
        self.view = TimelineView(context.ui)
        self.view.setModel(self.model)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, context.ui.m.s3, 0, 0)
        layout.setSpacing(context.ui.m.s2)
        self._options_area = FittingArea(self.options)
        for widget in (self.composer, self._options_area, self.error, self.filters):
            layout.addWidget(widget)
        layout.addWidget(self.view, 1)
        layout.addStretch(0)  # takes the room while the list has none
        self.error.hide()
        self._connect()
        self._fit()

    def show_contact(self, contact_id: int, deal_id: int | None = None) -> None:
        """Show what happened with another contact, or with one of its deals."""
        is_other = (contact_id, deal_id) != (self._contact_id, self._deal_id)
        self._contact_id, self._deal_id = contact_id, deal_id
        if not self._is_listening:
            self._is_listening = True
            self._context.talks.offered.connect(lambda _contact_id: self._take())
            self._context.talks.changed.connect(self._on_talks_changed)
        if is_other:
            self._start_anew()
            self.filters.choose("")
        groups = self._context.ops.read(self._list_groups)
        for key in _FILTERS:
            self.filters.set_shown(key, shown=not key or key in groups)
        self._groups = len(groups)
        self._fit_filters()
        if self.filters.current() not in ("", *groups):
            self.filters.choose("")
        if is_other:
            self.model.start()
            self.view.scrollToTop()
        else:
            self.model.reload()
        self._take()

    def show_entry(self, kind: str, entry_id: int) -> None:
        """Bring an entry to the middle and put the cursor on it, however old it is."""
        place = self._context.ops.read(
            lambda session: contacts.find_place(session, self._contact_id, kind, entry_id)
        )
        if place is None:
            return
        self.filters.choose("")
        self.model.reload(place + PAGE)
        index = self.model.index(self.model.row_of(kind, entry_id))
        self.view.setCurrentIndex(index)
        self.view.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
        self.view.setFocus()

    def begin(self, kind: str) -> None:
        """Begin a new entry of *kind*: ``task``, ``call``."""
        self._start_anew()
        self.options.start(kind)
        self._on_kind(kind)
        self.composer.setFocus()

    def _take(self) -> None:
        """Show what was offered to be noted for this contact; what is typed stays as its words."""
        talks = self._context.talks
        if not self.isVisible() or self.composer.changes:
            return
        draft = talks.take(self._contact_id)
        if draft is None:
            return
        self._offer_people()
        self._before = replace(draft, owner_id=self._me)
        self._call_at = draft.at  # of a message: None
        self.options.show_activity(self._before)
        self._on_kind(draft.kind)
        self.composer.setFocus()
        if draft.kind == CALL and draft.seconds is None:
            self.options.fields.duration.setFocus()

    def _on_talks_changed(self) -> None:
        """The call that is being noted here was thrown away elsewhere."""
        if self._call_at is not None and self._context.talks.call is None:
            self._call_at = self._before = None
            self.options.start()
            self._on_kind(NOTE)

    def _turn(self, step: int) -> bool:
        """Make it another kind; nothing that is empty stays behind when the keyboard goes on."""
        if self.options.turn(step):
            return True
        if not self.composer.toPlainText() and not self.composer.changes:
            self._start_anew()
        return False

    def _offer_people(self) -> None:
        people = self._context.ops.read(staff.list_staff)
        me = self._context.ops.read(staff.find_me)
        self._me = me.id if me is not None else NOBODY
        self.options.offer_people(People(people, self._me))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_filters()
        self._fit_view()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._naming is None:  # the list is part of the window, which is known only now
            self._naming = Naming(self._context, self.composer)
            self._naming.suggestions.passed.connect(self.composer.submit)
        self._fit_filters()
        if self._is_listening:
            self._take()

    def _fit_filters(self) -> None:
        """Away with them where there is nothing to choose from, no height, or somebody writes."""
        low = _LOW if self._options_area.isHidden() else _LOW_WRITING
        is_low = self.isVisible() and self.height() < self._context.theme.size(low)
        is_chosen = self._groups >= _FEW and not is_low and not self._is_begun()
        self.filters.setVisible(is_chosen)

    def _connect(self) -> None:
        self.composer.submitted.connect(self._on_submitted)
        self.composer.turn = self._turn
        self.composer.descended.connect(self.options.enter)
        self.composer.cancelled.connect(self._start_anew)
        self.composer.pictured.connect(self.pictured)
        self.composer.textChanged.connect(self._fit)
        self.options.chosen.connect(self._on_kind)
        self.options.submitted.connect(self.composer.submit)
        self.filters.chosen.connect(lambda _key: self.model.start())
        self.view.activated.connect(self._on_activated)
        self.view.removed.connect(self._on_removed)
        self.view.changed.connect(self._on_change)
        self.view.named.connect(self._on_named)
        QApplication.instance().focusChanged.connect(self._on_focus)  # type: ignore[union-attr]

    def _list_groups(self, session: Any) -> tuple[str, ...]:
        if self._deal_id is not None:
            return deals.list_groups(session, self._deal_id)
        return contacts.list_groups(session, self._contact_id)

    def _fetch(self, start: int, limit: int) -> Fetched:
        group = self.filters.current()
        entries = self._context.ops.read(
            lambda session: (
                contacts.list_timeline(
                    session, self._contact_id, start=start, limit=limit, group=group
                )
                if self._deal_id is None
                else deals.list_timeline(
                    session, self._deal_id, start=start, limit=limit, group=group
                )
            )
        )
        ids = [entry.id for entry in entries if is_document(entry)]
        if not ids:
            return entries, {}
        return entries, self._context.ops.read(lambda session: documents.list_rows(session, ids))

    def _on_submitted(self, words: str) -> None:
        self._say_wrong("")
        try:
            label, action, said = self._deed(words)
        except UserError as error:
            self._say_wrong(str(error))
            return
        contact_id, call_at = self._contact_id, self._call_at
        self._context.ops.write(
            self,
            label,
            action,
            done=lambda _id: self._on_saved(contact_id, said, call_at),
            failed=self._on_failed,
        )

    def _deed(self, words: str) -> tuple[Text, Callable[[Any], object], Text]:
        """What saving is called, what it does, and what is said afterwards."""
        entry_id, contact_id = self.composer.changes, self._contact_id
        if self.options.kind == TASK:
            task = replace(self.options.task(plain(words), contact_id), deal_id=self._deal_id)
            return T("Add task"), lambda session: tasks.add_task(session, task), T("Task saved")
        draft = replace(self.options.activity(words, self._before), deal_id=self._deal_id)
        if entry_id:
            label, said = (
                (T("Change note"), T("Note changed"))
                if draft.kind == NOTE
                else (T("Change entry"), T("Entry changed"))
            )
            return (
                label,
                lambda session: contacts.change_activity(session, entry_id, draft),
                said,
            )
        label, said = (
            (T("Add note"), T("Note saved"))
            if draft.kind == NOTE
            else (T("Add entry"), T("Entry saved"))
        )
        return label, lambda session: contacts.add_activity(session, contact_id, draft), said

    def _on_saved(self, contact_id: int, said: Text, call_at: datetime | None) -> None:
        self._context.say(str(said), undo=True)
        call = self._context.talks.call
        if call is not None and call_at == call.at:
            self._call_at = None
            self._context.talks.drop()
        if contact_id == self._contact_id:
            self._start_anew()
            self._take()

    def _on_failed(self, error: BaseException) -> None:
        if isinstance(error, UserError) and error.field:
            self._say_wrong(str(error))
        else:
            self._context.fail(self, error)

    def _say_wrong(self, sentence: str) -> None:
        self.error.setText(sentence)
        self.error.setVisible(bool(sentence))

    def _start_anew(self) -> None:
        self._before = self._call_at = None
        self._offer_people()
        self.composer.start_anew()
        self.options.start()
        self._on_kind(NOTE)

    def _on_kind(self, kind: str) -> None:
        self._say_wrong("")
        if kind != NOTE:
            self._offer_people()
        self.composer.show_kind(kind)
        self._fit()

    def _on_focus(self, _old: QWidget | None, now: QWidget | None) -> None:
        self._fit(now)

    def _fit(self, now: QWidget | None = None) -> None:
        """Show the kinds while somebody writes; a line by itself is enough otherwise."""
        focus = now or QApplication.focusWidget()
        is_here = focus is not None and (focus is self.composer or self.options.isAncestorOf(focus))
        is_writing = is_here or self._is_begun()
        if is_writing is self._options_area.isHidden():
            self._options_area.setVisible(is_writing)
            self.writing.emit(is_writing)
        self._fit_view()
        self.options.kinds.setEnabled(not self.composer.changes)
        self._fit_filters()

    def _fit_view(self) -> None:
        """The list goes while what is written leaves it no room."""
        if self._options_area.isHidden():
            self.view.show()
            return
        taken = self.composer.sizeHint().height() + self._options_area.sizeHint().height()
        spare = self.height() - taken - 3 * self._context.ui.m.s2
        self.view.setHidden(self.isVisible() and spare < self._context.theme.size(_LEAST))

    def _is_begun(self) -> bool:
        return bool(self.composer.toPlainText()) or self.options.kind != NOTE

    def _on_activated(self, index: QModelIndex) -> None:
        entry = self.model.line(index).entry
        if entry is None:
            return
        if is_written(entry):
            self._on_change(entry)
        elif is_document(entry) and place_for("document") is not None:
            self._context.open(addresses.of(entry.id))
        elif entry.kind in GROUPS["deal"] and self._deal_id is None:
            self._context.open(f"crm://deal/{entry.id}")
        elif entry.kind in GROUPS["payment"]:
            self._context.open(f"crm://contact/{self._contact_id}/account")

    def _on_change(self, entry: TimelineEntry) -> None:
        draft = self._context.ops.read(lambda session: contacts.get_activity(session, entry.id))
        self._offer_people()
        self._before = draft
        self.options.show_activity(draft, entry.owner)
        self._on_kind(draft.kind)
        self.composer.change(entry.id, draft.body)
        self._fit()

    def _on_named(self, uid: str) -> None:
        found = self._context.ops.read(lambda session: contacts.find_by_uid(session, uid))
        if found is None:
            self._context.say(T("This contact no longer exists."))
        else:
            self._context.open(f"crm://contact/{found}")

    def _on_removed(self, entry: TimelineEntry) -> None:
        is_note = entry.kind == NOTE
        said = T("Note removed") if is_note else T("Entry removed")
        self._context.ops.write(
            self,
            T("Remove note") if is_note else T("Remove entry"),
            lambda session: contacts.remove_activity(session, entry.id),
            done=lambda _none: self._context.say(said, undo=True),
        )
