"""``smallcrm search``: the one box of the window, as a command."""

from __future__ import annotations

from typing import Any

import click

from smallcrm.cli.program import Program, pass_program
from smallcrm.core.text import TN, T
from smallcrm.services import search
from smallcrm.services.search import Hit

# As people call them on the command line -> as the index does.
_KINDS = {"contact": "contact", "document": "document", "deal": "deal"}
_KINDS |= {"lead": "lead", "product": "product", "task": "task", "note": "activity"}
_NAMES = {kind: name for name, kind in _KINDS.items()}


@click.command("search", epilog="Example: smallcrm --json search 4567 --kind contact --limit 5")
@click.argument("text", metavar="TEXT")
@click.option(
    "--kind",
    "kinds",
    type=click.Choice(list(_KINDS)),
    multiple=True,
    help="Only these; repeatable.",
)
@click.option(
    "--limit", type=click.IntRange(1, 100), default=12, show_default=True, help="How many."
)
@pass_program
def search_(program: Program, text: str, kinds: tuple[str, ...], limit: int) -> None:
    """Find anything by a part of it: a name, the end of a phone number, a word of a note."""
    wanted = [_KINDS[kind] for kind in kinds] or list(search.KINDS)
    with program.database() as database, database.read() as session:
        found = search.find(session, text, kinds=wanted, limit=limit)
    rows = [{"kind": _NAMES[hit.kind], "id": hit.id, **_told(hit)} for hit in found]
    heading = (T("Kind"), T("Id"), T("Name"), T("Contact"))
    lines: list[tuple[object, ...]] = [
        (row["kind"], row["id"], row["title"], row["contact"]) for row in rows
    ]
    count = TN("{count} hit", "{count} hits", len(rows))
    program.answer({"rows": rows}, *program.table(heading, lines), count)


def _told(hit: Hit) -> dict[str, Any]:
    """Title and contact; of a person the company, of a document its customer."""
    row: Any = hit.row
    if hit.kind == "contact":
        return {"title": row.name, "contact": row.company, "phones": row.phones}
    if hit.kind == "document":
        return {"title": row.number, "contact": row.customer, "document": row.kind}
    if hit.kind == "lead":
        return {"title": row.title, "contact": row.company, "state": row.state}
    if hit.kind == "product":
        return {"title": row.name, "contact": "", "code": row.code}
    title = (
        row.title or next(iter(row.body.splitlines()), "") if hit.kind == "activity" else row.title
    )
    return {"title": title, "contact": row.contact, "contact_id": row.contact_id}
