"""Lists of calls are read as the telephone system or the mobile phone wrote them."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from openpyxl import Workbook

from smallcrm.core.errors import ImportProblem
from smallcrm.services.exchange.calls import moments, opening, outcomes, sides
from smallcrm.services.exchange.drafts import ReadOptions
from smallcrm.services.exchange.reading.inspection import inspect

CDR = (
    "calldate,clid,src,dst,dcontext,channel,dstchannel,duration,billsec,disposition,uniqueid\n"
    '2026-11-02 09:15:01,"""Maria"" <101>",101,2101234567,internal,PJSIP/101-0a,PJSIP/out-0b,95,83'
    ",ANSWERED,1700000001.12\n"
    '2026-11-02 09:20:01,"""A"" <+306912345678>",+306912345678,s,trunk,PJSIP/out-0c,PJSIP/102-0d,15'
    ",0,NO ANSWER,1700000002.13\n"
    "2026-11-02 09:21:01,,101,6912345678,internal,PJSIP/101-0e,PJSIP/out-0f,9,0,BUSY,3.1\n"
    "2026-11-02 09:22:01,,101,6912345678,internal,PJSIP/101-1e,PJSIP/out-1f,9,0,FAILED,3.2\n"
    "2026-11-02 09:30:01,,102,101,internal,PJSIP/102-0,PJSIP/101-1,15,10,ANSWERED,1700000003.14\n"
)
WITHOUT_HEADINGS = (
    '"","101","2101234567","internal","""M"" <101>","PJSIP/101-00a","PJSIP/out-00b","Dial","x",'
    '"2026-11-02 09:15:01","2026-11-02 09:15:13","2026-11-02 09:16:36",95,83,"ANSWERED",'
    '"DOCUMENTATION","1700000001.12",""\n'
    '"","+306912345678","102","trunk","""A"" <+306912345678>","PJSIP/out-00a","PJSIP/102-00b",'
    '"Dial","x","2026-11-02 09:20:01","","2026-11-02 09:21:36",95,0,"NO ANSWER","DOCUMENTATION",'
    '"1700000001.13",""\n'
)
THREE_CX = (
    "Call Time,Caller ID,Destination,Status,Ringing,Talking,Totals,Cost\n"
    "2026-11-02T09:15:01,Maria (101),00302101234567,Answered,00:00:05,00:01:23,00:01:28,\n"
    "2026-11-02T09:20:01,Anna (+306912345678),Maria (101),Unanswered,00:00:20,,00:00:20,\n"
)
FRITZBOX = (
    "sep=;\nTyp;Datum;Name;Rufnummer;Nebenstelle;Eigene Rufnummer;Dauer\n"
    "1;29.10.26 14:02;Anna Berg;03012345678;Fon 1;Internet: 4930999888;0:03\n"
    "2;29.10.26 13:02;;01721234567;;4930999888;0:00\n"
    "4;28.10.26 10:00;;089123456;Maria;4930999888;1:10\n"
    "3;28.10.26 09:00;;0900111222;;4930999888;0:00\n"
)
ZADARMA = (
    "Дата и время;Откуда;Куда;Длительность;Статус;Внутренний номер\n"
    "02.11.2026 09:15:01;+79161234567;+74951112233;1 мин 23 сек;отвечен;101\n"
    "02.11.2026 09:25:01;+74951112233;+79161234568;00:00;нет ответа;101\n"
    "02.11.2026 09:35:01;+79161234569;+74951112233;0;пропущенный;\n"
)
MANGO = (
    "Дата;Время;Тип;Кто звонил;Куда звонил;Сотрудник;Длительность разговора;Результат\n"
    "02.11.2026;09:15:01;Входящий;79161234567;74951112233;Мария;00:01:23;Успешный\n"
    "02.11.2026;09:25:01;Исходящий;101;79161234568;Мария;0;Не отвечен\n"
    "02.11.2026;09:35:01;Входящий;79161234569;74951112233;;00:00:00;Пропущенный\n"
    "02.11.2026;09:55:01;Внутренний;101;102;Мария;12;Успешный\n"
)
YEASTAR = (
    "Time,Call From,Call To,Call Duration,Talk Duration,Status,Communication Type,ID\n"
    "02/11/2026 09:15:01 AM,6912345678,101,95,83,ANSWERED,Inbound,7\n"
    "02/11/2026 09:15:01 PM,Maria<101>,2101234567,95,0,NO ANSWER,Outbound,8\n"
)
ANDROID = (
    "name,number,type,date,duration\nAnna,+306912345678,1,1793610000000,83\n"
    ",6999999999,3,1793610100000,0\n,2101234567,2,1793610200000,0\n"
)
GREEK = (
    "Ημερομηνία;Ώρα;Τύπος κλήσης;Αριθμός τηλεφώνου;Διάρκεια;Χρήστης\n"
    "25/04/2026;09:15;Εισερχόμενη;6912345678;1 λεπ 23 δευτ;Μαρία\n"
    "25/04/2026;2:15 μ.μ.;Αναπάντητη;2101234567;;\n"
)
FRENCH = (
    "Date et heure;Appelant;Appelé;Sens;Durée;Statut\n"
    "25/04/2026 09h15;0612345678;101;Entrant;1min 23s;Répondu\n"
    "25/04/2026 10h15;101;0612345678;Sortant;0;Sans réponse\n"
)
MASTER = [("2101234567", "out", 83), ("+306912345678", "in", None)]


