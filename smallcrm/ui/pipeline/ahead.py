"""What the first click on the pipeline would have to wait for, done in a thread before it."""

from __future__ import annotations

from typing import Any

from smallcrm.core.loading import load
from smallcrm.services import pipeline
from smallcrm.ui.pipeline.found import Wanted, look


def get_ready(session: Any) -> None:
    """Load the page, and read what it reads, so that the SQL is compiled."""
    load("smallcrm.ui.pipeline.page")
    first = look(session, Wanted()).columns[0].deals[:1]
    pipeline.list_cards(session, first)
