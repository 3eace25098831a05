"""A contact as a form, a spreadsheet row or a card has it, not yet checked.

Named tuples: an import makes hundreds of thousands of them, in half the time of frozen classes.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

PERSON, COMPANY = "person", "company"
OWN_SYSTEM = "smallcrm"  # under this name the ids of contacts are kept that were merged
GIVEN, REFUSED = "given", "refused"  # states of consent; empty while nobody asked


class Labelled(NamedTuple):
    """A phone number, e-mail or web address and what kind it is.

    Attributes:
        value: As typed; never dropped because it looks wrong.
        label: ``work``, ``home``, ``mobile``, ``fax``, ``other`` or the user's own word.
        e164: A telephone number's international form where somebody found it out already;
            None where nobody tried. Two that differ in nothing else are equal.
    """

    value: str
    label: str = ""
    e164: str | None = None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Labelled) and self[:2] == other[:2]

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(self[:2])


class AddressDraft(NamedTuple):
    """One postal address; *country* is an ISO 3166 code where it is known, else as typed."""

    street: str = ""
    city: str = ""
    postcode: str = ""
    region: str = ""
    country: str = ""
    label: str = ""

    def __bool__(self) -> bool:
        return any((self.street, self.city, self.postcode, self.region, self.country))


class ContactDraft(NamedTuple):
    """A person or a company, as it comes in.

    Attributes:
        kind: ``person`` or ``company``.
        name: The full name as it is to be shown; never split by force.
        company: For a person, the name of the company they belong to.
        role: For a person, what they are there ("Owner").
        emails: The first one is the main one; so for *phones* and *addresses*.
        birthday: ``1980-06-05``, or ``--05-12`` where the year is not known.
        custom: Values of fields that SmallCRM does not have itself, by their heading.
        external: The id that another system gave it, by system (``google``, ``bitrix24``).
        owner: Who of the business looks after them.
        consent: To being written to for advertising: ``given``, ``refused`` (or taken back), empty.
        consent_on: The day of that; *consent_source* is where it was said (a form, a call).
    """

    name: str
    kind: str = PERSON
    given_name: str = ""
    family_name: str = ""
    company: str = ""
    role: str = ""
    emails: tuple[Labelled, ...] = ()
    phones: tuple[Labelled, ...] = ()
    addresses: tuple[AddressDraft, ...] = ()
    urls: tuple[Labelled, ...] = ()
    tags: tuple[str, ...] = ()
    birthday: str = ""
    tax_id: str = ""
    language: str = ""
    currency: str = ""
    source: str = ""
    note: str = ""
    custom: Mapping[str, str] = {}
    external: Mapping[str, str] = {}
    owner: str = ""
    consent: str = ""
    consent_on: date | None = None
    consent_source: str = ""


def fallback_name(draft: ContactDraft) -> str:
    """What a contact without a name is shown under: its company, e-mail or telephone."""
    parts = f"{draft.given_name} {draft.family_name}".strip()
    first = [*draft.emails, *draft.phones]
    return parts or draft.company or (first[0].value if first else "")


def named(draft: ContactDraft) -> ContactDraft:
    """*draft*, under its ``fallback_name`` where it has none."""
    return draft if draft.name.strip() else draft._replace(name=fallback_name(draft))
