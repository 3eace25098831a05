"""Pictures of every screen in every look, to be looked at: ``python tools/shots.py shots/``.

A new page adds a line to ``SCREENS``. Options narrow the run down::

    python tools/shots.py shots/ --only contacts --languages en,el --sizes 1024x700 --text 150
"""

from __future__ import annotations

import argparse
import itertools
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent, QLocale, Qt
from PySide6.QtWidgets import QApplication

from smallcrm.core import languages
from smallcrm.core.text import T
from smallcrm.db import glance
from smallcrm.db.database import Database
from smallcrm.services import contacts, documents, settings
from smallcrm.services.contacts import AddressDraft, ContactDraft, Labelled
from smallcrm.ui import counting
from smallcrm.ui.main_window import MainWindow
from smallcrm.ui.ops import Ops
from smallcrm.ui.settings import Settings
from smallcrm.ui.theme import fonts
from smallcrm.ui.theme.theme import Theme
from smallcrm.ui.translator import CatalogueTranslator
from tools import (
    shots_bank,
    shots_calendar,
    shots_calling,
    shots_calls,
    shots_deals,
    shots_documents,
    shots_doubles,
    shots_dues,
    shots_import,
    shots_leads,
    shots_lists,
    shots_mails,
    shots_money,
    shots_pipeline,
    shots_reports,
    shots_staff,
    shots_story,
    shots_tasks,
    shots_today,
    shots_windows,
)

_SETTLE = 0.6  # seconds for threads to answer and pages to paint
_BUSINESS = {
    "name": "Anthos Flowers",
    "street": "Ermou 12",
    "city": "Athens",
    "postcode": "10563",
    "vat_id": "EL094215778",
    "tax_id": "094215778",
    "email": "hello@anthos.example",
    "phone": "+30 210 123 4500",
    "iban": "GR1601101250000000012300695",
    "bank": "Bank of the Lighthouse",
}
_PEOPLE = (
    ("Maria Papadopoulou", "Anthos Events", "Athens"),
    ("Andreas Keller", "Keller Haustechnik GmbH", "Munich"),
    ("Ελένη Νικολάου", "Καφέ Αυλή", "Πάτρα"),
    ("Иван Петров", "ООО «Северный ветер»", "Мурманск"),
    ("Sophie Laurent", "Boulangerie Laurent", "Lyon"),
    ("Γιώργος Αντωνίου", "Αντωνίου Κατασκευές ΑΕ", "Αθήνα"),
    ("Hotel Miramare Reception", "Hotel Miramare", "Rhodes"),
    ("Tom Becker", "Becker & Söhne", "Köln"),
    ("Анна Смирнова", "Студия «Лён»", "Казань"),
    ("Katerina Ioannou", "Villa Ioannou Weddings", "Chania"),
    ("Lucia Romano", "Romano Design", "Bari"),
    ("Peter Novak", "Novak Garage", "Brno"),
)


class Look(NamedTuple):
    """One way to look at the window."""

    scheme: str
    language: str
    text: int
    size: tuple[int, int]

    @property
    def name(self) -> str:
        """For file names."""
        return f"{self.scheme}_{self.language}_{self.text}_{self.size[0]}x{self.size[1]}"


class Screen(NamedTuple):
    """Something to take a picture of.

    Attributes:
        address: What is opened; ``{contact}`` becomes the id of a contact with everything,
            ``{draft}`` and ``{invoice}`` those of its documents, ``{deal}`` that of a deal,
            ``{twin}`` that of one who is there twice.
        prepare: What is done after that, with the window.
    """

    name: str
    address: str
    prepare: Callable[[MainWindow], object] = lambda _window: None


