"""How a second start of the program finds the window of the first.

Apart from ``single_instance``, because loading Qt's network part costs more than a lock.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_PATIENCE = 1_000  # milliseconds to reach the other window


class Door(QObject):
    """Hears the knock of later windows.

    Signals:
        knocked: Somebody tried to open the file again: come to the front.
    """

    knocked = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        QLocalServer.removeServer(name)  # left behind by a crash; we hold the lock
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)
        self._server.listen(name)

    def close(self) -> None:
        """Hear nothing more."""
        self._server.close()

    def _on_connection(self) -> None:
        connection = self._server.nextPendingConnection()
        if connection is not None:
            connection.deleteLater()
        self.knocked.emit()


def knock(name: str) -> bool:
    """Ask the other window to come to the front; return whether it heard."""
    socket = QLocalSocket()
    socket.connectToServer(name)
    heard = socket.waitForConnected(_PATIENCE)
    socket.disconnectFromServer()
    return heard
