"""A folder that is looked into again and again, for what others put there."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from sqlalchemy.orm import Session

from smallcrm.core.errors import UserError
from smallcrm.core.progress import Progress
from smallcrm.core.text import T, Text
from smallcrm.services.arriving.files import ENDINGS, is_mail, mail_key, read_file
from smallcrm.services.leads import FOLDER, LeadDraft, list_known, list_undone
from smallcrm.services.settings import get_business

_AT_ONCE = 50  # files that are read in one look

Stamp = tuple[int, int]  # size in bytes, time of the last change in nanoseconds


class Refused(NamedTuple):
    """A file of a folder that cannot be read, and why."""

    name: str
    reason: Text


class Looked(NamedTuple):
    """What a look into a folder found.

    Attributes:
        drafts: The leads; some of them may be there already.
        refused: Files that cannot be read; each is told once until it changes.
        waiting: How many files are being written still, or have to wait for the next look.
        taken: What was looked at, for ``Watch.settle``.
    """

    drafts: list[LeadDraft]
    refused: list[Refused]
    waiting: int
    taken: Mapping[str, Stamp]


class Watch:
    """A folder into which others put lists and messages; nothing in it is moved or changed.

    A file is read when it is as large and as old as at the look before: then nobody is writing it
    any more. What was taken in is known by its content or its Message-ID, so that nothing comes in
    twice, whatever the files are called; also where its arrival was undone.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._before: dict[str, Stamp] = {}
        self._done: dict[str, Stamp] = {}

    def look(self, session: Session, progress: Progress | None = None) -> Looked:
        """Read what has come; takes as long as the files need, so not in the window's thread.

        Raises:
            UserError: the folder is not there or may not be read.
        """
        now = dict(self._files())
        fresh = {name: stamp for name, stamp in now.items() if self._done.get(name) != stamp}
        ready = [name for name, stamp in fresh.items() if self._before.get(name) == stamp]
        self._before = now
        chosen = sorted(ready)[:_AT_ONCE]
        found = Looked([], [], len(fresh) - len(chosen), {name: fresh[name] for name in chosen})
        country = get_business(session).country
        keys = {name: mail_key(self.folder / name) for name in chosen if is_mail(name)}
        known = list_known(session, list(keys.values()))
        known |= list_undone(session, list(keys.values()))
        for name in chosen:
            if keys.get(name) not in known:
                self._read(name, country, found, progress)
        return found

    def settle(self, looked: Looked) -> None:
        """What *looked* found is stored: its files are not read again until they change."""
        self._done |= looked.taken

    def _read(self, name: str, country: str, found: Looked, progress: Progress | None) -> None:
        try:
            drafts = read_file(self.folder / name, country, progress)
        except UserError as error:
            found.refused.append(Refused(name, error.message))
            return
        found.drafts.extend(replace(draft, origin=FOLDER) for draft in drafts)

    def _files(self) -> Iterator[tuple[str, Stamp]]:
        try:
            with os.scandir(self.folder) as entries:
                for entry in entries:
                    is_list = entry.name.lower().endswith(ENDINGS)
                    if is_list and entry.name[:1] not in ".~" and _is_plain(entry):
                        # Not the entry's own: Windows tells of a file that is open what it was.
                        facts = os.lstat(entry.path)
                        if facts.st_size:
                            yield entry.name, (facts.st_size, facts.st_mtime_ns)
        except OSError as error:
            raise UserError(
                T("The folder {folder} cannot be read.", folder=self.folder),
                hint=T("Nothing was brought in. Check that it is there and that you may read it."),
                field="folder",
            ) from error


def _is_plain(entry: os.DirEntry[str]) -> bool:
    return entry.is_file(follow_symlinks=False)
