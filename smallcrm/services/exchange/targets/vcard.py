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
    yield from _reached(draft, version)
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
    yield "X-SMALLCRM-KIND:person"
    if draft.family_name or draft.given_name:
        yield f"N:{_escaped(draft.family_name)};{_escaped(draft.given_name)};;;"
    else:  # never split by force: programs that ignore FN show it whole
        yield f"N;X-WHOLE=TRUE:{_escaped(draft.name)};;;;"
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
        ("X-SMALLCRM-OWNER", draft.owner),
        ("X-SMALLCRM-CONSENT", draft.consent),
        ("X-SMALLCRM-CONSENT-ON", draft.consent_on.isoformat() if draft.consent_on else ""),
        ("X-SMALLCRM-CONSENT-SOURCE", draft.consent_source),
    ):
        if value:
            yield f"{name}:{_escaped(value)}"
    if draft.note:
        yield f"NOTE:{_escaped(draft.note)}"
    for name, value in draft.custom.items():
        yield f"X-SMALLCRM-FIELD:{_escaped(name)};{_escaped(value)}"
    for system, number in draft.external.items():
        yield f"X-SMALLCRM-ID:{_escaped(system)};{_escaped(number)}"


def _reached(draft: ContactDraft, version: str) -> Iterator[str]:
    """Telephones, e-mails, addresses and web pages; a kind of one's own is Apple's X-ABLABEL."""
    lines: list[tuple[str, str]] = []
    for name, items in (("TEL", draft.phones), ("EMAIL", draft.emails)):
        for number, item in enumerate(items):
            kind = _type(item.label, version, first=number == 0)
            own = "" if item.label in _TYPES else item.label
            lines.append((f"{name}{kind}:{_escaped(item.value)}", own))
    for address in draft.addresses:
        own = "" if address.label in _ADDRESS_TYPES else address.label
        lines.append((_address(address), own))
    lines += [(f"URL:{_one_line(url.value)}", url.label) for url in draft.urls]
    group = 0
    for line, label in lines:
        if not label:
            yield line
            continue
        group += 1
        yield f"item{group}.{line}"
        yield f"item{group}.X-ABLABEL:{_escaped(label)}"


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
