"""``leads``: bring in, show, share out, answer, convert, dismiss, erase; and their rules."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from smallcrm.cli.exchange import pair
from smallcrm.cli.lead_rules import rules_
from smallcrm.cli.program import ID, Program, pass_program
from smallcrm.core import clock, formats
from smallcrm.core.errors import UserError
from smallcrm.core.text import TN, T, Text
from smallcrm.db.database import Database
from smallcrm.services import arriving, leads, settings, staff
from smallcrm.services.arriving import Looked, Refused, Watch
from smallcrm.services.erasing import erase_lead
from smallcrm.services.exchange.fields import IGNORE
from smallcrm.services.leads import LeadDraft, LeadRow

_PAUSE = 1.0  # seconds between two looks: a file that grows meanwhile is being written
_IDS = click.argument("lead_ids", metavar="ID...", type=ID, nargs=-1, required=True)


@click.group("leads", epilog="Example: smallcrm leads import inquiry.eml")
def leads_() -> None:
    """People who asked: bring them in, share them out, answer them, make deals of them."""


leads_.add_command(rules_)


@leads_.command("list", epilog="Example: smallcrm --json leads list --state new")
@click.option("--state", type=click.Choice(leads.STATES), help="Only these; all but the bin.")
@click.option("--owner", default="", help="Only of this person.")
@click.option("--source", default="", help="Only from there.")
@click.option("--search", default="", help="Words that they have.")
@click.option("--limit", type=click.IntRange(0), default=100, show_default=True, help="How many.")
@click.option("--offset", type=click.IntRange(0), default=0, help="How many to leave out first.")
@pass_program
def list_(  # noqa: PLR0913, PLR0917 - one for each option
    program: Program, /, state: str | None, owner: str, source: str, search: str, limit: int,
    offset: int,
) -> None:  # fmt: skip
    """List leads, the newest first, and how soon they were answered."""
    with program.database() as database, database.read() as session:
        owner_id = staff.find_by_name(session, owner).id if owner else None
        ids = leads.list_ids(session, state or "", owner_id=owner_id, source=source, search=search)
        some = ids[offset : offset + limit]
        found = leads.list_rows(session, some)
        speeds = leads.measure_speeds(session)
    rows = [found[key] for key in some]
    heading = (T("Id"), T("Name"), T("Phone"), T("Source"), T("Owner"), T("State"), T("Received"))
    cells: list[tuple[object, ...]] = [
        (
            row.id,
            row.title,
            row.phone,
            row.source,
            row.owner,
            leads.STATE_NAMES[row.state],
            _when(row.received_at),
        )
        for row in rows
    ]
    average = None if speeds.total is None else speeds.total.seconds
    data = {
        "total": len(ids),
        "rows": [_to_json(row) for row in rows],
        "answered_after": {
            "seconds": average,
            "by_owner": {speed.who: speed.seconds for speed in speeds.by_owner},
            "by_source": {speed.who: speed.seconds for speed in speeds.by_source},
        },
    }
    count = TN("{count} lead", "{count} leads", len(ids))
    program.answer(data, *program.table(heading, cells), count)


@leads_.command(epilog="Example: smallcrm --json leads show 3")
@click.argument("lead_id", metavar="ID", type=ID)
@pass_program
def show(program: Program, lead_id: int) -> None:
    """Show a lead, and whom of the contacts it may be."""
    with program.database() as database, database.read() as session:
        row = leads.get(session, lead_id)
        alike = [] if row.deleted_at or row.contact_id else leads.propose(session, lead_id)
    data = {**_to_json(row), "may_be": [_similar(one) for one in alike]}
    reached = " · ".join(filter(None, (row.company, row.email, row.phone, row.source)))
    program.answer(data, row.title, reached, row.message, *[one.name for one in alike])


@leads_.command(epilog="Example: smallcrm leads add 'Anna Smirnova' --phone '+7 916 123-45-67'")
@click.argument("name", default="")
@click.option("--company", default="", help="For whom he asks.")
@click.option("--email", default="", help="Where he is reached.")
@click.option("--phone", default="", help="Where he is called.")
@click.option("--message", default="", help="What he wants.")
@click.option("--source", default="", help="Where he comes from.")
@click.option("--campaign", default="", help="The name of a campaign; made where there is none.")
@pass_program
def add(program: Program, /, **told: Any) -> None:
    """Add a lead; the rules say who gets it."""
    with program.database() as database:
        with database.write(T("Add lead")) as session:
            lead_id = leads.add(session, LeadDraft(**told))
        with database.read() as session:
            row = leads.get(session, lead_id)
    data = {"id": lead_id, "owner": row.owner or None}
    program.answer(data, T("The lead has the id {id}.", id=lead_id), row.owner)


@leads_.command("import", epilog="Example: smallcrm leads import inquiries.xlsx --source Fair")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--source", default="", help="Where they come from, when the file does not say.")
@click.option("--campaign", default="", help="By which campaign, when the file does not say.")
@click.option(
    "--map",
    "pairs",
    multiple=True,
    metavar='"HEADER=field"',
    help=f"What a column holds: {', '.join(arriving.FIELD_NAMES)} or {IGNORE}; can be repeated.",
)
@pass_program
def import_(
    program: Program, file: Path, source: str, campaign: str, pairs: tuple[str, ...]
) -> None:
    """Bring leads in from a list (csv, xlsx) or a message (eml); none comes in twice."""
    mapping = dict(pair(text) for text in pairs)
    unknown = [field for field in mapping.values() if field not in {IGNORE, *arriving.FIELD_NAMES}]
    if unknown:
        raise click.UsageError(f"{unknown[0]} is none of {', '.join(arriving.FIELD_NAMES)}")
    with program.database() as database:
        with database.read() as session:
            country = settings.get_business(session).country
        drafts = [
            replace(draft, source=draft.source or source, campaign=draft.campaign or campaign)
            for draft in arriving.read_file(file, country, mapping=mapping)
        ]
        with database.write(T("Bring in leads from {name}", name=file.name)) as session:
            done = leads.bring_in(session, drafts)
    data = {
        "file": str(file),
        "rows": len(drafts),
        "added": list(done.added),
        "known": done.known,
        "empty": done.empty,
    }
    count = len(done.added)
    program.answer(data, TN("{count} lead brought in", "{count} leads brought in", count))


@leads_.command(epilog="Example: smallcrm leads fetch ~/Inquiries --watch")
@click.argument("folder", required=False, type=click.Path(path_type=Path, file_okay=False))
@click.option("--watch", "is_watched", is_flag=True, help="Look into this folder from now on.")
@pass_program
def fetch(program: Program, folder: Path | None, *, is_watched: bool) -> None:
    """Look into the watched folder (or FOLDER) once; files are neither moved nor changed."""
    with program.database() as database:
        if is_watched:
            leads.watch_folder(database.path, folder)
        place = folder or leads.watched_folder(database.path)
        if place is None:
            raise UserError(
                T("No folder is looked into."),
                hint=T("Nothing was brought in. Name a folder."),
                field="folder",
            )
        added, known, looked = _fetch(database, place)
    for refused in looked.refused:
        program.tell(f"{refused.name}: {refused.reason}")
    data = {
        "folder": str(place),
        "added": added,
        "known": known,
        "waiting": looked.waiting,
        "refused": [{"file": each.name, "reason": str(each.reason)} for each in looked.refused],
    }
    program.answer(data, TN("{count} lead brought in", "{count} leads brought in", len(added)))


@leads_.command(epilog="Example: smallcrm leads assign 3 4 --to Maria")
@_IDS
@click.option("--to", "name", default="", help="Who gets them; nobody by default.")
@pass_program
def assign(program: Program, lead_ids: tuple[int, ...], name: str) -> None:
    """Give leads to somebody."""
    with program.database() as database, database.write(T("Assign leads")) as session:
        staff_id = staff.find_by_name(session, name).id if name else None
        leads.assign(session, lead_ids, staff_id)
    program.answer({"ids": list(lead_ids), "owner": name or None}, T("Saved"))


@leads_.command(epilog="Example: smallcrm leads answer 3 --kind call --note 'Wants 20 bouquets'")
@click.argument("lead_id", metavar="ID", type=ID)
@click.option("--kind", type=click.Choice(["call", "email", "note"]), default="call", help="How.")
@click.option("--note", default="", help="What was said; written beneath the message.")
@pass_program
def answer(program: Program, lead_id: int, kind: str, note: str) -> None:
    """Note that somebody was answered."""
    with program.database() as database:
        with database.write(T("Note an answer")) as session:
            leads.answer(session, lead_id, kind, note)
        with database.read() as session:
            at = leads.get(session, lead_id).answered_at
    program.answer({"id": lead_id, "answered_at": _instant(at)}, T("Saved"))


@leads_.command(epilog="Example: smallcrm --json leads convert 3 --contact 7")
@click.argument("lead_id", metavar="ID", type=ID)
@click.option("--contact", "contact_id", type=ID, help="Who it is, when he is there already.")
@click.option("--new", "is_new", is_flag=True, help="A new contact, whoever is like him.")
@pass_program
def convert(program: Program, lead_id: int, contact_id: int | None, *, is_new: bool) -> None:
    """Make a contact, its company and a deal of a lead; a second time changes nothing."""
    with program.database() as database, database.write(T("Convert lead")) as session:
        done = leads.convert(session, lead_id, contact_id, is_new=is_new)
    data = {
        "id": lead_id,
        "contact": done.contact_id,
        "company": done.company_id,
        "deal": done.deal_id,
        "converted": done.is_new,
    }
    words = T("It is contact {contact}, deal {deal}.", contact=done.contact_id, deal=done.deal_id)
    program.answer(data, words)


def _end(name: str, label: Text, help_: str, change: Callable[..., object]) -> None:
    """A command that does one thing with some leads."""

    @leads_.command(name, help=help_, epilog=f"Example: smallcrm leads {name} 3 4")
    @_IDS
    @pass_program
    def command(program: Program, lead_ids: tuple[int, ...]) -> None:
        with program.database() as database, database.write(label) as session:
            change(session, lead_ids)
        program.answer({"ids": list(lead_ids)}, T("Saved"))


_end("dismiss", T("Dismiss leads"), "Say that nothing comes of them.", leads.dismiss)
_end("reopen", T("Look at leads again"), "Look at dismissed ones again.", leads.take_back)
_end("archive", T("Put leads into the bin"), "Put them into the bin.", leads.archive)
_end("restore", T("Take leads out of the bin"), "Take them out of the bin.", leads.restore)


@leads_.command(epilog="Example: smallcrm leads erase 7 --yes")
@click.argument("lead_id", metavar="ID", type=ID)
@click.option("--yes", is_flag=True, help="Do it; it cannot be undone.")
@pass_program
def erase(program: Program, lead_id: int, *, yes: bool) -> None:
    """Erase a lead that never became a contact for good."""
    if not yes:
        raise UserError(
            T("Erasing a lead cannot be undone."),
            hint=T("Nothing was changed. Say it again with --yes."),
        )
    with program.database() as database:
        erase_lead(database, lead_id)
    program.answer({"id": lead_id}, T("Lead {id} is erased.", id=lead_id))


def _fetch(database: Database, place: Path) -> tuple[list[int], int, Looked]:
    """Take in what is in the folder and is not being written; the last look tells the rest."""
    watch = Watch(place)
    looked = _look(database, watch)
    if looked.waiting:
        time.sleep(_PAUSE)
    added: list[int] = []
    refused: list[Refused] = []
    known = 0
    while looked.waiting:
        looked = _look(database, watch)
        if not looked.taken:
            break  # the rest is being written still
        done = _store(database, place, looked.drafts)
        watch.settle(looked)
        added += done.added
        known += done.known
        refused += looked.refused
    return added, known, looked._replace(refused=refused)


def _look(database: Database, watch: Watch) -> Looked:
    with database.read() as session:
        return watch.look(session)


def _store(database: Database, place: Path, drafts: Sequence[LeadDraft]) -> leads.BroughtIn:
    if not drafts:
        return leads.BroughtIn((), 0, 0)
    with database.write(T("Bring in leads from {name}", name=place.name)) as session:
        return leads.bring_in(session, drafts)


def _when(instant: datetime) -> str:
    return formats.recent(clock.local(instant), clock.today())


def _instant(value: datetime | None) -> str | None:
    return None if value is None else f"{value.isoformat()}Z"


def _similar(one: Any) -> dict[str, Any]:
    return {"contact": one.contact_id, "name": one.name, "company": one.company, "key": one.key}


def _to_json(row: LeadRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "name": row.name,
        "company": row.company,
        "email": row.email,
        "phone": row.phone,
        "message": row.message,
        "source": row.source,
        "campaign": row.campaign or None,
        "owner": row.owner or None,
        "origin": row.origin,
        "state": row.state,
        "received_at": _instant(row.received_at),
        "answered_at": _instant(row.answered_at),
        "contact": row.contact_id,
        "deal": row.deal_id,
    }
