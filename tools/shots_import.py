"""Pictures of an import: a bookshop's list with everything that makes a preview interesting."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from openpyxl import load_workbook
from PySide6.QtCore import QCoreApplication
from sqlalchemy.orm import Session

from smallcrm.core import paths
from smallcrm.core.progress import Progress
from smallcrm.core.text import T
from smallcrm.services import contacts, history
from smallcrm.services.exchange.exporting.export import export
from smallcrm.services.exchange.fields import FIELDS
from smallcrm.ui.importing.page import ImportPage
from smallcrm.ui.main_window import MainWindow
from smallcrm.ui.shell.incoming import address_of

_PATIENCE = 15  # seconds
_HEADINGS = "Ονοματεπώνυμο;Εταιρεία;Email;Τηλέφωνο;Πόλη;Γενέθλια;Σχόλια"
_FIRST = ("Ελένη", "Γιώργος", "Μαρία", "Νίκος", "Κατερίνα", "Σοφία", "Άννα", "Χρήστος")
_STEMS = ("Παπαδ", "Γεωργ", "Κωστ", "Ιωανν", "Ρηγ", "Λαμπρ", "Σταμ", "Αντων", "Βασιλ")
_ENDINGS = ("όπουλος", "ίδης", "άκης", "έας", "ούδης", "άτος")
_CITIES = ("Βόλος", "Αθήνα", "Λάρισα", "Πάτρα")
_ROWS = 412
_DEALS = """Title,Client,Total,Stage,Close date
Wedding of the season,Maria Papadopoulou,"1,250.00",Negotiation,2026-12-12
Lobby flowers,Hotel Miramare,(80.00),New,
Window boxes,Becker & Söhne,900,Site visit,2027-01-15
,Peter Novak,,,
"""
_EDITS = (  # name, field, what somebody typed in Excel
    ("Peter Novak", "source", "Recommended by Sophie Laurent"),
    ("Peter Novak", "birthday", "sometime in May"),
    ("Maria Papadopoulou", "note", "Prefers delivery before 07:30, gate code 4471."),
    ("Andreas Keller", "role", "Buyer"),
)


def preview(window: MainWindow) -> None:
    """The second step, with a question and rows to look at."""
    page = _opened(window)
    page.preview.records.chips.choose("all")


def options(window: MainWindow) -> None:
    """The second step with the drop-downs of the file; the question is answered."""
    page = _opened(window)
    _answer(page)
    page.preview.file_card.show_options(shown=True)
    page.preview.records.chips.click("remarks")


def deals(window: MainWindow) -> None:
    """A list of deals of another program, said to be one."""
    path = paths.data_folder() / "deals.csv"
    path.write_text(_DEALS, "utf-8")
    window.open(address_of(path))
    page = _page(window)
    _wait(page.preview.accept_button.isEnabled)
    page.look.say("what", "deals")
    _wait(lambda: not page.preview.accept_button.isEnabled())
    _wait(page.preview.accept_button.isEnabled)


def compare(window: MainWindow) -> None:
    """Somebody who may be there already."""
    _opened(window).preview.doubles.compare.click()


def policies(window: MainWindow) -> None:
    """The menu of a column: what it does to contacts that are there; the next one overwrites."""
    page = _opened(window)
    _answer(page)
    columns = page.preview.columns
    columns.setCurrentIndex(columns.model().index(2, 0))
    menu = columns.menu_of(columns.currentIndex())
    if menu is not None:
        menu.actions()[2].trigger()
        _wait(page.preview.accept_button.isEnabled)
    columns.open_menu()


def differences(window: MainWindow) -> None:
    """A list of ours that was edited, while somebody changed one of its cells here."""
    ops = window.context.ops
    path = paths.data_folder() / "Contacts.xlsx"
    ops.read(lambda session: export(session, "contacts", path, Progress()))
    book = load_workbook(path)
    sheet = book.active
    headings = [cell.value for cell in sheet[1]]
    rows = {row[1].value: row for row in sheet.iter_rows(min_row=2)}
    for name, field, value in _EDITS:
        rows[name][headings.index(str(FIELDS[field]))].value = value
    sheet.append([None, "Dora Dimou"])
    book.save(path)
    done: list[object] = []
    ops.write(window, T("Change a contact"), _change_source, done=lambda _none: done.append(1))
    _wait(lambda: bool(done))
    window.open(address_of(path))
    _wait(_page(window).differences.isVisible)


def products(window: MainWindow) -> None:
    """A price list."""
    path = paths.data_folder() / "prices.csv"
    lines = [f"Rose {number};R-{number:03};pcs;{number},50;24" for number in range(1, 40)]
    text = "\n".join(["Product;Code;Unit;Price;VAT", *lines])
    path.write_text(text, "utf-8")
    window.open(address_of(path))
    _wait(_page(window).preview.accept_button.isEnabled)


def result(window: MainWindow) -> None:
    """What became of the rows."""
    page = _opened(window)
    _answer(page)
    page.preview.accept_button.click()
    _wait(page.result.isVisible)


def shown(window: MainWindow) -> None:
    """Those who came in, in the list of contacts."""
    result(window)
    _page(window).result.show_button.click()


def undone(window: MainWindow) -> None:
    """The import was taken back."""
    result(window)
    page = _page(window)
    page.result.undo_button.click()
    _wait(page.result.undo_button.isHidden)


def earlier(window: MainWindow) -> None:
    """The first step, once a file was brought in and taken back."""
    undone(window)
    window.open("crm://import")
    _wait(_page(window).choose.earlier.isVisible)


def _opened(window: MainWindow) -> ImportPage:
    path = paths.data_folder() / "πελάτες.csv"
    if not path.exists():
        _write(path)
    _take_back(window, path.name)
    window.open(address_of(path))
    page = _page(window)
    _wait(page.preview.doubles.choice.isVisible)
    return page


def _change_source(session: Session) -> None:
    key = next(
        key
        for key, row in contacts.list_rows(session, contacts.list_ids(session)).items()
        if row.name == _EDITS[0][0]
    )
    draft = contacts.get_draft(session, key)
    contacts.change(session, key, draft._replace(source=f"{draft.source} Fair"))


def _take_back(window: MainWindow, name: str) -> None:
    """Begin with the data as it was before the picture of the result was taken."""
    ops = window.context.ops
    last = ops.read(history.next_undo)
    if last is not None and last.values.get("file") == name:
        done: list[object] = []
        ops.undo(window, done.append)
        _wait(lambda: bool(done))


def _page(window: MainWindow) -> ImportPage:
    page = window.host.page
    if not isinstance(page, ImportPage):
        raise TypeError("the page of the import is not on screen")
    return page


def _answer(page: ImportPage) -> None:
    page.preview.question.answered.emit("dmy")
    _wait(page.preview.accept_button.isEnabled)


def _wait(is_done: Callable[[], bool]) -> None:
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end and not is_done():
        QCoreApplication.processEvents()
        time.sleep(0.01)


def _write(path: Path) -> None:
    lines = ["Πελάτες του βιβλιοπωλείου", "", _HEADINGS, *(_line(n) for n in range(_ROWS))]
    lines[4] = lines[4].replace("@", " at ")
    lines[6] = "Ελένη Νικολάου;Καφέ Αυλή;eleni@kafe.example;2610 555 019;Πάτρα;;παλιά πελάτισσα"
    lines[8] = "Κατερίνα Ρηγάκη;;katerina@mail.example;24210 55501;Βόλος;κάποτε τον Μάιο;"
    lines[9] = "Γιώργος Αντωνίου;Αντωνίου Κατασκευές ΑΕ;person5@mail.example;210 5550144;Αθήνα;;"
    lines[14] = "Γιώργος Αντωνίου;Αντωνίου Κατασκευές ΑΕ;g@antoniou.example;;Αθήνα;04/03/1971;"
    lines[60] = lines[61] = ";;;;Βόλος;;χωρίς όνομα"
    path.write_bytes("\r\n".join(lines).encode("cp1253"))


def _line(number: int) -> str:
    first, last = _FIRST[number % 8], f"{_STEMS[number // 8 % 9]}{_ENDINGS[number // 72]}"
    company = f"{last} Α.Ε." if number % 4 == 0 else ""
    email = f"pelatis{number}@mail.example" if number % 5 else ""
    birthday = f"{number % 12 + 1:02}/{number % 11 + 1:02}/19{60 + number % 40}"
    city = _CITIES[number % 4]
    return f"{first} {last};{company};{email};24210 {number:05};{city};{birthday};"