def told(lines):
    return [(line.number, line.direction, line.seconds) for line in lines if not line.problem]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (CDR, [*MASTER, ("6912345678", "out", None), ("6912345678", "out", None)]),
        (WITHOUT_HEADINGS, MASTER),
        (THREE_CX, [("00302101234567", "out", 83), ("+306912345678", "in", None)]),
        (
            FRITZBOX,
            [
                ("03012345678", "in", 180),
                ("01721234567", "in", None),
                ("089123456", "out", 4200),
                ("0900111222", "in", None),
            ],
        ),
        (
            ZADARMA,
            [
                ("+79161234567", "in", 83),
                ("+79161234568", "out", None),
                ("+79161234569", "in", None),
            ],
        ),
        (
            MANGO,
            [("79161234567", "in", 83), ("79161234568", "out", None), ("79161234569", "in", None)],
        ),
        (YEASTAR, [("6912345678", "in", 83), ("2101234567", "out", None)]),
        (
            ANDROID,
            [("+306912345678", "in", 83), ("6999999999", "in", None), ("2101234567", "out", None)],
        ),
        (GREEK, [("6912345678", "in", 83), ("2101234567", "in", None)]),
        (FRENCH, [("0612345678", "in", 83), ("0612345678", "out", None)]),
    ],
    ids=[
        *("asterisk", "without headings", "3cx", "fritzbox", "zadarma", "mango", "yeastar"),
        *("android", "greek", "french"),
    ],
)
def test_number_direction_and_length_are_understood(read, content, expected):
    facts, lines = read(content)
    assert facts["is_understood"]
    assert told(lines) == expected
    assert all(line.is_answered == (line.seconds is not None) for line in lines if line.number)


@pytest.mark.parametrize(
    ("content", "first"),
    [
        (CDR, "2026-11-02 07:15:01"),  # winter: two hours
        (ANDROID, "2026-11-02 09:00:00"),  # milliseconds since 1970
        (GREEK, "2026-04-25 06:15:00"),  # summer: three hours
        (FRITZBOX, "2026-10-29 12:02:00"),
    ],
)
def test_moment_is_that_of_the_clock_on_the_wall(read, content, first):
    assert read(content)[1][0].at == first


def test_who_of_ours_it_was_comes_from_extension_column_or_channel(read):
    assert [line.employee for line in read(CDR)[1]][:3] == ["101", "102", "101"]
    assert [line.employee for line in read(THREE_CX)[1]] == ["101 Maria", "101 Maria"]
    assert read(FRITZBOX)[1][2].employee == "Maria"


def test_call_between_two_extensions_is_internal(read):
    assert read(CDR)[1][-1].problem == "internal"
    assert read(MANGO)[1][-1].problem == "internal"


def test_own_number_tells_the_sides_apart(read):
    content = "date,from,to,duration\n2026-11-02 10:00,2109999999,6912345678,5\n"
    assert read(content)[1][0].problem == "call_no_side"
    assert told(read(content, own=["+30 210 999 9999"])[1]) == [("6912345678", "out", 5)]


def test_only_customer_of_a_list_is_not_taken_for_the_own_line(read):
    content = (
        "date,from,to,duration\n2026-11-02 10:00,+302105550000,6912345678,60\n"
        "2026-11-02 11:00,6912345678,+302105550000,60\n2026-11-02 12:00,6912345678,6999999999,5\n"
    )
    lines = read(content, own=["210 555 0000"])[1]
    assert told(lines[:2]) == [("6912345678", "out", 60), ("6912345678", "in", 60)]
    assert lines[2].problem == "call_no_side"


