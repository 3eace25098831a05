"""Names for what other programs know about a contact and SmallCRM has no field for.

They become the names of the business's own fields, so they are in the language of the window that
brings the file in. The child process gets them ready made.
"""

from __future__ import annotations

from smallcrm.core.text import T, Text

NAMES: dict[str, Text] = {
    "Address": T("Address"),
    "Anniversary": T("Anniversary"),
    "Assistant": T("Assistant"),
    "Birthday": T("Birthday"),
    "Company": T("Company"),
    "Contact person": T("Contact person"),
    "Department": T("Department"),
    "Display name": T("Display name"),
    "Gender": T("Gender"),
    "Manager": T("Manager"),
    "Nickname": T("Nickname"),
    "Phone": T("Phone"),
    "Phonetic first name": T("Phonetic first name"),
    "Phonetic last name": T("Phonetic last name"),
    "Position": T("Position on the map"),
    "Prefix": T("Form of address"),
    "Role": T("Role"),
    "Spouse": T("Spouse"),
    "Suffix": T("Name suffix"),
    "Time zone": T("Time zone"),
    "Title": T("Job title"),
    "Untitled": T("Column {number}", number="{number}"),
}


def in_words() -> dict[str, str]:
    """All names in the language that is shown now, by their keys here."""
    return {key: str(text) for key, text in NAMES.items()}
