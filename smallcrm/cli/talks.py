"""``contacts log``: what was talked about with a contact."""

from __future__ import annotations

import click

from smallcrm.cli.instants import read_instant
from smallcrm.cli.program import ID, Program, pass_program
from smallcrm.core.durations import read_duration
from smallcrm.core.text import T
from smallcrm.services import contacts, staff
from smallcrm.services.contacts import ActivityDraft
from smallcrm.services.contacts.activities import (
    CALL_OUTCOMES,
    CHANNELS,
    INCOMING,
    KINDS,
    MEETING,
    NOTE,
    OUTGOING,
    VISIT,
)

_OUTCOMES = (
    f"Of a call: {', '.join(CALL_OUTCOMES)}; no_answer of one that came in: it was missed. "
    f"Of a message, what it went by: {', '.join(CHANNELS)}. Or words of your own."
)


@click.command(
    epilog="Example: smallcrm contacts log 7 --kind call --direction in --minutes 6"
    " --outcome reached 'Wants peonies on Friday'"
)
@click.argument("contact_id", metavar="ID", type=ID)
@click.argument("words", metavar="[TEXT]", default="")
@click.option("--kind", type=click.Choice(KINDS), default=NOTE, show_default=True)
@click.option("--direction", type=click.Choice([INCOMING, OUTGOING]), help="Who began it.")
@click.option("--minutes", default="", help="How long it took: 6, or 1:30 as the form has it.")
@click.option("--outcome", default="", help=_OUTCOMES)
@click.option("--at", help="When it was, if not now.")
@click.option("--deal", "deal_id", type=ID, help="About which deal.")
@click.option("--by", "name", default="", help="Who of the staff it was; who uses this computer.")
@click.option("--title", default="", help="What it was about: the subject of an e-mail.")
@pass_program
def log(  # noqa: PLR0913, PLR0917 - one for each option
    program: Program,
    contact_id: int,
    words: str,
    kind: str,
    direction: str | None,
    minutes: str,
    outcome: str,
    at: str | None,
    deal_id: int | None,
    name: str,
    title: str,
) -> None:
    """Note a call, a meeting, a visit, a message, an e-mail, or some words."""
    seconds = read_duration(minutes, in_hours=kind in (MEETING, VISIT)) if minutes else None
    moment = read_instant(at, "at") if at else None
    with program.database() as database, database.write(T("Add entry")) as session:
        owner_id = staff.find_by_name(session, name).id if name else None
        draft = ActivityDraft(
            kind, words, title, direction or "", seconds, outcome, moment, deal_id, owner_id
        )
        entry_id = contacts.add_activity(session, contact_id, draft)
    program.answer({"id": entry_id}, T("The entry has the id {id}.", id=entry_id))


COMMANDS = (log,)
