"""Documents that were issued once for all tests, with their XML and the verdict of the rules."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from smallcrm.core.text import T
from smallcrm.db.database import Database
from smallcrm.services import documents, settings
from smallcrm.services.documents import CREDIT_NOTE, DocumentDraft, DocumentView, einvoice
from smallcrm.services.documents.einvoice import rules
from tests.conftest import Clerk
from tests.services.documents.einvoice.samples import BUSINESS, GOLDEN, golden, scenarios


class Issued(NamedTuple):
    """A document, its XML by syntax, and what the rules say of it."""

    id: int
    view: DocumentView
    xml: Mapping[str, bytes]
    fatal: Mapping[str, list[rules.Failure]]
    warnings: Mapping[str, list[rules.Failure]]


class Archive:
    """One data file with all of them."""

    label = T("Test")

    def __init__(self, database: Database) -> None:
        self.database = database
        with database.write(self.label) as session:
            settings.change(session, BUSINESS)

    def issue(self, draft: DocumentDraft) -> int:
        with self.database.write(self.label, can_undo=False) as session:
            document_id = documents.create_draft(session, draft)
            documents.issue(session, document_id, dt.date(2026, 3, 1))
        return document_id

    def void(self, document_id: int) -> int:
        with self.database.write(self.label, can_undo=False) as session:
            credit_id = documents.void(session, document_id)
        assert credit_id is not None
        return credit_id

    def read(self, query: Any, *args: Any) -> Any:
        with self.database.read() as session:
            return query(session, *args)


@pytest.fixture(scope="session")
def archive(empty_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    path = tmp_path_factory.mktemp("einvoice") / "archive.smallcrm"
    shutil.copy(empty_file, path)
    database = Database(path)
    yield Archive(database)
    database.close()


@pytest.fixture(scope="session")
def issued(archive: Archive, clerk: Clerk) -> Mapping[str, Issued]:
    """Every document by name, with the verdict of the rules."""
    ids = {case["name"]: archive.issue(golden(case)) for case in GOLDEN}
    ids |= {name: archive.issue(draft) for name, draft in scenarios().items()}
    ids["part credit"] = archive.issue(
        replace(
            scenarios()["18 first"], kind=CREDIT_NOTE, preceding=(ids["18 first"],), due_days=None
        )
    )
    ids["credit note"] = archive.void(ids["17"])
    written = {
        (name, syntax): archive.read(einvoice.xml, document_id, syntax)
        for name, document_id in ids.items()
        for syntax in (einvoice.UBL, einvoice.CII)
    }
    found = clerk.check([(syntax, xml) for (_, syntax), xml in written.items()])
    verdicts = dict(zip(written, found, strict=True))

    def of(name: str, *, fatal: bool) -> dict[str, list[rules.Failure]]:
        return {
            syntax: [one for one in verdicts[name, syntax] if one.is_fatal == fatal]
            for syntax in (einvoice.UBL, einvoice.CII)
        }

    return {
        name: Issued(
            document_id,
            archive.read(documents.get_view, document_id),
            {syntax: written[name, syntax] for syntax in (einvoice.UBL, einvoice.CII)},
            of(name, fatal=True),
            of(name, fatal=False),
        )
        for name, document_id in ids.items()
    }
