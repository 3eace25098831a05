"""What becomes of contacts that are there already, column by column of a list (domain.md 3.8)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from smallcrm.core.errors import ImportProblem
from smallcrm.core.text import T, Text
from smallcrm.services.contacts.completing import Policy
from smallcrm.services.exchange.drafts import Column
from smallcrm.services.exchange.fields import CUSTOM, IGNORE, PRODUCT, parts
from smallcrm.services.exchange.systems.system import normal

_SINGLE = {
    "name": ("name",),
    "account": ("name", "company"),
    "given_name": ("given_name", "name"),
    "middle_name": ("name",),
    "family_name": ("family_name", "name"),
    "company": ("company",),
    "role": ("role",),
    "birthday": ("birthday",),
    "birth_day": ("birthday",),
    "birth_month": ("birthday",),
    "birth_year": ("birthday",),
    "tax_id": ("tax_id",),
    "language": ("language",),
    "currency": ("currency",),
    "source": ("source",),
}
_SEVERAL = {
    "email": "emails",
    "phone": "phones",
    "url": "urls",
    "tag": "tags",
    "note": "note",
    **dict.fromkeys(("address", "street", "postcode", "city", "region", "country"), "addresses"),
}
_LABELLED = ("emails", "phones", "urls", "addresses")
_ONE = (Policy.OVERWRITE, Policy.FILL, Policy.LEAVE)
_MANY = (Policy.OVERWRITE, Policy.FILL, Policy.APPEND, Policy.LEAVE)


def choices(column: Column) -> tuple[Policy, ...]:
    """The policies that the field of *column* can have; none where it changes nobody."""
    base = parts(column.field or CUSTOM).base
    if base in _SEVERAL:
        return _MANY
    return _ONE if base in _SINGLE or base == CUSTOM or base.startswith(PRODUCT) else ()


def names_of(column: Column) -> tuple[str, ...]:
    """The fields of the contact that *column* fills, as ``Policies.fields`` has them."""
    base, label, _ = parts(column.field or CUSTOM)
    if base == CUSTOM:
        return (f"custom.{column.header}",)
    if base.startswith(PRODUCT):
        return (base,)
    if base in _SINGLE:
        return _SINGLE[base]
    name = _SEVERAL.get(base, "")
    return (f"{name}:{label}" if label and name in _LABELLED else name,) if name else ()


def policies_of(columns: Iterable[Column], wanted: Mapping[int, Policy]) -> dict[str, Policy]:
    """What the user wants of columns, as ``Wishes.policies``.

    Args:
        columns: The columns of the file.
        wanted: By the number of the column.

    Raises:
        ImportProblem: A column cannot have its policy, or two columns that fill one field are to
            be treated differently.
    """
    found: dict[str, Policy] = {}
    said: dict[str, Column] = {}
    for column in columns:
        policy = wanted.get(column.number)
        if policy is None:
            continue
        if policy not in choices(column):
            raise _unfit(column)
        for name in names_of(column):
            if found.setdefault(name, policy) is not policy:
                raise _torn(said[name], column)
            said[name] = column
    return found


def by_heading(columns: Iterable[Column], wanted: Mapping[str, Policy]) -> dict[int, Policy]:
    """Policies by the numbers of the columns instead of by their headings.

    Raises:
        ImportProblem: There is no such heading.
    """
    numbers: dict[str, int] = {}
    for column in columns:
        numbers.setdefault(normal(column.header), column.number)
        numbers.setdefault(f"#{column.number}", column.number)
    for heading in wanted:
        if normal(heading) not in numbers:
            raise ImportProblem(
                T("There is no column called “{name}” in this file.", name=heading),
                hint=T("It has these columns: {names}.", names=_headings(columns)),
                field="policy",
            )
    return {numbers[normal(heading)]: policy for heading, policy in wanted.items()}


def _headings(columns: Iterable[Column]) -> str:
    return ", ".join([column.header for column in columns][:30])


def _unfit(column: Column) -> ImportProblem:
    hint: Text = T("Nothing was imported. Columns that are left out have none.")
    if parts(column.field or CUSTOM).base != IGNORE:
        hint = T(
            "Nothing was imported. Only phones, emails, websites, addresses, tags and notes can be"
            " appended."
        )
    return ImportProblem(
        T("The column “{name}” cannot be treated like this.", name=column.header),
        hint=hint,
        field="policy",
    )


def _torn(one: Column, other: Column) -> ImportProblem:
    return ImportProblem(
        T(
            "The columns “{one}” and “{other}” go to one field, so both must be treated alike.",
            one=one.header,
            other=other.header,
        ),
        hint=T("Nothing was imported. Say the same for both."),
        field="policy",
    )
