"""Where customers come from: sources, and campaigns with what they cost and brought in."""

from smallcrm.services.campaigns.commands import add, change, find_or_add, remove
from smallcrm.services.campaigns.drafts import CampaignDraft
from smallcrm.services.campaigns.queries import (
    CampaignRow,
    SourceRow,
    find_by_name,
    get_draft,
    list_ids,
    list_names,
    list_rows,
    list_source_names,
    list_sources,
)

__all__ = [
    "CampaignDraft",
    "CampaignRow",
    "SourceRow",
    "add",
    "change",
    "find_by_name",
    "find_or_add",
    "get_draft",
    "list_ids",
    "list_names",
    "list_rows",
    "list_source_names",
    "list_sources",
    "remove",
]
