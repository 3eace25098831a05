"""The model behind long lists."""

from types import SimpleNamespace as Row

import pytest
from PySide6.QtCore import Qt

from smallcrm.ui.paged_model import FACE, KEPT, PAGE, PILL, ROW, Column, PagedModel
from smallcrm.ui.widgets.rows import RowList


@pytest.fixture
def asked():
    return []


@pytest.fixture
def model(asked, qapp):
    def fetch(ids):
        asked.append(list(ids))
        return {i: Row(name=f"n{i}", amount=i) for i in ids if i != 13}

    return PagedModel(
        [
            Column("Name", lambda row: row.name),
            Column("Amount", lambda row: str(row.amount), right=True, pill=lambda _row: "danger"),
        ],
        fetch,
    )


def test_model_is_a_good_qt_model(model, qtmodeltester):
    model.set_ids(range(1, 1000))
    qtmodeltester.check(model)


def test_only_the_page_that_is_looked_at_is_fetched(model, asked):
    model.set_ids(range(1, 100_001))
    assert model.index(70_000, 0).data() == "n70001"
    assert [len(ids) for ids in asked] == [PAGE]


def test_a_first_page_that_came_along_is_not_fetched(model, asked):
    model.set_ids(range(1, 1000), {i: Row(name=f"given{i}", amount=i) for i in range(1, PAGE + 1)})
    assert model.index(PAGE - 1, 0).data() == f"given{PAGE}"
    assert asked == []
    assert model.index(PAGE, 0).data() == f"n{PAGE + 1}"
    assert [len(ids) for ids in asked] == [PAGE]


def test_pages_that_nobody_looks_at_are_given_up(model, asked):
    model.set_ids(range(1, 100_001))
    for row in range(0, 100_000, PAGE):
        model.index(row, 0).data()
    assert len(model._rows) <= KEPT * PAGE
    asked.clear()
    assert model.index(0, 0).data() == "n1"
    assert len(asked) == 1


def test_row_that_is_gone_is_blank(model):
    model.set_ids(range(1, 30))
    assert model.index(12, 0).data() is None


def test_first_rows_are_shown_before_the_ids_are_known(model, asked):
    model.preview([5, 6], {5: Row(name="five", amount=1), 6: Row(name="six", amount=2)}, 50)
    assert model.rowCount() == 50
    assert model.index(1, 0).data() == "six"
    assert model.index(40, 0).data() is None
    assert asked == []


def test_forgotten_row_is_fetched_again(model, asked):
    model.set_ids([1, 2, 3])
    model.index(0, 0).data()
    model.forget(frozenset({2}))
    assert model.index(1, 0).data() == "n2"
    assert len(asked) == 2


def test_columns_say_heading_side_and_pill(model):
    model.set_ids([1])
    heading = model.headerData(1, Qt.Orientation.Horizontal)
    assert heading == "Amount"
    assert model.headerData(7, Qt.Orientation.Horizontal) is None
    cell = model.index(0, 1)
    assert cell.data(Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight
    assert (cell.data(PILL), model.index(0, 0).data(PILL)) == ("danger", "")
    assert cell.data(Qt.ItemDataRole.AccessibleTextRole) == "Amount: 1"
    assert cell.data(ROW).name == "n1"
    assert cell.data(FACE) is None


def test_place_of_an_id_is_known(model):
    model.set_ids([9, 7, 5])
    assert (model.row_of(5), model.row_of(1), model.id_at(1)) == (2, -1, 7)


def test_chosen_rows_stay_chosen_by_id_in_another_order(qtbot, ui):
    model = PagedModel([Column("Name", str)], lambda ids: {row_id: row_id for row_id in ids})
    view = RowList(ui, "Numbers")
    qtbot.addWidget(view)
    view.show_model(model)
    view.refill(list(range(1, 100_001)))
    view.selectAll()
    view.refill(list(range(100_000, 0, -1)))
    assert len(view.chosen_ids()) == 100_000
    view.go_to(7)
    view.refill([9, 8, 7, 5])
    assert (view.chosen_ids(), view.current_id(), view.chosen_rows()) == ([7], 7, [2])
    view.refill([9])
    assert view.chosen_ids() == []


def test_letters_go_to_the_name_and_fetch_next_to_nothing(qtbot, ui, asked):
    def fetch(ids):
        asked.append(ids)
        return {row_id: Row(name=f"{'άβγ'[row_id // 40_000]}{row_id:06}") for row_id in ids}

    model = PagedModel([Column("Name", lambda row: row.name)], fetch)
    model.name = lambda row: row.name
    view = RowList(ui, "Names")
    qtbot.addWidget(view)
    view.show_model(model)
    view.refill(list(range(1, 100_001)))
    asked.clear()
    view.keyboardSearch("Β")  # what a view does with letters typed into it
    assert view.current_id() == 40_000
    assert len(asked) < 25
    model.name = None
    assert model.match(model.index(0, 0), Qt.ItemDataRole.DisplayRole, "α") == []
