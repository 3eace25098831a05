"""``leads rules``: list, add, set, remove: who gets new leads."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import click
from sqlalchemy.orm import Session

from smallcrm.cli.program import ID, Program, pass_program
from smallcrm.core.text import T
from smallcrm.services import leads, staff
from smallcrm.services.leads import LEAST_BUSY, ROUND_ROBIN, WAY_NAMES, RuleDraft, RuleRow

_WAY = click.Choice([ROUND_ROBIN, LEAST_BUSY])


@click.group("rules", epilog="Example: smallcrm leads rules add Maria Peter --call-within 15")
def rules_() -> None:
    """Who gets new leads; the first rule that fits decides."""


@rules_.command("list", epilog="Example: smallcrm --json leads rules list")
@pass_program
def list_(program: Program) -> None:
    """List the rules in their order."""
    with program.database() as database, database.read() as session:
        rows = leads.list_rules(session)
    heading = (T("Id"), T("Source"), T("How"), T("Staff"), T("Minutes"))
    cells: list[tuple[object, ...]] = [
        (
            row.id,
            row.source or T("All"),
            WAY_NAMES[row.way],
            ", ".join(row.people.values()),
            row.call_within or "",
        )
        for row in rows
    ]
    data = {"total": len(rows), "rows": [_to_json(row) for row in rows]}
    program.answer(data, *program.table(heading, cells))


@rules_.command(epilog="Example: smallcrm leads rules add Maria Peter --way least_busy")
@click.argument("names", metavar="NAME...", nargs=-1, required=True)
@click.option("--source", default="", help="Only leads from there; all by default.")
@click.option("--way", type=_WAY, default=ROUND_ROBIN, show_default=True, help="How they share.")
@click.option("--call-within", type=click.IntRange(1), help="Minutes; makes a task to call.")
@pass_program
def add(
    program: Program, names: tuple[str, ...], source: str, way: str, call_within: int | None
) -> None:
    """Add a rule at the end."""
    with program.database() as database, database.write(T("Add a rule for leads")) as session:
        draft = RuleDraft(_ids(session, names), source, way, call_within)
        rule_id = leads.add_rule(session, draft)
    program.answer({"id": rule_id}, T("The rule has the id {id}.", id=rule_id))


@rules_.command("set", epilog="Example: smallcrm leads rules set 2 --place 1 --call-within 30")
@click.argument("rule_id", metavar="ID", type=ID)
@click.option("--person", "names", multiple=True, help="Who takes part; once for each.")
@click.option("--source", help="Only leads from there.")
@click.option("--way", type=_WAY, help="How they share.")
@click.option("--call-within", type=click.IntRange(1), help="Minutes; makes a task to call.")
@click.option("--place", type=click.IntRange(1), help="Its place among the rules, from 1.")
@pass_program
def set_(
    program: Program, /, rule_id: int, names: tuple[str, ...], place: int | None, **given: Any
) -> None:
    """Change a rule; what is not named stays."""
    told = {name: value for name, value in given.items() if value is not None}
    with program.database() as database, database.write(T("Change a rule for leads")) as session:
        if place is not None:
            leads.move_rule(session, rule_id, place - 1)
        if names:
            told["staff_ids"] = _ids(session, names)
        if told:
            rules = {row.id: row.draft for row in leads.list_rules(session)}
            leads.change_rule(session, rule_id, replace(rules.get(rule_id, _NOBODY), **told))
    program.answer({"id": rule_id}, T("Saved"))


@rules_.command(epilog="Example: smallcrm leads rules remove 2")
@click.argument("rule_id", metavar="ID", type=ID)
@pass_program
def remove(program: Program, rule_id: int) -> None:
    """Take a rule away; leads stay with whom they are."""
    with program.database() as database, database.write(T("Remove a rule for leads")) as session:
        leads.remove_rule(session, rule_id)
    program.answer({"id": rule_id}, T("Removed; the leads stay where they are."))


_NOBODY = RuleDraft(())


def _ids(session: Session, names: tuple[str, ...]) -> tuple[int, ...]:
    return tuple(staff.find_by_name(session, name).id for name in names)


def _to_json(row: RuleRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "source": row.source,
        "way": row.way,
        "call_within": row.call_within,
        "people": list(row.people.values()),
    }
