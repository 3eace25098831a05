"""What is done to many chosen contacts: each one write, one undo step, one sentence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from smallcrm.core.loading import load
from smallcrm.core.text import TN, Text
from smallcrm.services import contacts
from smallcrm.services.contacts import bulk
from smallcrm.services.segments import ColumnSpec
from smallcrm.ui.contact_lists import copying
from smallcrm.ui.shell.context import Context
from smallcrm.ui.shell.places import place_for


class Deeds(QWidget):
    """Never visible itself: it owns the calls."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.hide()
        self._context = context

    @property
    def can_merge(self) -> bool:
        """Whether there is a page on which contacts are merged."""
        return place_for("doubles") is not None

    def tag(self, ids: Sequence[int], name: str) -> None:
        """Give them a tag."""
        self._write(
            TN("Tag {count} contact", "Tag {count} contacts", len(ids)),
            lambda session: bulk.tag(session, ids, name),
            lambda count: TN(
                "{count} contact got the tag {name}",
                "{count} contacts got the tag {name}",
                count,
                name=name.strip(),
            ),
        )

    def untag(self, ids: Sequence[int], name: str) -> None:
        """Take a tag from them."""
        self._write(
            TN("Untag {count} contact", "Untag {count} contacts", len(ids)),
            lambda session: bulk.untag(session, ids, name),
            lambda count: TN(
                "{count} contact lost the tag {name}",
                "{count} contacts lost the tag {name}",
                count,
                name=name.strip(),
            ),
        )

    def set_consent(self, ids: Sequence[int], consent: str) -> None:
        """Say that they agreed, or refused, or were not asked."""
        self._set(ids, lambda session: bulk.set_consent(session, ids, consent))

    def set_field(self, ids: Sequence[int], field: str, value: str) -> None:
        """Put the same into one field of all of them."""
        self._set(ids, lambda session: bulk.set_field(session, ids, field, value))

    def archive(self, ids: Sequence[int]) -> None:
        """Put them into the bin."""
        self._write(
            TN("Move {count} contact to the bin", "Move {count} contacts to the bin", len(ids)),
            lambda session: contacts.archive(session, ids),
            lambda count: TN(
                "{count} contact moved to the bin", "{count} contacts moved to the bin", count
            ),
        )

    def restore(self, ids: Sequence[int]) -> None:
        """Take them out of the bin."""
        self._write(
            TN("Restore {count} contact", "Restore {count} contacts", len(ids)),
            lambda session: contacts.restore(session, ids),
            lambda count: TN("{count} contact restored", "{count} contacts restored", count),
        )

    def export(self, ids: Sequence[int]) -> None:
        """Save them in a file."""
        load("smallcrm.ui.export_dialog").ask(self._context, self.window(), "contacts", ids)

    def print_post(self, ids: Sequence[int]) -> None:
        """Print their addresses on labels or envelopes."""
        load("smallcrm.ui.post_dialog").print_post(self._context, self.window(), [*ids])

    def print_list(self, ids: Sequence[int], described: str = "") -> None:
        """Print them as a table; *described* says what they were filtered by."""
        dialog = load("smallcrm.ui.print_dialog")
        dialog.print_list(self._context, self.window(), "contacts", [*ids], described)

    def merge(self, ids: Sequence[int]) -> None:
        """Look at them side by side, to make one of them."""
        self._context.open(f"crm://doubles/{','.join(map(str, ids))}")

    def copy(self, ids: Sequence[int], columns: Sequence[ColumnSpec]) -> None:
        """Put them on the clipboard as a table."""
        self._context.ops.query(
            self, lambda session: copying.clip(session, ids, columns), self._on_copied
        )

    def _on_copied(self, clip: copying.Clip) -> None:
        data = QMimeData()
        data.setText(clip.text)
        data.setHtml(clip.html)
        QGuiApplication.clipboard().setMimeData(data)
        self._context.say(TN("{count} contact copied", "{count} contacts copied", clip.rows))

    def _set(self, ids: Sequence[int], action: Callable[[Any], int]) -> None:
        self._write(
            TN("Change {count} contact", "Change {count} contacts", len(ids)),
            action,
            lambda count: TN("{count} contact changed", "{count} contacts changed", count),
        )

    def _write(
        self, label: Text, action: Callable[[Any], int], said: Callable[[int], Text]
    ) -> None:
        self._context.ops.write(
            self,
            label,
            action,
            done=lambda count: self._context.say(said(count), undo=bool(count)),
            failed=lambda error: self._context.fail(self, error),
        )
