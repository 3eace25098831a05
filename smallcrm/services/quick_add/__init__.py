"""Quick add: one line of words becomes a task, a note, an invoice or a contact."""

from smallcrm.services.quick_add.commands import add
from smallcrm.services.quick_add.parsing import CONTACT, INVOICE, NOTE, TASK, Parsed, parse
from smallcrm.services.quick_add.queries import Choice, understand

__all__ = ["CONTACT", "INVOICE", "NOTE", "TASK", "Choice", "Parsed", "add", "parse", "understand"]