SCREENS = (
    Screen("contacts", "crm://contacts"),
    Screen("contact_table", "crm://contact-list/table"),
    Screen("contact_table_chosen", "crm://contact-list/table", shots_lists.choose),
    Screen("contact_table_filter", "crm://contact-list/table", shots_lists.filter_rows),
    Screen("contact_cards", "crm://contact-list/cards"),
    Screen("contact_bin", "crm://contact-list/bin"),
    Screen("settings_fields", "crm://settings/fields"),
    Screen("contact", "crm://contact/{contact}/timeline"),
    Screen("call_running", "crm://contact/{contact}/timeline", shots_calling.running),
    Screen("call_ended", "crm://contact/{contact}/timeline", shots_calling.ended),
    Screen("phone_menu", "crm://contact/{contact}/timeline", shots_calling.menu),
    *(
        Screen(f"entry_{name}", "crm://contact/{contact}/timeline", prepare)
        for name, prepare in shots_calling.WRITTEN.items()
    ),
    *(
        Screen(f"timeline_{name}", "crm://contact/{contact}/timeline", prepare)
        for name, prepare in shots_calling.SHOWN.items()
    ),
    Screen("settings_calls", "crm://settings/calls"),
    Screen("contact_details", "crm://contact/{contact}/details"),
    Screen("contact_documents", "crm://contact/{contact}/documents"),
    Screen("contact_deals", "crm://contact/{contact}/deals"),
    Screen("contact_files", "crm://contact/{contact}/files"),
    Screen("contact_twice", "crm://contact/{twin}"),
    Screen("doubles", "crm://doubles"),
    Screen("contact_new", "crm://contact/new"),
    Screen("calls", "crm://import", shots_calls.preview),
    Screen("calls_question", "crm://import", shots_calls.question),
    Screen("calls_done", "crm://import", shots_calls.done),
    Screen("ringing", "crm://contacts", shots_calls.ringing),
    Screen("ringing_unknown", "crm://settings", shots_calls.unknown),
    Screen("ringing_several", "crm://documents", shots_calls.several),
    Screen("ringing_whose", "crm://contacts", shots_calls.whose),
    Screen("documents", "crm://documents"),
    Screen("draft_product", "crm://document/{draft}", shots_documents.type_product),
    Screen("draft", "crm://document/{draft}", shots_documents.choose_cell),
    Screen(
        "draft_issue",
        "crm://document/{draft}",
        lambda window: shots_documents.press(window, Qt.Key.Key_Return),
    ),
    Screen("draft_einvoice", "crm://document/{draft}", shots_documents.check_draft),
    Screen("invoice", "crm://document/{invoice}"),
    Screen("invoice_einvoice", "crm://document/{invoice}", shots_documents.check_issued),
    Screen(
        "invoice_print",
        "crm://document/{invoice}",
        lambda window: shots_documents.press(window, Qt.Key.Key_P),
    ),
    Screen("bank", "crm://bank", shots_bank.bring_in),
    Screen("bank_choose", "crm://bank", shots_bank.choose),
    Screen("invoice_payment", "crm://document/{invoice}", shots_money.press_payment),
    Screen("invoice_credit", "crm://document/{invoice}", shots_money.credit_some),
    Screen("invoice_cancel", "crm://document/{invoice}", shots_money.cancel),
    Screen("documents_chosen", "crm://documents", shots_money.choose_all),
    Screen("payments", "crm://payments"),
    Screen("payment_new", "crm://payment/new", shots_money.new_payment),
    Screen("contact_account", "crm://contact/{contact}/account"),
    Screen("draft_more", "crm://document/{draft}", shots_documents.unfold),
    Screen("draft_rates", "crm://document/{draft}", shots_documents.move_date),
    Screen("statement", "crm://statement/{contact}", shots_dues.fill),
    Screen("unpaid", "crm://unpaid", shots_dues.fill),
    Screen("reminders", "crm://reminders", shots_dues.fill),
    Screen("recurring", "crm://recurring", shots_dues.fill),
    Screen("recurring_form", "crm://recurring/of/{invoice}"),
    Screen("today", "crm://today", shots_today.show),
    Screen("today_tomorrow", "crm://today", shots_today.unfold),
    Screen("tasks", "crm://tasks", shots_tasks.choose),
    Screen("task_panel", "crm://tasks", shots_tasks.change),
    Screen("tasks_line", "crm://tasks", shots_tasks.type_line),
    Screen("calendar_month", "crm://calendar", shots_calendar.month),
    Screen("calendar_week", "crm://calendar", shots_calendar.week),
    Screen("calendar_day", "crm://calendar", shots_calendar.day),
    Screen("calendar_slot", "crm://calendar", shots_calendar.slot),
    Screen("calendar_import", "crm://import", shots_calendar.bring_in),
    Screen("calendar_newer", "crm://import", shots_calendar.bring_in_newer),
    Screen("missed", "crm://missed", shots_tasks.missed),
    Screen("reminder", "crm://contacts", shots_tasks.remind),
    Screen("reminder_one", "crm://contacts", shots_tasks.remind_one),
    Screen("reminder_many", "crm://contacts", shots_tasks.remind_many),
    Screen("tasks_snooze", "crm://tasks", shots_tasks.snooze),
    Screen("settings_tasks", "crm://settings/tasks"),
    Screen("settings_reminders", "crm://settings/reminders"),
    Screen("board", "crm://pipeline/board"),
    Screen("board_short", "crm://pipeline/board", shots_pipeline.short),
    Screen("board_long", "crm://pipeline/board", shots_pipeline.long),
    Screen("board_many", "crm://pipeline/board", shots_pipeline.many),
    Screen("board_carried", "crm://pipeline/board", shots_pipeline.carry),
    Screen("deal_list", "crm://pipeline/list"),
    Screen("forecast", "crm://pipeline/forecast"),
    Screen("deal_new", "crm://pipeline/board", shots_pipeline.new),
    Screen("deal_lose", "crm://pipeline/board", shots_pipeline.lose),
    Screen("deal_bin", "crm://pipeline/board", shots_pipeline.thrown),
    Screen("deal_elsewhere", "crm://pipeline/board", shots_pipeline.elsewhere),
    Screen("deal_won", "crm://pipeline/board", shots_pipeline.win),
    Screen("reports_funnel", "crm://reports/funnel", shots_reports.choose),
    Screen("reports_losses", "crm://reports/losses", shots_reports.choose),
    Screen("reports_pivot", "crm://reports/losses", shots_reports.pivot),
    Screen("reports_forecast", "crm://reports/forecast", shots_reports.choose),
    Screen("reports_sources", "crm://reports/sources"),
    Screen("reports_staff", "crm://reports/staff"),
    Screen("reports_staff_calls", "crm://reports/staff", shots_reports.behind_staff),
    Screen("reports_staff_tasks", "crm://reports/staff", shots_reports.late_tasks),
    Screen("reports_deals", "crm://reports/losses", shots_reports.deals),
    Screen("settings_pipeline", "crm://settings/pipeline"),
    Screen("stage", "crm://settings/pipeline", shots_pipeline.stage),
    Screen("product", "crm://product/1"),
    Screen("products", "crm://products"),
    Screen("product_price", "crm://product/1", shots_documents.ask_price),
    Screen("price_list", "crm://products", shots_documents.ask_list),
    Screen("contact_terms", "crm://contact/{contact}/details", shots_documents.show_terms),
    Screen("leads", "crm://leads", shots_leads.show),
    Screen("lead_convert", "crm://leads", shots_leads.convert),
    Screen("lead_new", "crm://leads", shots_leads.write),
    Screen("lead_list", "crm://leads", shots_leads.read_list),
    Screen("lead_over", "crm://leads", shots_leads.over),
    Screen("mails_timeline", "crm://contact/{contact}", shots_mails.timeline),
    Screen("mails_result", "crm://contact/{contact}", shots_mails.result),
    Screen("mails_read", "crm://contact/{contact}", shots_mails.read),
    Screen("mails_files", "crm://contact/{contact}", shots_mails.files),
    Screen("mails_ask", "crm://documents", shots_mails.ask),
    Screen("mails_ask_on_contact", "crm://contact/{contact}", shots_mails.ask_on_contact),
    Screen("mails_drag", "crm://contact/{contact}", shots_mails.drag),
    Screen("lead_erase", "crm://leads", shots_leads.erase),
    Screen("leads_none", "crm://leads/dismissed"),
    Screen("campaigns", "crm://campaigns"),
    Screen("settings_people", "crm://settings/people"),
    Screen("settings_leads", "crm://settings/leads"),
    Screen("lead_rule", "crm://settings/leads", shots_leads.rule),
    Screen("import", "crm://import"),
    Screen("import_preview", "crm://import", shots_import.preview),
    Screen("import_options", "crm://import", shots_import.options),
    Screen("import_deals", "crm://import", shots_import.deals),
    Screen("import_compare", "crm://import", shots_import.compare),
    Screen("import_policies", "crm://import", shots_import.policies),
    Screen("import_differences", "crm://import", shots_import.differences),
    Screen("import_products", "crm://import", shots_import.products),
    Screen("import_result", "crm://import", shots_import.result),
    Screen("import_shown", "crm://import", shots_import.shown),
    Screen("import_undone", "crm://import", shots_import.undone),
    Screen("import_earlier", "crm://import", shots_import.earlier),
    Screen("settings_business", "crm://settings/business"),
    Screen("settings_documents", "crm://settings/documents"),
    Screen("settings_layout", "crm://settings/layout"),
    Screen("settings_taxes", "crm://settings/taxes"),
    Screen("settings_look", "crm://settings/look"),
    Screen("settings_language", "crm://settings/language"),
    Screen("settings_about", "crm://settings/about"),
    Screen("palette", "crm://contact/{contact}", lambda window: window.palette_list.start(">")),
    Screen(
        "palette_search",
        "crm://contact/{contact}",
        lambda window: shots_story.look_for(window, "a"),
    ),
    Screen(
        "quick_add",
        "crm://contact/{contact}",
        lambda window: shots_story.look_for(window, "+Maria call 24.11.2031 16:30"),
    ),
    Screen(
        "snackbar",
        "crm://contact/{contact}",
        lambda window: window.context.say(T("{name} archived", name="Nikos Georgiou"), undo=True),
    ),
    Screen("keys", "crm://contact/{contact}", shots_windows.keys),
    Screen("history", "crm://contact/{contact}", shots_windows.history),
    Screen("erase", "crm://contact/{contact}", shots_windows.erase),
    Screen("relation", "crm://contact/{contact}", shots_windows.relation),
    Screen("deal", "crm://deal/{deal}"),
    Screen("deal_lines", "crm://deal/{deal}", lambda w: shots_deals.show_tab(w, "lines")),
    Screen("deal_papers", "crm://deal/{deal}", lambda w: shots_deals.show_tab(w, "documents")),
    Screen("deal_lost", "crm://deal/{lost_deal}", lambda w: shots_deals.show_tab(w, "history")),
    Screen("deal_details", "crm://deal/{deal}", lambda w: shots_deals.show_tab(w, "details")),
    Screen("contact_deal_new", "crm://contact/{contact}", shots_windows.deal),
    Screen("merge", "crm://doubles", shots_windows.merge),
    Screen("columns", "crm://contact-list/table", shots_windows.columns),
    Screen("export", "crm://contacts", shots_windows.export_list),
    Screen("print_list", "crm://contacts", shots_windows.print_list),
    Screen("print_post", "crm://contacts", shots_windows.print_post),
    Screen("tax_rate", "crm://settings/taxes", shots_windows.tax_rate),
    Screen("own_field", "crm://settings/fields", shots_windows.own_field),
    Screen("crash", "crm://contact/{contact}", shots_windows.crash),
    Screen("failure", "crm://contact/{contact}", shots_windows.failure),
    Screen("menu", "crm://contacts", shots_windows.menu),
    Screen("welcome", "crm://welcome"),
    Screen("today_empty", "crm://today", shots_today.empty),  # the last: it empties the file
)


