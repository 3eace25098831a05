"""A deal of a contact, and a business that may issue."""

from __future__ import annotations

from decimal import Decimal

import pytest

from smallcrm.services import pipeline, settings
from smallcrm.services.documents import LineDraft
from smallcrm.services.pipeline import DealDraft

SELLER = {"name": "Woodworks", "country": "DE", "tax_id": "29/815/08150", "vat_id": "DE129273398"}


@pytest.fixture
def deal(do, anna):
    """A new deal, in the first stage; its id."""
    return do(pipeline.create_deal, DealDraft("Kitchen", anna, Decimal(500)))


@pytest.fixture
def seller(do):
    """The business may issue documents."""
    do(settings.change, SELLER)


def line(description="Table", price="100", quantity="1", **more):
    """A line at 19 % unless *more* says otherwise."""
    taxed = {"tax_rate": Decimal(19), **more}
    return LineDraft(description, Decimal(quantity), price=Decimal(price), **taxed)
