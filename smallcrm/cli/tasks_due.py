"""``tasks due``, ``digest``, ``seen``, ``zone``: what reminders show, and where their times are."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import click

from smallcrm.cli.instants import read_instant, write_instant
from smallcrm.cli.program import Program, pass_program
from smallcrm.core import clock
from smallcrm.core.text import TN, T
from smallcrm.services import digest, tasks
from smallcrm.services.tasks import DueTask

_NOW = click.option("--now", default="", help="An instant: 2026-11-30T09:00:00Z; now by default.")
_SINCE = click.option("--since", default="", help="When the program ran last, an instant.")


@click.command(epilog="Example: smallcrm --json tasks due --now 2026-11-30T09:00:00Z")
@_NOW
@_SINCE
@pass_program
def due(program: Program, now: str, since: str) -> None:
    """What a reminder would show: everything that is due and not handled."""
    at, before = _now(now), read_instant(since, "since") if since else None
    with program.database() as database, database.read() as session:
        found = tasks.due(session, at, before)
    heading = (T("Id"), T("Due at"), T("Task"), T("Contact"), T("How often"))
    cells: list[tuple[object, ...]] = [
        (item.id, item.due, item.title, item.contact, item.occurrences) for item in found
    ]
    count = TN("{count} task is due", "{count} tasks are due", len(found))
    data = {"due": [_to_json(item) for item in found]}
    program.answer(data, *program.table(heading, cells), count)


@click.command("digest", epilog="Example: smallcrm tasks digest --since 2026-11-27T16:00:00Z")
@_NOW
@_SINCE
@pass_program
def digest_(program: Program, now: str, since: str) -> None:
    """What came while nobody looked: tasks, invoices, recurring documents, birthdays."""
    at, before = _now(now), read_instant(since, "since") if since else None
    with program.database() as database, database.read() as session:
        found = digest.collect(session, at, before)
    cells: list[tuple[object, ...]] = [
        (item.source, f"{clock.local(item.at):%Y-%m-%d %H:%M}", item.title, item.contact, item.key)
        for item in found
    ]
    heading = (T("What"), T("When"), T("Title"), T("Contact"), T("Key"))
    data = {
        "items": [
            {
                "source": item.source,
                "key": item.key,
                "id": item.id,
                "title": item.title,
                "contact": item.contact,
                "at": write_instant(item.at),
            }
            for item in found
        ]
    }
    program.answer(data, *program.table(heading, cells))


@click.command(epilog="Example: smallcrm tasks seen invoice '7 2026-11-28'")
@click.argument("source", required=False)
@click.argument("key", required=False)
@pass_program
def seen(program: Program, source: str | None, key: str | None) -> None:
    """Note that an item of the digest was seen; without a name all but the tasks."""
    if (source is None) != (key is None):
        raise click.UsageError("Name a source and a key, or neither.")
    with program.database() as database:
        with database.read() as session:
            since = digest.last_seen(session)
        with database.write(T("Seen")) as session:
            digest.hold(session, since)
            if source is None or key is None:
                digest.mark_all(session, clock.now())
            else:
                digest.mark_seen(session, source, key)
    program.answer({"source": source, "key": key}, T("Seen"))


@click.command(epilog="Example: smallcrm tasks zone Europe/Berlin --was Europe/Athens")
@click.argument("zone")
@click.option("--was", required=True, help="The zone that the tasks are of now.")
@pass_program
def zone(program: Program, zone: str, was: str) -> None:
    """Let open tasks of one zone come at the same time of day in another."""
    with program.database() as database, database.write(T("Another time zone")) as session:
        count = tasks.keep_wall_time(session, was, zone)
    said = TN("{count} task is of the new zone.", "{count} tasks are of the new zone.", count)
    program.answer({"tasks": count}, said)


COMMANDS = (due, digest_, seen, zone)


def _now(typed: str) -> datetime:
    return read_instant(typed, "now") if typed else clock.now()


def _to_json(item: DueTask) -> dict[str, Any]:
    return {
        "id": item.id,
        "title": item.title,
        "at": item.due,
        "zone": item.zone,
        "instant": write_instant(item.instant),
        "missed": item.missed,
        "occurrences": item.occurrences,
    }
