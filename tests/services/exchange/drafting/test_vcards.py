"""Cards of Apple, Android, Outlook and the standards; broken ones cost only themselves."""

from __future__ import annotations

import pytest


@pytest.fixture
def cards(read, tmp_path):
    """Read the given lines as a file of cards."""

    def reading(*lines, encoding="utf-8", **asked):
        path = tmp_path / "contacts.vcf"
        data = [line if isinstance(line, bytes) else line.encode(encoding) for line in lines]
        path.write_bytes(b"\r\n".join([*data, b""]))
        return read(path, **asked)

    return reading


def card(*lines):
    return ["BEGIN:VCARD", *lines, "END:VCARD"]


def test_a_card_of_apple(cards):
    found = cards(
        *card(
            "VERSION:3.0",
            "PRODID:-//Apple Inc.//iOS 17.0//EN",
            "N:Keller;Anna;;;",
            "FN:Anna Keller",
            "ORG:Keller KG;Sales",
            "EMAIL;type=INTERNET;type=WORK;type=pref:anna@shop.example",
            "item1.EMAIL;type=INTERNET:books@shop.example",
            "item1.X-ABLabel:Λογιστήριο",
            "TEL;type=CELL;type=VOICE:+30 690 0000001",
            "item2.TEL:2100000001",
            "item2.X-ABLabel:_$!<Assistant>!$_",
            "item3.ADR;type=WORK:;;A 1\\nBuilding 2;Volos;;38221;Ελλάδα",
            "item3.X-ABADR:gr",
            "item4.URL;type=pref:https\\://shop.example",
            "item4.X-ABLabel:_$!<HomePage>!$_",
            "BDAY;X-APPLE-OMIT-YEAR=1604:1604-05-12",
            "PHOTO;ENCODING=b;TYPE=PNG:iVBORw0KGgo=",
            "NOTE:one\\, two\\nthree",
            "UID:0000-1",
        ),
        home="GR",
    )
    record = found.contacts[0]
    assert found.facts["system"] == "icloud"
    assert (record.row, record.name, record.company) == (1, "Anna Keller", "Keller KG")
    assert record.emails == (("anna@shop.example", "work"), ("books@shop.example", "Λογιστήριο"))
    assert record.phones == (("+30 690 0000001", "mobile"), ("2100000001", "Assistant"))
    assert record.e164 == ("+306900000001", "+302100000001")
    assert record.addresses == (("A 1\nBuilding 2", "Volos", "38221", "", "GR", "work"),)
    assert (record.urls, record.birthday) == ((("https://shop.example", ""),), "--05-12")
    assert (record.note, record.external) == ("one, two\nthree", {"vcard": "0000-1"})
    assert record.custom == {"Department": "Sales"}


def test_a_card_of_android_in_quoted_printable(cards):
    quoted = ";CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:"
    found = cards(
        *card(
            "VERSION:2.1",
            f"N{quoted}=D0=9F=D0=B5=D1=82=D1=80=D0=BE=D0=B2;=D0=98=D0=B2=D0=B0=D0=BD;;;",
            "TEL;CELL:+79160000001",
            "TEL;WORK;PREF:84950000001",
            f"NOTE{quoted}=D0=9F=D1=80=D0=B8=D0=",
            "=B2=D0=B5=D1=82=",
            "",
            "X-CUSTOM:kept",
        ),
        home="RU",
    )
    record = found.contacts[0]
    assert (record.name, record.note) == ("Иван Петров", "Привет")
    assert record.phones == (("84950000001", "work"), ("+79160000001", "mobile"))
    assert record.custom == {"Custom": "kept"}


def test_each_property_may_have_its_own_encoding(cards):
    found = cards(
        "BEGIN:VCARD",
        "VERSION:2.1",
        b"N;CHARSET=Windows-1252:M\xfcller;J\xfcrgen",
        "ADR;WORK;CHARSET=cp1252;ENCODING=QUOTED-PRINTABLE:;;Stra=DFe 1;K=F6ln;;;Deutschland",
        "X-MS-OL-DEFAULT-POSTAL-ADDRESS:2",
        "END:VCARD",
    )
    record = found.contacts[0]
    assert (found.facts["encoding"], record.name) == ("cp1252", "Jürgen Müller")
    assert record.addresses == (("Straße 1", "Köln", "", "", "DE", "work"),)
    assert record.custom == {}


def test_letters_without_a_charset_are_judged_together(cards):
    names = ["Анна Щукина", "Иван Петров", "Сергей Орлов"]
    lines = [line for name in names for line in card("VERSION:2.1", f"FN:{name}")]
    found = cards(*lines, encoding="cp1251")
    assert [record.name for record in found.contacts] == names
    assert found.facts["encoding"] == "cp1251"


def test_a_card_of_the_fourth_version(cards):
    found = cards(
        *card(
            "VERSION:4.0",
            "KIND:individual",
            "FN:Anna Keller",
            'TEL;VALUE=uri;TYPE="voice,cell";PREF=2:tel:+30-690-0000001;ext=5',
            "TEL;VALUE=uri;PREF=1;TYPE=home:tel:+30-210-0000001",
            "EMAIL:anna@shop.example",
            "BDAY:--0512",
            'ADR;LABEL="A 1: B^nC":;;A 1;Volos;;;',
            "UID:urn:uuid:00000000-1",
        )
    )
    record = found.contacts[0]
    assert record.phones == (("+30-210-0000001", "home"), ("+30-690-0000001", "mobile"))
    assert (record.birthday, record.addresses[0][:2]) == ("--05-12", ("A 1", "Volos"))
    assert record.external == {"vcard": "00000000-1"}


