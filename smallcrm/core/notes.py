"""Small answers that stay on this computer, for the window and the command line alike."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

from smallcrm.core import paths
from smallcrm.core.errors import StorageError
from smallcrm.core.whole_file import replacing

_NAME = "this-computer.json"


def note(name: str) -> str:
    """What was kept under *name*; empty where nothing was, or where it cannot be read."""
    return _read().get(name, "")


def keep(name: str, value: str) -> None:
    """Keep *value* under *name*; empty forgets it. Where nothing can be written, nothing is."""
    known = _read()
    if known.get(name, "") == value:
        return
    known = {key: text for key, text in {**known, name: value}.items() if text}
    with contextlib.suppress(OSError, StorageError):
        paths.private_folder(paths.settings_folder())
        with replacing(_path()) as temporary:
            paths.private_file(temporary).write_text(json.dumps(known, ensure_ascii=False), "utf-8")


def of_file(name: str, file: Path) -> str:
    """The name of a note that is about one data file."""
    return f"{name} {file.resolve()}"


def _read() -> dict[str, str]:
    try:
        found = json.loads(_path().read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {key: text for key, text in found.items() if isinstance(text, str)}


def _path() -> Path:
    return paths.settings_folder() / _NAME
