"""``contacts doubles``, ``contacts merge`` and ``contacts apart``: one customer, one contact."""

from __future__ import annotations

import click

from smallcrm.cli.program import ID, Program, pass_program
from smallcrm.core.progress import Progress
from smallcrm.core.text import TN, T
from smallcrm.services import contacts, doubles, history


@click.command("doubles", epilog="Example: smallcrm --json contacts doubles")
@pass_program
def doubles_(program: Program) -> None:
    """Find contacts that may be one, the surest first; nothing is changed."""
    with program.database() as database, database.read() as session:
        groups = doubles.find_groups(session, Progress())
        shown = sorted({contact_id for group in groups for contact_id in group.ids})
        names = contacts.list_names(session, shown)
    data = [{"ids": group.ids, "score": group.score, "keys": group.keys} for group in groups]
    lines = [
        "  ".join([f"{group.score:.2f}", *(f"{each}: {names.get(each, '')}" for each in group.ids)])
        for group in groups
    ]
    count = TN("{count} possible double.", "{count} possible doubles.", len(groups))
    program.answer({"groups": data}, *lines, count)


@click.command("merge", epilog="Example: smallcrm contacts merge 7 12 31")
@click.argument("survivor", type=ID)
@click.argument("others", metavar="OTHER…", nargs=-1, required=True, type=ID)
@click.option(
    "--take",
    "wishes",
    multiple=True,
    metavar="FIELD=ID",
    help="Whose value of a field is kept; the survivor's by default.",
)
@pass_program
def merge(
    program: Program, survivor: int, others: tuple[int, ...], wishes: tuple[str, ...]
) -> None:
    """Make one contact of several; everything that belongs to them goes to SURVIVOR."""
    choices = dict(_choice(wish) for wish in wishes)
    with program.database() as database:
        with database.read() as session:
            name = contacts.get_draft(session, survivor).name
        with database.write(T("Merge {name}", name=name)) as session:
            doubles.merge(session, survivor, others, choices)
            action = history.current_action(session)
    program.answer(
        {"id": survivor, "action": action},
        T("{name} is one contact now.", name=name),
        T("To take it back: smallcrm undo {action}", action=action),
    )


@click.command("apart", epilog="Example: smallcrm contacts apart 7 12")
@click.argument("contact_ids", metavar="ID ID…", nargs=-1, required=True, type=ID)
@pass_program
def apart(program: Program, contact_ids: tuple[int, ...]) -> None:
    """Say that contacts are not the same; they are not proposed as doubles again."""
    with program.database() as database, database.write(T("Not the same")) as session:
        doubles.set_apart(session, contact_ids)
    line = T("They will not be proposed as doubles again.")
    program.answer({"ids": sorted(set(contact_ids))}, line)


def _choice(wish: str) -> tuple[str, int]:
    field, sign, value = wish.rpartition("=")
    if not sign or not value.isdecimal():
        raise click.UsageError(f"{wish} is not of the form FIELD=ID")
    return field, int(value)


COMMANDS = (doubles_, merge, apart)
