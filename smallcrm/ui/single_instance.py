"""One window for one data file: a second start raises the first."""

from __future__ import annotations

import hashlib
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_PATIENCE = 1_000  # milliseconds to reach the other window


class SingleInstance(QObject):
    """Holds a data file for this process.

    The lock is the system's own (a dead process holds nothing); the local server only carries
    the knock of the second window.

    Signals:
        knocked: Somebody tried to open the file again: come to the front.
    """

    knocked = Signal()

    def __init__(self, file: Path) -> None:
        super().__init__()
        resolved = str(file.resolve())
        self._name = "smallcrm-" + hashlib.sha256(resolved.encode()).hexdigest()[:24]
        self._lock = QLockFile(f"{resolved}.lock")
        self._lock.setStaleLockTime(0)  # never by age: only when its process is gone
        self._server: QLocalServer | None = None

    def claim(self) -> bool:
        """Take the file; False when another window has it."""
        return self._lock.tryLock(0)

    def listen(self) -> None:
        """Hear the knock of later windows."""
        QLocalServer.removeServer(self._name)  # left behind by a crash; we hold the lock
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)
        self._server.listen(self._name)

    def knock(self) -> bool:
        """Ask the other window to come to the front; return whether it heard."""
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        heard = socket.waitForConnected(_PATIENCE)
        socket.disconnectFromServer()
        return heard

    def release(self) -> None:
        """Let the file go."""
        if self._server is not None:
            self._server.close()
        self._lock.unlock()

    def _on_connection(self) -> None:
        if self._server is None:
            return
        connection = self._server.nextPendingConnection()
        if connection is not None:
            connection.deleteLater()
        self.knocked.emit()
