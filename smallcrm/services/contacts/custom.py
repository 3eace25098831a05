"""The values that a draft brings for fields of one's own, in the form that they are kept in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from smallcrm.core.errors import UserError
from smallcrm.core.fold import fold
from smallcrm.core.text import T, Text
from smallcrm.services.contacts.drafts import ContactDraft
from smallcrm.services.custom_fields import CHOICE, DATE, NUMBER, TEXT, FieldRow

FIELD = "custom."  # before the name of a field where an error points at it


class Misfit(NamedTuple):
    """A value that is not of the kind of its field."""

    field: FieldRow
    value: str


def fitted_custom(
    draft: ContactDraft, fields: Sequence[FieldRow]
) -> tuple[ContactDraft, list[Misfit]]:
    """*draft* with typed values as their fields keep them; what does not fit goes to the note.

    For lists that are brought in: a value that is odd is told and kept, never dropped.
    """
    kinds = {fold(field.name): field for field in fields if field.kind != TEXT}
    custom, misfits = _sorted_out(draft.custom, kinds)
    if not misfits:
        return (draft if custom == draft.custom else draft._replace(custom=custom)), []
    lines = [f"{name}: {value}" for name, value in draft.custom.items() if name not in custom]
    note = "\n".join(filter(None, [draft.note, *lines]))
    return draft._replace(custom=custom, note=note), misfits


def checked_custom(
    draft: ContactDraft, fields: Sequence[FieldRow], before: Mapping[str, str]
) -> ContactDraft:
    """*draft* with typed values as their fields keep them.

    Args:
        draft: What somebody typed.
        fields: The fields of the business.
        before: The values that the contact has now; those that stay are not looked at.

    Raises:
        UserError: a value that was typed is not of the kind of its field.
    """
    kinds = {fold(field.name): field for field in fields if field.kind != TEXT}
    new = {name: value for name, value in draft.custom.items() if before.get(name) != value}
    custom, misfits = _sorted_out(new, kinds)
    for misfit in misfits:
        raise _refusal(misfit)
    return draft._replace(custom={**draft.custom, **custom}) if custom != new else draft


def refuse_misfit(field: FieldRow, value: str) -> str:
    """*value* as *field* keeps it.

    Raises:
        UserError: it is not of the kind of the field.
    """
    fitting = field.stored(value)
    if fitting is None:
        raise _refusal(Misfit(field, value))
    return fitting


def _sorted_out(
    values: Mapping[str, str], kinds: Mapping[str, FieldRow]
) -> tuple[dict[str, str], list[Misfit]]:
    kept: dict[str, str] = {}
    misfits: list[Misfit] = []
    for name, value in values.items():
        field = kinds.get(fold(name))
        fitting = value if field is None or not value else field.stored(value)
        if fitting is None and field is not None:
            misfits.append(Misfit(field, value))
        else:
            kept[name] = fitting or ""
    return kept, misfits


def _refusal(misfit: Misfit) -> UserError:
    field, value = misfit
    problems: dict[str, tuple[Text, Text]] = {
        NUMBER: (
            T("{value} is not a number.", value=value),
            T("Nothing was saved. Write figures only, for example 12.5."),
        ),
        DATE: (
            T("{value} is not a date.", value=value),
            T("Nothing was saved. Write it as 22.11.2026 or 2026-11-22."),
        ),
        CHOICE: (
            T("{value} is none of the choices of {name}.", value=value, name=field.name),
            T("Nothing was saved. Choose one of: {names}.", names=", ".join(field.choices)),
        ),
    }
    yes_or_no = (
        T("{value} is neither yes nor no.", value=value),
        T("Nothing was saved. Write yes or no."),
    )
    message, hint = problems.get(field.kind, yes_or_no)
    return UserError(message, hint=hint, field=f"{FIELD}{field.name}")
