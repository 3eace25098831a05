"""Which program wrote a table, and what its columns are; also when no program is known."""

from __future__ import annotations

import pytest

from smallcrm.core.errors import UserError
from smallcrm.services.exchange import fields
from smallcrm.services.exchange.systems.all import SYSTEMS

HEADERS = """
google = First Name,Middle Name,Last Name,File As,Organization Name,Birthday,Labels,
    E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value
google = Name,Given Name,Family Name,Group Membership,E-mail 1 - Type,E-mail 1 - Value
outlook = Title,First Name,Last Name,Company,Business Street,Business Street 2,Home Street 2,
    Business Phone,E-mail Address,E-mail Type,Categories,Priority
outlook = Anrede,Vorname,Nachname,Firma,Straße geschäftlich,Telefon geschäftlich,E-Mail-Adresse,
    E-Mail-Typ,Geburtstag
outlook = Обращение,Имя,Отчество,Фамилия,Улица (раб. адрес),Телефон переносной,Адрес эл. почты
outlook = Titre,Prénom,Nom,Société,Titre,Rue (bureau),Tél. mobile,Téléphone (bureau)
outlook = First Name,Last Name,Business Street,Χώρα/Περιοχή εργασίας,E-mail Address
outlook_com = First Name,Last Name,Nickname,Given Yomi,Surname Yomi,E-mail Address,IMAddress
thunderbird = First Name,Last Name,Display Name,Nickname,Primary Email,Birth Year,Birth Month,
    Birth Day
thunderbird = Vorname,Nachname,Anzeigename,Primäre E-Mail-Adresse,Geburtstag
hubspot = Record ID,First Name,Last Name,Email,Phone Number,Contact owner,Lead Status
salesforce = Salutation,First Name,Last Name,Account Name,Mailing Street,Phone,Email,Account Owner
salesforce = Id,IsDeleted,AccountId,LastName,FirstName,MailingStreet,Email,OwnerId
salesforce = Nachname,Accountname,Straße (Postanschrift),Ort (Postanschrift),E-Mail
pipedrive = Person - Name*,Person - Email (Work),Organization - Name*,Deal - Title
zoho = Record Id,First Name,Last Name,Account Name,Account Name.id,Email,Mailing Street
zoho = Display Name,Company Name,First Name,Last Name,EmailID,MobilePhone
bitrix24 = ID,Название лида,Имя,Фамилия,Рабочий телефон,Стадия,Возможная сумма,Валюта
bitrix24 = ID,Стадия сделки,Название сделки,Сумма,Валюта,Контакт,Контакт: Имя
bitrix24 = ID,Имя,Фамилия,Тип контакта,Рабочий телефон
amocrm = ID,Тип,Полное имя контакта,Имя,Фамилия,Название компании,Кем создан контакт
amocrm = ID,Название сделки,Бюджет ₸,Этап сделки,Воронка,Полное имя контакта
1c = Наименование,Полное наименование,ИНН,КПП,Юридический адрес,Телефон
odoo = External ID,Name,Company Type,Related Company,Street,City,Email
odoo = id,name,parent_id/id,street,country_id/id,email
odoo = Πλήρες Όνομα,Σχετιζόμενη Εταιρία,Τηλέφωνο,Πόλη
quickbooks = Active Status,Customer,Balance Total,Company,Main Phone,Alt. Phone,Main Email
shopify = Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Phone,Tags
woocommerce = Name,Username,Last Active,Sign Up,Email,AOV,Country / Region
woocommerce = Name,Benutzername,E-Mail,Bestellungen,Gesamtausgaben,Land / Region,Stadt
xero = *ContactName,AccountNumber,EmailAddress,FirstName,LastName,POAddressLine1
wave = customer_name,email,contact_first_name,contact_last_name,customer_currency
freshbooks = Organization,First Name,Last Name,Email,Phone,Province/State
unknown = Name,Email,Phone
unknown = Επωνυμία,ΑΦΜ,Τηλέφωνο
unknown = Firma,Vorname,Nachname,Telefon
"""
CASES = [line.strip().split(" = ") for line in HEADERS.replace(",\n    ", ",").strip().splitlines()]


@pytest.mark.parametrize(("system", "header"), CASES)
def test_the_program_is_told_by_its_headings(read, text_file, system, header):
    path = text_file(f"{header}\n" + ",".join(f"v{n}" for n in range(header.count(",") + 1)) + "\n")
    assert read(path).facts["system"] == system


@pytest.mark.parametrize(("system", "header"), CASES)
def test_order_and_blanks_of_headings_do_not_matter(read, text_file, system, header):
    mixed = ",".join(f"\xa0 {each.upper()}  " for each in reversed(header.split(",")))
    path = text_file(f"{mixed}\n" + ",".join(f"v{n}" for n in range(header.count(",") + 1)) + "\n")
    assert read(path).facts["system"] == system


