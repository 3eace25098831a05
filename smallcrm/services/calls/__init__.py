"""Telephone calls: lists of them brought in once, who it is that calls, whom to call back."""

from smallcrm.services.calls.bringing_in import bring_in, foretell
from smallcrm.services.calls.drafts import (
    BroughtIn,
    Employee,
    Foretold,
    NotedCall,
    Rejected,
    UnknownNumber,
    WhoElse,
)
from smallcrm.services.calls.finding import Caller, add_number, who_calls
from smallcrm.services.calls.storing import Stored, Wishes, store
from smallcrm.services.calls.telling import sentences
from smallcrm.services.calls.unanswered import MissedCall, list_unanswered, note_returned
from smallcrm.services.calls.unknown_list import save_unknown

__all__ = [
    "BroughtIn",
    "Caller",
    "Employee",
    "Foretold",
    "MissedCall",
    "NotedCall",
    "Rejected",
    "Stored",
    "UnknownNumber",
    "WhoElse",
    "Wishes",
    "add_number",
    "bring_in",
    "foretell",
    "list_unanswered",
    "note_returned",
    "save_unknown",
    "sentences",
    "store",
    "who_calls",
]
