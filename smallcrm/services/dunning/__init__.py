"""Reminders for unpaid invoices: levels, who is due, letters that go out once."""

from smallcrm.services.dunning.letters import (
    LetterView,
    Sent,
    SentRow,
    get_pdf,
    list_sent,
    print_letter,
    print_letters,
    send,
    view,
)
from smallcrm.services.dunning.levels import (
    PREFIX,
    Level,
    change,
    get_levels,
    set_levels,
    show,
    text_of,
)
from smallcrm.services.dunning.proposals import Letter, Reminder, propose
from smallcrm.services.dunning.skipping import Skipped, list_skipped, skip, unskip
from smallcrm.services.dunning.texts import FIELDS, LANGUAGES, LevelText

__all__ = [
    "FIELDS",
    "LANGUAGES",
    "PREFIX",
    "Letter",
    "LetterView",
    "Level",
    "LevelText",
    "Reminder",
    "Sent",
    "SentRow",
    "Skipped",
    "change",
    "get_levels",
    "get_pdf",
    "list_sent",
    "list_skipped",
    "print_letter",
    "print_letters",
    "propose",
    "send",
    "set_levels",
    "show",
    "skip",
    "text_of",
    "unskip",
    "view",
]
