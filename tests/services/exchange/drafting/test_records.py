"""Rows into contacts: nothing lost, nothing made up, every row accounted for."""

from __future__ import annotations

import pytest

from smallcrm.services.exchange.values import amounts


def one(found):
    assert len(found.contacts) == 1
    return found.contacts[0]


def test_a_row_is_rejected_only_when_nothing_identifies_it(read, text_file):
    path = text_file(
        "Name,Company,Email,Phone,Tags,VAT ID\n"
        "Anna,,,,,\n,Keller KG,,,,\n,,a@b.example,,,\n,,,2100000001,,\n,,,,vip,EL123456783\n"
    )
    found = read(path)
    outcomes = {record.row: record.outcome for record in found.records}
    assert outcomes == {2: "", 3: "", 4: "", 5: "", 6: "rejected"}
    assert [record.name for record in found.contacts] == [
        "Anna",
        "Keller KG",
        "a@b.example",
        "2100000001",
    ]
    assert found.codes == [(4, "name_missing"), (5, "name_missing")]
    rejected = found.records[-1]
    assert rejected.custom == {"Tags": "vip", "VAT ID": "EL123456783"}
    assert "no name" in str(rejected.reason)


def test_counts_add_up(read, text_file):
    found = read(text_file("Name,Email\nAnna,a@b.example\n,\n,\nКонтора ООО,c@d.example\n-,-\n"))
    counts = found.counts
    assert counts["rows"] == counts["contacts"] + counts["rejected"] + counts["skipped"] == 3
    assert (counts["persons"], counts["companies"]) == (2, 1)


def test_a_bad_email_and_a_bad_birthday_are_warnings(read, text_file):
    path = text_file("Name,Email,Birthday\nAnna,anna at mail,30.02.1980\nB,b@c.example,5.6.1980\n")
    found = read(path)
    first = found.contacts[0]
    assert first.emails == (("anna at mail", ""),)
    assert (first.custom, first.note) == ({}, "Birthday: 30.02.1980")
    assert [(each.row, each.field, each.value, each.code) for each in found.warnings] == [
        (2, "email", "anna at mail", "email_wrong"),
        (2, "birthday", "30.02.1980", "date_impossible"),
    ]
    assert all(str(each.reason).endswith(".") for each in found.warnings)


def test_words_beside_an_address_in_its_cell_go_to_the_note(read, text_file):
    path = text_file(
        "Name;Email\nAnna;accounts a@b.example\nBoris;mailto:b@b.example, <c@b.example>\n"
        "C;Ann Lee  c@c.example  2105550001\nD;d@d.example;\nE;e@e.example, e at mail\n",
    )
    found = read(path)
    assert [record.note for record in found.contacts] == [
        "Email: accounts a@b.example",
        "",
        "Email: Ann Lee  c@c.example  2105550001",
        "",
        "",
    ]


def test_a_phone_that_a_spreadsheet_destroyed_never_makes_a_double(read, text_file):
    path = text_file("Name;Phone\nAnna;9,16123E+09\nIvan;8 (916) 123-45-67\nB;+7 916 123 45 67\n")
    found = read(path, country="RU")
    anna, ivan, boris = found.contacts
    assert (anna.phones, anna.e164, anna.lost) == ((("9161230000", ""),), ("",), (0,))
    assert ivan.e164 == boris.e164 == ("+79161234567",)
    assert found.codes == [(2, "phone_digits_lost")]


def test_the_country_of_the_row_reads_its_numbers(read, text_file):
    path = text_file("Name,Phone,Country\nAnna,020 0000 0001,UK\nIvan,8 495 000-00-01,Россия\n")
    assert [record.e164 for record in read(path, country="GR").contacts] == [
        ("+442000000001",),
        ("+74950000001",),
    ]


