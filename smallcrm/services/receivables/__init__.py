"""What customers owe: statements, and what is unpaid by age, as they were on any day."""

from smallcrm.services.receivables.aging import (
    BUCKETS,
    Aging,
    CustomerAging,
    OpenItem,
    list_unpaid,
    open_items,
    totals,
)
from smallcrm.services.receivables.files import print_statement, save_statement
from smallcrm.services.receivables.naming import BUCKET_NAMES, title
from smallcrm.services.receivables.statements import (
    Movement,
    Statement,
    Unallocated,
    list_currencies,
    statement,
)

__all__ = [
    "BUCKETS",
    "BUCKET_NAMES",
    "Aging",
    "CustomerAging",
    "Movement",
    "OpenItem",
    "Statement",
    "Unallocated",
    "list_currencies",
    "list_unpaid",
    "open_items",
    "print_statement",
    "save_statement",
    "statement",
    "title",
    "totals",
]