def test_line_that_stands_in_every_row_is_the_own_one(read):
    rows = "".join(
        f"2026-11-02 10:0{number},{pair},5\n"
        for number, pair in enumerate(
            ["2109999999,6912345671", "6912345672,2109999999", "2109999999,6912345673"]
        )
    )
    assert [line.direction for line in read("date,from,to,duration\n" + rows)[1]] == [
        *("out", "in", "out")
    ]


def test_hidden_numbers_are_calls_without_a_number(read):
    content = "date,number,type,duration\n2026-11-02 10:00,Anonymous,incoming,5\n"
    assert told(read(content)[1]) == [("", "in", 5)]


def test_rows_that_cannot_be_read_say_why(read):
    content = (
        "date,number,type,duration\nyesterday,6912345678,incoming,5\n"
        "2026-11-02 25:00,6912345678,incoming,5\n2026-11-02 10:00,3.06912E+11,incoming,5\n"
        "2026-11-02 10:00,6912345678,SMS incoming,5\n2026-11-02 10:00,6912345678,incoming,5\n"
    )
    problems = [line.problem for line in read(content)[1]]
    assert problems == [
        *("call_no_moment", "call_no_moment", "call_number_lost", "call_no_side", "")
    ]


def test_list_of_numbers_need_not_say_which_way_calls_went(read):
    content = "date,number,duration\n2026-11-02 10:00,6912345678,5\n"
    assert told(read(content)[1]) == [("6912345678", "", 5)]


@pytest.mark.parametrize("kind", ["International", "Local", "Внутрисетевой", "Внутризоновый"])
def test_what_an_operator_calls_a_call_does_not_make_it_one_within_the_business(read, kind):
    content = f"date,number,type,duration\n2026-11-02 10:00,6912345678,{kind},5\n"
    assert [line.problem for line in read(content)[1]] == ["call_no_side"]


@pytest.mark.parametrize(
    ("text", "is_answered"),
    [
        *(("Not connected", False), ("Unsuccessful", False), ("Insuccess", False)),
        *(("Incomplete", False), ("не успешно", False), ("не дозвонились", False)),
        *(("Disconnected", None), ("Connected", True), ("Успешный", True), ("Completed", True)),
    ],
)
def test_what_did_not_come_about_was_not_answered(text, is_answered):
    assert outcomes.is_answered(text) is is_answered
    assert outcomes.direction(text)[0] == ""


@pytest.mark.parametrize("cell", ['"=""06912345678"""', "'06912345678", "'+306912345678"])
def test_number_may_be_marked_as_text_for_a_spreadsheet(read, cell):
    content = f"date,number,duration\n2026-11-02 10:00,{cell},5\n"
    assert read(content)[1][0].number in {"06912345678", "+306912345678"}


@pytest.mark.parametrize("cell", ["1" * 30_000 + "x", "1 " * 15_000 + "x", "1a" + "1" * 30_000])
@pytest.mark.parametrize("headings", ["date,number,duration\n", ""])
def test_huge_cell_is_cut_before_it_is_looked_into(read, cell, headings, monkeypatch):
    seen = []
    for module, name in ((sides, "read"), (moments, "seconds")):
        real = getattr(module, name)
        monkeypatch.setattr(
            module,
            name,
            lambda text, real=real, **more: seen.append(len(text)) or real(text, **more),
        )
    read(f"{headings}2026-11-02 10:00,{cell},{cell}\n2026-11-02 11:00,6912345678,9\n")
    assert 1 < max(seen) <= 300


def test_days_that_can_be_read_in_two_ways_are_asked_about(read):
    content = "date,number,type,duration\n03/04/2026 10:00,6912345678,incoming,5\n"
    facts, lines = read(content)
    assert [column[5:] for column in facts["columns"] if column[5]] == [("dmy", 1, False)]
    assert lines[0].at.startswith("2026-04-03")
    assert read(content, dates="mdy")[1][0].at.startswith("2026-03-04")


def test_nobody_called_in_the_future(read):
    content = "date,number,type,duration\n11/12/2026 10:00,6912345678,incoming,5\n"
    facts, lines = read(content)
    assert lines[0].at.startswith("2026-11-12")  # 11 December has not come yet
    assert ("mdy", 1, True) in [column[5:] for column in facts["columns"]]