def test_groups_become_tags_of_their_members(cards):
    found = cards(
        *card("VERSION:3.0", "FN:Anna", "UID:a-1"),
        *card(
            "VERSION:3.0",
            "FN:Friends",
            "X-ADDRESSBOOKSERVER-KIND:group",
            "X-ADDRESSBOOKSERVER-MEMBER:urn:uuid:a-1",
        ),
    )
    anna, group = found.records
    assert anna.tags == ("Friends",)
    assert (group.row, group.outcome, group.code) == (2, "skipped", "group_card")


def test_company_cards_are_companies(cards):
    found = cards(
        *card("VERSION:3.0", "N:;;;;", "FN:Keller KG", "ORG:Keller KG", "X-ABShowAs:COMPANY"),
        *card("VERSION:4.0", "KIND:org", "FN:Petrov & Sons"),
        *card("VERSION:3.0", "N:;;;;", "ORG:Nobody Ltd"),
    )
    assert [(record.kind, record.name, record.company) for record in found.contacts] == [
        ("company", "Keller KG", ""),
        ("company", "Petrov & Sons", ""),
        ("company", "Nobody Ltd", ""),
    ]


def test_a_broken_card_costs_nothing_but_itself(cards):
    found = cards(
        *card("VERSION:3.0", "FN:First"),
        "BEGIN:VCARD",
        "VERSION:2.1",
        "this line is nothing",
        ";;;:",
        "TEL;WORK:+302100000001",
        *card("VERSION:3.0", "--FN:Third", "NOTE;X=:a:b"),
        "BEGIN:VCARD",
        "FN:Never ends",
    )
    assert [record.name for record in found.contacts] == [
        "First",
        "+302100000001",
        "Third",
        "Never ends",
    ]
    assert {(2, "card_unclosed"), (4, "card_unclosed")} <= set(found.codes)


def test_a_card_inside_an_agent_is_not_the_contact(cards):
    found = cards(
        "BEGIN:VCARD",
        "VERSION:2.1",
        "N:Outer;Anna",
        "AGENT:",
        *card("VERSION:2.1", "N:Inner;Ivan"),
        "TEL:+302100000001",
        "END:VCARD",
    )
    assert [(record.name, len(record.phones)) for record in found.contacts] == [("Anna Outer", 1)]


def test_a_thousand_cards_inside_each_other_are_no_problem(cards):
    found = cards(*["BEGIN:VCARD", "N:X"] * 1000, *["END:VCARD"] * 1000)
    assert found.counts["rows"] == 1000


def test_a_huge_photo_is_left_out_at_once(cards):
    photo = ["PHOTO;ENCODING=b;TYPE=JPEG:" + "QUFB" * 18, *[" " + "QUFB" * 18] * 60_000]
    found = cards(*card("VERSION:3.0", "FN:Anna", *photo))
    assert found.contacts[0].name == "Anna"
    assert found.codes == [(1, "photo_dropped")]


def test_a_note_of_a_hundred_thousand_lines_is_unfolded_at_once(cards):
    found = cards(*card("VERSION:3.0", "FN:Anna", "NOTE:", *[" ab"] * 100_000))
    assert len(found.contacts[0].note) >= 100_000


def test_pictures_and_sounds_by_address_are_never_fetched(cards):
    found = cards(
        *card(
            "VERSION:4.0",
            "FN:Anna",
            "PHOTO:file:///etc/passwd",
            "LOGO:http://127.0.0.1:9/logo.png",
            "SOUND;VALUE=uri:\\\\192.0.2.1\\share\\x",
        )
    )
    assert found.contacts[0].custom == {}


def test_a_card_that_says_nothing_is_rejected(cards):
    found = cards(*card("VERSION:3.0", "NOTE:only a note", "CATEGORIES:a,b"))
    assert [(record.row, record.outcome) for record in found.records] == [(1, "rejected")]


def test_two_bytes_a_letter_without_a_mark(cards):
    text = "\r\n".join(card("VERSION:3.0", "FN:Анна", ""))
    found = cards(text.encode("utf-16-be"))
    assert found.contacts[0].name == "Анна"


def test_names_of_own_fields_are_in_the_language_of_the_window(cards):
    found = cards(*card("VERSION:3.0", "FN:Анна", "ORG:Ромашка;Опт"), words={"Department": "Отдел"})
    assert found.contacts[0].custom == {"Отдел": "Опт"}


def test_national_numbers_are_of_the_country_in_the_address_as_in_a_table(cards):
    french = card("VERSION:3.0", "FN:A", "TEL:01 99 00 08 14", "ADR:;;A 1;Besançon;;25000;France")
    greek = card("VERSION:3.0", "FN:B", "TEL:210 000 0001", "ADR:;;A 1;Volos;;38221;")
    found = cards(*french, *greek, country="GR")
    assert [record.e164 for record in found.contacts] == [("+33199000814",), ("+302100000001",)]
