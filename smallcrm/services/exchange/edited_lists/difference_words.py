"""What is said about a list of ours that was edited, in the window and on the command line."""

from __future__ import annotations

from typing import NamedTuple

from smallcrm.core.text import TN, T, Text

_NAMED = 10  # contacts that are named one by one


class Told(NamedTuple):
    """The figures that sentences are made of; see ``differences.Differences``."""

    has_base: bool
    conflicts: int
    new_rows: int
    missing: int
    unknown: int
    repeated: int
    absent: tuple[str, ...] = ()


def cells_change(cells: int, in_contacts: int) -> Text:
    """``4 cells in 3 contacts change``."""
    where = TN("in {count} contact", "in {count} contacts", in_contacts)
    return TN("{count} cell {where} changes", "{count} cells {where} change", cells, where=where)


def notes_of(told: Told) -> list[Text]:
    """Whole sentences, those that concern cells first."""
    return [*_of_cells(told), *_of_rows(told)]


def _of_cells(told: Told) -> list[Text]:
    notes: list[Text] = []
    if not told.has_base:
        notes.append(
            T(
                "This file does not say which state it was written from, so every cell that"
                " differs is shown, also where it was changed here since."
            )
        )
    if told.conflicts:
        notes.append(
            TN(
                "{count} cell was changed here too since the list was written. It stays as it is"
                " here unless you take the value of the file.",
                "{count} cells were changed here too since the list was written. They stay as they"
                " are here unless you take the value of the file.",
                told.conflicts,
            )
        )
    return notes


def _of_rows(told: Told) -> list[Text]:
    notes: list[Text] = []
    if told.new_rows:
        notes.append(
            TN(
                "{count} row is no contact yet and is left alone.",
                "{count} rows are no contacts yet and are left alone.",
                told.new_rows,
            )
        )
    if told.missing:
        notes.append(
            TN(
                "{count} contact of the list is not in the file any more and stays as it is.",
                "{count} contacts of the list are not in the file any more and stay as they are.",
                told.missing,
            )
        )
    if told.absent:
        more = ", …" if len(told.absent) > _NAMED else ""
        names = ", ".join(told.absent[:_NAMED]) + more
        notes.append(T("Not in the file any more: {names}", names=names))
    if told.unknown:
        notes.append(
            TN(
                "{count} row belongs to a contact that is not here any more and is left alone.",
                "{count} rows belong to contacts that are not here any more and are left alone.",
                told.unknown,
            )
        )
    if told.repeated:
        notes.append(
            TN(
                "{count} row repeats the number of a row above and is left alone.",
                "{count} rows repeat the number of a row above and are left alone.",
                told.repeated,
            )
        )
    return notes
