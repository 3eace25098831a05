"""Why deals are lost: the list to choose from."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from smallcrm.core import clock
from smallcrm.core.errors import NotFound, UserError
from smallcrm.core.fold import fold
from smallcrm.core.text import T
from smallcrm.models import LostReason
from smallcrm.services.ordering import put_before
from smallcrm.services.pipeline.names import Reasons
from smallcrm.services.pipeline.stages import LONGEST_NAME


class ReasonRow(NamedTuple):
    """A reason; *needs_note*: whoever chooses it has to say more in words of his own."""

    id: int
    name: str
    needs_note: bool


def list_reasons(session: Session) -> tuple[ReasonRow, ...]:
    """The reasons in their order."""
    return tuple(ReasonRow(row.id, row.name, row.needs_note) for row in _present(session))


def find_reason(session: Session, name: str) -> int:
    """The reason called *name*, in any case and, if it is a usual one, any language.

    Raises:
        UserError: there is none of that name.
    """
    found = Reasons(session).find(name)
    if found is None:
        names = ", ".join(row.name for row in _present(session))
        raise UserError(
            T("There is no reason called {name}.", name=name)
            if name.strip()
            else T("A deal is lost for a reason."),
            hint=T("Nothing was changed. Choose one of: {names}.", names=names),
            field="reason",
        )
    return found


def add_reason(session: Session, name: str, *, needs_note: bool = False) -> int:
    """Add a reason behind the others; return its id.

    Raises:
        UserError: it has no name, or one that is taken.
    """
    rows = _present(session)
    reason = LostReason(name=_checked(name, rows, None), needs_note=needs_note, position=len(rows))
    session.add(reason)
    session.flush()
    return reason.id


def change_reason(session: Session, reason_id: int, name: str, *, needs_note: bool) -> None:
    """Change a reason; the deals lost for it show the new name.

    Raises:
        NotFound: it is gone.
        UserError: the name is empty or taken.
    """
    reason = get_reason(session, reason_id)
    reason.name = _checked(name, _present(session), reason)
    reason.needs_note = needs_note
    session.flush()


def move_reason(session: Session, reason_id: int, before: int | None = None) -> None:
    """Put a reason right before another one; to the end where there is none."""
    put_before(_present(session), get_reason(session, reason_id), before)
    session.flush()


def remove_reason(session: Session, reason_id: int) -> None:
    """Offer a reason no longer; deals that were lost for it keep it.

    Raises:
        NotFound: it is gone.
        UserError: it is the only one.
    """
    reason = get_reason(session, reason_id)
    if len(_present(session)) == 1:
        raise UserError(
            T("{name} is the only reason.", name=reason.name),
            hint=T("Nothing was removed. Add another one first."),
        )
    reason.deleted_at = clock.now()
    session.flush()


def get_reason(session: Session, reason_id: int) -> LostReason:
    """A reason that can be chosen; raises NotFound when it is gone."""
    reason = session.get(LostReason, reason_id)
    if reason is None or reason.deleted_at is not None:
        raise NotFound(T("This reason is not there any more. Nothing was changed."))
    return reason


def _present(session: Session) -> list[LostReason]:
    query = select(LostReason).where(LostReason.deleted_at.is_(None))
    return list(session.scalars(query.order_by(LostReason.position, LostReason.id)))


def _checked(name: str, rows: list[LostReason], own: LostReason | None) -> str:
    clean = " ".join(name.split())[:LONGEST_NAME]
    if not clean:
        raise UserError(
            T("A reason needs a name."), hint=T("Nothing was saved. Write a name."), field="name"
        )
    if any(row is not own and fold(row.name) == fold(clean) for row in rows):
        raise UserError(
            T("There is a reason called {name} already.", name=clean),
            hint=T("Nothing was saved. Choose another name."),
            field="name",
        )
    return clean
