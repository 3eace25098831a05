"""Why a deal is lost: one of the reasons, and words of one's own."""

from __future__ import annotations

from PySide6.QtWidgets import QDialogButtonBox, QWidget

from smallcrm.core.text import T
from smallcrm.services import pipeline
from smallcrm.ui.forms.dialog import FormDialog
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.choice import Choice
from smallcrm.ui.widgets.growing_edit import GrowingEdit


class LoseDialog(FormDialog):
    """Asks, and loses the deal when it is answered; of a lost one what was answered can be changed.

    Args:
        context: Of the page.
        deal_id: The deal.
        title: What it is about.
        place: The stage and the deal it should stand before; None: on top of the first one.
        parent: The window.
    """

    def __init__(
        self,
        context: Context,
        deal_id: int,
        title: str,
        place: tuple[int, int | None] | None,
        parent: QWidget,
    ) -> None:
        super().__init__(context, T("{title} is lost", title=title), parent)
        self._deal_id = deal_id
        self._title = title
        self._place = place
        self._rows = context.ops.read(pipeline.list_reasons)
        self.reason = Choice([("", T("Choose a reason"))])
        for row in self._rows:
            self.reason.addItem(row.name, str(row.id))
        self.note = GrowingEdit((2, 6))
        self.note.setTabChangesFocus(True)
        self.add_field("reason", T("Why is it lost?"), self.reason)
        self.add_field("note", T("In your words"), self.note)
        self.lay_out("reason", "note")
        self.reason.committed.connect(lambda _key: self._fit())
        self.buttons.button(QDialogButtonBox.StandardButton.Save).setText(str(T("Mark as lost")))
        self._show_loss()
        self._fit()
        self.reason.setFocus()

    def save(self) -> None:
        """Store the loss and close; what is missing is said beside its field."""
        for field in self.fields.values():
            field.clear_error()
        reason = int(self.reason.value()) if self.reason.value() else None
        note, deal_id = self.note.toPlainText(), self._deal_id
        stage_id, before = self._place or (None, None)
        self.write(
            T("Lose {title}", title=self._title),
            lambda session: pipeline.lose_deal(
                session, deal_id, reason, note, stage_id=stage_id, before=before
            ),
            T("{title} is lost", title=self._title),
        )

    def _show_loss(self) -> None:
        """Offer what was said before, of a deal that is lost already."""
        deal_id = self._deal_id
        reason, note = self.context.ops.read(lambda session: pipeline.find_loss(session, deal_id))
        if reason in [row.id for row in self._rows]:
            self.reason.set_value(str(reason))
        self.note.setPlainText(note)

    def _fit(self) -> None:
        """Say whether words are asked for."""
        chosen = next((row for row in self._rows if str(row.id) == self.reason.value()), None)
        needed = chosen is not None and chosen.needs_note
        hint = T("This reason asks for a few words.") if needed else T("May stay empty.")
        self.fields["note"].set_hint(str(hint))