def test_the_file_speaks_before_the_business_and_the_user_before_both(read, text_file):
    path = text_file("Имя,Телефон\nАнна,8 495 000-00-01\n")
    assert read(path, home="GR").facts["country"] == "RU"
    assert read(path, home="GR", country="KZ").facts["country"] == "KZ"
    assert read(text_file("Name,Phone\nAnna,2100000001\n"), home="GR").facts["country"] == "GR"


def test_two_phones_and_two_emails_in_a_cell_are_two(read, text_file):
    path = text_file(
        'Name,Phone,Email\nAnna,"+302100000001 / +302100000002",'
        '"a@b.example; A@B.example; c@d.example"\n'
    )
    record = one(read(path))
    assert record.e164 == ("+302100000001", "+302100000002")
    assert [value for value, _ in record.emails] == ["a@b.example", "c@d.example"]


def test_the_same_number_written_twice_is_kept_once(read, text_file):
    path = text_file("Name,Phone,Mobile\nAnna,+30 210 0000001,0030-210-0000001\n")
    assert one(read(path)).phones == (("+30 210 0000001", ""),)


@pytest.mark.parametrize(
    ("header", "row", "expected"),
    [
        (
            "First name,Last name,Company",
            "Anna,Keller,Keller KG",
            ("person", "Anna Keller", "Keller KG"),
        ),
        ("First name,Last name,Company", ",,Keller KG", ("company", "Keller KG", "")),
        ("Type,First name,Company", "company,,Keller KG", ("company", "Keller KG", "")),
        ("Type,First name,Company", "person,Anna,Anna GmbH", ("person", "Anna", "Anna GmbH")),
        ("Name,Email", "ООО «Ромашка»,a@b.example", ("company", "ООО «Ромашка»", "")),
        ("Name,Company", "Anna Keller,Keller KG", ("person", "Anna Keller", "Keller KG")),
        ("Name,Company", "Keller KG,KELLER KG", ("company", "KELLER KG", "")),
        ("Customer,First name", "Anna Keller,Anna", ("person", "Anna", "Anna Keller")),
        ("Επωνυμία,ΑΦΜ", "Παπάς Ο.Ε.,123456783", ("company", "Παπάς Ο.Ε.", "")),
        ("Name,Vorname", "Keller,Anna", ("person", "Anna Keller", "")),
        ("Имя,Отчество,Фамилия", "Анна,Ивановна,Петрова", ("person", "Анна Ивановна Петрова", "")),
    ],
)
def test_people_and_companies(read, text_file, header, row, expected):
    record = one(read(text_file(f"{header}\n{row}\n")))
    assert (record.kind, record.name, record.company) == expected


def test_unknown_columns_keep_their_values_under_their_headings(read, text_file):
    path = text_file('Name,Shoe size,Κωδικός,Shoe size\nAnna,38," ΠΕΛ-0001\xa0",39\n')
    assert one(read(path)).custom == {
        "Shoe size": "38",
        "Κωδικός": "ΠΕΛ-0001",
        "Shoe size (2)": "39",
    }


def test_ambiguous_dates_are_one_question_for_the_column(read, text_file):
    rows = "".join(f"A{number},0{number}/04/1980\n" for number in range(1, 9))
    path = text_file(f"Name,Birthday\n{rows}")
    found = read(path)
    column = found.columns[1]
    assert (column.dates, column.ambiguous, column.proven) == ("dmy", 7, False)
    assert found.codes == [(2, "dates_as_dmy")]
    assert found.contacts[2].birthday == "1980-04-03"
    answered = read(path, dates="mdy")
    assert answered.contacts[2].birthday == "1980-03-04"
    assert answered.codes == []
    proven = read(text_file(f"Name,Birthday\n{rows}B,12/25/1980\n"))
    assert (proven.columns[1].dates, proven.codes) == ("mdy", [])


