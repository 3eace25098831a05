"""A second process: asked once, or block by block; it may end or fall silent."""

from __future__ import annotations

import pytest

from smallcrm.core.errors import Cancelled
from smallcrm.core.progress import Progress
from smallcrm.services.processes.answering import pack, unpack
from smallcrm.services.processes.asking import Child, Ended, Silent

_START = "import sys; sys.path[:] = sys.argv[1:]; "
ECHO = _START + (
    "from smallcrm.services.processes.answering import answer;"
    "answer(lambda asked, blocks: ((b'E', [asked, each]) for each in blocks))"
)
MUTE = "import sys; sys.stdin.read()"


@pytest.fixture
def child():
    """Starts one; it ends with the test."""
    started = []

    def start(script, progress=None, seconds=30):
        started.append(Child(script, "", progress or Progress(), seconds))
        return started[-1]

    yield start
    for each in started:
        each.end()


def test_all_blocks_at_once_are_answered_in_order(child):
    echo = child(ECHO)
    echo.ask("a", [b"1", b"2" * 200_000])
    answers = [echo.frame() for _ in range(2)]
    assert [(kind, unpack(said)) for kind, said in answers] == [
        (b"E", ["a", b"1"]),
        (b"E", ["a", b"2" * 200_000]),
    ]
    with pytest.raises(Ended) as ended:
        echo.frame()
    assert ended.value.status == 0


def test_each_block_can_be_answered_before_the_next_is_sent(child):
    echo = child(ECHO)
    echo.send(pack(None))
    for number in range(3):
        block = bytes([number]) * 300_000  # more than a pipe holds, both ways
        echo.send(block)
        assert unpack(echo.frame()[1]) == [None, block]


def test_silence_ends_and_so_does_a_user_who_has_had_enough(child):
    with pytest.raises(Silent):
        child(MUTE, seconds=0.1).frame()
    progress = Progress()
    mute = child(MUTE, progress)
    progress.cancel()
    with pytest.raises(Cancelled):
        mute.frame()
