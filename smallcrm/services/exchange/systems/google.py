"""Google Contacts: the set of headings of before 2024, the new one, and its "Outlook CSV"."""

from __future__ import annotations

from smallcrm.services.exchange.systems.system import System, marks, patterns, table

_PATTERNS = patterns(r"""
    email_label#\1 = e-mail (\d+) - (?:type|label)
    email#\1 = e-mail (\d+) - value
    phone_label#\1 = phone (\d+) - (?:type|label)
    phone#\1 = phone (\d+) - value
    url_label#\1 = website (\d+) - (?:type|label)
    url#\1 = website (\d+) - value
    address_label#\1 = address (\d+) - (?:type|label)
    address#\1 = address (\d+) - formatted
    street#\1 = address (\d+) - (?:street|extended address|po box)
    city#\1 = address (\d+) - city
    region#\1 = address (\d+) - region
    postcode#\1 = address (\d+) - postal code
    country#\1 = address (\d+) - country
    pair_label:\1#\2 = (event|relation|custom field|im) (\d+) - (?:type|label|service)
    pair_value:\1#\2 = (event|relation|custom field|im) (\d+) - value
""")

NEW = System(
    "google",
    marks(
        "First Name | Last Name | Organization Name | Labels",
        "First Name | File As | Phonetic First Name",
        "First Name | E-mail 1 - Label | E-mail 1 - Value",
        "Given Name | E-mail 1 - Label | E-mail 1 - Value",
        "First Name | Phone 1 - Label | Phone 1 - Value",
    ),
    table("""
        given_name = First Name
        middle_name = Middle Name
        family_name = Last Name
        display_name = File As
        company = Organization Name
        role = Organization Title
        birthday = Birthday
        note = Notes
        tag = Labels
        ignore = Photo
    """),
    _PATTERNS,
)

OLD = System(
    "google",
    marks(
        "Given Name | Family Name | Group Membership",
        "Name | Given Name | Yomi Name",
        "Given Name | E-mail 1 - Type | E-mail 1 - Value",
        "Name | Phone 1 - Type | Phone 1 - Value",
    ),
    table("""
        name = Name
        given_name = Given Name
        middle_name = Additional Name
        family_name = Family Name
        company = Organization 1 - Name
        role = Organization 1 - Title
        birthday = Birthday
        note = Notes
        tag = Group Membership
        language = Language
        ignore = Photo
    """),
    _PATTERNS,
    frozenset({"normal", "unspecified"}),
)
