"""Makes the file with sample data, apart from everything real; loaded when it is asked for."""

from __future__ import annotations

from pathlib import Path

from smallcrm.core import paths, text
from smallcrm.services.samples.demonstration import demonstrate
from smallcrm.services.settings import create_file


def make_sample() -> Path:
    """Return the file with sample data, made anew where there is none. Takes a few seconds."""
    path = paths.sample_file()
    if not path.exists():
        database = create_file(path, country="GR", currency="EUR", language=text.language())
        try:
            demonstrate(database, path.parent)
        finally:
            database.close()
    return path
