"""For the pictures: people who are there twice."""

from __future__ import annotations

from smallcrm.core.text import T
from smallcrm.db.database import Database
from smallcrm.services import contacts
from smallcrm.services.contacts import AddressDraft, ContactDraft, Labelled

_TWINS = (
    ContactDraft(
        "ΝΙΚΟΛΑΟΥ ΕΛΕΝΗ",
        company="Καφέ Αυλή Α.Ε.",
        phones=(Labelled("+30 210 123 4502"), Labelled("697 111 2233", "mobile")),
        emails=(Labelled("eleni.nikolaou@cafe-avli.example"),),
        addresses=(AddressDraft("Ρήγα Φεραίου 118", "Πάτρα", "26221", "Αχαΐα", "GR"),),
        birthday="1980-03-15",
        note="Telephone after ten.",
    ),
    ContactDraft("Ivan Petrov", phones=(Labelled("+30 210 123 4503"),), tags=("Wholesale",)),
    ContactDraft("Tom Beker", emails=(Labelled("person7@mail.example"),), role="Buyer"),
)


def add(database: Database) -> int:
    """Add the second ones; return the id of the first of them."""
    with database.write(T("Sample data")) as session:
        first, *_ = [contacts.create(session, twin) for twin in _TWINS]
    return first
