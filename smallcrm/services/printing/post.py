"""Letters to contacts: their addresses as a PDF of labels or of envelopes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy.orm import Session

from smallcrm.core.errors import UserError
from smallcrm.core.progress import Progress
from smallcrm.core.text import T
from smallcrm.services.printing import envelopes, labels, places
from smallcrm.services.printing.sizes import ENVELOPES, SHEETS


class Posted(NamedTuple):
    """What was made: the PDF, how many addresses it has, how many contacts have none."""

    pdf: bytes
    addresses: int
    missing: int


def print_labels(
    session: Session, ids: Sequence[int], name: str, skip: int, progress: Progress
) -> Posted:
    """The addresses of the contacts *ids* on sheets of labels.

    Args:
        session: For reading.
        ids: In this order.
        name: A key of ``sizes.SHEETS``.
        skip: How many labels of the first sheet are used up.
        progress: Told how far it is.

    Raises:
        UserError: Nobody has an address, or *skip* leaves no label on the sheet.
    """
    sheet = SHEETS[name]
    if not 0 <= skip < sheet.labels:
        raise UserError(
            T("A sheet of {name} has {count} labels.", name=name, count=sheet.labels),
            hint=T("Nothing was made. Skip fewer than that."),
            field="skip",
        )
    found = _found(session, ids, progress)
    pdf = labels.render(found.addresses, sheet, skip)
    return Posted(pdf, len(found.addresses), found.missing)


def print_envelopes(session: Session, ids: Sequence[int], name: str, progress: Progress) -> Posted:
    """An envelope for each of the contacts *ids*; *name* is a key of ``sizes.ENVELOPES``.

    Raises:
        UserError: Nobody has an address.
    """
    found = _found(session, ids, progress)
    pdf = envelopes.render(found.addresses, found.sender, ENVELOPES[name])
    return Posted(pdf, len(found.addresses), found.missing)


def _found(session: Session, ids: Sequence[int], progress: Progress) -> places.Places:
    found = places.read(session, ids, progress)
    if not found.addresses:
        raise UserError(
            T("None of these contacts has an address."),
            hint=T("Nothing was made. Give them a street or a town first."),
        )
    return found
