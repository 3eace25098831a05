"""By what a contact can be found again: its ids, e-mails, tax number, telephones, and its name.

The order of keys is that of the domain's rules 3.8: the id in another system (or our own, from a
list that was exported), e-mail, tax number, telephone, then folded name with company.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from sys import intern

from smallcrm.core.fold import digits, fold
from smallcrm.services.contact_values.company_names import company_key
from smallcrm.services.contact_values.drafts import COMPANY, PERSON, ContactDraft
from smallcrm.services.contact_values.person_names import words_once
from smallcrm.services.contact_values.phones import international

NAME = "name"  # the one key that two different people may share
OWN = "external"  # the key of a contact's own uid
# What keys begin with, by kind. Always the same texts, also of those that another process made:
# there are hundreds of thousands of keys.
EMAILS, PHONES, TAX_IDS, NAMES = (
    {kind: intern(f"{what}:{kind}") for kind in (PERSON, COMPANY)}
    for what in ("email", "phone", "tax_id", NAME)
)
BAR = "|"  # parts a person's name from the company's; at the end where there is none
_UID = 36  # characters of a uid
_SHORTEST_PHONE = 7  # digits; shorter ones are extensions and emergency numbers

Key = tuple[str, str]


def keys_of(draft: ContactDraft, country: str, lost: Container[int] = ()) -> list[Key]:
    """By what *draft* can be found again, the strongest first; the last one is its name.

    Args:
        draft: As it came in.
        country: Where telephone numbers without a prefix are at home (ISO 3166).
        lost: Positions of telephones that are not to be trusted.
    """
    kind = draft.kind
    found = [*_external_keys(draft.external)] if draft.external else []
    found += [(EMAILS[kind], email_key(email.value)) for email in draft.emails]
    if draft.tax_id:
        found.append((TAX_IDS[kind], tax_key(draft.tax_id)))
    for place, phone in enumerate(draft.phones):
        if place not in lost:
            number = international(phone.value, phone.e164, country)
            found.append((PHONES[kind], phone_key(phone.value, number)))
    found = [key for key in found if key[1]]
    found.append(_name_key(draft))
    return found


def own_key(value: str) -> Key:
    """The key of a contact's own uid, also as a vCard has it."""
    return OWN, value.removeprefix("urn:uuid:")


def email_key(email: str) -> str:
    """An address, folded; empty for words that stand in its place ("none", "no email")."""
    return fold(email) if "@" in email else ""


def tax_key(tax_id: str) -> str:
    """A tax number without country prefix, blanks and idle zeros in front; empty for mere words."""
    if not any(map(str.isdigit, tax_id)):
        return ""
    bare = "".join(char for char in fold(tax_id) if char.isalnum())
    return (bare[2:] if bare[:2].isalpha() else bare).lstrip("0")


def phone_key(value: str, e164: str) -> str:
    """What two spellings of a telephone number have in common; empty for one too short."""
    if e164:
        return e164
    bare = digits(value)
    return bare if len(bare) >= _SHORTEST_PHONE else ""


def person_key(name: str, key_of_company: str) -> Key:
    """The words of a name in any order, with the company."""
    plain = fold(name) if "@" in name else " ".join(sorted(words_once(name)))
    return NAMES[PERSON], f"{plain}{BAR}{key_of_company}"


def _external_keys(external: Mapping[str, str]) -> Iterator[Key]:
    for system, value in external.items():
        yield f"external:{system}", value
        if len(value) >= _UID:
            yield own_key(value)


def _name_key(draft: ContactDraft) -> Key:
    if draft.kind == COMPANY:
        return NAMES[COMPANY], company_key(draft.name)
    return person_key(draft.name, company_key(draft.company) if draft.company else "")