def test_every_field_of_every_table_is_known():
    known = set(fields.FIELDS) | fields._INNER
    for system in SYSTEMS:
        meanings = {field for several in system.fields.values() for field in several}
        meanings |= {meaning for _, meaning in system.patterns}
        assert {fields.parts(meaning).base for meaning in meanings} <= known, system.name


def test_every_mark_is_of_normal_headings():
    for system in SYSTEMS:
        assert system.marks
        assert all(len(mark) >= 2 for mark in system.marks)


@pytest.mark.parametrize(
    ("header", "row", "expected"),
    [
        (
            "Κωδικός;Επωνυμία;ΑΦΜ;Διεύθυνση;Πόλη;Τ.Κ.;Τηλέφωνο;Κινητό;Email;Υπόλοιπο",
            "ΠΕΛ-1;Παπάς ΑΕ;123456783;Ερμού 1;Βόλος;38221;2100000001;6900000001;a@b.example;1,50",
            "None account tax_id:gr street city postcode phone phone:mobile email None",
        ),
        (
            "Kunden-Nr.;Firma;Anrede;Vorname;Nachname;Straße;PLZ;Ort;Land;Telefon;USt-IdNr.",
            "1;Keller KG;Frau;Anna;Keller;Hof 1;10115;Berlin;DE;030 0000001;DE136695976",
            "None company None given_name family_name street postcode city country phone tax_id",
        ),
        (
            "Nom;Prénom;Société;Rue;Code postal;Ville;Téléphone;Portable;Date de naissance",
            "Petit;Anne;Petit SARL;1 rue A;75001;Paris;0199000001;0639980001;05/06/1980",
            "family_name given_name company street postcode city phone phone:mobile birthday",
        ),
        (
            "Фамилия;Имя;Отчество;Мобильный телефон 2;Эл. почта;Дата рождения;Комментарий;ИНН",
            "Петрова;Анна;Ивановна;+79160000001;a@b.example;05.06.1980;vip;7707083893",
            "family_name given_name middle_name phone:mobile email birthday note tax_id:ru",
        ),
        (
            "Full name;E-mail (work);Phone (home);Email opt-in;Phone type;Website;Tags;Type",
            "Anna;a@b.example;2100000001;yes;cell;www.shop.example;vip;person",
            "name email:work phone:home None None url tag kind",
        ),
    ],
)
def test_headings_of_unknown_tables_in_five_languages(read, text_file, header, row, expected):
    found = read(text_file(f"{header}\n{row}\n{row}\n"))
    assert [str(column.field) for column in found.columns] == expected.split()


def test_a_heading_is_not_believed_when_the_values_say_otherwise(read, text_file):
    path = text_file("Name,Email,Type,Phone\nAnna,yes,A-1,never\nIvan,no,B-2,often\n")
    found = read(path)
    assert found.fields == {"Name": "name", "Email": None, "Type": None, "Phone": None}
    assert found.contacts[0].custom == {"Email": "yes", "Type": "A-1", "Phone": "never"}


def test_confidence_grows_with_heading_and_values(read, text_file):
    path = text_file("Name,Telefon privat,Email\nAnna,2100000001,a@b.example\n")
    sure = {column.header: column.confidence for column in read(path).columns}
    assert sure["Email"] > sure["Telefon privat"] - 0.01 > 0.7


def test_the_user_says_what_a_column_is(read, text_file):
    path = text_file("Who,Where to,Kode\nAnna,anna@shop.example,7\n")
    mapping = {"who": "name", "Where to": "emails", "#3": "ignore"}
    found = read(path, mapping=mapping)
    assert found.fields == {"Who": "name", "Where to": "email", "Kode": "ignore"}
    record = found.contacts[0]
    assert (record.name, record.emails, record.custom) == ("Anna", (("anna@shop.example", ""),), {})
    for wrong in ({"No such": "name"}, {"Who": "no such field"}):
        with pytest.raises(UserError):
            read(path, mapping=wrong)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ("mobile", "phone:mobile"),
        ("Last name", "family_name"),
        ("email:work", "email:work"),
        ("emails:work", "email:work"),
        ("-", "ignore"),
        ("deal", "deal.title"),
        ("zip", "postcode"),
    ],
)
def test_fields_have_the_names_that_people_use(typed, field):
    assert fields.named(typed) == field


def test_address_beside_a_town_is_the_street(read, text_file):
    path = text_file(
        "Επωνυμία;Διεύθυνση;Πόλη;ΤΚ;Τηλέφωνο\nΜαρία Π;Δημητριάδος 12;Βόλος;38221;24210 12345\n",
        delimiter=";",
    )
    (contact,) = read(path).contacts
    assert contact.addresses[0][:3] == ("Δημητριάδος 12", "Βόλος", "38221")
    assert contact.custom == {}


@pytest.mark.parametrize(
    "heading",
    ["Эл. почта", "Эл.почта", "Электронная почта", "E-mail", "Почта", "Адрес для писем"],
)
def test_addresses_beside_the_columns_of_1c_are_emails(read, text_file, heading):
    path = text_file(f"Наименование;ИНН;КПП;{heading}\nООО Ромашка;;;info@romashka.example\n")
    found = read(path)
    assert found.facts["system"] == "1c"
    assert found.fields[heading] == "email"
    assert found.contacts[0].emails == (("info@romashka.example", ""),)


