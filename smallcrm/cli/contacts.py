"""``contacts``: list, show, add, set, log, archive, restore, export, erase."""

from __future__ import annotations

from pathlib import Path

import click

from smallcrm.cli import contact_files, contact_list, doubles, price_lists, talks
from smallcrm.cli.program import ID, Program, pass_program
from smallcrm.core import formats
from smallcrm.core.errors import UserError
from smallcrm.core.progress import Progress
from smallcrm.core.text import TN, T
from smallcrm.services import contacts
from smallcrm.services.contacts import json_form
from smallcrm.services.contacts.drafts import COMPANY, PERSON, ContactDraft, Labelled
from smallcrm.services.contacts.editing import FIELDS, edited
from smallcrm.services.erasing import erase_contact
from smallcrm.services.handing_over import hand_over

_KIND = click.Choice([PERSON, COMPANY])


@click.group("contacts", epilog="Example: smallcrm contacts list --search anna")
def contacts_() -> None:
    """People and companies."""


contacts_.add_command(contact_list.list_)
for _command in (
    *(*contact_files.COMMANDS, *doubles.COMMANDS, *talks.COMMANDS, price_lists.terms),
):
    contacts_.add_command(_command)


@contacts_.command(epilog="Example: smallcrm --json contacts show 7")
@click.argument("contact_id", metavar="ID", type=ID)
@pass_program
def show(program: Program, contact_id: int) -> None:
    """Show everything about a contact."""
    with program.database() as database, database.read() as session:
        view = contacts.get_view(session, contact_id)
    program.answer(json_form.to_json(view), *_lines(view))


@contacts_.command(
    epilog="Example: smallcrm contacts add --name 'Anna Keller' --phone '030 1234567'"
)
@click.option("--name", required=True, help="The whole name.")
@click.option("--kind", type=_KIND, default=PERSON, show_default=True)
@click.option("--company", default="", help="Where the person works; made when it is not there.")
@click.option("--email", "emails", multiple=True, help="Can be repeated.")
@click.option("--phone", "phones", multiple=True, help="Can be repeated.")
@click.option("--tag", "tags", multiple=True, help="Can be repeated.")
@click.option("--tax-id", default="", help="As it is written on invoices.")
@pass_program
def add(  # noqa: PLR0913, PLR0917 - one for each option
    program: Program,
    name: str,
    kind: str,
    company: str,
    emails: tuple[str, ...],
    phones: tuple[str, ...],
    tags: tuple[str, ...],
    tax_id: str,
) -> None:
    """Add a contact."""
    draft = ContactDraft(
        name,
        kind,
        company=company,
        emails=tuple(Labelled(email) for email in emails),
        phones=tuple(Labelled(phone) for phone in phones),
        tags=tags,
        tax_id=tax_id,
    )
    with program.database() as database, database.write(T("Add {name}", name=name)) as session:
        contact_id = contacts.create(session, draft)
    program.answer({"id": contact_id}, T("{name} has the id {id}.", name=name, id=contact_id))


@contacts_.command(
    "set",
    help="Change fields of a contact; all of those named, or none.\n\n"
    "FIELD=VALUE sets a field; FIELD+=VALUE adds to a list, FIELD-=VALUE takes away. The fields"
    f" are: {', '.join(FIELDS)}. Lists are email, phone, url and tag; the address is the first.",
    epilog="Example: smallcrm contacts set 7 city=Athens email+=anna@shop.example",
)
@click.argument("contact_id", metavar="ID", type=ID)
@click.argument("pairs", nargs=-1, required=True, metavar="FIELD=VALUE…")
@pass_program
def set_(program: Program, contact_id: int, pairs: tuple[str, ...]) -> None:
    """Change fields of a contact; += adds to a list, -= takes away."""
    with program.database() as database:
        with database.read() as session:
            name = contacts.get_draft(session, contact_id).name
        with database.write(T("Change {name}", name=name)) as session:
            # Read again where nobody else can write: what another program changed stays.
            draft = edited(contacts.get_draft(session, contact_id), pairs)
            contacts.change(session, contact_id, draft)
    program.answer({"id": contact_id}, T("{name} is saved.", name=draft.name))


