"""A new deal: what it is about, what it is worth, its stage, when it closes; of one contact."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtWidgets import QLineEdit, QWidget

from smallcrm.core.text import T, Text
from smallcrm.services import pipeline, settings
from smallcrm.services.pipeline import DealDraft
from smallcrm.ui.forms.choices import currency_choice
from smallcrm.ui.forms.dialog import FormDialog
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.choice import Choice
from smallcrm.ui.widgets.typed_edit import DateEdit, MoneyEdit


class NewDealForm(FormDialog):
    """The fields of a new deal; everything else about it is told on its page.

    Args:
        context: Of the page.
        title: Of the dialog.
        stages: Those that are offered: how each is known, and its name.
        above: What stands beneath the first field.
        parent: The window.
    """

    def __init__(
        self,
        context: Context,
        title: Text,
        stages: Mapping[str, str],
        parent: QWidget,
        *above: QWidget,
    ) -> None:
        super().__init__(context, title, parent)
        self._contact_id = 0
        self.title = QLineEdit()
        self.amount = MoneyEdit()
        self.currency = currency_choice()
        self.stage = Choice(list(stages.items()))
        self.close_on = DateEdit(context.ui)
        self.add_field("title", T("What it is about"), self.title)
        self.add_field("amount", T("Amount"), self.amount, T("Empty while nobody knows"))
        self.add_field("currency", T("Currency"), self.currency)
        self.add_field("stage", T("Stage"), self.stage)
        self.add_field("expected_close", T("Closes on"), self.close_on, T("The day you expect it"))
        self.lay_out("title", *above, ("amount", "currency"), ("stage", "expected_close"))
        self.currency.committed.connect(self.amount.set_currency)
        currency = context.ops.read(settings.get_business).currency
        self.currency.set_value(currency)
        self.amount.set_currency(currency)
        self.title.setFocus()

    def save(self) -> None:
        """Store the deal and close; what is missing or wrong is said beside its field."""
        if not all([self.amount.commit(), self.close_on.commit()]) or not self.has_contact():
            return
        draft = self.in_stage(
            DealDraft(
                self.title.text(),
                self._contact_id,
                self.amount.value(),
                self.currency.value(),
                expected_close=self.close_on.value(),
            ),
            self.stage.value(),
        )
        self.write(
            T("Add deal {title}", title=" ".join(draft.title.split())),
            lambda session: pipeline.create_deal(session, draft),
            T("Deal added"),
        )

    def has_contact(self) -> bool:
        """Whether it is known whose deal it is; where not, the field says so."""
        return True

    def in_stage(self, draft: DealDraft, stage: str) -> DealDraft:
        """*draft* in *stage*, one of those that are offered."""
        raise NotImplementedError


class DealDialog(NewDealForm):
    """A new deal of a contact, in a stage of the first pipeline.

    Args:
        context: Of the page.
        contact_id: Whose deal it is.
        name: What that contact is called.
        parent: The window.
    """

    def __init__(self, context: Context, contact_id: int, name: str, parent: QWidget) -> None:
        stages = context.ops.read(pipeline.list_stage_names)
        title = T("New deal for {name}", name=name)
        super().__init__(context, title, {stage: stage for stage in stages}, parent)
        self._contact_id = contact_id

    def in_stage(self, draft: DealDraft, stage: str) -> DealDraft:
        return replace(draft, stage=stage)
