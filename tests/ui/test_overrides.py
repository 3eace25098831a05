"""An error in an override of a Qt method is told like any other."""

import pytest
import shiboken6
from PySide6.QtCore import QAbstractListModel, QCoreApplication, QEvent
from PySide6.QtGui import QIcon, QIconEngine
from PySide6.QtWidgets import QWidget

import smallcrm.ui  # noqa: F401 - puts the guard up before the classes below are made


class Clumsy(QWidget):
    """Does something wrong in an override."""

    def __init__(self, act):
        super().__init__()
        self._act = act

    def event(self, event):
        """Act when a user event comes."""
        if event.type() == QEvent.Type.User:
            self._act()
        return super().event(event)


def touch_deleted():
    gone = QWidget()
    shiboken6.delete(gone)
    gone.objectName()


def wrong_kind():
    len(3)


def unpack():
    one, two = (1,)
    return one, two


@pytest.mark.parametrize(
    ("act", "words"),
    [(touch_deleted, "already deleted"), (wrong_kind, "no len"), (unpack, "not enough values")],
)
def test_error_raised_by_c_is_told(qapp, qtbot, act, words):
    widget = Clumsy(act)
    qtbot.addWidget(widget)
    with pytest.raises((RuntimeError, TypeError, ValueError), match=words):
        QCoreApplication.sendEvent(widget, QEvent(QEvent.Type.User))


def test_error_raised_by_c_while_qt_is_at_work_goes_to_the_hook(qapp, qtbot):
    widget = Clumsy(unpack)
    qtbot.addWidget(widget)
    with qtbot.captureExceptions() as errors:
        QCoreApplication.postEvent(widget, QEvent(QEvent.Type.User))
        qtbot.wait(1)
    assert "not enough values" in str(errors[0][1])


def test_error_in_a_class_that_is_no_qobject_is_told(qapp):
    class Engine(QIconEngine):
        def pixmap(self, _size, _mode, _state):
            """Fail."""
            return wrong_kind()

    with pytest.raises(TypeError, match="no len"):
        QIcon(Engine()).pixmap(16, 16)


def test_answer_of_an_override_is_its_own(qapp):
    class Model(QAbstractListModel):
        def rowCount(self, _parent=None):  # noqa: N802 - Qt's name
            """Three."""
            return 3

    assert Model().rowCount() == 3
    assert Model.rowCount.__doc__ == "Three."
