"""Deals on the command line."""

from __future__ import annotations

import pytest


@pytest.fixture
def anna(run):
    return run("contacts", "add", "--name", "Anna")[1]["id"]


def test_deal_is_added_and_listed(run, anna):
    more = ("--amount", "2400.5", "--stage", "negotiation", "--source", "Fair")
    status, deal = run("deals", "add", "Wedding  in June", "--contact", anna, *more)
    assert status == 0
    status, plain = run("deals", "add", "Roof", "--contact", anna, "--closes", "2027-06-01")
    _, found = run("deals", "list", "--contact", anna)
    assert found["total"] == 2
    assert [row["id"] for row in found["rows"]] == [plain["id"], deal["id"]]
    assert found["rows"][1] == {
        "id": deal["id"],
        "title": "Wedding in June",
        "contact": anna,
        "stage": "Negotiation",
        "status": "open",
        "amount": "2400.50",
        "currency": "EUR",
        "source": "Fair",
        "reason": "",
        "expected_close": None,
    }
    assert found["rows"][0]["expected_close"] == "2027-06-01"
    assert (found["rows"][0]["stage"], found["rows"][0]["amount"]) == ("New", None)
    assert [row["id"] for row in run("deals", "list", "--offset", 1)[1]["rows"]] == [deal["id"]]
    run("undo")
    assert run("deals", "list")[1]["total"] == 1


@pytest.mark.parametrize(
    ("words", "field"),
    [
        (["--amount", "much"], "amount"),
        (["--amount", "NaN"], "amount"),
        (["--amount", "1e400"], "amount"),
        (["--stage", "Nowhere"], "stage"),
        (["--currency", "EURO"], "currency"),
    ],
)
def test_what_is_no_deal_is_refused_and_nothing_is_added(run, anna, words, field):
    status, answer = run("deals", "add", "Roof", "--contact", anna, *words)
    assert (status, answer["error"]["field"]) == (1, field)
    assert run("deals", "list")[1]["total"] == 0


def test_deal_of_nobody_is_refused(run):
    assert run("deals", "add", "Roof", "--contact", 99)[0] == 1
    assert run("deals", "list") == (0, {"total": 0, "rows": []})


@pytest.fixture
def add(run, anna):
    """Add a deal; return its id."""

    def add(title, *more):
        return run("deals", "add", title, "--contact", anna, *more)[1]["id"]

    return add


def titles(run, *more):
    """The deals of each column that has any."""
    columns = run("deals", "board", *more)[1]["stages"]
    found = {each["name"]: [deal["title"] for deal in each["deals"]] for each in columns}
    return {name: deals for name, deals in found.items() if deals}


def test_the_board_has_sums_for_each_currency(run, add):
    for amount in ("120000", "45000", "30000"):
        add("Repair", "--amount", amount, "--currency", "RUB", "--stage", "Contacted")
    add("Tuning", "--amount", "500", "--stage", "Contacted")
    run("stages", "set", "Contacted", "--probability", "40", "--stale-days", 5)
    column = run("deals", "board")[1]["stages"][1]
    assert column["sums"] == {"EUR": "500.00", "RUB": "195000.00"}
    assert column["weighted"] == {"EUR": "200.00", "RUB": "78000.00"}
    assert (column["count"], column["deals"][0]["title"]) == (4, "Repair")
    assert run("deals", "board")[1]["stages"][0] == {
        "name": "New",
        "count": 0,
        "sums": {},
        "weighted": {},
        "deals": [],
    }


def test_a_deal_is_moved_won_lost_opened_again_and_each_is_undone(run, add):
    roof, wall = add("Roof"), add("Wall")
    start = {"New": ["Roof", "Wall"]}
    for words, found in (
        (["move", roof, "--stage", "contacted"], {"New": ["Wall"], "Contacted": ["Roof"]}),
        (["move", wall, "--stage", "New", "--before", roof], {"New": ["Wall", "Roof"]}),
        (["win", roof], {"New": ["Wall"], "Won": ["Roof"]}),
        (["lose", roof, "--reason", "price"], {"New": ["Wall"], "Lost": ["Roof"]}),
        (["archive", roof], {"New": ["Wall"]}),
    ):
        status, answer = run("deals", *words)
        assert (status, titles(run)) == (0, found)
        assert answer["id"] == words[1]
        run("undo")
        assert titles(run) == start
    run("deals", "lose", roof, "--reason", "Other", "--note", "Moved away")
    assert run("deals", "list", "--status", "lost")[1]["rows"][0]["reason"] == "Other"
    assert run("deals", "reopen", roof)[1]["stage"] == "New"
    run("deals", "archive", roof)
    run("deals", "restore", roof)
    assert titles(run) == {"New": ["Wall", "Roof"]}


