"""Leads from elsewhere: a file, what was copied, a folder that is looked into."""

from smallcrm.services.arriving.files import (
    ENDINGS,
    FIELD_NAMES,
    Opened,
    is_form,
    key_of_id,
    lead_of_mail,
    mail_key,
    open_file,
    read_file,
    read_pasted,
)
from smallcrm.services.arriving.folder import (
    Looked,
    Refused,
    Watch,
)

__all__ = [
    "ENDINGS",
    "FIELD_NAMES",
    "Looked",
    "Opened",
    "Refused",
    "Watch",
    "is_form",
    "key_of_id",
    "lead_of_mail",
    "mail_key",
    "open_file",
    "read_file",
    "read_pasted",
]
