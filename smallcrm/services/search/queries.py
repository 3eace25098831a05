"""One query over all kinds, for the palette of the window and for the command line."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Label, Select, String, bindparam, literal_column, select, union_all
from sqlalchemy.orm import Session

from smallcrm.core.fold import fold
from smallcrm.core.mentions import plain
from smallcrm.db import search as index
from smallcrm.db.rows import fetch_rows
from smallcrm.models import Activity, Contact, Document, Product
from smallcrm.services import contacts, documents, leads, pipeline, products, tasks
from smallcrm.services.contacts import ContactRow
from smallcrm.services.documents import DocumentRow
from smallcrm.services.leads import LeadRow
from smallcrm.services.pipeline import DealRow
from smallcrm.services.products import ProductRow
from smallcrm.services.search.ranking import BEGINS, EXACT, WORDS, rank, share
from smallcrm.services.tasks import TaskRow

CONTACT, DOCUMENT, DEAL, PRODUCT = "contact", "document", "deal", "product"
LEAD, TASK, NOTE = "lead", "task", "activity"
KINDS = (CONTACT, DOCUMENT, DEAL, LEAD, PRODUCT, TASK, NOTE)
LIMIT = 12
_CANDIDATES = 20  # of a kind; the best of them are shown
_CUSTOMERS = 50  # whose documents are looked for
_LAST = "\U0010ffff"  # sorts behind every letter


def _begun(kind: str, table: type[Contact] | type[Product]) -> Select[*tuple[Any, ...]]:
    """Those whose names begin so, in the order of the names."""
    query = select(_constant(kind), table.id, table.name).where(table.deleted_at.is_(None))
    query = query.where(table.folded >= bindparam("begun"), table.folded < bindparam("last"))
    return _of_union(query.order_by(table.folded, table.id))


def _numbered() -> Select[*tuple[Any, ...]]:
    numbers = [bindparam("typed", type_=String), bindparam("in_capitals", type_=String)]
    query = select(_constant(DOCUMENT), Document.id, Document.number)
    return _of_union(query.where(Document.deleted_at.is_(None), Document.number.in_(numbers)))


def _constant(kind: str) -> Label[str]:
    return literal_column(f"'{kind}'", String).label("kind")


def _of_union(query: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """*query* in a form in which it may have an order and an end of its own there."""
    return select(query.limit(bindparam("most")).subquery())


# All put together once: while one types, that took longer than running them.
_NAMED = union_all(_begun(CONTACT, Contact), _begun(PRODUCT, Product), _numbered())
_NEWEST = (
    select(Document.id)
    .where(Document.deleted_at.is_(None))
    .order_by(Document.date.desc(), Document.id.desc())
    .limit(_CANDIDATES)
)
_NEWEST_OF = _NEWEST.where(Document.customer_id.in_(bindparam("people", expanding=True)))
_NOTES = (
    select(
        Activity.id,
        Activity.kind,
        Activity.title,
        Activity.body,
        Activity.at,
        Activity.contact_id,
        Contact.name,
    )
    .join(Contact, Contact.id == Activity.contact_id)
    .where(Activity.id.in_(bindparam("ids", expanding=True)))
)


class NoteRow(NamedTuple):
    """An entry of a timeline: a note, a call, a meeting, an e-mail."""

    id: int
    kind: str
    title: str
    body: str
    at: datetime
    contact_id: int
    contact: str


Row = ContactRow | DocumentRow | DealRow | LeadRow | ProductRow | TaskRow | NoteRow


class Hit(NamedTuple):
    """Something that was found.

    Attributes:
        kind: One of ``KINDS``; ``activity`` is an entry of a timeline.
        row: As a list of that kind shows it.
    """

    kind: str
    id: int
    row: Row


def find(
    session: Session, typed: str, *, kinds: Sequence[str] = KINDS, limit: int = LIMIT
) -> list[Hit]:
    """What somebody may mean who has *typed* so much, of *kinds*, at most *limit* hits.

    First whole numbers and names, then beginnings of them, then what has the words elsewhere;
    among equals the newest, of names the order of the alphabet. Each kind gets its share. Of
    documents also those for the contacts that are found, and the newest when nothing is typed.
    """
    if limit < 1:
        return []
    typed = typed.encode("utf-8", "ignore").decode()  # half a letter can come from a keyboard
    asked = [kind for kind in KINDS if kind in kinds]
    most = max(_CANDIDATES, limit)
    looked = asked if CONTACT in asked or DOCUMENT not in asked else [CONTACT, *asked]
    found = index.newest(session.connection(), typed, looked, most)
    words = index.spellings_of(typed)
    ranked = {kind: _in_order(found[kind], words) for kind in looked}
    for kind, named in _named(session, typed, most).items():
        if kind in ranked:
            others = [hit for hit in ranked[kind] if hit[1] not in named]
            hits = [*((fits, key) for key, fits in named.items()), *others]
            ranked[kind] = sorted(hits, key=lambda hit: hit[0])
    if DOCUMENT in asked and (words or not typed.strip()):
        people = [key for _, key in ranked.get(CONTACT, ())][:_CUSTOMERS]
        ranked[DOCUMENT] += _documents_of(session, people, ranked[DOCUMENT], is_all=not words)
    return _read(session, share({kind: ranked[kind] for kind in asked}, limit))


def _in_order(
    found: Sequence[index.Indexed], words: Sequence[Sequence[str]]
) -> list[tuple[int, int]]:
    newest = sorted(found, key=lambda one: one.at, reverse=True)
    return sorted(((rank(one.text, words), one.id) for one in newest), key=lambda hit: hit[0])


def _named(session: Session, typed: str, most: int) -> dict[str, dict[int, int]]:
    """Of each kind those whose name or number begins like *typed*, of all: their ranks."""
    begun, number = fold(" ".join(typed.split())), typed.strip()
    found: dict[str, dict[int, int]] = {}
    if begun:
        values = {"begun": begun, "last": begun + _LAST, "most": most}
        values |= {"typed": number, "in_capitals": number.upper()}
        for kind, key, name in fetch_rows(session, _NAMED, values):
            found.setdefault(kind, {})[key] = EXACT if fold(name) == begun else BEGINS
    return found


def _documents_of(
    session: Session, people: Sequence[int], known: Sequence[tuple[int, int]], *, is_all: bool
) -> list[tuple[int, int]]:
    """The newest documents for *people*, or of all."""
    query, values = (_NEWEST, {}) if is_all else (_NEWEST_OF, {"people": people})
    ids = {key for _, key in known}
    return [(WORDS, key) for (key,) in fetch_rows(session, query, values) if key not in ids]


def _list_notes(session: Session, ids: Sequence[int]) -> Mapping[int, NoteRow]:
    notes = [NoteRow(*row) for row in fetch_rows(session, _NOTES, {"ids": ids})]
    return {note.id: note._replace(body=plain(note.body)) for note in notes}


_ROWS: dict[str, Callable[[Session, Sequence[int]], Mapping[int, Any]]] = {
    CONTACT: contacts.list_rows,
    DOCUMENT: documents.list_rows,
    DEAL: pipeline.list_deal_rows,
    LEAD: leads.list_rows,
    PRODUCT: products.list_rows,
    TASK: tasks.list_task_rows,
    NOTE: _list_notes,
}


def _read(session: Session, chosen: Sequence[tuple[str, int]]) -> list[Hit]:
    rows = {
        kind: _ROWS[kind](session, [key for one, key in chosen if one == kind])
        for kind in dict.fromkeys(kind for kind, _ in chosen)
    }
    return [Hit(kind, key, rows[kind][key]) for kind, key in chosen if key in rows[kind]]
