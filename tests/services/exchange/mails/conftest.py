"""Reads files in one child process, which notes what it opens, asks of the network, or starts."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from smallcrm.services.exchange.mails import child
from smallcrm.services.exchange.mails.letters import Letter, unflat
from smallcrm.services.processes.answering import pack, unpack

# What is imported on first use is Python's own or ours, and no answer to what is in a file.
_SCRIPT = """
import sys
sys.path[:] = sys.argv[1:]
from pathlib import Path
from smallcrm.services.exchange.mails import child
from smallcrm.services.exchange.sources import limits
from smallcrm.services.processes.answering import pack, unpack

touched = []
folders = filter(None, [*sys.path, sys.prefix, sys.base_prefix])
roots = tuple([str(Path(each).resolve()) for each in folders])

def note(event, arguments):
    if event == "open":
        path, mode = str(arguments[0]), str(arguments[1] or "")
        is_import = path.startswith(roots) and not set(mode) & set("wax+")
        if path != current and not is_import and not isinstance(arguments[0], int):
            touched.append(f"open {path}")
    elif event.startswith(("socket.", "subprocess.", "os.", "urllib.", "http.", "ctypes.")):
        if event not in {"os.listdir", "os.scandir"}:
            touched.append(event)

current = ""
limits.restrain()
paths = unpack(sys.stdin.buffer.read())
sys.addaudithook(note)
for current in paths:
    touched.clear()
    [(kind, payload)] = child.frames(iter([current]))
    block = pack((kind, payload, tuple(touched)))
    sys.stdout.buffer.write(len(block).to_bytes(8) + block)
"""


class Watched(NamedTuple):
    """What came of a file: its letter, None for none; and what was touched besides it."""

    letter: Letter | None
    touched: tuple[str, ...]


@pytest.fixture(scope="session")
def read_watched(
    tmp_path_factory: pytest.TempPathFactory,
) -> Callable[[Mapping[str, bytes]], dict[str, Watched]]:
    """Read the files of that content, all in one child."""

    def read(samples: Mapping[str, bytes]) -> dict[str, Watched]:
        folder = tmp_path_factory.mktemp("mails")
        paths = [str(folder / f"{number}.eml") for number in range(len(samples))]
        for path, data in zip(paths, samples.values(), strict=True):
            Path(path).write_bytes(data)
        command = [sys.executable, "-I", "-S", "-c", _SCRIPT, *filter(None, sys.path)]
        done = subprocess.run(command, input=pack(paths), capture_output=True, check=True)
        found = {}
        rest = done.stdout
        for name in samples:
            size = int.from_bytes(rest[:8])
            kind, payload, touched = unpack(rest[8 : 8 + size])
            rest = rest[8 + size :]
            found[name] = Watched(unflat(payload) if kind == child.LETTER else None, touched)
        return found

    return read
