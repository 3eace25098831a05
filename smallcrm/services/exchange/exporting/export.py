"""Take everything out again, in open formats."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from smallcrm.core.errors import UserError
from smallcrm.core.loading import load
from smallcrm.core.progress import Progress
from smallcrm.core.text import T
from smallcrm.core.whole_file import replacing
from smallcrm.services import (
    campaigns,
    contacts,
    deals,
    documents,
    leads,
    pipeline,
    products,
    tasks,
)
from smallcrm.services.contacts import json_form
from smallcrm.services.documents import DocumentDraft
from smallcrm.services.documents.json_form import draft_to_json
from smallcrm.services.documents.json_show import document_to_json
from smallcrm.services.exchange.exporting import (
    calendar_tasks,
    contact_sheet,
    lead_sheets,
    money_lists,
    other_sheets,
    task_sheet,
)
from smallcrm.services.exchange.targets import delimited
from smallcrm.services.exchange.targets.sheet import Sheet
from smallcrm.services.pipeline import tagging

_TARGETS = "smallcrm.services.exchange.targets"
_PRINTED = "smallcrm.services.exchange.exporting.printed_lists"
_CHUNK = 500


class Exported(NamedTuple):
    """A file that was written, and how many things are in it."""

    path: Path
    rows: int


class _Kind(NamedTuple):
    """What can be exported: as a list, as JSON, perhaps as cards or as a calendar."""

    sheet: Callable[[Session, Sequence[int]], Sheet]
    ids: Callable[[Session], list[int]]
    objects: Callable[[Session, Sequence[int]], list[dict[str, Any]]]
    further: tuple[str, ...] = ()


def formats_of(what: str) -> tuple[str, ...]:
    """The formats that *what* (``contacts``, ``documents``, …) can leave in."""
    return ("xlsx", "csv", "pdf", *_KINDS[what].further, "json")


def export(  # noqa: PLR0913 - one for each option
    session: Session,
    what: str,
    path: Path,
    progress: Progress,
    *,
    vcard: str = "3.0",
    ids: Sequence[int] | None = None,
    described: str = "",
) -> Exported:
    """Write *what* to *path*, whose ending says in which format.

    Args:
        session: For reading; the file shows one state of the data.
        what: One of ``WHAT``.
        path: Replaced as a whole when it is there, and only when everything went well.
        progress: Told how many are written; may stop the work.
        vcard: ``3.0``, which every telephone reads, or ``4.0``.
        ids: Only these, in this order; None for all.
        described: What they were filtered by, in words, for a list on paper.

    Raises:
        UserError: the ending is none that *what* can be written in, or a calendar would be empty.
        StorageError: the file cannot be written.
    """
    kind = _KINDS[what]
    ending = path.suffix.lower().removeprefix(".")
    if ending not in formats_of(what):
        raise UserError(
            T("{name} has no ending that can be written.", name=path.name),
            hint=T("Nothing was written. Use one of: {names}.", names=", ".join(formats_of(what))),
            field="path",
        )
    wanted = kind.ids(session) if ids is None else list(ids)
    with replacing(path) as temporary:
        if ending in ("xlsx", "csv"):
            sheet = _sheet(session, what, wanted, is_all=ids is None)
            write = load(f"{_TARGETS}.workbook").write if ending == "xlsx" else delimited.write
            rows = write(temporary, sheet, progress)
        elif ending == "pdf":
            pdf, rows = on_paper(session, what, wanted, described, progress)
            temporary.write_bytes(pdf)
        elif ending == "json":
            rows = _write_json(temporary, session, kind, wanted, progress)
        elif ending == "ics":
            rows = _write_calendar(temporary, session, wanted, progress)
        else:
            cards = contact_sheet.cards_of(session, wanted)
            rows = load(f"{_TARGETS}.vcard").write(temporary, cards, len(wanted), vcard, progress)
    return Exported(path, rows)


def on_paper(
    session: Session, what: str, ids: Sequence[int], described: str, progress: Progress
) -> tuple[bytes, int]:
    """Those of *what* called *ids* as a table in a PDF, and how many they are; see ``export``."""
    found: tuple[bytes, int] = load(_PRINTED).render(
        session, what, _KINDS[what].sheet, ids, described, progress
    )
    return found


def objects(session: Session, what: str, ids: Sequence[int]) -> list[dict[str, Any]]:
    """Those of *what* called *ids* as JSON has them."""
    return _KINDS[what].objects(session, ids)


def list_objects(session: Session, what: str, progress: Progress) -> Iterator[list[dict[str, Any]]]:
    """All of *what* as objects, some hundreds at a time; see ``export``."""
    kind = _KINDS[what]
    ids = kind.ids(session)
    for start in range(0, len(ids), _CHUNK):
        progress.report(start, len(ids))
        yield kind.objects(session, ids[start : start + _CHUNK])


def _write_json(
    path: Path, session: Session, kind: _Kind, ids: Sequence[int], progress: Progress
) -> int:
    count = 0
    with path.open("w", encoding="utf-8") as file:
        file.write("[")
        for start in range(0, len(ids), _CHUNK):
            progress.report(start, len(ids))
            for item in kind.objects(session, ids[start : start + _CHUNK]):
                file.write(",\n" if count else "\n")
                json.dump(item, file, ensure_ascii=False)
                count += 1
        file.write("\n]\n")
    progress.report(count, len(ids))
    return count


def _write_calendar(path: Path, session: Session, ids: Sequence[int], progress: Progress) -> int:
    """Write tasks and meetings; a calendar holds one thing at least (RFC 5545, 3.6)."""
    found = calendar_tasks.tasks_of(session, ids)
    named = calendar_tasks.zones_of(session)
    rows: int = load(f"{_TARGETS}.calendar").write(path, found, len(ids), progress, named)
    if not rows:
        raise UserError(
            T("There are no tasks, and a calendar cannot be empty."),
            hint=T("Nothing was written. Add a task first, or write a table instead."),
        )
    return rows


def _contact_objects(session: Session, ids: Sequence[int]) -> list[dict[str, Any]]:
    views = contacts.list_views(session, ids)
    return [json_form.to_json(views[key]) for key in ids if key in views]


def _document_objects(session: Session, ids: Sequence[int]) -> list[dict[str, Any]]:
    return [document_to_json(session, key) for key in ids]


def _deal_objects(session: Session, ids: Sequence[int]) -> list[dict[str, Any]]:
    rows = pipeline.list_deal_rows(session, ids)
    tags, values = tagging.tags_of(session, ids), tagging.values_of(session, ids)
    lines = deals.list_lines(session, ids)
    return [
        {
            **_plain(rows[key]),
            "tags": list(tags.get(key, ())),
            "custom": values.get(key, {}),
            "lines": draft_to_json(DocumentDraft(lines=lines.get(key, ())))["lines"],
        }
        for key in ids
        if key in rows
    ]


def _product_objects(session: Session, ids: Sequence[int]) -> list[dict[str, Any]]:
    rows = products.list_rows(session, ids)
    return [_plain(rows[key]) for key in ids if key in rows]


def _task_ids(session: Session) -> list[int]:
    return tasks.list_task_ids(session, done=None)


def _task_objects(session: Session, ids: Sequence[int]) -> list[dict[str, Any]]:
    rows, further = tasks.list_task_rows(session, ids), task_sheet.further_of(session, ids)
    return [{**_plain(rows[key]), **_plain(further[key])} for key in ids if key in rows]


def _lead_objects(session: Session, ids: Sequence[int]) -> list[dict[str, Any]]:
    rows = leads.list_rows(session, ids)
    return [_plain(rows[key]) for key in ids if key in rows]


def _campaign_objects(session: Session, ids: Sequence[int]) -> list[dict[str, Any]]:
    rows = campaigns.list_rows(session, ids)
    return [_plain(rows[key]) for key in ids if key in rows]


def _staff_objects(session: Session, ids: Sequence[int]) -> list[dict[str, Any]]:
    rows = lead_sheets.staff_rows(session, ids)
    return [_plain(rows[key]) for key in ids if key in rows]


def _plain(row: Any) -> dict[str, Any]:
    """The fields of a row; amounts and dates as text."""
    return {name: _plain_value(value) for name, value in row._asdict().items()}


def _plain_value(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _plain_value(each) for key, each in value.items()}
    return value if value is None or isinstance(value, int | str) else str(value)


def _sheet(session: Session, what: str, ids: Sequence[int], *, is_all: bool) -> Sheet:
    if what == _CONTACTS and is_all:
        return contact_sheet.sheet_of(session, ids, is_all=True)
    return _KINDS[what].sheet(session, ids)


_CONTACTS = "contacts"
_KINDS = {
    _CONTACTS: _Kind(contact_sheet.sheet_of, contacts.list_ids, _contact_objects, ("vcf",)),
    "deals": _Kind(other_sheets.deals_sheet, pipeline.list_deal_ids, _deal_objects),
    "documents": _Kind(other_sheets.documents_sheet, documents.list_ids, _document_objects),
    "products": _Kind(other_sheets.products_sheet, products.list_ids, _product_objects),
    "tasks": _Kind(task_sheet.tasks_sheet, _task_ids, _task_objects, ("ics",)),
    **{
        what: _Kind(one.sheet, one.ids, money_lists.FURTHER.get(what, one.objects))
        for what, one in money_lists.MONEY.items()
    },
    "leads": _Kind(lead_sheets.leads_sheet, lead_sheets.lead_ids, _lead_objects),
    "campaigns": _Kind(lead_sheets.campaigns_sheet, campaigns.list_ids, _campaign_objects),
    "staff": _Kind(lead_sheets.staff_sheet, lead_sheets.staff_ids, _staff_objects),
}
WHAT = tuple(_KINDS)
