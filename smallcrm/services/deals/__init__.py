"""Everything about one deal: its fields, its lines, its documents, what happened with it."""

from smallcrm.services.deals.copying import copy
from smallcrm.services.deals.details import (
    FIELDS,
    DealDetails,
    change_details,
    get_details,
)
from smallcrm.services.deals.lines import (
    DealLines,
    get_lines,
    list_lines,
    paper_of,
    set_lines,
    set_prices_include_tax,
)
from smallcrm.services.deals.papers import (
    find_accepted,
    list_document_ids,
    make_invoice,
    make_quote,
)
from smallcrm.services.deals.timeline import list_groups, list_timeline
from smallcrm.services.deals.view import DealView, StayRow, get_view

__all__ = [
    "FIELDS",
    "DealDetails",
    "DealLines",
    "DealView",
    "StayRow",
    "change_details",
    "copy",
    "find_accepted",
    "get_details",
    "get_lines",
    "get_view",
    "list_document_ids",
    "list_groups",
    "list_lines",
    "list_timeline",
    "make_invoice",
    "make_quote",
    "paper_of",
    "set_lines",
    "set_prices_include_tax",
]
