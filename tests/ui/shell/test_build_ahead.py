"""Pages that are made in idle moments, before anybody goes there."""

from __future__ import annotations

from smallcrm.ui.shell.places import DOCUMENTS


def test_page_is_made_part_by_part_without_being_shown(qtbot, window):
    shown = window.host.page
    window.host.build_ahead(DOCUMENTS)
    qtbot.waitUntil(lambda: "documents" in window.host._pages)
    page = window.host._pages["documents"]
    qtbot.waitUntil(lambda: page._editor is not None and page._editor._panel is not None)
    qtbot.waitUntil(lambda: not window.host._to_build)
    assert window.host.page is shown
    assert not page._has_printing  # what costs memory waits for the first visit


def test_page_made_ahead_reads_its_list_when_it_is_first_shown(qtbot, window):
    window.host.build_ahead(DOCUMENTS)
    qtbot.waitUntil(lambda: "documents" in window.host._pages)
    page = window.host._pages["documents"]
    assert page._is_stale
    window.open("crm://documents")
    assert window.host.page is page
    assert not page._is_stale
