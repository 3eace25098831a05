"""Deals and the stages they move through."""

from smallcrm.services.pipeline.commands import DealDraft, create_deal, create_deals
from smallcrm.services.pipeline.queries import DealRow, list_deal_ids, list_deal_rows

__all__ = [
    "DealDraft",
    "DealRow",
    "create_deal",
    "create_deals",
    "list_deal_ids",
    "list_deal_rows",
]
