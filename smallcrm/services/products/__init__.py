"""Products: what the business sells; create, change, archive, list, complete while typing."""

from smallcrm.services.products.commands import archive, change, create, restore
from smallcrm.services.products.drafts import ProductDraft
from smallcrm.services.products.queries import (
    ProductRow,
    complete,
    get_draft,
    list_ids,
    list_rows,
)

__all__ = [
    "ProductDraft",
    "ProductRow",
    "archive",
    "change",
    "complete",
    "create",
    "get_draft",
    "list_ids",
    "list_rows",
    "restore",
]
