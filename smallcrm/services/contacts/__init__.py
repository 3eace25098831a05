"""Contacts: people and companies; create, change, archive, list, find, show."""

from smallcrm.services.contacts.commands import (
    add_note,
    archive,
    change,
    create,
    restore,
)
from smallcrm.services.contacts.drafts import (
    COMPANY,
    PERSON,
    AddressDraft,
    ContactDraft,
    Labelled,
)
from smallcrm.services.contacts.notes import change_note, remove_note
from smallcrm.services.contacts.queries import (
    ContactRow,
    count,
    find_ids,
    get_uid,
    list_ids,
    list_rows,
    list_tags,
)
from smallcrm.services.contacts.similar import Similar, find_similar
from smallcrm.services.contacts.stored import get_draft, list_drafts
from smallcrm.services.contacts.timeline import list_timeline
from smallcrm.services.contacts.view import ContactView, get_view, list_views

__all__ = [
    "COMPANY",
    "PERSON",
    "AddressDraft",
    "ContactDraft",
    "ContactRow",
    "ContactView",
    "Labelled",
    "Similar",
    "add_note",
    "archive",
    "change",
    "change_note",
    "count",
    "create",
    "find_ids",
    "find_similar",
    "get_draft",
    "get_uid",
    "get_view",
    "list_drafts",
    "list_ids",
    "list_rows",
    "list_tags",
    "list_timeline",
    "list_views",
    "remove_note",
    "restore",
]
