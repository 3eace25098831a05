"""Those who came in with an import, in the lists of contacts."""

from __future__ import annotations

from smallcrm.core import clock, formats

PATIENCE = 15_000
HERE = 4  # people who were there before


def listed(window):
    """Who stands in the list of contacts."""
    model = window.host.page.list_pane.model
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def test_show_opens_exactly_those_who_came_in_under_a_chip_that_says_so(
    qtbot, window, preview, page, write, click
):
    pane = preview(write())
    click(pane.accept_button)
    qtbot.waitUntil(page.result.isVisible, timeout=PATIENCE)
    click(page.result.show_button)
    qtbot.waitUntil(lambda: listed(window) == ["Dora Day", "Eve Eden"])
    assert window.host.address.startswith("crm://contacts/import/")
    chips = window.host.page.list_pane._chips
    day = formats.list_day(clock.today(), clock.today())
    qtbot.waitUntil(lambda: chips.words == f"Import of {day}: list.csv 2")
    window.host.page.list_pane._look_widely("table")
    whole = window.host.page.whole
    qtbot.waitUntil(lambda: whole.model.rowCount() == 2)
    qtbot.waitUntil(lambda: whole.head.chips.words == f"Import of {day}: list.csv 2")
    click(whole.head.views["list"])
    chips.click("")
    qtbot.waitUntil(lambda: len(listed(window)) == HERE + 2)


def test_those_of_an_earlier_import_are_shown_from_the_list_of_imports(
    qtbot, window, earlier, click
):
    qtbot.waitUntil(lambda: len(earlier("Show")) == 2)
    click(earlier("Show")[1])
    qtbot.waitUntil(lambda: window.host.page.objectName() == "contacts")
    qtbot.waitUntil(lambda: listed(window) == ["Dora"])
