"""What was done to the file, when and by whom; what a contact was like before that."""

from smallcrm.services.history.past import (
    PastContact,
    PastRelation,
    get_past,
    last_action,
    list_past_drafts,
)
from smallcrm.services.history.putting_back import list_differences, put_back
from smallcrm.services.history.queries import (
    ActionRow,
    ChangeRow,
    Turns,
    current_action,
    list_actions,
    list_changes,
    list_kept,
    next_turns,
    next_undo,
)
from smallcrm.services.history.values import ChangedValue, list_values, only_contacts

__all__ = [
    "ActionRow",
    "ChangeRow",
    "ChangedValue",
    "PastContact",
    "PastRelation",
    "Turns",
    "current_action",
    "get_past",
    "last_action",
    "list_actions",
    "list_changes",
    "list_differences",
    "list_kept",
    "list_past_drafts",
    "list_values",
    "next_turns",
    "next_undo",
    "only_contacts",
    "put_back",
]
