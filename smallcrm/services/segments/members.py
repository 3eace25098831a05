"""The small pieces that all conditions are made of."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select, not_

from smallcrm.models import Contact
from smallcrm.services.segments.rules import EMPTY

Clause = ColumnElement[bool]


def among(query: Select[Any], *, unless: bool = False) -> Clause:
    """The contact is one of the ids that *query* gives; or *unless* it is."""
    answer = Contact.id.in_(query)
    return not_(answer) if unless else answer


def has_any(query: Select[Any], operator: str) -> Clause:
    """For the questions "empty" and "not empty": whether *query* knows the contact."""
    return among(query, unless=operator == EMPTY)
