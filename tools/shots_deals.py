"""A deal for the pictures: lines, a quote that went out, a note, a next step; one that was lost."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from smallcrm.core import clock
from smallcrm.core.text import T
from smallcrm.db.database import Database
from smallcrm.services import custom_fields, deals, documents, pipeline, tasks
from smallcrm.services.contacts import ActivityDraft, add_activity
from smallcrm.services.documents import LineDraft
from smallcrm.services.pipeline import DealDraft
from smallcrm.services.tasks import TaskDraft
from smallcrm.ui.main_window import MainWindow
from smallcrm.ui.pipeline.deal_page import DealPage

_LINES = (
    ("Table flowers, roses and eucalyptus", "12", "pc", "24.50", "10"),
    ("Bridal bouquet", "1", "pc", "95", "0"),
    ("Delivery and setting up", "3.5", "h", "38", "0"),
)


def add(database: Database, contact_id: int) -> dict[str, int]:
    """Make the deals; return their ids by the names that addresses use."""
    with database.write(T("Sample data")) as session:
        custom_fields.add(session, "Guests", custom_fields.NUMBER, use=(custom_fields.DEALS,))
        wedding = _wedding(session, contact_id)
        lost = pipeline.create_deal(session, DealDraft("Hotel lobby", contact_id, Decimal(1800)))
        reason = pipeline.list_reasons(session)[0].id
        pipeline.lose_deal(session, lost, reason, "Another florist was cheaper by a third")
    with database.write(T("Sample data"), can_undo=False) as session:
        quote = deals.make_quote(session, wedding)
        documents.issue(session, quote)
        documents.accept(session, quote)
    return {"deal": wedding, "lost_deal": lost}


def _wedding(session, contact_id: int) -> int:  # type: ignore[no-untyped-def]
    closes = date(clock.today().year + 1, 6, 14)
    deal = pipeline.create_deal(session, DealDraft("Wedding in June", contact_id))
    more = {"expected_close": closes, "source": "Recommended", "custom": {"Guests": "140"}}
    deals.change_details(session, deal, {**more, "tags": ("Wedding", "Summer")})
    lines = [
        LineDraft(
            words,
            Decimal(quantity),
            unit,
            Decimal(price),
            discount_percent=Decimal(discount),
            tax_rate=Decimal(24),
        )
        for words, quantity, unit, price, discount in _LINES
    ]
    deals.set_lines(session, deal, lines)
    said = "White and green, no lilies: the bride sneezes."
    at = clock.now() - timedelta(days=2)
    add_activity(session, contact_id, ActivityDraft("call", said, direction="in", at=at,
                                                    seconds=540, deal_id=deal))  # fmt: skip
    due = f"{clock.today() + timedelta(days=1):%Y-%m-%d} 10:00"
    task = TaskDraft("Call about the colors", due, contact_id=contact_id, deal_id=deal)
    tasks.add_task(session, task)
    return deal


def show_tab(window: MainWindow, key: str) -> None:
    """Show a tab of the page; without a tab of their own the details stand beside the others."""
    page = window.host.page
    if isinstance(page, DealPage) and page.tabs.tabs.offers(key):
        page.tabs.choose(key)
