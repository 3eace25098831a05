"""Deals, the stages they move through, and how they came there.

Every change of a stage goes through ``enter_stage``, so that each deal has one open stay.
"""

from smallcrm.services.pipeline.boards import Column, board
from smallcrm.services.pipeline.cards import (
    LATE,
    NONE,
    PLANNED,
    TODAY,
    Card,
    NextStep,
    list_cards,
)
from smallcrm.services.pipeline.checks import LONGEST_TITLE
from smallcrm.services.pipeline.commands import (
    DealDraft,
    change_deal,
    change_deals,
    create_deal,
    create_deals,
)
from smallcrm.services.pipeline.filters import (
    EVERYTHING,
    DealFilter,
    list_deal_tags,
    list_owners,
    list_sources,
)
from smallcrm.services.pipeline.following import follow_quote
from smallcrm.services.pipeline.forecasting import Month, forecast
from smallcrm.services.pipeline.moving import (
    archive_deal,
    find_loss,
    lose_deal,
    move_deal,
    reopen_deal,
    restore_deal,
    win_deal,
)
from smallcrm.services.pipeline.names import LOST, OPEN, WON
from smallcrm.services.pipeline.pipelines import (
    PipelineRow,
    add_pipeline,
    find_pipeline,
    list_pipelines,
    move_pipeline,
    pipeline_of,
    remove_pipeline,
    rename_pipeline,
)
from smallcrm.services.pipeline.queries import (
    ORDERS,
    DealRow,
    list_archived_ids,
    list_deal_drafts,
    list_deal_ids,
    list_deal_rows,
    list_stage_names,
)
from smallcrm.services.pipeline.reasons import (
    ReasonRow,
    add_reason,
    change_reason,
    find_reason,
    list_reasons,
    move_reason,
    remove_reason,
)
from smallcrm.services.pipeline.resting import list_slipping_ids, list_stale_ids
from smallcrm.services.pipeline.stages import (
    COLORS,
    StageDraft,
    StageRow,
    add_stage,
    change_stage,
    find_stage,
    list_stages,
    move_stage,
    remove_stage,
)
from smallcrm.services.pipeline.staying import Entry, Stay, enter_stage, list_stays
from smallcrm.services.pipeline.weighing import weighted

__all__ = [
    "COLORS",
    "EVERYTHING",
    "LATE",
    "LONGEST_TITLE",
    "LOST",
    "NONE",
    "OPEN",
    "ORDERS",
    "PLANNED",
    "TODAY",
    "WON",
    "Card",
    "Column",
    "DealDraft",
    "DealFilter",
    "DealRow",
    "Entry",
    "Month",
    "NextStep",
    "PipelineRow",
    "ReasonRow",
    "StageDraft",
    "StageRow",
    "Stay",
    "add_pipeline",
    "add_reason",
    "add_stage",
    "archive_deal",
    "board",
    "change_deal",
    "change_deals",
    "change_reason",
    "change_stage",
    "create_deal",
    "create_deals",
    "enter_stage",
    "find_loss",
    "find_pipeline",
    "find_reason",
    "find_stage",
    "follow_quote",
    "forecast",
    "list_archived_ids",
    "list_cards",
    "list_deal_drafts",
    "list_deal_ids",
    "list_deal_rows",
    "list_deal_tags",
    "list_owners",
    "list_pipelines",
    "list_reasons",
    "list_slipping_ids",
    "list_sources",
    "list_stage_names",
    "list_stages",
    "list_stale_ids",
    "list_stays",
    "lose_deal",
    "move_deal",
    "move_pipeline",
    "move_reason",
    "move_stage",
    "pipeline_of",
    "remove_pipeline",
    "remove_reason",
    "remove_stage",
    "rename_pipeline",
    "reopen_deal",
    "restore_deal",
    "weighted",
    "win_deal",
]
