"""A deal of one contact: what it is about, what it is worth, where it stands, when it closes."""

from __future__ import annotations

from dataclasses import replace

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
    """A new deal, or one that is there already.

    Args:
        context: Of the page.
        contact_id: Whose deal it is.
        name: What that contact is called.
        deal_id: The deal; 0 for a new one.
        parent: The window.
    """

    def __init__(
        self, context: Context, contact_id: int, name: str, deal_id: int, parent: QWidget
    ) -> None:
        title = T("Deal of {name}", name=name) if deal_id else T("New deal for {name}", name=name)
        super().__init__(context, title, parent)
        self._deal_id = deal_id
        self._draft = DealDraft("", contact_id)
        if deal_id:
            found = context.ops.read(lambda session: pipeline.list_deal_drafts(session, [deal_id]))
            self._draft = found.get(deal_id, self._draft)
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
        draft = replace(
            self._draft,
            title=self.title.text(),
            amount=self.amount.value(),
            currency=self.currency.value(),
            stage=self.stage.value(),
            expected_close=self.close_on.value(),
        )
        deal_id, shown = self._deal_id, " ".join(draft.title.split())
        if deal_id:
            self.write(
                T("Change deal {title}", title=shown),
                lambda session: pipeline.change_deal(session, deal_id, draft),
                T("Deal changed"),
            )
        else:
            self.write(
                T("Add deal {title}", title=shown),
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
        draft = self._draft
        currency = draft.currency or self.context.ops.read(settings.get_business).currency
        self.title.setText(draft.title)
        self.currency.set_value(currency)
        self.amount.set_currency(currency)
        self.amount.set_value(draft.amount)
        if draft.stage:
            self.stage.set_value(draft.stage)
        self.close_on.set_value(draft.expected_close)
        self.title.setFocus()
