"""Pictures that the data file keeps (photos of products, logos) and nothing needs any more."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import JSON as JSON_TYPE
from sqlalchemy import ColumnElement, delete, func, select, type_coerce
from sqlalchemy.orm import Session

from smallcrm.db.files import Stored
from smallcrm.models import Blob, Change, Document, Product, Setting

_WHERE_NAMED = (("product", "photo"), ("setting", "value"))  # in the journal


def list_unused_pictures(session: Session) -> list[Stored]:
    """Pictures that no product and no document has, and no step of the history could bring back.

    Pages in PDF are never among them.
    """
    named = set(_named(session))
    pictures = select(Blob.sha256, func.length(Blob.data)).where(Blob.media_type.like("image/%"))
    return [
        Stored(sha256, size)
        for sha256, size in session.execute(pictures.order_by(Blob.sha256))
        if sha256 not in named
    ]


def remove_unused_pictures(session: Session) -> list[Stored]:
    """Remove those of ``list_unused_pictures``, and return them; it cannot be undone."""
    unused = list_unused_pictures(session)
    session.execute(delete(Blob).where(Blob.sha256.in_([one.sha256 for one in unused])))
    session.flush()
    return unused


def _named(session: Session) -> Iterator[str]:
    yield from session.scalars(select(Product.photo))
    # Settings are JSON: a hash stands in quotation marks there.
    yield from (text.strip('"') for text in session.scalars(select(Setting.value)))
    logo: ColumnElement[str] = func.json_extract(Document.details, "$.logo")
    yield from session.scalars(select(logo).where(logo.is_not(None)))
    for table, column in _WHERE_NAMED:
        before = type_coerce(Change.old, JSON_TYPE)[(column, 0)].as_string()
        wanted = Change.table_name == table, before.is_not(None)
        yield from (text.strip('"') for text in session.scalars(select(before).where(*wanted)))
