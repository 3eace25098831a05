"""Deals and the stages they move through."""

from smallcrm.services.pipeline.commands import (
    LONGEST_TITLE,
    DealDraft,
    change_deal,
    change_deals,
    create_deal,
    create_deals,
)
from smallcrm.services.pipeline.queries import (
    DealRow,
    list_deal_drafts,
    list_deal_ids,
    list_deal_rows,
    list_stage_names,
)

__all__ = [
    "LONGEST_TITLE",
    "DealDraft",
    "DealRow",
    "change_deal",
    "change_deals",
    "create_deal",
    "create_deals",
    "list_deal_drafts",
    "list_deal_ids",
    "list_deal_rows",
    "list_stage_names",
]