@pytest.mark.parametrize(
    ("words", "field"),
    [
        (["lose", 1, "--reason", "Weather"], "reason"),
        (["lose", 1, "--reason", "Other"], "note"),
        (["move", 1, "--stage", "Lost"], "reason"),
        (["move", 1, "--stage", "Nowhere"], "stage"),
        (["board", "--pipeline", "Nowhere"], "pipeline"),
        (["reopen", 1], None),
        (["win", 99], None),
    ],
)
def test_what_cannot_be_done_is_refused_and_nothing_is_changed(run, add, words, field):
    add("Roof")
    status, answer = run("deals", *words)
    assert (status, answer["error"]["field"]) == (1, field)
    assert titles(run) == {"New": ["Roof"]}


def test_pipelines_and_their_stages_are_managed(run, add):
    run("pipelines", "add", "Repairs")
    run("pipelines", "move", "Repairs", "--before", "Sales")
    run("pipelines", "rename", "Repairs", "Workshop")
    assert [row["name"] for row in run("pipelines", "list")[1]["rows"]] == ["Workshop", "Sales"]
    bike = add("Bike", "--pipeline", "Workshop", "--stage", "Contacted")
    run("stages", "add", "Parts ordered", "--probability", 60, "--color", "teal")
    run("stages", "move", "Parts ordered", "--before", "Contacted")
    run("stages", "set", "Parts ordered", "--name", "Parts")
    rows = run("stages", "list")[1]["rows"]
    assert [row["name"] for row in rows][:3] == ["New", "Parts", "Contacted"]
    assert (rows[1]["probability"], rows[1]["color"], rows[1]["kind"]) == (60, "teal", "open")
    assert run("stages", "remove", "Contacted")[1]["error"]["field"] == "to"
    run("stages", "remove", "Contacted", "--to", "Parts")
    assert titles(run, "--pipeline", "Workshop") == {"Parts": ["Bike"]}
    run("deals", "move", bike, "--stage", "New", "--pipeline", "Sales")
    assert titles(run, "--pipeline", "Sales") == {"New": ["Bike"]}
    assert run("pipelines", "remove", "Workshop")[0] == 0


def test_reasons_of_a_loss_are_managed(run):
    run("reasons", "add", "Delivery", "--needs-note")
    run("reasons", "move", "Delivery", "--before", "Price")
    run("reasons", "change", "Delivery", "Delivery time", "--needs-note")
    run("reasons", "remove", "Timing")
    rows = run("reasons", "list")[1]["rows"]
    names = [row["name"] for row in rows]
    assert names == ["Delivery time", "Price", "Competitor", "No answer", "Other"]
    assert rows[0]["needs_note"] is True


def test_the_forecast_goes_month_by_month(run, add):
    add("Roof", "--amount", "100", "--closes", "2031-06-15", "--stage", "Negotiation")
    assert run("deals", "forecast")[1]["months"] == [
        {
            "month": "2031-06",
            "currency": "EUR",
            "deals": 1,
            "open": "100.00",
            "weighted": "75.00",
            "won_deals": 0,
            "won": "0.00",
        }
    ]


def test_a_task_can_be_the_next_step_of_a_deal(run, add, anna):
    roof = add("Roof")
    run("tasks", "add", "Call", "--deal", roof, "--at", "2031-06-01")
    assert run("tasks", "list", "--contact", anna)[1]["rows"][0]["title"] == "Call"
    assert run("tasks", "add", "Call", "--deal", 99)[0] == 1


def test_filters_leave_what_fits(run, add):
    add("Roof", "--source", "Fair", "--closes", "2031-06-15")
    add("Wall")
    for words in (
        ["--source", "Fair"],
        ["--search", "roo"],
        ["--closes-from", "2031-06-01", "--closes-to", "2031-06-30"],
        ["--created-from", "2020-01-01", "--closes-to", "2032-01-01", "--status", "open"],
    ):
        assert [row["title"] for row in run("deals", "list", *words)[1]["rows"]] == ["Roof"]
        assert titles(run, *words) == {"New": ["Roof"]}
    assert run("deals", "list", "--tag", "hot")[1]["total"] == 0
    status, answer = run("deals", "list", "--owner", "Nobody")
    assert (status, answer["error"]["field"]) == (1, "owner")