def main() -> int:
    """Take the pictures; return 0."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", default="")
    parser.add_argument("--themes", default="light,dark")
    parser.add_argument("--languages", default="en")
    parser.add_argument("--text", default="100")
    parser.add_argument("--sizes", default="1440x900")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    wanted = options.only.split(",") if options.only else [screen.name for screen in SCREENS]
    looks = [
        Look(scheme, language, int(text), _size(size))
        for language, scheme, text, size in itertools.product(
            options.languages.split(","),
            options.themes.split(","),
            options.text.split(","),
            options.sizes.split(","),
        )
    ]
    with tempfile.TemporaryDirectory() as home:
        os.environ["SMALLCRM_HOME"] = home
        _shoot(Path(home), options.folder, wanted, looks)
    return 0


def _size(text: str) -> tuple[int, int]:
    width, height = text.split("x")
    return int(width), int(height)


def _shoot(home: Path, folder: Path, wanted: list[str], looks: list[Look]) -> None:
    application = QApplication([])
    translator = CatalogueTranslator()
    application.installTranslator(translator)
    fonts.load()
    file = home / "shots.smallcrm"
    examples = fill(file)
    theme = Theme()
    for look in looks:
        own = shutil.copy(file, file.with_name(f"{look.name}.smallcrm"))  # some screens type
        for window in _window(theme, Path(own), look):
            for screen in SCREENS:
                if screen.name in wanted:
                    window.open(screen.address.format(**examples))
                    _settle()
                    screen.prepare(window)
                    _settle()
                    shots_windows.grab(window).save(str(folder / f"{screen.name}_{look.name}.png"))
                    shots_windows.close(window)
                    shots_calls.hang_up(window)
                    window.palette_list.stop()
                    window.hush()


def _window(theme: Theme, file: Path, look: Look) -> Iterator[MainWindow]:
    languages.use(look.language)
    QLocale.setDefault(counting.locale(look.language))
    theme.set_text_size(look.text)
    theme.set_scheme(look.scheme)
    ops = Ops(lambda: Database(file))
    window = MainWindow(theme, ops, Settings(), glance.first_page(file))
    window.resize(*look.size)
    window.show()
    ops.start()
    _settle()
    yield window
    window.hide()
    ops.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _settle() -> None:
    end = time.monotonic() + _SETTLE
    while time.monotonic() < end:
        QCoreApplication.processEvents()
        time.sleep(0.01)


def fill(file: Path) -> dict[str, int]:
    """Make a data file with a little of everything; return the ids of what is looked at."""
    database = settings.create_file(file, country="GR", currency="EUR", language="en")
    with database.write(T("Sample data")) as session:
        settings.change(session, _BUSINESS)
        ids = [
            contacts.create(session, _draft(place, *person)) for place, person in enumerate(_PEOPLE)
        ]
    shots_story.tell(database, ids[0])
    shots_pipeline.fill(database, ids)
    shots_reports.fill(database, ids)
    shots_staff.fill(database, ids)
    draft = shots_documents.add_draft(database, ids[0])
    twin = shots_doubles.add(database)
    with database.read() as session:
        invoice = documents.list_ids(session, kind=documents.INVOICE, unpaid=True)[0]
    shots_money.pay(database, ids[0], invoice)
    found = shots_deals.add(database, ids[0])
    database.close()
    return {"contact": ids[0], "twin": twin, "draft": draft, "invoice": invoice, **found}


def _draft(place: int, name: str, company: str, city: str) -> ContactDraft:
    return ContactDraft(
        name,
        company=company,
        role="Owner",
        emails=(Labelled(f"person{place}@mail.example", "work"),),
        phones=(Labelled(f"+30 210 123 45{place:02}", "work"),),
        addresses=(AddressDraft(street="Ermou 41", postcode="10563", city=city, country="GR"),),
        tags=("Customer", "Wholesale") if place % 3 == 0 else (),
        birthday="1980-03-14",
        tax_id="099876545",
        note="Prefers delivery before 08:00.",
    )


if __name__ == "__main__":
    raise SystemExit(main())
