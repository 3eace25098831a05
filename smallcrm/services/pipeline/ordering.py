"""The order of short lists: pipelines, stages, reasons."""

from __future__ import annotations

from collections.abc import Sequence

from smallcrm.models import LostReason, Pipeline, Stage


def renumber(rows: Sequence[Pipeline | Stage | LostReason]) -> None:
    """Give *rows* the positions that they have in the list."""
    for position, row in enumerate(rows):
        row.position = position
