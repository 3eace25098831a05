"""Deals and the stages they move through."""

from smallcrm.services.pipeline.commands import LONGEST_TITLE, DealDraft, create_deal, create_deals
from smallcrm.services.pipeline.queries import DealRow, list_deal_ids, list_deal_rows

__all__ = [
    "LONGEST_TITLE",
    "DealDraft",
    "DealRow",
    "create_deal",
    "create_deals",
    "list_deal_ids",
    "list_deal_rows",
]
