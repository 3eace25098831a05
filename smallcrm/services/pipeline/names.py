"""Stages and reasons of a loss by the names that files and people call them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from smallcrm.core.errors import UserError
from smallcrm.core.fold import fold
from smallcrm.core.text import T
from smallcrm.models import LostReason, Pipeline, Stage
from smallcrm.services.ordering import renumber
from smallcrm.services.pipeline.places import GAP, last_place
from smallcrm.services.settings.usual import reason_words, stage_words

OPEN, WON, LOST = "open", "won", "lost"
_LONGEST = 100  # characters of a name


class Stages:
    """The stages of a pipeline, the first one by default, and where a new deal stands in each."""

    def __init__(
        self, session: Session, *, adds: bool = False, pipeline_id: int | None = None
    ) -> None:
        self._session = session
        self._adds = adds
        wanted: Any = pipeline_id
        if pipeline_id is None:
            first = select(Pipeline.id).where(Pipeline.deleted_at.is_(None))
            first = first.order_by(Pipeline.position, Pipeline.id).limit(1)
            wanted = first.scalar_subquery()
        query = (
            select(Stage)
            .where(Stage.pipeline_id == wanted, Stage.deleted_at.is_(None))
            .order_by(Stage.position, Stage.id)
        )
        self._stages = list(session.scalars(query))
        self._next: dict[int, int] = {}
        self._index()

    def find(self, name: str, status: str) -> int:
        """The stage called *name*, in any language if it is a usual one.

        Else a new one of that name where names are added, else the first one for *status*, else
        the first open one.
        """
        name = " ".join(name.split())[:_LONGEST]
        found = self.known(name)
        if found is None and name and self._adds and self._stages:
            found = self._add(name, status or OPEN)
        if found is None:
            found = self._by_kind.get(status or OPEN) or self._by_kind.get(OPEN)
        if found is None:
            raise UserError(
                T("The pipeline has no stage that a deal can start in."),
                hint=T("Nothing was saved. Add a stage to the pipeline first."),
                field="stage",
            )
        return found

    def known(self, name: str) -> int | None:
        """The stage called *name*, in any language if it is a usual one; else None."""
        name = " ".join(name.split())[:_LONGEST]
        if not name:
            return None
        words = [fold(name), *sorted(stage_words(name))]
        return next((self._by_name[each] for each in words if each in self._by_name), None)

    @property
    def names(self) -> tuple[str, ...]:
        """What the stages are called, in their order."""
        return tuple(stage.name for stage in self._stages)

    def is_lost(self, stage_id: int) -> bool:
        """Whether deals of the stage are lost."""
        return any(stage.id == stage_id and stage.kind == LOST for stage in self._stages)

    def next_position(self, stage_id: int) -> int:
        """The place after the last deal of the stage."""
        place = self._next.get(stage_id)
        if place is None:
            place = last_place(self._session, stage_id)
        self._next[stage_id] = place + GAP
        return place

    def _index(self) -> None:
        self._by_name = {fold(stage.name): stage.id for stage in reversed(self._stages)}
        self._by_kind = {stage.kind: stage.id for stage in reversed(self._stages)}

    def _add(self, name: str, kind: str) -> int:
        """A stage of *kind* after those of its kind; the later ones move up."""
        alike = [at for at, stage in enumerate(self._stages) if stage.kind == kind]
        place = alike[-1] + 1 if alike else len(self._stages)
        probability = {WON: 100, LOST: 0}.get(kind, self._stages[place - 1].probability)
        stage = Stage(
            pipeline_id=self._stages[0].pipeline_id, name=name, kind=kind, probability=probability
        )
        self._session.add(stage)
        self._stages.insert(place, stage)
        renumber(self._stages)
        self._session.flush()
        self._index()
        return stage.id


class Reasons:
    """Why deals are lost, by name."""

    def __init__(self, session: Session, *, adds: bool = False) -> None:
        self._session = session
        self._adds = adds
        query = select(LostReason).where(LostReason.deleted_at.is_(None))
        found = list(session.scalars(query.order_by(LostReason.position, LostReason.id)))
        self._by_name = {fold(reason.name): reason.id for reason in reversed(found)}
        self._count = len(found)

    def find(self, name: str) -> int | None:
        """The reason called *name*, in any language if it is a usual one.

        Else a new one of that name where names are added, else None.
        """
        name = " ".join(name.split())[:_LONGEST]
        found = self._by_name.get(fold(name))
        if found is None:
            known = [self._by_name.get(each) for each in sorted(reason_words(name))]
            found = next((each for each in known if each is not None), None)
        if found is None and self._adds and name:
            reason = LostReason(name=name, position=self._count)
            self._session.add(reason)
            self._session.flush()
            self._count += 1
            found = self._by_name[fold(name)] = reason.id
        return found
