"""A new deal: about what, for whom, worth how much, in which stage."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from smallcrm.core.text import T
from smallcrm.services import pipeline
from smallcrm.services.pipeline import LOST, DealDraft
from smallcrm.ui.contacts.deal_dialog import NewDealForm
from smallcrm.ui.documents.customer_field import CustomerField
from smallcrm.ui.shell.context import Context


class NewDealDialog(NewDealForm):
    """Begins in a stage of the pipeline on screen.

    Args:
        context: Of the page.
        pipeline_id: The pipeline.
        stage_id: The stage that is offered; 0 for the first one.
        parent: The window.
    """

    def __init__(self, context: Context, pipeline_id: int, stage_id: int, parent: QWidget) -> None:
        stages = context.ops.read(lambda session: pipeline.list_stages(session, pipeline_id))
        # A deal is lost for a reason, which is asked for when it is lost.
        begins = {str(row.id): row.name for row in stages if row.kind != LOST}
        self.customer = CustomerField(context)
        super().__init__(context, T("New deal"), begins, parent, self.customer)
        self.customer.label.setText(str(T("Contact")))
        self.customer.prepare()
        self.customer.chosen.connect(self._on_chosen)
        if str(stage_id) in begins:
            self.stage.set_value(str(stage_id))

    def has_contact(self) -> bool:
        if self._contact_id and self.customer.is_settled:
            return True
        self.customer.set_error(str(T("Choose who may buy.")))
        self.customer.start()
        return False

    def in_stage(self, draft: DealDraft, stage: str) -> DealDraft:
        return replace(draft, stage_id=int(stage))

    def _on_chosen(self, contact_id: int) -> None:
        self._contact_id = contact_id
        self.customer.clear_error()
