"""Write lists, bring them in, look at everything that is in the data file."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from sqlalchemy import select, text

from smallcrm.core.progress import Progress
from smallcrm.services.exchange.drafts import ReadOptions
from smallcrm.services.exchange.importing.bringing_in import bring_in
from smallcrm.services.exchange.importing.deciding import OnDouble, Wishes
from smallcrm.services.exchange.reading.inspection import inspect

OWN = ("action", "change", "journal_state", "sqlite_sequence")


@pytest.fixture
def table(tmp_path):
    """Writes rows as CSV; returns the path."""

    def write(rows, name="list.csv", encoding="utf-8", delimiter=","):
        path = tmp_path / name
        with path.open("w", encoding=encoding, newline="") as file:
            csv.writer(file, delimiter=delimiter).writerows(rows)
        return path

    return write


@pytest.fixture
def bring(database):
    """Brings a file in; returns the report."""

    def bring(path, on_double="ask", *, trial=False, joined=None, **options):
        preview = inspect(Path(path), ReadOptions(home="GR", **options))
        wishes = Wishes(Path(path).name, OnDouble(on_double), joined)
        report = bring_in(database, preview, wishes, Progress(), trial=trial)
        left_out = report.skipped + len(report.rejected)
        assert report.created + report.updated + report.unchanged + left_out == report.rows
        return report

    return bring


@pytest.fixture
def dump(database):
    """Every row of every table but the journal and the search index."""

    def dump():
        with database.read() as session:
            names = session.execute(
                text("SELECT name FROM sqlite_master WHERE type = 'table'")
            ).scalars()
            tables = [name for name in names if name not in OWN and "search" not in name]
            return {
                name: sorted(
                    map(repr, session.execute(select(text("*")).select_from(text(name))).all())
                )
                for name in tables
            }

    return dump
