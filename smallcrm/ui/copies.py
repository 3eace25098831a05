"""Where the data file and its copies are."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple


class Files(NamedTuple):
    """What a look at the folders showed.

    Attributes:
        data: The data file.
        folder: Where copies of it go; may not be there yet.
        newest: When the newest copy was made, in the zone of this computer; None for none.
    """

    data: Path
    folder: Path
    newest: datetime | None


def look_for(data: Path) -> Files:
    """Look for the copies of the file *data*."""
    folder = data.parent / "backups"
    made = [path.stat().st_mtime for path in folder.glob(f"{data.stem}-*{data.suffix}")]
    newest = datetime.fromtimestamp(max(made), UTC).astimezone() if made else None
    return Files(data, folder, newest)
