"""A campaign as a small form."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtWidgets import QLineEdit, QWidget

from smallcrm.core.text import T
from smallcrm.services import campaigns, settings
from smallcrm.services.campaigns import CampaignDraft
from smallcrm.ui.forms.choices import currency_choice
from smallcrm.ui.forms.dialog import FormDialog
from smallcrm.ui.shell.context import Context
from smallcrm.ui.widgets.growing_edit import GrowingEdit
from smallcrm.ui.widgets.typed_edit import DateEdit, MoneyEdit


class CampaignDialog(FormDialog):
    """A new campaign, or one that is there already (*campaign_id*; 0 for a new one)."""

    def __init__(self, context: Context, campaign_id: int, parent: QWidget) -> None:
        super().__init__(context, T("Campaign") if campaign_id else T("New campaign"), parent)
        self._campaign_id = campaign_id
        self.name, self.source = QLineEdit(), QLineEdit()
        self.cost, self.currency = MoneyEdit(), currency_choice()
        self.starts, self.ends = DateEdit(context.ui), DateEdit(context.ui)
        self.note = GrowingEdit((2, 6))
        self._build()
        self._show()

    def save(self) -> None:
        """Store the campaign and close; what is wrong is said beside its field."""
        if not all([self.cost.commit(), self.starts.commit(), self.ends.commit()]):
            return
        draft = CampaignDraft(
            self.name.text(),
            self.source.text(),
            self.cost.value() or Decimal(0),
            self.currency.value(),
            self.starts.value(),
            self.ends.value(),
            self.note.toPlainText(),
        )
        key, shown = self._campaign_id, " ".join(draft.name.split())
        label = (
            T("Change the campaign {name}", name=shown)
            if key
            else T("Add the campaign {name}", name=shown)
        )
        self.write(
            label,
            lambda session: (
                campaigns.change(session, key, draft) if key else campaigns.add(session, draft)
            ),
            T("{name}: saved", name=shown),
        )

    def _build(self) -> None:
        self.add_field("name", T("Name"), self.name)
        self.add_field("source", T("Source"), self.source, T("The channel: Site, Google, fair"))
        self.add_field("cost", T("Cost"), self.cost)
        self.add_field("currency", T("Currency"), self.currency)
        self.add_field("starts", T("First day"), self.starts)
        self.add_field("ends", T("Last day"), self.ends)
        self.add_field("note", T("Note"), self.note)
        self.lay_out("name", "source", ("cost", "currency"), ("starts", "ends"), "note")
        self.currency.committed.connect(self.cost.set_currency)

    def _show(self) -> None:
        key = self._campaign_id
        draft = (
            self.context.ops.read(lambda session: campaigns.get_draft(session, key))
            if key
            else CampaignDraft("")
        )
        currency = draft.currency or self.context.ops.read(settings.get_business).currency
        self.name.setText(draft.name)
        self.source.setText(draft.source)
        self.currency.set_value(currency)
        self.cost.set_currency(currency)
        self.cost.set_value(draft.cost if draft.cost else None)
        self.starts.set_value(draft.starts)
        self.ends.set_value(draft.ends)
        self.note.setPlainText(draft.note)
        self.name.setFocus()
