"""The words by which new contacts are found, as ``db.search`` puts them together from their rows.

They are folded where rows are made, beside the process that writes them. Two kinds of words only
that one knows: what their companies are called in the file, and in which order their tags come.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from smallcrm.core.indexed import BETWEEN, searchable
from smallcrm.services.contact_values.plain_rows import Columns, Row

_COMPANY, _TAGS, _END = "\ue000", "\ue001", "\ue002"  # of private use, in nobody's name
_STRETCHES = 3  # of words in a contact: before its company, between that and its tags, behind them


def words_of(values: Columns, tables: Mapping[str, Sequence[Row]]) -> list[str]:
    """Of each contact the three stretches of words, one after the other.

    All contacts are folded as one text. Empty where a value has a sign in it that stands for what
    is missing.

    Args:
        values: Of the drafts, field by field.
        tables: The rows made of them.
    """
    between = [""] * len(values["name"])
    for place, _, value, *_ in tables["email"]:
        between[place] += f" {value}"
    for place, _, _, _, digits, e164 in tables["phone"]:
        between[place] += f" {e164}" if digits in e164 else f" {digits} {e164}"
    for place, _, street, city, *_ in tables["address"]:
        between[place] += f" {city} {street}"
    fields = [values[name] for name in ("name", "given_name", "family_name", "role", "tax_id")]
    words = searchable(
        "\n".join(
            [
                f"{' '.join(own)} {_COMPANY} {parts} {_TAGS} {note} {_END}"
                for *own, parts, note in zip(*fields, between, values["note"], strict=True)
            ]
        )
    )
    for sign in (_COMPANY, _TAGS):
        words = words.replace(BETWEEN + sign, BETWEEN + _END)
    stretches = words.split(BETWEEN + _END)[:-1]
    return stretches if len(stretches) == _STRETCHES * len(between) else []


def together(
    stretches: Sequence[str], first: int, companies: Mapping[int, str], tags: Mapping[int, str]
) -> list[tuple[int, str]]:
    """The contacts, counted from *first*, with all words of each.

    Args:
        stretches: See ``words_of``.
        first: The id of the first contact.
        companies: The words of their companies, by the id of the contact.
        tags: The words of their tags, in the same way.
    """
    three = zip(*[iter(stretches)] * _STRETCHES, strict=True)
    return [
        (key, before + companies.get(key, "") + between + tags.get(key, "") + behind)
        for key, (before, between, behind) in enumerate(three, first)
    ]
