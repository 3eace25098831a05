"""A new deal of one contact: what it is about, what it is worth, its stage, when it closes."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from smallcrm.core.text import T
from smallcrm.services import pipeline, settings
from smallcrm.services.pipeline import DealDraft
from smallcrm.ui.forms.choices import currency_choice
from smallcrm.ui.forms.dialog import FormDialog
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.choice import Choice
from smallcrm.ui.widgets.typed_edit import DateEdit, MoneyEdit


class DealDialog(FormDialog):
    """A new deal; everything else about it is told on its page.

    Args:
        context: Of the page.
        contact_id: Whose deal it is.
        name: What that contact is called.
        parent: The window.
    """

    def __init__(self, context: Context, contact_id: int, name: str, parent: QWidget) -> None:
        super().__init__(context, T("New deal for {name}", name=name), parent)
        self._contact_id = contact_id
        stages = context.ops.read(pipeline.list_stage_names)
        self.title = QLineEdit()
        self.amount = MoneyEdit()
        self.currency = currency_choice()
        self.stage = Choice([(stage, stage) for stage in stages])
        self.close_on = DateEdit(context.ui)
        self._build()
        self._show()

    def save(self) -> None:
        """Store the deal and close; what is wrong is said beside its field."""
        if not all([self.amount.commit(), self.close_on.commit()]):
            return
        draft = DealDraft(
            self.title.text(),
            self._contact_id,
            self.amount.value(),
            self.currency.value(),
            self.stage.value(),
            expected_close=self.close_on.value(),
        )
        self.write(
            T("Add deal {title}", title=" ".join(draft.title.split())),
            lambda session: pipeline.create_deal(session, draft),
            T("Deal added"),
        )

    def _build(self) -> None:
        self.add_field("title", T("What it is about"), self.title)
        self.add_field("amount", T("Amount"), self.amount, T("Empty while nobody knows"))
        self.add_field("currency", T("Currency"), self.currency)
        self.add_field("stage", T("Stage"), self.stage)
        self.add_field("expected_close", T("Closes on"), self.close_on, T("The day you expect it"))
        self.lay_out("title", ("amount", "currency"), ("stage", "expected_close"))
        self.currency.committed.connect(self.amount.set_currency)

    def _show(self) -> None:
        currency = self.context.ops.read(settings.get_business).currency
        self.currency.set_value(currency)
        self.amount.set_currency(currency)
        self.title.setFocus()