def test_call_that_would_be_in_the_future_is_left_out(read):
    content = (
        "date,number,type,duration\n2026-11-30 23:00,6912345678,incoming,5\n"
        "9999999999,6912345678,incoming,5\n2999-12-31 23:59,6912345678,incoming,5\n"
    )
    problems = [line.problem for line in read(content)[1]]
    assert problems == ["", "call_in_future", "call_in_future"]  # in another zone it is tomorrow


def test_hour_that_comes_twice_is_the_first_and_the_gap_is_left(read):
    content = (
        "date,number,type,duration\n2026-10-25 03:30:00,6912345678,incoming,5\n"
        "2026-03-29 03:30:00,6912345678,incoming,5\n2026-11-02T10:00:00+05:00,6912345678,in,5\n"
    )
    assert [line.at for line in read(content)[1]] == [
        "2026-10-25 00:30:00",
        "2026-03-29 01:00:00",
        "2026-11-02 05:00:00",
    ]


def test_user_says_what_columns_hold(read):
    content = "A;B;C\n02.11.2026 10:00;6912345678;83\n02.11.2026 11:00;2101234567;0\n"
    mapping = {"A": "date", "B": "callee", "C": "talked"}
    assert told(read(content, mapping=mapping)[1]) == [
        ("6912345678", "out", 83),
        ("2101234567", "out", None),
    ]
    with pytest.raises(ImportProblem, match="nothing that a list of calls has"):
        read(content, mapping={"A": "email"})
    with pytest.raises(ImportProblem, match="no column"):
        read(content, mapping={"Z": "date"})


def test_minutes_count_sixty_seconds(read):
    content = "date,number,type,Duration (min)\n2026-11-02 10:00,6912345678,incoming,5\n"
    assert read(content)[1][0].seconds == 300


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        *(("0:01:23", 83), ("83", 83), ("1m 23s", 83), ("00:02", 2), ("1 ч 2 мин", 3720)),
        *(("1 Std. 2 Min. 3 Sek.", 3723), ("1 ώρα 2 λεπτά", 3720), ("PT1M23S", 83)),
        *(("83.0", 83), ("", None), ("long", None), ("1 week", None), ("9999999", None)),
    ],
)
def test_durations_in_all_their_forms(text, seconds):
    assert moments.seconds(text) == seconds


@pytest.mark.parametrize(
    ("text", "number", "name"),
    [
        ('"Anna P." <+306912345678>', "+306912345678", "Anna P."),
        ("Maria (101)", "101", "Maria"),
        ("101 Maria", "101", "Maria"),
        ("sip:2101234567@pbx.example;user=phone", "2101234567", ""),
        ("(210) 123-45-67", "(210) 123-45-67", ""),
        ('"2101234567" <2101234567>', "2101234567", ""),
        ("Unterdrückt", "", ""),
        ("s", "", "s"),
    ],
)
def test_sides_in_all_their_forms(text, number, name):
    found = sides.read(text)
    assert (found.number, found.name) == (number, name)


@pytest.mark.parametrize("text", ["", ":", "25:61", "1700000000", "00000000", "99/99/9999 10:00"])
def test_any_text_may_stand_in_the_place_of_a_moment(text):
    written = moments.apart(text)
    assert moments.instant(written, "dmy", date(2026, 11, 29)) in ("", "2023-11-14 22:13:20")


def test_workbook_is_read_in_the_child_process_and_known_as_a_list_of_calls(tmp_path):
    path = tmp_path / "calls.xlsx"
    book = Workbook()
    book.active.append(["Call Time", "From", "To", "Status", "Talking"])
    moment = datetime(2026, 11, 2, 9, 15, 1)  # noqa: DTZ001 - as the sheet has it
    book.active.append([moment, 6912345678, 101, "Answered", time(0, 1, 23)])
    book.save(path)
    assert inspect(path).facts.holds == "calls"
    facts, lines = opening.read(path, ReadOptions(home="GR"))
    assert facts.format == "xlsx"
    assert told(lines) == [("6912345678", "in", 83)]


def test_list_of_contacts_is_no_list_of_calls(tmp_path):
    path = tmp_path / "people.csv"
    path.write_text("Name,Phone,Date,Status\nAnna,6912345678,2026-11-02,active\n")
    assert inspect(path).facts.holds == "contacts"
    path.write_text("# Notes\n\nSome words about nothing, from us to you\n")
    assert not opening.read(path)[0].is_understood
