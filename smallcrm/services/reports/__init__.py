"""Reports: what came of deals, why some were lost, what was expected, what paid, who did what.

Nothing here writes. Each report is computed by one module (``funnel``) and made a table and
charts by another (``funnel_report``); window, paper, workbook and command line show the same.
"""

from smallcrm.services.reports.figures import sums
from smallcrm.services.reports.files import Paper, paper_of, print_report, save_report
from smallcrm.services.reports.forecast import (
    Expected,
    ForecastMonth,
    forecast,
    next_month,
    share_of_start,
)
from smallcrm.services.reports.forecast_report import report as forecast_report
from smallcrm.services.reports.funnel import Funnel, FunnelStage, funnel
from smallcrm.services.reports.funnel_report import report as funnel_report
from smallcrm.services.reports.losses import DIMENSIONS, Loss, LossCell, group, list_losses
from smallcrm.services.reports.losses_report import NAMES as DIMENSION_NAMES
from smallcrm.services.reports.losses_report import report as losses_report
from smallcrm.services.reports.report import (
    Bar,
    Chart,
    Column,
    Group,
    Listing,
    Report,
    Row,
    shown,
)
from smallcrm.services.reports.scope import Scope
from smallcrm.services.reports.sources import SourceLine, sources
from smallcrm.services.reports.sources_report import report as sources_report
from smallcrm.services.reports.staff_lists import (
    FIGURES,
    TASK_FIGURES,
    StaffEntry,
    StaffTask,
    list_entries,
    list_entry_ids,
    list_tasks,
)
from smallcrm.services.reports.staff_report import report as staff_report
from smallcrm.services.reports.staff_work import StaffLine, staff_work
from smallcrm.services.reports.staff_work import total as staff_total

__all__ = [
    "DIMENSIONS",
    "DIMENSION_NAMES",
    "FIGURES",
    "TASK_FIGURES",
    "Bar",
    "Chart",
    "Column",
    "Expected",
    "ForecastMonth",
    "Funnel",
    "FunnelStage",
    "Group",
    "Listing",
    "Loss",
    "LossCell",
    "Paper",
    "Report",
    "Row",
    "Scope",
    "SourceLine",
    "StaffEntry",
    "StaffLine",
    "StaffTask",
    "forecast",
    "forecast_report",
    "funnel",
    "funnel_report",
    "group",
    "list_entries",
    "list_entry_ids",
    "list_losses",
    "list_tasks",
    "losses_report",
    "next_month",
    "paper_of",
    "print_report",
    "save_report",
    "share_of_start",
    "shown",
    "sources",
    "sources_report",
    "staff_report",
    "staff_total",
    "staff_work",
    "sums",
]
