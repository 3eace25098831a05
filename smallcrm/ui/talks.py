"""The call that is going on, and what is about to be noted: told to whoever shows a contact.

Only one call runs at a time. That it runs is a note of this computer, so that it is known after a
crash too; how long it took is then known by the user alone.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, Signal

from smallcrm.core import clock, notes
from smallcrm.core.changes import Changes
from smallcrm.core.uid import new_uid
from smallcrm.services import contacts
from smallcrm.services.contacts import ActivityDraft
from smallcrm.services.contacts.activities import CALL, INCOMING, OUTGOING, REACHED
from smallcrm.ui.ops import Ops

_NOTE = "call"
_SESSION = new_uid()  # of this run of the program: only its own seconds can be compared


class Whom(NamedTuple):
    """A contact that is talked with.

    Attributes:
        uid: Of the contact that was called; *id* and *name* are those of whom it was merged into.
    """

    id: int
    uid: str
    name: str


class RunningCall(NamedTuple):
    """A call that was begun here and is not noted yet.

    Attributes:
        began: Seconds of the clock that only grows; None after a crash.
        seconds: How long it took; None while it goes on, or where nobody knows.
    """

    whom: Whom
    direction: str
    at: datetime
    began: float | None
    seconds: int | None = None

    @property
    def is_running(self) -> bool:
        """Whether it goes on."""
        return self.began is not None and self.seconds is None


class Talks(QObject):
    """Made when the data file is open.

    Signals:
        changed: A call began, ended, was noted or thrown away.
        offered: Something is to be noted for a contact; whoever shows it may ``take`` it.
    """

    changed = Signal()
    offered = Signal(int)

    def __init__(
        self, ops: Ops, parent: QObject, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(parent)
        self._ops = ops
        self._monotonic = monotonic
        self._waiting: tuple[int, ActivityDraft] | None = None
        self._call = self._recalled()
        ops.changed.connect(self._on_changed)

    @property
    def call(self) -> RunningCall | None:
        """The one call that is not noted yet."""
        return self._call

    def begin(self, whom: Whom, direction: str = OUTGOING) -> bool:
        """Start the timer; False while another call is not noted yet."""
        if self._call is not None:
            return False
        self._keep(RunningCall(whom, direction, clock.now(), self._monotonic()))
        return True

    def seconds(self) -> int:
        """How long the call takes by now."""
        call = self._call
        if call is not None and call.seconds is not None:
            return call.seconds
        if call is None or call.began is None:
            return 0
        return int(self._monotonic() - call.began)

    def end(self) -> None:
        """Stop the timer and offer the call to be noted."""
        if self._call is not None and self._call.is_running:
            self._keep(self._call._replace(seconds=self.seconds()))
        self.offer_call()

    def offer_call(self) -> None:
        """Offer the call that is over to be noted."""
        call = self._call
        if call is not None:
            draft = ActivityDraft(
                CALL,
                direction=call.direction,
                seconds=call.seconds,
                outcome=REACHED,
                at=call.at,
            )
            self.offer(call.whom.id, draft)

    def drop(self) -> None:
        """The call is noted, or is not to be."""
        call, waiting = self._call, self._waiting
        if call is not None and waiting is not None and waiting[1].at == call.at:
            self._waiting = None
        self._keep(None)

    def offer(self, contact_id: int, draft: ActivityDraft) -> None:
        """Have *draft* noted by whoever shows the contact, now or when it is shown next."""
        self._waiting = contact_id, draft
        self.offered.emit(contact_id)

    def is_waiting(self) -> bool:
        """Whether nobody took what was offered."""
        return self._waiting is not None

    def take(self, contact_id: int) -> ActivityDraft | None:
        """What waits to be noted for the contact; nothing waits any more."""
        if self._waiting is None or self._waiting[0] != contact_id:
            return None
        draft, self._waiting = self._waiting[1], None
        return draft

    def _on_changed(self, changes: Changes) -> None:
        """Whom one talks with has another name, or was merged, or was erased."""
        call = self._call
        if call is None or not changes.touches("contact"):
            return
        whom = self._ops.read(lambda session: _find(session, call.whom.uid))
        if whom is None:
            self.drop()
        elif whom != call.whom:
            if self._waiting is not None and self._waiting[0] == call.whom.id:
                self._waiting = whom.id, self._waiting[1]
            self._keep(call._replace(whom=whom))

    def _keep(self, call: RunningCall | None) -> None:
        self._call = call
        stored = ""
        if call is not None:
            stored = json.dumps(
                {
                    "uid": call.whom.uid,
                    "direction": call.direction,
                    "at": call.at.isoformat(),
                    "began": call.began,
                    "seconds": call.seconds,
                    "session": _SESSION,
                }
            )
        notes.keep(self._name, stored)
        self.changed.emit()

    def _recalled(self) -> RunningCall | None:
        """The call of which this computer knows; None where its contact is gone."""
        try:
            known = json.loads(notes.note(self._name))
            uid, direction = str(known["uid"]), str(known["direction"])
            at = datetime.fromisoformat(known["at"])
            seconds = None if known["seconds"] is None else int(known["seconds"])
            began = float(known["began"]) if known["session"] == _SESSION else None
        except (ValueError, KeyError, TypeError):  # nothing, or not written by us
            return None
        whom = self._ops.read(lambda session: _find(session, uid))
        if whom is None or direction not in (INCOMING, OUTGOING) or at.tzinfo is not None:
            return None
        return RunningCall(whom, direction, at, began, seconds)

    @property
    def _name(self) -> str:
        return notes.of_file(_NOTE, self._ops.path)


def _find(session: Any, uid: str) -> Whom | None:
    contact_id = contacts.find_by_uid(session, uid)
    if contact_id is None:
        return None
    row = contacts.list_rows(session, [contact_id]).get(contact_id)
    return None if row is None else Whom(contact_id, uid, row.name)
