"""A lead as a small form: a new one, or what a message did not say."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from smallcrm.core.text import T
from smallcrm.services import campaigns, leads
from smallcrm.services.leads import LeadDraft, LeadRow
from smallcrm.ui.forms.dialog import FormDialog
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.growing_edit import GrowingEdit
from smallcrm.ui.widgets.known_words import KnownWords

_LINES = ("name", "company", "phone", "email", "source", "campaign")


class LeadDialog(FormDialog):
    """A new lead, or one that is there already.

    Args:
        context: Of the page.
        row: The lead; None for a new one.
        parent: The window.
        draft: What a new one begins with: what was copied.
    """

    def __init__(
        self,
        context: Context,
        row: LeadRow | None,
        parent: QWidget,
        draft: LeadDraft | None = None,
    ) -> None:
        title = T("Lead {name}", name=row.title) if row else T("New lead")
        super().__init__(context, title, parent)
        self._row = row
        self._begun = draft or LeadDraft()
        self.edits = {name: QLineEdit() for name in _LINES}
        self.message = GrowingEdit((3, 10))
        self._build()
        shown = row or self._begun
        for name, edit in self.edits.items():
            edit.setText(getattr(shown, name))
            edit.setCursorPosition(0)
        self.message.setPlainText(shown.message)
        self.edits["name"].setFocus()

    def save(self) -> None:
        """Store the lead and close; what is wrong is said beside its field."""
        values = {name: edit.text() for name, edit in self.edits.items()}
        draft = LeadDraft(**values, message=self.message.toPlainText())  # type: ignore[arg-type]
        row = self._row
        if row is None:
            self.write(T("Add lead"), lambda session: leads.add(session, draft), T("Lead added"))
            return
        self.write(
            T("Change lead {name}", name=row.title),
            lambda session: leads.change(session, row.id, draft),
            T("Lead changed"),
        )

    def _build(self) -> None:
        sources, names = self.context.ops.read(
            lambda session: (
                campaigns.list_source_names(session),
                list(campaigns.list_names(session).values()),
            )
        )
        titles = (T("Name"), T("Company"), T("Phone"), T("Email"), T("Source"), T("Campaign"))
        for name, title in zip(_LINES, titles, strict=True):
            self.add_field(name, title, self.edits[name])
        self.add_field("message", T("Message"), self.message)
        for name, known in (("source", sources), ("campaign", names)):
            KnownWords(self.edits[name], known)
        self.lay_out(("name", "company"), ("phone", "email"), ("source", "campaign"), "message")
