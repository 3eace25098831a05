"""The child process that looks for doubles, so that the window's own stays free.

It reads the path of the data file from its input and writes lines to its output: how many parts
of a hundred are done, and at last the groups.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from smallcrm.core.progress import Progress
from smallcrm.db.database import Database
from smallcrm.services.doubles.finding import find_groups

ARGUMENT = "--look-for-doubles"  # how the frozen program is told to be this process
_POLITE = 10  # steps by which everybody else on this computer comes first


def main() -> None:
    """Read the path, look, answer, and end."""
    if sys.platform != "win32":  # there the parent says so
        os.nice(_POLITE)
    # By number: a windowed program has no sys.stdin, but it has what its parent gave it.
    with os.fdopen(0, encoding="utf-8") as source, os.fdopen(1, "w", encoding="utf-8") as target:

        def send(answer: object) -> None:
            target.write(json.dumps(answer) + "\n")
            target.flush()

        database = Database(Path(json.loads(source.readline())))
        with database.read() as session:
            groups = find_groups(session, Progress(lambda done, _total: send(done)))
        send([tuple(group) for group in groups])
        database.close()


if __name__ == "__main__":
    main()
