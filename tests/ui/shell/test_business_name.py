"""The head of the rail says whose data this is."""

from smallcrm.core.text import T
from smallcrm.services import settings


def test_new_name_of_the_business_is_at_the_head_of_the_rail_at_once(qtbot, window, database):
    with database.write(T("Change a setting")) as session:
        settings.change(session, {"name": "Pelion Herbs"})
    qtbot.waitUntil(lambda: window.rail._title.text() == "Pelion Herbs")
