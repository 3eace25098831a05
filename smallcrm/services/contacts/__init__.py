"""Contacts: people and companies; create, change, archive, list, find, show."""

from smallcrm.services.contacts.activities import (
    ActivityDraft,
    add_activity,
    add_note,
    change_activity,
    get_activity,
    remove_activity,
)
from smallcrm.services.contacts.birthdays import Birthday, list_birthdays
from smallcrm.services.contacts.commands import (
    archive,
    change,
    create,
    restore,
)
from smallcrm.services.contacts.drafts import (
    COMPANY,
    GIVEN,
    PERSON,
    REFUSED,
    AddressDraft,
    ContactDraft,
    Labelled,
)
from smallcrm.services.contacts.queries import (
    ContactRow,
    count,
    find_by_uid,
    find_ids,
    get_uid,
    list_ids,
    list_names,
    list_rows,
    list_tags,
)
from smallcrm.services.contacts.relations import (
    RelationDraft,
    RelationView,
    change_relation,
    list_relations,
    relate,
    remove_relation,
)
from smallcrm.services.contacts.similar import Similar, find_similar
from smallcrm.services.contacts.stored import get_draft, list_drafts
from smallcrm.services.contacts.timeline import (
    TimelineEntry,
    find_place,
    list_groups,
    list_timeline,
)
from smallcrm.services.contacts.view import ContactView, get_view, list_views

__all__ = [
    "COMPANY",
    "GIVEN",
    "PERSON",
    "REFUSED",
    "ActivityDraft",
    "AddressDraft",
    "Birthday",
    "ContactDraft",
    "ContactRow",
    "ContactView",
    "Labelled",
    "RelationDraft",
    "RelationView",
    "Similar",
    "TimelineEntry",
    "add_activity",
    "add_note",
    "archive",
    "change",
    "change_activity",
    "change_relation",
    "count",
    "create",
    "find_by_uid",
    "find_ids",
    "find_place",
    "find_similar",
    "get_activity",
    "get_draft",
    "get_uid",
    "get_view",
    "list_birthdays",
    "list_drafts",
    "list_groups",
    "list_ids",
    "list_names",
    "list_relations",
    "list_rows",
    "list_tags",
    "list_timeline",
    "list_views",
    "relate",
    "remove_activity",
    "remove_relation",
    "restore",
]
