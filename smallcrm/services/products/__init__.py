"""Products: what the business sells; create, change, archive, list, complete while typing."""

from smallcrm.services.products.commands import (
    archive,
    change,
    checked,
    create,
    create_all,
    restore,
)
from smallcrm.services.products.drafts import ProductDraft
from smallcrm.services.products.pasting import Pasted, PastedProduct, paste
from smallcrm.services.products.queries import (
    ProductRow,
    complete,
    count_documents,
    get_draft,
    list_drafts,
    list_ids,
    list_rows,
)

__all__ = [
    "Pasted",
    "PastedProduct",
    "ProductDraft",
    "ProductRow",
    "archive",
    "change",
    "checked",
    "complete",
    "count_documents",
    "create",
    "create_all",
    "get_draft",
    "list_drafts",
    "list_ids",
    "list_rows",
    "paste",
    "restore",
]
