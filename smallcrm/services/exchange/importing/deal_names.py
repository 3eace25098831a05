"""What a list of deals says by name: found in the data file, else kept in the note."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from sqlalchemy.orm import Session

from smallcrm.core.fold import fold
from smallcrm.services import pipeline
from smallcrm.services.custom_fields import FieldRow, list_fields
from smallcrm.services.exchange.drafts import DealDraft
from smallcrm.services.exchange.own_lists import own_headings as headings
from smallcrm.services.exchange.systems import own
from smallcrm.services.pipeline.pointing import Names


class DealNames:
    """Staff, campaigns, companies and fields of one's own, read once for a list.

    Args:
        session: Read from only.
        is_ours: The list was exported from here: all of its columns are fields.
    """

    def __init__(self, session: Session, *, is_ours: bool) -> None:
        names = Names(session)
        self._is_ours = is_ours
        self._fields = {fold(row.name): row for row in list_fields(session)}
        self._named: tuple[tuple[str, Callable[[str], int | None], headings.Heading], ...] = (
            ("company", names.company, headings.DEAL_COMPANY),
            ("owner", names.owner, headings.DEAL_OWNER),
            ("campaign", names.campaign, headings.DEAL_CAMPAIGN),
        )

    def completed(self, draft: pipeline.DealDraft, deal: DealDraft) -> pipeline.DealDraft:
        """*draft* with the names, tags and fields of *deal*; what is not known is in its note."""
        lines: list[str] = []
        found: dict[str, str] = {}
        for name, find, heading in self._named:
            said = getattr(deal, name)
            if said and find(said) is None:
                lines.append(f"{heading.first}: {said}")
            else:
                found[name] = said
        custom: dict[str, str] = {}
        for heading_, value in deal.custom.items():
            name, kept = self._fitted(heading_, value)
            if kept is None:
                lines.append(f"{heading_}: {value}")
            else:
                custom[name] = kept
        note = "\n".join(filter(None, [draft.note, *lines]))
        return replace(draft, **found, note=note, tags=deal.tags, custom=custom)  # type: ignore[arg-type]

    def _fitted(self, heading: str, value: str) -> tuple[str, str | None]:
        """The field that *heading* names, and *value* as it keeps it; None: it has no field."""
        name = own.name_of(heading) if self._is_ours else heading
        row: FieldRow | None = self._fields.get(fold(name))
        if row is None:
            return name, value if self._is_ours else None
        return row.name, row.stored(value) if row.for_deals or self._is_ours else None
