"""The child process that prints documents: it never sees the data."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator

from smallcrm.services.documents.pdf.render import render
from smallcrm.services.processes.answering import Frame, answer

ARGUMENT = "--print-documents"  # how the frozen program is told to be this process
PAGES = b"P"


def main() -> None:
    """Print what the blocks on the standard input say, until they end."""
    answer(lambda _nothing, blocks: frames(blocks))


def frames(blocks: Iterable[bytes]) -> Iterator[Frame]:
    """For each of *blocks*, pickled (view, variant) pairs, the PDFs in their order."""
    for block in blocks:
        # Views are dataclasses through and through; they come from our own process.
        yield PAGES, [render(*each) for each in pickle.loads(block)]  # noqa: S301


if __name__ == "__main__":
    main()
