"""E-mails in files: read, told whose they are, noted on timelines with what came along."""

from smallcrm.services.mails.mail import Mail
from smallcrm.services.mails.noting import (
    ADD_ADDRESS,
    GIVE,
    LEAD,
    LEAVE,
    NEW,
    Answer,
    Entry,
    Noted,
    note,
)
from smallcrm.services.mails.opening import Opened, open_mails

__all__ = [
    "ADD_ADDRESS",
    "GIVE",
    "LEAD",
    "LEAVE",
    "NEW",
    "Answer",
    "Entry",
    "Mail",
    "Noted",
    "Opened",
    "note",
    "open_mails",
]
