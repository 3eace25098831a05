"""The property of a workbook in which a list of ours says what it was written from."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from smallcrm.services.exchange.sources.zipped import BROKEN

_PLACES = ("docProps/custom.xml", "meta.xml")  # of xlsx and of ods
_LONGEST = 100_000  # bytes of such a part that are looked at
_FOUND = re.compile(
    rb'name="SmallCRM state"[^>]*>(?:\s*<vt:lpwstr[^>]*>)?\s*'
    rb"([0-9a-f-]{32,36}) (all|some) (\d{1,9})\s*<"
)


def read(path: Path) -> str:
    """The text of the stamp in a workbook whose container has been checked; empty without one."""
    try:
        with zipfile.ZipFile(path) as container:
            for place in _PLACES:
                if place in container.namelist():
                    with container.open(place) as part:
                        found = _FOUND.search(part.read(_LONGEST))
                    if found:
                        return b" ".join(found.groups()).decode("ascii")
    except BROKEN:
        return ""
    return ""
