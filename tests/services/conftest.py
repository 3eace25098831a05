"""A contact for tests that need no more of one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from smallcrm.services import contacts
from smallcrm.services.contacts import ContactDraft


@pytest.fixture
def anna(do: Callable[..., Any]) -> int:
    """A contact with nothing but a name; its id."""
    contact_id: int = do(contacts.create, ContactDraft("Anna"))
    return contact_id
