"""What the first click on a contact would have to wait for, done in threads before the click.

Measured on two busy cores: the first contact took 360 ms, of these 105 ms to load modules, 60 ms
to compile SQL and 60 ms for Qt's style flags; after this it takes as long as any other.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QStyle

from smallcrm.core.loading import load
from smallcrm.services import contacts, documents


def get_ready(session: Any, contact_ids: Sequence[int]) -> None:
    """Load the page, and read *contact_ids* (one will do) as it does: the SQL is compiled then.

    Those that are gone by now are passed over.
    """
    load("smallcrm.ui.contacts.profile")
    len(QStyle.StateFlag)  # PySide makes the flags when first asked
    for contact_id in contacts.list_rows(session, contact_ids):
        contacts.get_view(session, contact_id, entries=0)
        contacts.list_timeline(session, contact_id)
        contacts.list_groups(session, contact_id)
        documents.list_ids(session, customer_id=contact_id, status="overdue")
        documents.list_rows(session, [])
