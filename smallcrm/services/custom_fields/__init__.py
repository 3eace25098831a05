"""Fields that the business added to its contacts: their kinds, their values, their order."""

from smallcrm.services.custom_fields.commands import add, change, move, remove, rename
from smallcrm.services.custom_fields.queries import (
    Account,
    FieldRow,
    account_of,
    find_field,
    get_field,
    list_fields,
    list_used_fields,
)
from smallcrm.services.custom_fields.values import (
    CHOICE,
    DATE,
    KINDS,
    NO,
    NUMBER,
    TEXT,
    YES,
    YESNO,
    shown,
    stored,
    typed,
)

__all__ = [
    "CHOICE",
    "DATE",
    "KINDS",
    "NO",
    "NUMBER",
    "TEXT",
    "YES",
    "YESNO",
    "Account",
    "FieldRow",
    "account_of",
    "add",
    "change",
    "find_field",
    "get_field",
    "list_fields",
    "list_used_fields",
    "move",
    "remove",
    "rename",
    "shown",
    "stored",
    "typed",
]