@pytest.mark.parametrize(
    "heading", ["Ηλ. ταχυδρομείο", "Ηλεκτρονικό ταχυδρομείο", "E-mail", "Πού γράφουμε"]
)
def test_addresses_in_a_greek_list_are_emails(read, text_file, heading):
    path = text_file(f"Επωνυμία;ΑΦΜ;{heading}\nΠαπάς ΑΕ;;info@papas.example\n")
    assert read(path).fields[heading] == "email"


def test_the_addresses_of_a_few_sellers_are_not_those_of_the_contacts(read, text_file):
    rows = "".join(f"Anna {number},seller@shop.example\n" for number in range(5))
    assert read(text_file(f"Name,Seller\n{rows}")).fields["Seller"] is None
    assert read(text_file("Name,Owner\nAnna,seller@shop.example\n")).fields["Owner"] is None


def test_the_contact_person_in_a_list_of_1c_is_the_person_of_the_company(read, text_file):
    (contact,) = read(
        text_file("Наименование;ИНН;КПП;Контактное лицо\nООО Ромашка;;;Анна Петрова\n")
    ).contacts
    assert (contact.kind, contact.name, contact.company) == (
        "person",
        "Анна Петрова",
        "ООО Ромашка",
    )


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("Όνομα;Κινητό;Πόλη", "name"),
        ("Имя;Мобильный;Город", "name"),
        ("Vorname;Handy;Ort", "name"),
        ("Name;Mobile;City", "name"),
        ("Όνομα;Επώνυμο;Πόλη", "given_name"),
        ("Имя;Фамилия;Город", "given_name"),
        ("Vorname;Name;Ort", "given_name"),
    ],
)
def test_without_a_column_for_the_surname_the_name_is_the_whole_name(
    read, text_file, header, expected
):
    path = text_file(f"{header}\nΆννα Ευθυμίου;6900000001;Βόλος\n")
    assert read(path).columns[0].field == expected


@pytest.mark.parametrize(("home", "expected"), [("KZ", "KZ"), ("RU", "RU"), ("GR", "RU")])
def test_russian_headings_are_of_the_own_country_where_people_write_russian(
    read, text_file, home, expected
):
    path = text_file("ФИО;Телефон;ИИН/БИН\nАхметов Данияр;8 701 123 45 67;820314300123\n")
    found = read(path, home=home)
    assert found.contacts[0].phones[0][0]
    is_doubted = any(each.field == "tax_id" for each in found.warnings)
    assert is_doubted == (expected == "RU")


def test_column_that_only_a_late_row_fills_has_its_sample_and_is_recognised(read, text_file):
    rows = [["Name", "Phone", "Email", "", "Never"]]
    rows += [[f"Dora {number}", f"+44 1632 {number:06}"] for number in range(2000)]
    rows[1778] += ["late@mail.example", "other@mail.example", ""]
    columns = read(text_file(rows)).columns
    assert [column.samples for column in columns[2:]] == [
        ("late@mail.example",),
        ("other@mail.example",),
        (),
    ]
    assert columns[3].field == "email"


def test_heading_that_is_known_by_itself_stays_that_beneath_another_one(read, text_file):
    rows = [
        ["Клиент", "", "Контакты", "", "Адрес", ""],
        ["Фамилия", "Имя", "Телефон", "Моб. телефон", "Город", "Улица, дом"],
        ["Петрова", "Анна", "4951234567", "9161234567", "Москва", "Тверская, 7"],
        ["Сидоров", "Илья", "4957654321", "9037654321", "Тула", "Ленина, 1"],
    ]
    found = read(text_file(rows))
    fields = [column.field for column in found.columns]
    assert fields == ["family_name", "given_name", "phone", "phone:mobile", "city", "street"]
    assert [each[:2] for each in found.contacts[0].addresses] == [("Тверская, 7", "Москва")]


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("Επώνυμο / Επωνυμία;Όνομα;Κινητό", "family_name"),
        ("Επωνυμία ή επώνυμο;Όνομα;Κινητό", "family_name"),
        ("Фамилия/Организация;Имя;Мобильный", "family_name"),
        ("Last name or company;First name;Mobile", "family_name"),
        ("Επωνυμία / Ονοματεπώνυμο;Πόλη;Κινητό", "account"),
        ("ФИО или название;Город;Мобильный", "account"),
        ("Nom ou société;Ville;Portable", "account"),
    ],
)
def test_heading_that_says_person_or_company_is_understood(read, text_file, header, expected):
    path = text_file(f"{header}\nΕυθυμίου;Άννα;6900000001\nΑυγή Άνθη ΟΕ;;6900000002\n")
    found = read(path)
    assert found.columns[0].field == expected
    assert found.contacts[1].kind == "company"