def test_dates_under_a_heading_of_their_own_are_asked_as_well(read, text_file):
    path = text_file("Επωνυμία;Ημ. εγγραφής\nΑ;03/04/2026\nΒ;05/06/2026\n", encoding="iso8859-7")
    found = read(path)
    column = found.columns[1]
    assert (column.field, column.ambiguous, column.proven) == (None, 2, False)
    said = [(each.row, each.field, each.value, each.code) for each in found.warnings]
    assert said == [(2, "Ημ. εγγραφής", "03/04/2026", "dates_as_dmy")]
    assert [each.custom["Ημ. εγγραφής"] for each in found.contacts] == ["2026-04-03", "2026-06-05"]
    answered = read(path, dates="mdy")
    assert answered.contacts[0].custom["Ημ. εγγραφής"] == "2026-03-04"


def test_a_time_of_day_is_never_lost(read, text_file):
    path = text_file("Name;Created\nAnna;03.04.2026 10:15:00\nIvan;04.04.2026 11:00:00\n")
    assert read(path).contacts[0].custom == {"Created": "03.04.2026 10:15:00"}


def test_google_lists_several_values_in_a_cell(read, text_file):
    path = text_file(
        "First Name,Last Name,Birthday,Labels,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,"
        "Phone 1 - Value,Address 1 - Formatted,Address 1 - Street,Address 1 - City,"
        "Address 1 - Country,Custom Field 1 - Label,Custom Field 1 - Value\n"
        "Anna,Keller, --05-12,* myContacts ::: Πελάτες,* Work,a@b.example ::: c@d.example,Mobile,"
        '+30 210 0000001,"A 1\nVolos",A 1,Volos,GR,Shoe,38\n'
    )
    record = one(read(path))
    assert record.emails == (("a@b.example", "work"), ("c@d.example", "work"))
    assert record.phones == (("+30 210 0000001", "mobile"),)
    assert record.addresses == (("A 1", "Volos", "", "", "GR", ""),)
    assert (record.birthday, record.tags) == ("--05-12", ("Πελάτες",))
    assert record.custom == {"Shoe": "38"}


def test_what_outlook_always_writes_is_no_news(read, text_file):
    path = text_file(
        "Имя,Фамилия,Организация,Улица (раб. адрес),Город (раб. адрес),Телефон переносной,"
        "День рождения,Годовщина,Важность,Пометка,Частное,Адрес эл. почты,Тип эл. почты,"
        "Краткое имя эл. почты,Категории\n"
        "Анна,Петрова,Ромашка,Ленина 1,Орёл,+7 916 123-45-67,0.0.00,0.0.00,Обычная,Обычная,Ложь,"
        "a@b.example,SMTP,Анна Петрова (a@b.example),Друзья;Опт\n",
        encoding="cp1251",
    )
    record = one(read(path))
    assert (record.custom, record.birthday, record.note) == ({}, "", "")
    assert record.tags == ("Друзья", "Опт")
    assert record.addresses == (("Ленина 1", "Орёл", "", "", "", "work"),)
    assert record.phones == (("+7 916 123-45-67", "mobile"),)


def test_american_birthdays_are_proven_by_their_column(read, text_file):
    header = "First Name,Last Name,E-mail Type,Business Street 2,Birthday\n"
    rows = "Anna,Keller,SMTP,,03/04/1980\nIvan,Petrov,SMTP,,12/25/1981\nBo,Li,SMTP,,0/0/00\n"
    found = read(text_file(header + rows), country="GR")
    assert [record.birthday for record in found.contacts] == ["1980-03-04", "1981-12-25", ""]
    assert found.codes == []


def test_thunderbird_splits_the_birthday(read, text_file):
    path = text_file(
        "First Name,Last Name,Display Name,Primary Email,Birth Year,Birth Month,Birth Day,\n"
        "Anna,Keller,Anna Keller,a@b.example,1980,6,5\nIvan,Petrov,,i@b.example,,12,31\n"
        "Bo,Li,,b@b.example,1980,2,31\n"
    )
    found = read(path)
    assert [record.birthday for record in found.contacts] == ["1980-06-05", "--12-31", ""]
    assert found.codes == [(4, "date_impossible")]


