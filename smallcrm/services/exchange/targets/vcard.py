"""Write contacts as vCards (RFC 6350 for 4.0, RFC 2426 for 3.0)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from smallcrm.core.progress import Progress
from smallcrm.services.contacts.drafts import COMPANY, AddressDraft, ContactDraft

VERSIONS = ("3.0", "4.0")
_LONGEST_LINE = 75  # octets, RFC 6350 section 3.2
_APPLE_NO_YEAR = "1604"  # how Apple says that the year of a birthday is not known
_TYPES = {
    "work": "work",
    "home": "home",
    "mobile": "cell",
    "fax": "fax",
    "pager": "pager",
    "main": "main",
}
_ADDRESS_TYPES = ("work", "home")


class CardContact(NamedTuple):
    """What a card is made of."""

    uid: str
    draft: ContactDraft


def write(
    path: Path,
    contacts: Iterator[list[CardContact]],
    total: int,
    version: str,
    progress: Progress,
) -> int:
    """Write a card for each of *contacts* (chunks of *total*); return how many there are."""
    count = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        for chunk in contacts:
            progress.report(count, total)
            for contact in chunk:
                file.writelines(f"{_folded(line)}\r\n" for line in card(contact, version))
            count += len(chunk)
    progress.report(count, total)
    return count


def card(contact: CardContact, version: str) -> Iterator[str]:
    """The unfolded lines of one card."""
    draft = contact.draft
    yield "BEGIN:VCARD"
    yield f"VERSION:{version}"
    yield f"UID:urn:uuid:{contact.uid}"
    yield from _naming(draft, version)
    for number, phone in enumerate(draft.phones):
        yield f"TEL{_type(phone.label, version, first=number == 0)}:{_escaped(phone.value)}"
    for number, email in enumerate(draft.emails):
        yield f"EMAIL{_type(email.label, version, first=number == 0)}:{_escaped(email.value)}"
    for address in draft.addresses:
        yield _address(address)
    for url in draft.urls:
        yield f"URL:{_one_line(url.value)}"
    if draft.birthday:
        yield _birthday(draft.birthday, version)
    yield from _more(draft)
    yield "END:VCARD"


def _naming(draft: ContactDraft, version: str) -> Iterator[str]:
    yield f"FN:{_escaped(draft.name)}"
    if draft.kind == COMPANY:
        yield "KIND:org" if version == "4.0" else "X-ABSHOWAS:COMPANY"
        yield "N:;;;;"
        yield f"ORG:{_escaped(draft.name)}"
        return
    family = draft.family_name
    if not family and not draft.given_name:
        family = draft.name  # never split by force: programs that ignore FN show it whole
    yield f"N:{_escaped(family)};{_escaped(draft.given_name)};;;"
    if draft.company:
        yield f"ORG:{_escaped(draft.company)}"
    if draft.role:
        yield f"TITLE:{_escaped(draft.role)}"


def _more(draft: ContactDraft) -> Iterator[str]:
    if draft.tags:
        yield "CATEGORIES:" + ",".join(_escaped(tag) for tag in draft.tags)
    for name, value in (
        ("LANG", draft.language),
        ("X-TAX-ID", draft.tax_id),
        ("X-CURRENCY", draft.currency),
        ("X-SOURCE", draft.source),
    ):
        if value:
            yield f"{name}:{_escaped(value)}"
    if draft.note:
        yield f"NOTE:{_escaped(draft.note)}"
    for number, (name, value) in enumerate(draft.custom.items(), 1):
        yield f"item{number}.X-ABRELATEDNAMES:{_escaped(value)}"
        yield f"item{number}.X-ABLABEL:{_escaped(name)}"


def _type(label: str, version: str, *, first: bool) -> str:
    """The parameters that say what kind a number is, and which one is the main one."""
    kind = _TYPES.get(label, "")
    if version == "4.0":
        return (f";TYPE={kind}" if kind else "") + (";PREF=1" if first else "")
    kinds = [name for name in (kind.upper(), "PREF" if first else "") if name]
    return f";TYPE={','.join(kinds)}" if kinds else ""


def _address(address: AddressDraft) -> str:
    kind = f";TYPE={address.label}" if address.label in _ADDRESS_TYPES else ""
    parts = (
        "",
        "",
        address.street,
        address.city,
        address.region,
        address.postcode,
        address.country,
    )
    return f"ADR{kind}:" + ";".join(_escaped(part) for part in parts)


def _birthday(birthday: str, version: str) -> str:
    if not birthday.startswith("--"):
        return f"BDAY:{birthday.replace('-', '') if version == '4.0' else birthday}"
    day = birthday.removeprefix("--")
    if version == "4.0":
        return f"BDAY:--{day.replace('-', '')}"
    return f"BDAY;X-APPLE-OMIT-YEAR={_APPLE_NO_YEAR}:{_APPLE_NO_YEAR}-{day}"


def _escaped(value: str) -> str:
    text = value.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")
    return text.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")


def _one_line(value: str) -> str:
    """A web address: nothing in it is escaped, but it must not begin another line."""
    return "".join(value.split())


def _folded(line: str) -> str:
    """*line* in pieces of at most 75 octets, cut between characters."""
    if len(line) * 4 <= _LONGEST_LINE or len(line.encode()) <= _LONGEST_LINE:
        return line
    pieces: list[str] = []
    piece, size, room = "", 0, _LONGEST_LINE
    for char in line:
        width = len(char.encode())
        if size + width > room:
            pieces.append(piece)
            piece, size, room = "", 0, _LONGEST_LINE - 1  # the blank that begins the next line
        piece += char
        size += width
    return "\r\n ".join([*pieces, piece])
