"""Columns of the wide list where there is little room."""

from __future__ import annotations


def test_columns_are_squeezed_before_one_has_to_scroll_sideways(qtbot, page, window):
    window.resize(1440, 900)
    qtbot.waitUntil(lambda: not page.whole.table.horizontalScrollBar().maximum())


def test_telephone_numbers_and_headings_are_never_cut_short(qtbot, page, window, theme, crowd):
    table = page.whole.table
    phone = [spec.key for spec in page.whole.columns.shown].index("phone")
    for width, percent in ((1366, 100), (1100, 115)):
        window.resize(width, 768)
        theme.set_text_size(percent)
        qtbot.waitUntil(lambda: not table.horizontalScrollBar().maximum())
        header = table.horizontalHeader()
        shown = [at for at in range(header.count()) if not table.isColumnHidden(at)]
        assert all(table.columnWidth(at) >= header.sectionSizeHint(at) for at in shown)
        qtbot.waitUntil(lambda: table.columnWidth(phone) >= table.sizeHintForColumn(phone))


def test_narrow_table_leaves_tags_out_before_amounts_and_brings_them_back(
    qtbot, page, window, theme
):
    table = page.whole.table
    window.resize(1024, 700)
    theme.set_text_size(150)
    keys = [spec.key for spec in page.whole.columns.shown]
    tags, unpaid = keys.index("tags"), keys.index("unpaid")
    qtbot.waitUntil(lambda: table.isColumnHidden(tags))
    assert not table.isColumnHidden(unpaid)
    assert table.horizontalScrollBar().maximum() == 0
    assert not table.isColumnHidden(0)
    assert not table.isColumnHidden(1)
    theme.set_text_size(100)
    window.resize(1600, 900)
    qtbot.waitUntil(lambda: not table.isColumnHidden(tags))


def test_columns_leave_a_table_that_gets_narrower_one_after_the_other(page):
    table, gone = page.whole.table, []
    keys = [spec.key for spec in page.whole.columns.shown]
    for width in range(1200, 120, -20):
        table.resize(width, 300)
        hidden = [key for at, key in enumerate(keys) if table.isColumnHidden(at)]
        gone += [key for key in hidden if key not in gone]
    assert gone == ["tags", "unpaid", "last_contact", "city", "email", "phone"]
    assert keys[:2] == ["name", "company"]  # they stay, however narrow it is
    table.resize(1200, 300)
    assert not any(map(table.isColumnHidden, range(len(keys))))


def test_column_that_somebody_asked_for_is_never_left_out(qtbot, page, window, theme):
    window.resize(1024, 700)
    theme.set_text_size(150)
    page.whole.columns.toggle("role")
    table = page.whole.table
    qtbot.waitUntil(lambda: table.horizontalScrollBar().maximum() > 0)
    assert not any(map(table.isColumnHidden, range(table.model().columnCount())))
