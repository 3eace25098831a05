"""Read a file of JSON that a command was given."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from smallcrm.core.errors import UserError
from smallcrm.core.text import T
from smallcrm.services.documents.json_reader import parse


def read_json(path: Path) -> Any:
    """What stands in *path*, with exact numbers; ``-`` is the standard input.

    Raises:
        UserError: It cannot be read, or is no JSON.
    """
    try:
        content = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
        return parse(content.decode("utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(
            T("The draft {path} cannot be read.", path=path),
            hint=T("Nothing was changed. It has to be a text file in UTF-8."),
        ) from error
