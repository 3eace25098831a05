"""Lists of contacts: rules that choose them, orders, columns, saved filters, frozen lists."""

from smallcrm.services.segments.columns import (
    ARCHIVED,
    COLUMNS,
    STAYS,
    USUAL,
    Cell,
    ColumnSpec,
    TableRow,
    list_columns,
    list_table_rows,
)
from smallcrm.services.segments.commands import change, freeze, remove, rename, save
from smallcrm.services.segments.first_page import First, list_first
from smallcrm.services.segments.name_order import Names
from smallcrm.services.segments.orders import Order, is_order
from smallcrm.services.segments.queries import (
    BUILT_IN,
    FROZEN,
    RULES,
    SegmentRow,
    Wanted,
    count,
    custom_kinds,
    find_segment,
    list_ids,
    list_segments,
    wanted_of,
)
from smallcrm.services.segments.rules import Condition, Rules

__all__ = [
    "ARCHIVED",
    "BUILT_IN",
    "COLUMNS",
    "FROZEN",
    "RULES",
    "STAYS",
    "USUAL",
    "Cell",
    "ColumnSpec",
    "Condition",
    "First",
    "Names",
    "Order",
    "Rules",
    "SegmentRow",
    "TableRow",
    "Wanted",
    "change",
    "count",
    "custom_kinds",
    "find_segment",
    "freeze",
    "is_order",
    "list_columns",
    "list_first",
    "list_ids",
    "list_segments",
    "list_table_rows",
    "remove",
    "rename",
    "save",
    "wanted_of",
]
