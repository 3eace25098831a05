"""A new deal: about what, for whom, worth how much, in which stage."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from smallcrm.core.text import T
from smallcrm.services import pipeline, settings
from smallcrm.services.pipeline import LOST, DealDraft
from smallcrm.ui.documents.customer_field import CustomerField
from smallcrm.ui.forms.choices import currency_choice
from smallcrm.ui.forms.dialog import FormDialog
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.choice import Choice
from smallcrm.ui.widgets.typed_edit import DateEdit, MoneyEdit


class NewDealDialog(FormDialog):
    """Begins in a stage of the pipeline on screen.

    Args:
        context: Of the page.
        pipeline_id: The pipeline.
        stage_id: The stage that is offered; 0 for the first one.
        parent: The window.
    """

    def __init__(self, context: Context, pipeline_id: int, stage_id: int, parent: QWidget) -> None:
        super().__init__(context, T("New deal"), parent)
        stages = context.ops.read(lambda session: pipeline.list_stages(session, pipeline_id))
        currency = context.ops.read(settings.get_business).currency
        self._contact_id = 0
        self.title = QLineEdit()
        self.customer = CustomerField(context)
        self.amount = MoneyEdit()
        self.currency = currency_choice()
        # A deal is lost for a reason, which is asked for when it is lost.
        begins = {row.id: row.name for row in stages if row.kind != LOST}
        self.stage = Choice([(str(key), name) for key, name in begins.items()])
        self.close_on = DateEdit(context.ui)
        self._build()
        self.currency.set_value(currency)
        self.amount.set_currency(currency)
        if stage_id in begins:
            self.stage.set_value(str(stage_id))
        self.title.setFocus()

    def save(self) -> None:
        """Store the deal and close; what is missing is said beside its field."""
        if not all([self.amount.commit(), self.close_on.commit()]):
            return
        if not self._contact_id or not self.customer.is_settled:
            self.customer.set_error(str(T("Choose who may buy.")))
            self.customer.start()
            return
        draft = DealDraft(
            self.title.text(),
            self._contact_id,
            self.amount.value(),
            self.currency.value(),
            expected_close=self.close_on.value(),
            stage_id=int(self.stage.value()),
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
        self.customer.label.setText(str(T("Contact")))
        self.lay_out("title", self.customer, ("amount", "currency"), ("stage", "expected_close"))
        self.currency.committed.connect(self.amount.set_currency)
        self.customer.prepare()
        self.customer.chosen.connect(self._on_chosen)

    def _on_chosen(self, contact_id: int) -> None:
        self._contact_id = contact_id
        self.customer.clear_error()
