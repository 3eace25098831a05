"""The end of the child process: take the question, send the answer frame by frame."""

from __future__ import annotations

import gc
import marshal
import os
import sys
import traceback
from collections.abc import Callable, Iterator
from types import TracebackType
from typing import IO, Any

BUG = b"B"  # the kind of the frame that tells of a fault of ours
SIZE = 8  # bytes of a length
VERSION = 2  # of marshal: without references, which cost more than they save here

Frame = tuple[bytes, Any]  # its kind, one byte, and what it says


def answer(frames: Callable[[Any, Iterator[bytes]], Iterator[Frame]]) -> None:
    """Read the question from the standard input, write *frames* of it to the output, and end.

    *frames* is given the question and the blocks that follow it.
    """
    gc.disable()  # a short life with much to allocate, and nothing that goes in circles
    # By number: a windowed program has no sys.stdin, but it has what its parent gave it.
    source, target = os.fdopen(0, "rb"), os.fdopen(1, "wb")

    def send(kind: bytes, payload: Any) -> None:
        packed = payload if isinstance(payload, bytes) else pack(payload)
        target.write(kind + len(packed).to_bytes(SIZE))
        target.write(packed)
        target.flush()

    sys.excepthook = _hook(send)
    blocks = _blocks(source)
    for kind, payload in frames(unpack(next(blocks)), blocks):
        send(kind, payload)


def pack(value: Any) -> bytes:
    """*value* as it crosses to the other process."""
    return marshal.dumps(value, VERSION)


def unpack(packed: bytes) -> Any:
    """What ``pack`` made, in one of our own processes."""
    return marshal.loads(packed)  # noqa: S302 - nobody else's


def _blocks(source: IO[bytes]) -> Iterator[bytes]:
    while size := int.from_bytes(source.read(SIZE)):
        yield source.read(size)


def _hook(
    send: Callable[[bytes, Any], None],
) -> Callable[[type[BaseException], BaseException, TracebackType | None], None]:
    """What happens with an exception that nobody expected: the parent logs where it was."""

    def hook(kind: type[BaseException], _error: BaseException, trace: TracebackType | None) -> None:
        places = [
            f"{os.path.basename(each.filename)}:{each.lineno}"  # noqa: PTH119 - pathlib costs time
            for each in traceback.extract_tb(trace)
        ]
        send(BUG, f"{kind.__name__} at {', '.join(places[-4:])}")

    return hook
