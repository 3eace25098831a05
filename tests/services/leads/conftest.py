"""People who work here, and leads."""

from __future__ import annotations

import pytest

from smallcrm.services import leads, staff
from smallcrm.services.leads import LeadDraft
from smallcrm.services.staff import StaffDraft


@pytest.fixture
def people(do):
    """Пётр and Мария, in this order; their ids by name."""
    return {name: do(staff.add, StaffDraft(name)) for name in ("Пётр", "Мария")}


@pytest.fixture
def add(do, ask):
    """Add a lead and read it back."""

    def add(name="Anna", **told):
        return ask(leads.get, do(leads.add, LeadDraft(name, **told)))

    return add
