"""Why a deal is lost: a reason from the list, and words of one's own."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from smallcrm.core.text import T
from smallcrm.services import pipeline
from smallcrm.ui.forms.dialog import FormDialog
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.choice import Choice
from smallcrm.ui.widgets.text_area import TextArea


class LossDialog(FormDialog):
    """Asks for the reason; what is missing is said beside its field."""

    def __init__(self, context: Context, deal_id: int, title: str, parent: QWidget) -> None:
        super().__init__(context, T("Why is {title} lost?", title=title), parent)
        self._deal_id, self._title = deal_id, title
        reasons = context.ops.read(pipeline.list_reasons)
        self.reason = Choice([("", "–"), *((str(row.id), row.name) for row in reasons)])
        self.note = TextArea((2, 6))
        self.add_field("reason", T("Reason"), self.reason)
        self.add_field("note", T("In your words"), self.note)
        self.lay_out("reason", "note")

    def save(self) -> None:
        """Store why the deal is lost and close."""
        chosen, note = self.reason.value(), self.note.toPlainText()
        reason = int(chosen) if chosen else None
        self.write(
            T("Lose deal {title}", title=self._title),
            lambda session: pipeline.lose_deal(session, self._deal_id, reason, note),
            T("{title} is lost", title=self._title),
        )