@contacts_.command(epilog="Example: smallcrm contacts archive 7")
@click.argument("contact_id", metavar="ID", type=ID)
@pass_program
def archive(program: Program, contact_id: int) -> None:
    """Put a contact into the bin; its documents stay."""
    with program.database() as database:
        with database.read() as session:
            name = contacts.get_draft(session, contact_id).name
        with database.write(T("Move {name} to the bin", name=name)) as session:
            contacts.archive(session, [contact_id])
    program.answer({"id": contact_id}, T("{name} is in the bin.", name=name))


@contacts_.command(epilog="Example: smallcrm contacts restore 7 9")
@click.argument("contact_ids", metavar="ID…", type=ID, nargs=-1, required=True)
@pass_program
def restore(program: Program, contact_ids: tuple[int, ...]) -> None:
    """Take contacts out of the bin again."""
    label = TN("Restore {count} contact", "Restore {count} contacts", len(contact_ids))
    with program.database() as database, database.write(label) as session:
        count = contacts.restore(session, contact_ids)
    said = TN("{count} contact restored", "{count} contacts restored", count)
    program.answer({"restored": count}, said)


@contacts_.command("export", epilog="Example: smallcrm contacts export 7 anna.zip")
@click.argument("contact_id", metavar="ID", type=ID)
@click.argument("out", metavar="OUT.zip", type=click.Path(path_type=Path, dir_okay=False))
@pass_program
def export_(program: Program, contact_id: int, out: Path) -> None:
    """Write everything that is kept about a contact to a zip; what is at OUT is replaced."""
    with program.database() as database, database.read() as session:
        made = hand_over(session, database.files, contact_id, out, Progress())
    data = {
        "file": str(out.resolve()),
        "documents": made.documents,
        "files": made.files,
        "lacking": list(made.lacking),
    }
    lacking = [T("“{name}” is missing or damaged.", name=name) for name in made.lacking]
    program.answer(data, T("{path} is written.", path=out), *lacking)


@contacts_.command(epilog="Example: smallcrm contacts erase 7 --yes")
@click.argument("contact_id", metavar="ID", type=ID)
@click.option("--yes", is_flag=True, help="Do it; it cannot be undone.")
@pass_program
def erase(program: Program, contact_id: int, *, yes: bool) -> None:
    """Erase a contact for good; issued documents keep what was printed on them."""
    if not yes:
        raise UserError(
            T("Erasing a contact cannot be undone."),
            hint=T("Nothing was changed. Say it again with --yes."),
        )
    with program.database() as database:
        erase_contact(database, contact_id)
    program.answer({"id": contact_id}, T("Contact {id} is erased.", id=contact_id))


def _lines(view: contacts.ContactView) -> list[str]:
    draft = view.draft
    pairs = [
        (T("Company"), draft.company),
        (T("Role"), draft.role),
        (T("Email"), ", ".join(email.value for email in draft.emails)),
        (T("Phone"), ", ".join(phone.value for phone in draft.phones)),
        (T("Tax number"), draft.tax_id),
        (T("Birthday"), draft.birthday),
        (T("Tags"), ", ".join(draft.tags)),
        *((T("Address"), address_line(address)) for address in draft.addresses),
        *((name, value) for name, value in draft.custom.items()),
        (T("Note"), draft.note),
        *(
            (T("Unpaid"), formats.money(amount, currency))
            for currency, amount in view.balance.items()
        ),
    ]
    return [draft.name, *(f"{name}: {value}" for name, value in pairs if value)]


def address_line(address: contacts.AddressDraft) -> str:
    """An address on one line."""
    street = ", ".join(address.street.splitlines())
    parts = (street, f"{address.postcode} {address.city}".strip(), address.region, address.country)
    return ", ".join(part for part in parts if part)
