"""By real keys: what is typed into the box finds the card and opens it at its place."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from smallcrm.core.text import T
from smallcrm.services import contacts, leads, pipeline, products, staff, tasks
from smallcrm.services.contacts import ContactDraft, Labelled
from smallcrm.services.leads import LeadDraft, RuleDraft
from smallcrm.services.pipeline import DealDraft
from smallcrm.services.products import ProductDraft
from smallcrm.services.staff import StaffDraft
from smallcrm.services.tasks import TaskDraft

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def known(database, window):
    """The ids of what there is to find."""
    with database.write(T("Fill")) as session:
        eleni = ContactDraft("Ελένη Παπαδόπουλος", phones=(Labelled("+30 210 998 4567"),))
        ids = {"eleni": contacts.create(session, eleni)}
        alyona = ContactDraft("Алёна Петрова", company="ООО «Привет»")
        ids["alyona"] = contacts.create(session, alyona)
        ids["rodon"] = contacts.create(session, ContactDraft("Ρόδον Α.Ε.", "company"))
        ids["vase"] = products.create(session, ProductDraft("Vase, blue"))
        ids["deal"] = pipeline.create_deal(session, DealDraft("Wedding in June", ids["alyona"]))
        ids["note"] = contacts.add_note(session, ids["eleni"], "Prefers tulips")
        for number in range(70):
            contacts.add_note(session, ids["eleni"], f"Later word {number}")
        ids["task"] = tasks.add_task(session, TaskDraft("Send catalog", contact_id=ids["eleni"]))
    return ids


@pytest.fixture
def look(qtbot, window, known):
    """Type into the palette; return its lines once the data has answered."""

    def type_in(typed):
        window.activateWindow()
        qtbot.keyClick(window, Qt.Key.Key_K, CONTROL)
        if typed.isascii():
            qtbot.keyClicks(window.top_bar.search, typed)
        else:  # what an input method sends
            window.top_bar.search.insert(typed)
            window.top_bar.search.textEdited.emit(typed)
        palette = window.palette_list
        qtbot.waitUntil(lambda: not palette._is_asking)
        return list(palette.model.lines)

    return type_in


def test_wrong_layout_finds_the_company_and_its_person_with_the_company(known, look):
    lines = look("ghbdtn")
    person = next(line for line in lines if line.address == f"crm://contact/{known['alyona']}")
    assert person.subtitle == "ООО «Привет»"
    assert lines[0].title == "ООО «Привет»"


def test_note_opens_on_the_timeline_of_its_contact_however_old_it_is(qtbot, window, known, look):
    assert (
        look("tulips")[0].address == f"crm://contact/{known['eleni']}/timeline/note-{known['note']}"
    )
    qtbot.keyClick(window.top_bar.search, Qt.Key.Key_Return)
    timeline = window.host.page._detail.card.timeline
    assert timeline.model.line(timeline.view.currentIndex()).entry.body == "Prefers tulips"
    assert (
        timeline.view.viewport()
        .rect()
        .intersects(timeline.view.visualRect(timeline.view.currentIndex()))
    )


def test_deals_products_and_tasks_open_where_they_are_shown(known, look):
    assert look("wedding")[0].address == "crm://deal/1"
    assert look("vase")[0].address == f"crm://product/{known['vase']}"
    assert look("catalog")[0].address == f"crm://contact/{known['eleni']}"


def test_lead_opens_on_its_page_and_its_task_leads_to_it(qtbot, window, database, look):
    with database.write(T("Test")) as session:
        rule = RuleDraft((staff.add(session, StaffDraft("Maria")),), call_within=15)
        leads.add_rule(session, rule)
        lead_id = leads.add(session, LeadDraft("Dora", "Day Ltd", source="Fair"))
    lead, task = look("dora")
    assert {lead.address, task.address} == {f"crm://lead/{lead_id}"}
    assert (lead.title, lead.subtitle) == ("Dora", "Day Ltd  ·  Fair  ·  Unanswered")
    qtbot.keyClick(window.top_bar.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.host.page.headline() == "Dora")


def test_control_enter_opens_like_enter_on_the_one_window(qtbot, window, known, look):
    window.open("crm://document/new/invoice")
    look("@4567")
    qtbot.keyClick(window.top_bar.search, Qt.Key.Key_Return, CONTROL)
    assert window.host.address == f"crm://contact/{known['eleni']}"


def test_nobody_found_can_be_created_with_the_name_that_was_typed(qtbot, window, look):
    lines = look("Zoe/Keller")
    assert [line.title for line in lines] == ["Create contact “Zoe/Keller”"]
    qtbot.keyClick(window.top_bar.search, Qt.Key.Key_Return)
    name = window.host.page._new.lines["name"]
    assert name.text() == "Zoe/Keller"
    qtbot.waitUntil(name.hasFocus)
    qtbot.keyClick(name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.host.page.headline() == "Zoe/Keller")


@pytest.mark.parametrize("typed", ["+30 210 998 4567", "+30210998", "+30 (210) 99"])
def test_number_with_its_country_is_looked_up_and_no_task(known, look, typed):
    assert [line.address for line in look(typed)] == [f"crm://contact/{known['eleni']}"]


def test_number_of_nobody_becomes_the_number_of_a_new_contact(qtbot, window, look):
    lines = look("+30 210 000 1111")
    assert [line.title for line in lines] == ["Create contact “+30 210 000 1111”"]
    qtbot.keyClick(window.top_bar.search, Qt.Key.Key_Return)
    new = window.host.page._new
    assert (new.lines["name"].text(), new.lines["phones"].text()) == ("", "+30 210 000 1111")


def test_commands_come_before_the_offer_to_create(look):
    assert [line.is_last for line in look("new invoi")] == [False, True]


def test_screen_reader_hears_what_and_whose(window, known, look):
    look("tulips")
    index = window.palette_list.model.index(0)
    spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("Prefers tulips, Ελένη Παπαδόπουλος")
