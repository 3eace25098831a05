"""How a second start of the program finds the window of the first.

Apart from ``single_instance``, because loading Qt's network part costs more than a lock. What is
said at the door is one short line: ``knock``, or ``call`` with a telephone number. Everything
else, from whomever, is not heard (docs/decisions/0027).
"""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QObject, QThread, QTimer, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from smallcrm.core import callers

_PATIENCE = 1_000  # milliseconds to reach the other window, or to say the line
_STARTING = 10_000  # the same, where the other window may only be starting
_PAUSE = 50  # milliseconds between two tries
_LONGEST = 64  # bytes of a line
_ROUND = 20  # milliseconds between two looks at who stands at the door
_MOST = 16  # who stands at the door at one time; more are sent away
_KNOCK, _CALL, _END = b"knock", b"call ", b"\n"


class Door(QObject):
    """Hears the knock of later windows, and who calls.

    Signals:
        knocked: Somebody tried to open the file again: come to the front.
        called: The telephone rings; carries the number.
    """

    knocked = Signal()
    called = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        QLocalServer.removeServer(name)  # left behind by a crash; we hold the lock
        self._visitors: dict[QLocalSocket, int] = {}  # and when they came, by our clock
        self._clock = QElapsedTimer()
        self._clock.start()
        self._round = QTimer(self)
        self._round.setInterval(_ROUND)
        self._round.timeout.connect(self._look_round)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)
        self._server.listen(name)

    def close(self) -> None:
        """Hear nothing more."""
        self._server.close()
        self._round.stop()
        for visitor in list(self._visitors):
            self._send_away(visitor)

    def _on_connection(self) -> None:
        while self._server.hasPendingConnections():
            visitor = self._server.nextPendingConnection()
            visitor.setReadBufferSize(_LONGEST)
            self._visitors[visitor] = self._clock.elapsed()
            if len(self._visitors) > _MOST:
                self._send_away(visitor)
        self._round.start()
        self._look_round()

    def _look_round(self) -> None:
        """Hear who has said a line; send away who has, who says too much, and who is too slow."""
        for visitor, since in list(self._visitors.items()):
            if visitor not in self._visitors:
                continue  # the door was closed for what somebody said
            heard = bytes(visitor.peek(_LONGEST).data())
            line, end, _rest = heard.partition(_END)
            has_gone = visitor.state() == QLocalSocket.LocalSocketState.UnconnectedState
            is_slow = self._clock.elapsed() - since > _PATIENCE
            if end or len(heard) >= _LONGEST or has_gone or is_slow:
                self._send_away(visitor)
            if end:
                self._on_said(line)
        if not self._visitors:
            self._round.stop()

    def _send_away(self, visitor: QLocalSocket) -> None:
        del self._visitors[visitor]
        visitor.abort()
        visitor.deleteLater()

    def _on_said(self, line: bytes) -> None:
        if line == _KNOCK:
            self.knocked.emit()
        elif line.startswith(_CALL):
            number = line.removeprefix(_CALL).decode("ascii", "replace")
            if callers.is_number(number):
                self.called.emit(number)


def knock(name: str, number: str = "") -> bool:
    """Ask the other window to come to the front, to whoever has *number* if there is one.

    Returns whether it heard. A window that is only starting opens its door a little later: for a
    call, that is waited for.
    """
    line = (_CALL + number.encode() if number else _KNOCK) + _END
    patience = _STARTING if number else _PATIENCE
    waited = QElapsedTimer()
    waited.start()
    while not _say(name, line):
        if waited.elapsed() > patience:
            return False
        QThread.msleep(_PAUSE)
    return True


def _say(name: str, line: bytes) -> bool:
    socket = QLocalSocket()
    socket.connectToServer(name)
    if not socket.waitForConnected(_PATIENCE):
        return False
    socket.write(line)
    said = socket.waitForBytesWritten(_PATIENCE)
    socket.disconnectFromServer()
    return said
