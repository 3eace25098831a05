"""What is said at the door of the window: one short line, and nothing else is heard."""

from __future__ import annotations

import pytest
from PySide6.QtNetwork import QLocalSocket

from smallcrm.ui.knocking import Door, knock

NAME = "smallcrm-test-door"


@pytest.fixture
def heard():
    """What the door heard."""
    return []


@pytest.fixture
def door(qapp, heard):
    """A door that writes down what it hears."""
    door = Door(NAME)
    door.knocked.connect(lambda: heard.append("knock"))
    door.called.connect(heard.append)
    yield door
    door.close()


@pytest.fixture
def say(qtbot):
    """Says bytes at the door as any program may; returns the socket."""
    sockets = []

    def say(*parts):
        socket = QLocalSocket()
        sockets.append(socket)
        socket.connectToServer(NAME)
        assert socket.waitForConnected(1000)
        for part in parts:
            socket.write(part)
            socket.flush()
        return socket

    yield say
    for socket in sockets:
        socket.abort()


def test_knock_and_call_are_heard(qtbot, door, heard):
    assert knock(NAME)
    assert knock(NAME, "+302101234567")
    qtbot.waitUntil(lambda: sorted(heard) == ["+302101234567", "knock"])


def test_line_may_come_in_pieces(qtbot, door, heard, say):
    socket = say(b"call +30")
    qtbot.waitUntil(lambda: len(door._visitors) == 1)
    socket.write(b"210\n")
    socket.flush()
    qtbot.waitUntil(lambda: heard == ["+30210"])


@pytest.mark.parametrize(
    "message",
    [
        b"x" * 1_000_000,
        b"call " + b"1" * 1_000_000 + b"\n",
        b"call " + b"1" * 33 + b"\n",
        b"\0" * 500 + b"\n",
        b"call +30\x00210\n",
        b"call \xff\xfe210\n",
        "call ٢١٠\n".encode(),
        b"call \n",
        b"call +30 210\n",
        b"call ../../etc\n",
        b"call +30210;reboot\n",
        b"CALL +30210\n",
        b"knock knock\n",
        b"open crm://settings\n",
        b"\n",
        b"",
    ],
    ids=lambda message: f"{message[:12]!r} of {len(message)}",
)
def test_anything_else_is_not_heard_and_is_sent_away(qtbot, door, heard, say, message):
    socket = say(message)
    if not message:
        socket.disconnectFromServer()
    qtbot.waitUntil(lambda: socket.state() == QLocalSocket.LocalSocketState.UnconnectedState)
    qtbot.waitUntil(lambda: not door._visitors)
    assert knock(NAME)  # and the next one is
    qtbot.waitUntil(lambda: heard == ["knock"])


def test_who_says_nothing_is_sent_away(qtbot, door, heard, say):
    socket = say()
    qtbot.waitUntil(lambda: socket.state() == QLocalSocket.LocalSocketState.UnconnectedState)
    assert heard == []


def test_crowd_at_the_door_keeps_nobody_out_for_long(qtbot, door, heard, say):
    for _number in range(25):
        say(b"call +30")
    qtbot.waitUntil(lambda: 0 < len(door._visitors) <= 16)
    qtbot.waitUntil(lambda: not door._visitors)
    assert heard == []
    assert knock(NAME, "101")
    qtbot.waitUntil(lambda: heard == ["101"])


def test_only_what_comes_first_counts(qtbot, door, heard, say):
    say(b"call 101\ncall 102\nknock\n")
    qtbot.waitUntil(lambda: heard == ["101"])
    qtbot.waitUntil(lambda: not door._visitors)
    assert heard == ["101"]