def test_leads_of_bitrix_are_contacts_with_deals(read, text_file):
    path = text_file(
        "ID;Название лида;Имя;Фамилия;Рабочий телефон;Рабочий e-mail;Название компании;Стадия;"
        "Возможная сумма;Валюта;Источник\n"
        "7;Заявка №7;Анна;Петрова;8 (495) 000-00-01, +74950000002;a@b.example;ООО «Ромашка»;"
        "Новая заявка;1 234,50;Российский рубль;Звонок\n",
        encoding="cp1251",
    )
    record = one(read(path))
    assert record.external == {"bitrix24": "lead:7"}
    assert record.e164 == ("+74950000001", "+74950000002")
    assert (record.company, record.source) == ("ООО «Ромашка»", "Звонок")
    deal = record.deal
    assert (deal.title, str(deal.amount), deal.currency) == ("Заявка №7", "1234.50", "RUB")
    assert (deal.stage, deal.status, deal.expected_close) == ("Новая заявка", "", None)


def test_people_and_companies_of_amocrm_share_a_file(read, text_file):
    path = text_file(
        "ID;Тип;Полное имя контакта;Имя;Фамилия;Название компании;Кем создан контакт;Теги;"
        "Мобильный телефон;Сделки\n"
        "1;контакт;Анна Петрова;Анна;Петрова;Ромашка;М;опт, vip;'+79160000001;Сделка #1\n"
        "2;компания;;;;Ромашка;М;;+79160000002;\n"
    )
    anna, company = read(path).contacts
    assert (anna.kind, anna.company, anna.tags) == ("person", "Ромашка", ("опт", "vip"))
    assert anna.phones == (("+79160000001", "mobile"),)
    assert anna.custom["Сделки"] == "Сделка #1"
    assert (company.kind, company.name, company.company) == ("company", "Ромашка", "")
    assert company.external == {"amocrm": "2"}


def test_deals_know_whether_they_are_won(read, text_file):
    path = text_file(
        "Record ID,Deal Name,Deal Stage,Close Date,Amount,Associated Contact,Associated Company\n"
        "1,Roof,Closed won,2026-03-04,100,Anna Keller,Keller KG\n"
        "2,Door,New,,x,,Keller KG\n3,,,,,,\n"
    )
    found = read(path)
    roof, door = found.contacts
    assert (roof.deal.status, roof.deal.expected_close.isoformat()) == ("won", "2026-03-04")
    assert roof.deal.external == {"hubspot": "1"}
    assert (door.kind, door.name, door.deal.amount) == ("company", "Keller KG", None)
    assert (3, "amount_wrong") in found.codes
    assert found.records[-1].outcome == "rejected"
    assert found.counts["deals"] == 2


def test_apostrophes_of_shopify_are_taken_off(read, text_file):
    path = text_file(
        "Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Phone,Note\n"
        "'4876,Anna,Keller,a@b.example,yes,'+573001112233,'=1+1\n"
    )
    record = one(read(path))
    assert (record.external, record.note) == ({"shopify": "4876"}, "=1+1")
    assert record.e164 == ("+573001112233",)


def test_several_addresses_and_lines_of_a_street(read, text_file):
    path = text_file(
        "*ContactName,EmailAddress,FirstName,POAddressLine1,POAddressLine2,POCity,POPostalCode,"
        "POCountry,SAAddressLine1,SACity\n"
        "Keller KG,a@b.example,,A 1,Back yard,Volos,38221,Greece,B 2,Orel\n"
    )
    assert one(read(path)).addresses == (
        ("A 1, Back yard", "Volos", "38221", "", "GR", "billing"),
        ("B 2", "Orel", "", "", "", "shipping"),
    )


def test_a_draft_has_everything_in_its_words(read, text_file):
    path = text_file(
        "Name,Email,Phone,Website,City\nAnna,a@b.example,+302100000001,b.example,Volos\n"
    )
    draft = one(read(path)).draft
    assert draft.emails[0].value == "a@b.example"
    assert (draft.phones[0].value, draft.phones[0].e164) == ("+302100000001", "+302100000001")
    assert (draft.urls[0].value, draft.addresses[0].city) == ("b.example", "Volos")


def test_a_table_that_says_nothing_about_people_is_told_so(read, text_file):
    found = read(text_file("Date,Amount\n2026-01-02,12\n2026-01-03,14\n"))
    assert not found.facts["is_understood"]
    assert found.counts["rejected"] == 2


def test_words_of_names_and_places_stand_one_blank_apart(read, text_file):
    path = text_file(
        "First Name,Last Name,Company,Job Title,Street,City,Tags,Note\n"
        'Anna  Maria,van   Dyck,Rosa \xa0& Co,Head  of  sales,"Main   street 5\n Back  yard",'
        "New   York,very  good,two  blanks\n"
    )
    contact = one(read(path))
    assert (contact.name, contact.given_name) == ("Anna Maria van Dyck", "Anna Maria")
    assert (contact.company, contact.role) == ("Rosa & Co", "Head of sales")
    assert contact.addresses[0][:2] == ("Main street 5\nBack yard", "New York")
    assert contact.tags == ("very good",)
    assert contact.note == "two  blanks"


def test_words_of_names_in_cards_stand_one_blank_apart(read, text_file):
    card = (
        "BEGIN:VCARD\nVERSION:3.0\nN:van   Dyck;Anna  Maria;;;\nORG:Rosa   & Co;\n"
        "ADR:;;Main   street 5;New   York;;;\nCATEGORIES:very  good\nEND:VCARD\n"
    )
    contact = one(read(text_file(card, name="cards.vcf")))
    assert (contact.name, contact.company) == ("Anna Maria van Dyck", "Rosa & Co")
    assert contact.addresses[0][:2] == ("Main street 5", "New York")
    assert contact.tags == ("very good",)


@pytest.mark.parametrize(
    ("text", "amount"),
    [("(5.00)", "-5.00"), ("€ (1.234,50)", "-1234.50"), ("(7) руб.", "-7"), ("5.00", "5.00")],
)
def test_an_amount_in_parentheses_is_below_zero(text, amount):
    assert amounts.amount(text) == amount


@pytest.mark.parametrize("header", ["Name,Surname,Phone", "Name,Last name,Phone"])
def test_surname_beside_a_column_called_name_is_not_lost(read, text_file, header):
    found = read(text_file(f"{header}\nAnna,Archer,2100000001\nBob Bell,Bell,2100000002\n"))
    assert [(each.name, each.given_name, each.family_name) for each in found.contacts] == [
        ("Anna Archer", "Anna", "Archer"),
        ("Bob Bell", "", "Bell"),
    ]


def test_surname_that_the_user_points_out_joins_the_first_name(read, text_file):
    path = text_file("Όνομα;Πρώτα το επίθετο;Κινητό\nΆννα;Ευθυμίου;6900000001\n")
    found = read(path, mapping={"Πρώτα το επίθετο": "family_name"})
    assert one(found).name == "Άννα Ευθυμίου"


def test_surname_with_a_legal_form_and_no_first_name_is_a_company(read, text_file):
    path = text_file(
        "Επώνυμο;Όνομα;Τηλέφωνο\nΑυγή Άνθη ΟΕ;;2310000001\nΕυθυμίου;Άννα;6900000001\n"
        "Ξενάκη;;6900000002\n"
    )
    assert [(each.kind, each.name, each.family_name) for each in read(path).contacts] == [
        ("company", "Αυγή Άνθη ΟΕ", ""),
        ("person", "Άννα Ευθυμίου", "Ευθυμίου"),
        ("person", "Ξενάκη", "Ξενάκη"),
    ]
